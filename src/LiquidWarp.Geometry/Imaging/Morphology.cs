namespace LiquidWarp.Imaging;

/// <summary>
/// Growing and shrinking of masks by a k×k box (REFERENCE 3.7): beyond the border the mask counts as 1 for eroding and as 0 for
/// dilating, so the border itself changes nothing.
/// </summary>
public static class Morphology
{
    /// <summary>1 where every pixel of the box around is 1.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="kernel">Side of the box in pixels: odd, 1 or more.</param>
    public static Mask Erode(Mask mask, int kernel)
    {
        var result = new Mask(mask.Width, mask.Height);
        for (var i = 0; i < result.Data.Length; i++)
            result.Data[i] = (byte)(1 - mask.Data[i]);
        Grow(result, kernel);
        for (var i = 0; i < result.Data.Length; i++)
            result.Data[i] = (byte)(1 - result.Data[i]);
        return result;
    }

    /// <summary>1 where any pixel of the box around is 1.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="kernel">Side of the box in pixels: odd, 1 or more.</param>
    public static Mask Dilate(Mask mask, int kernel)
    {
        var result = new Mask(mask.Width, mask.Height, (byte[])mask.Data.Clone());
        Grow(result, kernel);
        return result;
    }

    private static void Grow(Mask mask, int kernel)
    {
        if (kernel < 1 || kernel % 2 == 0)
            throw new ArgumentException($"The box has an odd side, not {kernel}: an even one has no middle.", nameof(kernel));
        var line = new byte[Math.Max(mask.Width, mask.Height)];
        for (var y = 0; y < mask.Height; y++)
            GrowLine(mask.Data, y * mask.Width, 1, line.AsSpan(0, mask.Width), kernel / 2);
        for (var x = 0; x < mask.Width; x++)
            GrowLine(mask.Data, x, mask.Width, line.AsSpan(0, mask.Height), kernel / 2);
    }

    /// <summary>A running count of the ones within reach, which costs the same for every kernel.</summary>
    private static void GrowLine(byte[] data, int start, int step, Span<byte> line, int reach)
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = data[start + i * step];
        var ones = 0;
        for (var i = 0; i < Math.Min(reach, line.Length); i++)
            ones += line[i];
        for (var i = 0; i < line.Length; i++)
        {
            if (i + reach < line.Length)
                ones += line[i + reach];
            if (i - reach - 1 >= 0)
                ones -= line[i - reach - 1];
            data[start + i * step] = ones > 0 ? (byte)1 : (byte)0;
        }
    }
}
