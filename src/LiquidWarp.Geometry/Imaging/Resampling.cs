namespace LiquidWarp.Imaging;

/// <summary>How a picture is brought to another size.</summary>
public enum ResizeMethod
{
    /// <summary>Two by two neighbours, half-pixel centres, no antialiasing: what the published networks were fed with.</summary>
    Bilinear,

    /// <summary>Mean over the area that a new pixel covers where the picture shrinks, bilinear where it grows: free of aliasing.</summary>
    Area,
}

/// <summary>Brings pictures to another size.</summary>
public static class Resampling
{
    private const int Scale = 1 << 11;

    /// <summary>
    /// Resizes an 8-bit picture. <see cref="ResizeMethod.Bilinear"/> gives OpenCV's <c>INTER_LINEAR</c>, its 11-bit weights and rounding
    /// included (and so the mean of four where both sides are halved).
    /// </summary>
    public static RgbImage Resize(RgbImage image, int width, int height, ResizeMethod method = ResizeMethod.Bilinear)
    {
        if ((width, height) == (image.Width, image.Height))
            return new(width, height, (byte[])image.Data.Clone());
        if (method == ResizeMethod.Bilinear && (2 * width, 2 * height) == (image.Width, image.Height))
            return Halve(image);
        if (method == ResizeMethod.Area && (width < image.Width || height < image.Height))
            return AreaResampling.Resize(image, width, height);
        return Bilinear(image, width, height);
    }

    /// <summary>
    /// Resizes a map bilinearly in float32, as <c>torch.nn.functional.interpolate</c> does. No value is treated apart: a flow's "nothing
    /// here" is blended with its neighbours as it is.
    /// </summary>
    public static FloatImage Resize(FloatImage map, int width, int height, CornerAlignment alignment)
    {
        var result = new FloatImage(width, height, map.Channels);
        Resize(map.Data, map.Width, map.Height, map.Channels, alignment, result.Data, width, height);
        return result;
    }

    /// <summary>Resizes a map by the mean over what a new pixel covers where it shrinks, bilinearly where it grows: free of aliasing.</summary>
    public static FloatImage ResizeArea(FloatImage map, int width, int height) =>
        (width, height) == (map.Width, map.Height) ? map.Copy() : AreaResampling.Resize(map, width, height);

    internal static void Resize(float[] from, int fromWidth, int fromHeight, int channels, CornerAlignment alignment, float[] to, int width, int height)
    {
        var columns = Taps(fromWidth, width, alignment);
        var rows = Taps(fromHeight, height, alignment);
        for (var y = 0; y < height; y++)
        {
            var (top, bottom, down) = rows[y];
            for (var x = 0; x < width; x++)
            {
                var (left, right, across) = columns[x];
                var upper = from.AsSpan(top * fromWidth * channels);
                var lower = from.AsSpan(bottom * fromWidth * channels);
                for (var c = 0; c < channels; c++)
                    to[(y * width + x) * channels + c] =
                        (1 - down) * ((1 - across) * upper[left * channels + c] + across * upper[right * channels + c])
                        + down * ((1 - across) * lower[left * channels + c] + across * lower[right * channels + c]);
            }
        }
    }

    private static (int Before, int After, float Share)[] Taps(int from, int to, CornerAlignment alignment)
    {
        var taps = new (int, int, float)[to];
        var step = alignment == CornerAlignment.Centres ? (to > 1 ? (float)(from - 1) / (to - 1) : 0) : (float)from / to;
        for (var i = 0; i < to; i++)
        {
            var at = alignment == CornerAlignment.Centres ? step * i : MathF.Max(0, step * (i + 0.5f) - 0.5f);
            var before = Math.Min((int)at, from - 1);
            taps[i] = (before, Math.Min(before + 1, from - 1), at - before);
        }

        return taps;
    }

    private static RgbImage Bilinear(RgbImage image, int width, int height)
    {
        var columns = FixedTaps(image.Width, width, wholeAtEdges: true);
        // OpenCV keeps the weights of rows at the edges, though both then fall on the same row: it rounds otherwise than one row alone.
        var rows = FixedTaps(image.Height, height, wholeAtEdges: false);
        var result = new RgbImage(width, height);
        var (upper, lower) = (new int[3 * width], new int[3 * width]);
        var (upperRow, lowerRow) = (-1, -1);
        for (var y = 0; y < height; y++)
        {
            var (top, bottom, topWeight, bottomWeight) = rows[y];
            if (top == lowerRow)
                (upper, upperRow, lower, lowerRow) = (lower, lowerRow, upper, upperRow);
            if (top != upperRow)
                Across(image.Row(top), columns, upper);
            upperRow = top;
            if (bottom != lowerRow)
                Across(image.Row(bottom), columns, lower);
            lowerRow = bottom;

            var row = result.Row(y);
            for (var i = 0; i < row.Length; i++)
                row[i] = (byte)((((topWeight * (upper[i] >> 4)) >> 16) + ((bottomWeight * (lower[i] >> 4)) >> 16) + 2) >> 2);
        }

        return result;
    }

    private static void Across(ReadOnlySpan<byte> row, (int Before, int After, int BeforeWeight, int AfterWeight)[] columns, int[] into)
    {
        for (var x = 0; x < columns.Length; x++)
        {
            var (left, right, leftWeight, rightWeight) = columns[x];
            for (var c = 0; c < 3; c++)
                into[3 * x + c] = row[3 * left + c] * leftWeight + row[3 * right + c] * rightWeight;
        }
    }

    private static (int Before, int After, int BeforeWeight, int AfterWeight)[] FixedTaps(int from, int to, bool wholeAtEdges)
    {
        var taps = new (int, int, int, int)[to];
        var scale = (double)from / to;
        for (var i = 0; i < to; i++)
        {
            var at = (float)((i + 0.5) * scale - 0.5);
            var before = (int)MathF.Floor(at);
            var share = at - before;
            if (wholeAtEdges && (before < 0 || before >= from - 1))
                share = 0;
            taps[i] = (Math.Clamp(before, 0, from - 1), Math.Clamp(before + 1, 0, from - 1), (int)MathF.Round((1 - share) * Scale), (int)MathF.Round(share * Scale));
        }

        return taps;
    }

    private static RgbImage Halve(RgbImage image)
    {
        var result = new RgbImage(image.Width / 2, image.Height / 2);
        for (var y = 0; y < result.Height; y++)
        {
            Span<byte> upper = image.Row(2 * y), lower = image.Row(2 * y + 1), row = result.Row(y);
            for (var x = 0; x < result.Width; x++)
                for (var c = 0; c < 3; c++)
                    row[3 * x + c] = (byte)((upper[6 * x + c] + upper[6 * x + 3 + c] + lower[6 * x + c] + lower[6 * x + 3 + c] + 2) >> 2);
        }

        return result;
    }
}
