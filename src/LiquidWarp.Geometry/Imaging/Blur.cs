namespace LiquidWarp.Imaging;

/// <summary>Blurring, edges replicated.</summary>
public static class Blur
{
    private const int Passes = 3;

    /// <summary>
    /// Blurs nearly as a Gaussian does, by three means over boxes one after the other (Kovesi, "Fast Almost-Gaussian Filtering", 2010):
    /// running sums, so that the time does not grow with the width.
    /// </summary>
    /// <param name="image">The picture; left as it is.</param>
    /// <param name="sigma">Standard deviation of the Gaussian in pixels, 0 or more; below about 0.6 nothing changes.</param>
    public static RgbImage Gaussian(RgbImage image, float sigma)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sigma);
        var values = new FloatImage(image.Width, image.Height, 3, Array.ConvertAll(image.Data, value => (float)value));
        var other = new FloatImage(image.Width, image.Height, 3);
        foreach (var radius in BoxRadii(sigma))
        {
            BoxAlongRows(values, other, radius);
            BoxAlongColumns(other, values, radius);
        }

        return new(image.Width, image.Height, Array.ConvertAll(values.Data, value => (byte)Math.Clamp(value + 0.5f, 0, 255)));
    }

    /// <summary>Radii r of boxes of 2r + 1 pixels whose variances, ((2r + 1)² − 1) / 12 each, come as near to σ² as whole pixels allow.</summary>
    internal static int[] BoxRadii(float sigma)
    {
        var small = ((int)MathF.Floor(MathF.Sqrt(12 * sigma * sigma / Passes + 1)) - 1) / 2;
        var narrow = 2 * small + 1;
        var count = (int)MathF.Round((12 * sigma * sigma - Passes * (narrow * narrow + 4 * narrow + 3)) / (-4 * narrow - 4));
        return [.. Enumerable.Range(0, Passes).Select(pass => pass < count ? small : small + 1)];
    }

    private static void BoxAlongRows(FloatImage from, FloatImage into, int radius)
    {
        var (last, share) = (from.Width - 1, 1f / (2 * radius + 1));
        for (var y = 0; y < from.Height; y++)
        {
            var row = from.Row(y);
            var target = into.Row(y);
            for (var c = 0; c < 3; c++)
            {
                var sum = 0f;
                for (var x = -radius; x <= radius; x++)
                    sum += row[3 * Math.Clamp(x, 0, last) + c];
                for (var x = 0; x <= last; x++)
                {
                    target[3 * x + c] = sum * share;
                    sum += row[3 * Math.Min(x + radius + 1, last) + c] - row[3 * Math.Max(x - radius, 0) + c];
                }
            }
        }
    }

    private static void BoxAlongColumns(FloatImage from, FloatImage into, int radius)
    {
        var (last, share) = (from.Height - 1, 1f / (2 * radius + 1));
        var sums = new float[3 * from.Width];
        for (var y = -radius; y <= radius; y++)
        {
            var row = from.Row(Math.Clamp(y, 0, last));
            for (var i = 0; i < sums.Length; i++)
                sums[i] += row[i];
        }

        for (var y = 0; y <= last; y++)
        {
            var target = into.Row(y);
            var entering = from.Row(Math.Min(y + radius + 1, last));
            var leaving = from.Row(Math.Max(y - radius, 0));
            for (var i = 0; i < sums.Length; i++)
            {
                target[i] = sums[i] * share;
                sums[i] += entering[i] - leaving[i];
            }
        }
    }
}
