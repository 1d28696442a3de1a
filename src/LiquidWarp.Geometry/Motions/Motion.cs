using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// A motion: frames a second plus θ per frame. Every reader brings its world into the camera view of
/// <see cref="BodyParameters"/> (x right, y down, z away), so frames can be posed and drawn as they are.
/// </summary>
/// <param name="Name">Where it came from, for messages.</param>
/// <param name="FramesPerSecond">Rate, above 0.</param>
/// <param name="Frames">At least one θ. Where <paramref name="HasImageCamera"/> is false the camera has scale 1 and the
/// root's travel in metres as its translation (x right, y down).</param>
/// <param name="HasImageCamera">True if the cameras were estimated from pictures and can be copied.</param>
public sealed record Motion(string Name, double FramesPerSecond, IReadOnlyList<BodyParameters> Frames, bool HasImageCamera)
{
    /// <summary>What the reader assumed and the file did not say (up axis, units, frame rate …), a sentence each.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>Length in seconds.</summary>
    public double Duration => Frames.Count / FramesPerSecond;
}
