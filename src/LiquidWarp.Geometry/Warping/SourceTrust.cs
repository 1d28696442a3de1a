using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// Where a source picture shows the surface that the recovered body says it shows. Not trusted: the background, pixels off the
/// person's mask, and a rim at every outline, where an error of a few pixels would paint background or another limb onto the body.
/// </summary>
public static class SourceTrust
{
    /// <summary>The trusted pixels, 1, of a source picture.</summary>
    /// <param name="source">Fragments of the source body.</param>
    /// <param name="person">The person's mask, of any size, 1 on the person; null if none is known.</param>
    /// <param name="rim">Width of the rim in pixels.</param>
    /// <param name="depthStep">Step in depth that makes an outline, metres.</param>
    public static Mask Of(Fragments source, Mask? person, int rim, float depthStep)
    {
        var nearest = Window(source.Depth, source.Width, source.Height, rim, MathF.Min);
        var farthest = Window(source.Depth, source.Width, source.Height, rim, MathF.Max);
        var onPerson = person is null ? null : Morphology.Erode(person, 2 * (rim * person.Width / source.Width / 2) + 1);
        var trust = new Mask(source.Width, source.Height);
        for (var pixel = 0; pixel < trust.Data.Length; pixel++)
        {
            var smooth = source.FaceIndex[pixel] >= 0
                && source.Depth[pixel] - nearest[pixel] < depthStep && farthest[pixel] - source.Depth[pixel] < depthStep;
            if (smooth && (onPerson is null || IsOn(onPerson, source, pixel)))
                trust.Data[pixel] = 1;
        }

        return trust;
    }

    /// <summary>Whether the pixel's place is on a mask of another size.</summary>
    internal static bool IsOn(Mask mask, Fragments source, int pixel)
    {
        var (y, x) = Math.DivRem(pixel, source.Width);
        return mask.Row((2 * y + 1) * mask.Height / (2 * source.Height))[(2 * x + 1) * mask.Width / (2 * source.Width)] == 1;
    }

    /// <summary>Least or greatest value within <paramref name="reach"/> pixels, rows then columns.</summary>
    private static float[] Window(float[] values, int width, int height, int reach, Func<float, float, float> choose)
    {
        var across = new float[values.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var chosen = values[y * width + x];
                for (var u = Math.Max(0, x - reach); u <= Math.Min(width - 1, x + reach); u++)
                    chosen = choose(chosen, values[y * width + u]);
                across[y * width + x] = chosen;
            }

        var result = new float[values.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var chosen = across[y * width + x];
                for (var v = Math.Max(0, y - reach); v <= Math.Min(height - 1, y + reach); v++)
                    chosen = choose(chosen, across[v * width + x]);
                result[y * width + x] = chosen;
            }

        return result;
    }
}
