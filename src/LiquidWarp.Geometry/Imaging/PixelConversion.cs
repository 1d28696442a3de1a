namespace LiquidWarp.Imaging;

/// <summary>How a colour becomes a byte.</summary>
public enum Quantisation
{
    /// <summary>To the nearest.</summary>
    Nearest,

    /// <summary>Towards 0, as the published code saves its pictures: up to one level darker.</summary>
    Truncated,
}

/// <summary>Between 8-bit pictures and colours in [-1, 1].</summary>
public static class PixelConversion
{
    private static readonly float[] Levels = [.. Enumerable.Range(0, 256).Select(level => level / 255f * 2 - 1)];

    /// <summary>Each byte / 255 · 2 − 1.</summary>
    public static FloatImage ToFloat(this RgbImage image)
    {
        var result = new FloatImage(image.Width, image.Height, 3);
        ToFloat(image, result);
        return result;
    }

    /// <summary>Each byte / 255 · 2 − 1, into a map of the same size and 3 channels.</summary>
    public static void ToFloat(this RgbImage image, FloatImage into)
    {
        if ((into.Width, into.Height, into.Channels) != (image.Width, image.Height, 3))
            throw new ArgumentException($"The map is {into.Width}×{into.Height}×{into.Channels}, expected {image.Width}×{image.Height}×3.", nameof(into));
        for (var i = 0; i < image.Data.Length; i++)
            into.Data[i] = Levels[image.Data[i]];
    }

    /// <summary>(H, W, 1): 0 or 1, as the mask says.</summary>
    public static FloatImage ToFloat(this Mask mask) => new(mask.Width, mask.Height, 1, Array.ConvertAll(mask.Data, value => (float)value));

    /// <summary>(x + 1) / 2 · 255 as a byte; values outside [-1, 1] are clamped, NaN is black.</summary>
    public static RgbImage ToRgb(this FloatImage map, Quantisation quantisation = Quantisation.Nearest)
    {
        if (map.Channels != 3)
            throw new ArgumentException($"A picture has 3 channels, not {map.Channels}.", nameof(map));
        var image = new RgbImage(map.Width, map.Height);
        var up = quantisation == Quantisation.Nearest ? 0.5f : 0;
        for (var i = 0; i < map.Data.Length; i++)
        {
            var level = (map.Data[i] + 1) / 2 * 255 + up;
            image.Data[i] = level >= 255 ? (byte)255 : level > 0 ? (byte)level : (byte)0;
        }

        return image;
    }
}
