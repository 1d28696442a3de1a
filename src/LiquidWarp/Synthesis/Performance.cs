using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Synthesis;

/// <summary>What a person does before the camera: θ of each frame.</summary>
/// <param name="FramesPerSecond">Rate.</param>
/// <param name="Count">Number of frames, at least 1.</param>
/// <param name="Targets">θ of each, made when it is asked for.</param>
public sealed record Performance(double FramesPerSecond, int Count, IEnumerable<BodyParameters> Targets)
{
    /// <summary>
    /// How the world's vertical is turned in the camera's view: about x, positive where the camera looks down. A camera that walks round the
    /// person walks about that vertical.
    /// </summary>
    public Quaternion CameraPitch { get; init; } = Quaternion.Identity;
}
