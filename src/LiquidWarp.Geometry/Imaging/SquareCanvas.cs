namespace LiquidWarp.Imaging;

/// <summary>
/// How a picture of any shape lies on the square that normalised coordinates speak of: centred, its longer side filling it, an odd
/// pixel of border at the bottom or right.
/// </summary>
/// <param name="Width">Width of the picture.</param>
/// <param name="Height">Height of the picture.</param>
public readonly record struct SquareCanvas(int Width, int Height)
{
    /// <summary>Side of the square in pixels.</summary>
    public int Side => Math.Max(Width, Height);

    /// <summary>Columns of border left of the picture.</summary>
    public int Left => (Side - Width) / 2;

    /// <summary>Rows of border above the picture.</summary>
    public int Top => (Side - Height) / 2;

    /// <summary>The canvas of a picture.</summary>
    public static SquareCanvas Of(RgbImage image) => new(image.Width, image.Height);

    /// <summary>Puts a picture on its canvas; the border repeats the picture's edge.</summary>
    public RgbImage Place(RgbImage image)
    {
        Check(image.Width, image.Height, Width, Height);
        var canvas = new RgbImage(Side, Side);
        Place(image.Data, canvas.Data, 3);
        return canvas;
    }

    /// <summary>Puts a mask on its canvas; the border is 0.</summary>
    public Mask Place(Mask mask)
    {
        Check(mask.Width, mask.Height, Width, Height);
        var canvas = new Mask(Side, Side);
        for (var y = 0; y < Height; y++)
            mask.Row(y).CopyTo(canvas.Row(Top + y)[Left..]);
        return canvas;
    }

    /// <summary>Puts a map on its canvas; the border repeats the map's edge.</summary>
    public FloatImage Place(FloatImage map)
    {
        Check(map.Width, map.Height, Width, Height);
        var canvas = new FloatImage(Side, Side, map.Channels);
        Place(map.Data, canvas.Data, map.Channels);
        return canvas;
    }

    /// <summary>Cuts the picture's part out of a canvas of <see cref="Side"/>.</summary>
    public RgbImage Crop(RgbImage canvas)
    {
        Check(canvas.Width, canvas.Height, Side, Side);
        var image = new RgbImage(Width, Height);
        Crop(canvas.Data, image.Data, 3);
        return image;
    }

    /// <summary>Cuts the mask's part out of a canvas of <see cref="Side"/>.</summary>
    public Mask Crop(Mask canvas)
    {
        Check(canvas.Width, canvas.Height, Side, Side);
        var mask = new Mask(Width, Height);
        Crop(canvas.Data, mask.Data, 1);
        return mask;
    }

    /// <summary>Cuts the map's part out of a canvas of <see cref="Side"/>.</summary>
    public FloatImage Crop(FloatImage canvas)
    {
        Check(canvas.Width, canvas.Height, Side, Side);
        var map = new FloatImage(Width, Height, canvas.Channels);
        Crop(canvas.Data, map.Data, canvas.Channels);
        return map;
    }

    private void Place<T>(T[] from, T[] to, int channels)
    {
        for (var y = 0; y < Side; y++)
        {
            var row = from.AsSpan(Math.Clamp(y - Top, 0, Height - 1) * Width * channels, Width * channels);
            var target = to.AsSpan(y * Side * channels, Side * channels);
            row.CopyTo(target[(Left * channels)..]);
            for (var x = 0; x < Left; x++)
                row[..channels].CopyTo(target[(x * channels)..]);
            for (var x = Left + Width; x < Side; x++)
                row[^channels..].CopyTo(target[(x * channels)..]);
        }
    }

    private void Crop<T>(T[] from, T[] to, int channels)
    {
        for (var y = 0; y < Height; y++)
            from.AsSpan(((Top + y) * Side + Left) * channels, Width * channels).CopyTo(to.AsSpan(y * Width * channels));
    }

    private static void Check(int width, int height, int expectedWidth, int expectedHeight)
    {
        if ((width, height) != (expectedWidth, expectedHeight))
            throw new ArgumentException($"The picture is {width}×{height}, expected {expectedWidth}×{expectedHeight}.");
    }
}
