using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>
/// Tells a network which point of the body each pixel shows: its place on the rest body, which has no seams and means the same for every
/// body model. Four channels: x, y and z, each scaled to about [−1, 1], and 1; all 0 where no body is.
/// </summary>
public static class SurfaceCoordinates
{
    /// <summary>Numbers a pixel.</summary>
    public const int Channels = 4;

    /// <summary>Numbers a metre along x, y and z: arms reach 0.9 m to the side, the body 1 m up and down, and 0.2 m to the front.</summary>
    public static Vector3 Scale { get; } = new(1 / 0.9f, 1, 5);

    /// <summary>Writes the map into some channels of a picture.</summary>
    /// <param name="model">The body that was drawn.</param>
    /// <param name="fragments">What each pixel shows.</param>
    /// <param name="into">Of the fragments' size.</param>
    /// <param name="channel">The first of the four channels to write.</param>
    public static void Draw(BodyModel model, Fragments fragments, FloatImage into, int channel = 0)
    {
        if ((into.Width, into.Height) != (fragments.Width, fragments.Height) || channel < 0 || channel + Channels > into.Channels)
            throw new ArgumentException($"The map is {into.Width}×{into.Height}×{into.Channels}, expected {fragments.Width}×{fragments.Height} and channels {channel} to {channel + Channels - 1}.", nameof(into));
        for (var pixel = 0; pixel < fragments.FaceIndex.Length; pixel++)
        {
            var values = into.Data.AsSpan(pixel * into.Channels + channel, Channels);
            if (fragments.FaceIndex[pixel] is var face && face < 0)
            {
                values.Clear();
                continue;
            }

            var place = Vector3.Zero;
            for (var k = 0; k < 3; k++)
                place += fragments.Barycentrics[3 * pixel + k] * model.Template[model.Faces[3 * face + k]];
            (place * Scale).CopyTo(values);
            values[3] = 1;
        }
    }
}
