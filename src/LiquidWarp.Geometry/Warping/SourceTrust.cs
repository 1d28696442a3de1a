using System.Numerics;
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
    /// <param name="faces">(F, 3) corner indices of its faces.</param>
    /// <param name="template">(V) the body's rest shape. Neighbouring pixels whose places there lie apart have an outline between them.</param>
    /// <param name="person">The person's mask, of any size, 1 on the person; null if none is known.</param>
    /// <param name="rim">Width of the rim in pixels.</param>
    /// <param name="step">How far places on the rest shape must lie apart to make an outline, metres.</param>
    public static Mask Of(Fragments source, ReadOnlySpan<int> faces, ReadOnlySpan<Vector3> template, Mask? person, int rim, float step)
    {
        var places = Places(source, faces, template);
        var (low, high) = Window(places, source.Width, source.Height, rim);
        var onPerson = person is null ? null : Morphology.Erode(person, 2 * (rim * person.Width / source.Width / 2) + 1);
        var trust = new Mask(source.Width, source.Height);
        for (var pixel = 0; pixel < trust.Data.Length; pixel++)
        {
            var spread = Vector3.Max(places[pixel] - low[pixel], high[pixel] - places[pixel]);
            var smooth = source.FaceIndex[pixel] >= 0 && Vector3.Clamp(spread, Vector3.Zero, new(step)) == spread;
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

    /// <summary>Where on the rest shape each pixel looks; far away from everything where it sees no body.</summary>
    private static Vector3[] Places(Fragments source, ReadOnlySpan<int> faces, ReadOnlySpan<Vector3> template)
    {
        var places = new Vector3[source.FaceIndex.Length];
        for (var pixel = 0; pixel < places.Length; pixel++)
        {
            if (source.FaceIndex[pixel] is var face && face < 0)
                places[pixel] = new(1000);
            else
                for (var k = 0; k < 3; k++)
                    places[pixel] += source.Barycentrics[3 * pixel + k] * template[faces[3 * face + k]];
        }

        return places;
    }

    /// <summary>Least and greatest coordinates within <paramref name="reach"/> pixels, rows then columns.</summary>
    private static (Vector3[] Low, Vector3[] High) Window(Vector3[] places, int width, int height, int reach)
    {
        var (low, high) = ((Vector3[])places.Clone(), (Vector3[])places.Clone());
        for (var offset = -reach; offset <= reach; offset++)
            for (var y = 0; y < height; y++)
                for (var x = Math.Max(0, -offset); x < Math.Min(width, width - offset); x++)
                    (low[y * width + x], high[y * width + x]) =
                        (Vector3.Min(low[y * width + x], places[y * width + x + offset]), Vector3.Max(high[y * width + x], places[y * width + x + offset]));

        var (lowAcross, highAcross) = ((Vector3[])low.Clone(), (Vector3[])high.Clone());
        for (var offset = -reach; offset <= reach; offset++)
            for (var y = Math.Max(0, -offset); y < Math.Min(height, height - offset); y++)
                for (var x = 0; x < width; x++)
                    (low[y * width + x], high[y * width + x]) =
                        (Vector3.Min(low[y * width + x], lowAcross[(y + offset) * width + x]), Vector3.Max(high[y * width + x], highAcross[(y + offset) * width + x]));
        return (low, high);
    }
}
