using System.Numerics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>A square looked at in a picture.</summary>
/// <param name="Centre">Its middle in pixels; (0.5, 0.5) is the middle of the first pixel.</param>
/// <param name="Side">Its side in pixels.</param>
/// <param name="Turn">Radians that it is turned clockwise.</param>
/// <param name="Mirrored">Whether left and right are exchanged.</param>
public readonly record struct PersonCrop(Vector2 Centre, float Side, float Turn = 0, bool Mirrored = false)
{
    // More samples a pixel than this cost time and show nothing; larger pictures should be made smaller first.
    private const int MostSamples = 4;

    /// <summary>From the square, [−1, 1] both ways, to the picture's pixels.</summary>
    public Vector2 ToPicture(Vector2 place) =>
        Centre + Side / 2 * Vector2.Transform(Mirrored ? place with { X = -place.X } : place, Matrix3x2.CreateRotation(Turn));

    /// <summary>From the picture's pixels to the square.</summary>
    public Vector2 FromPicture(Vector2 pixel)
    {
        var place = Vector2.Transform(pixel - Centre, Matrix3x2.CreateRotation(-Turn)) * (2 / Side);
        return Mirrored ? place with { X = -place.X } : place;
    }

    /// <summary>Looks at a map through the square; beyond the map's edge there is the edge.</summary>
    /// <param name="map">(H, W, C).</param>
    /// <param name="size">Side of the result in pixels.</param>
    /// <returns>(size, size, C).</returns>
    public FloatImage Look(FloatImage map, int size)
    {
        var samples = Math.Clamp((int)MathF.Ceiling(Side / size - 0.25f), 1, MostSamples);
        var seen = new FloatImage(size, size, map.Channels);
        var (origin, right) = (ToPicture(new(-1, -1)), ToPicture(new(1, -1)));
        var (across, down) = ((right - origin) / (size * samples), (ToPicture(new(-1, 1)) - origin) / (size * samples));
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var into = seen.Data.AsSpan((y * size + x) * map.Channels, map.Channels);
                for (var sample = 0; sample < samples * samples; sample++)
                {
                    var (v, u) = Math.DivRem(sample, samples);
                    Add(map, origin + (x * samples + u + 0.5f) * across + (y * samples + v + 0.5f) * down, 1f / (samples * samples), into);
                }
            }

        return seen;
    }

    private static void Add(FloatImage map, Vector2 pixel, float weight, Span<float> into)
    {
        var (x, y) = (Math.Clamp(pixel.X - 0.5f, 0, map.Width - 1), Math.Clamp(pixel.Y - 0.5f, 0, map.Height - 1));
        var (left, top) = (Math.Min((int)x, Math.Max(0, map.Width - 2)), Math.Min((int)y, Math.Max(0, map.Height - 2)));
        var (s, t) = (x - left, y - top);
        int stepX = map.Width > 1 ? map.Channels : 0, stepY = map.Height > 1 ? map.Width * map.Channels : 0;
        var at = (top * map.Width + left) * map.Channels;
        for (var c = 0; c < into.Length; c++, at++)
            into[c] += weight * ((1 - t) * ((1 - s) * map.Data[at] + s * map.Data[at + stepX]) + t * ((1 - s) * map.Data[at + stepY] + s * map.Data[at + stepY + stepX]));
    }
}
