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
    // More samples a pixel than this, each way, cost time and show nothing more; larger squares are made smaller first.
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

    /// <summary>Looks at a picture through the square: (size, size, 3) in [−1, 1]. Only the part within the square is touched.</summary>
    public FloatImage Look(RgbImage picture, int size)
    {
        var factor = Math.Max(1, (int)(Side / (MostSamples * size)));
        var reach = new Vector2(Side * (Turn == 0 ? 0.5f : 0.7072f) + 2 * factor);
        // The part in whole blocks; at least one, for a square beside the picture shows its edge.
        var (low, high) = ((Centre - reach) / factor, (Centre + reach) / factor);
        var (width, height) = (Math.Max(1, picture.Width / factor), Math.Max(1, picture.Height / factor));
        var (left, top) = (Math.Clamp((int)low.X, 0, width - 1), Math.Clamp((int)low.Y, 0, height - 1));
        var (right, bottom) = (Math.Clamp((int)high.X + 1, left + 1, width), Math.Clamp((int)high.Y + 1, top + 1, height));
        var part = new FloatImage(right - left, bottom - top, 3);
        var scale = 2f / (255 * factor * factor);
        for (var y = 0; y < part.Height * factor; y++)
        {
            var row = picture.Data.AsSpan(3 * (Math.Min(top * factor + y, picture.Height - 1) * picture.Width));
            for (var x = 0; x < part.Width * factor; x++)
            {
                var from = row.Slice(3 * Math.Min(left * factor + x, picture.Width - 1), 3);
                var into = part.Data.AsSpan(3 * (y / factor * part.Width + x / factor), 3);
                (into[0], into[1], into[2]) = (into[0] + from[0], into[1] + from[1], into[2] + from[2]);
            }
        }

        for (var i = 0; i < part.Data.Length; i++)
            part.Data[i] = part.Data[i] * scale - 1;
        return (this with { Centre = Centre / factor - new Vector2(left, top), Side = Side / factor }).Look(part, size);
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
