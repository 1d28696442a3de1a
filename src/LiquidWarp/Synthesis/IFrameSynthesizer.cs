using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Synthesis;

/// <summary>
/// Draws one person, whose picture it was prepared with, in any pose: what pure texture warping and the trained generator have
/// in common. All that depends on the source alone is done before the first frame. Serves one caller at a time.
/// </summary>
public interface IFrameSynthesizer : IDisposable
{
    /// <summary>Side of the square pictures that are drawn.</summary>
    int Size { get; }

    /// <summary>Draws the person.</summary>
    /// <param name="target">θ of the frame: the motion's pose with the source's shape and the frame's camera.</param>
    /// <param name="picture">(Size, Size, 3) holds the background and gets the person over it.</param>
    void Draw(BodyParameters target, FloatImage picture);
}
