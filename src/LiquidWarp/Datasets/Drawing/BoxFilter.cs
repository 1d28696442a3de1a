namespace LiquidWarp.Datasets.Drawing;

/// <summary>Blurs a map by means over boxes, rows then columns, with running sums; edges replicated.</summary>
internal static class BoxFilter
{
    [ThreadStatic]
    private static float[]? _scratch;

    /// <summary>Blurs in place, so many times: twice is a tent, three times nearly a Gaussian.</summary>
    public static void Blur(float[] map, int width, int height, int radius, int passes = 2)
    {
        if (radius <= 0)
            return;
        if (_scratch is null || _scratch.Length < width * height + width)
            _scratch = new float[width * height + width];
        for (var pass = 0; pass < passes; pass++)
        {
            AlongRows(map, _scratch, width, height, radius);
            AlongColumns(_scratch, map, width, height, radius, _scratch.AsSpan(width * height, width));
        }
    }

    private static void AlongRows(float[] from, float[] into, int width, int height, int radius)
    {
        var share = 1f / (2 * radius + 1);
        for (var y = 0; y < height; y++)
        {
            var row = from.AsSpan(y * width, width);
            var target = into.AsSpan(y * width, width);
            var sum = 0f;
            for (var x = -radius; x <= radius; x++)
                sum += row[Math.Clamp(x, 0, width - 1)];
            for (var x = 0; x < width; x++)
            {
                target[x] = sum * share;
                sum += row[Math.Min(x + radius + 1, width - 1)] - row[Math.Max(x - radius, 0)];
            }
        }
    }

    private static void AlongColumns(float[] from, float[] into, int width, int height, int radius, Span<float> sums)
    {
        var share = 1f / (2 * radius + 1);
        sums.Clear();
        for (var y = -radius; y <= radius; y++)
        {
            var row = from.AsSpan(Math.Clamp(y, 0, height - 1) * width, width);
            for (var x = 0; x < width; x++)
                sums[x] += row[x];
        }

        for (var y = 0; y < height; y++)
        {
            var target = into.AsSpan(y * width, width);
            var entering = from.AsSpan(Math.Min(y + radius + 1, height - 1) * width, width);
            var leaving = from.AsSpan(Math.Max(y - radius, 0) * width, width);
            for (var x = 0; x < width; x++)
            {
                target[x] = sums[x] * share;
                sums[x] += entering[x] - leaving[x];
            }
        }
    }
}
