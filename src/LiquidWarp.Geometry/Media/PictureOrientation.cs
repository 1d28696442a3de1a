using LiquidWarp.Imaging;

namespace LiquidWarp.Media;

/// <summary>Turns stored pixels as EXIF's orientation (1 to 8) says they are to be seen.</summary>
internal static class PictureOrientation
{
    /// <summary>The picture upright; the same object for orientation 1.</summary>
    public static RgbImage Apply(RgbImage image, int orientation)
    {
        if (orientation == 1)
            return image;
        var (width, height) = Size(image.Width, image.Height, orientation);
        return new(width, height, Apply(image.Data, image.Width, image.Height, 3, orientation));
    }

    /// <summary>The mask upright; the same object for orientation 1.</summary>
    public static Mask Apply(Mask mask, int orientation)
    {
        if (orientation == 1)
            return mask;
        var (width, height) = Size(mask.Width, mask.Height, orientation);
        return new(width, height, Apply(mask.Data, mask.Width, mask.Height, 1, orientation));
    }

    private static (int Width, int Height) Size(int width, int height, int orientation) => orientation >= 5 ? (height, width) : (width, height);

    private static byte[] Apply(byte[] stored, int width, int height, int channels, int orientation)
    {
        var (seenWidth, seenHeight) = Size(width, height, orientation);
        var seen = new byte[stored.Length];
        for (var y = 0; y < seenHeight; y++)
            for (var x = 0; x < seenWidth; x++)
            {
                var (column, row) = orientation switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    8 => (width - 1 - y, x),
                    _ => (x, y),
                };
                stored.AsSpan((row * width + column) * channels, channels).CopyTo(seen.AsSpan((y * seenWidth + x) * channels));
            }

        return seen;
    }
}
