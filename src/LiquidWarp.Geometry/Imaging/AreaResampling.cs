namespace LiquidWarp.Imaging;

/// <summary>
/// Antialiased resizing: across each axis that shrinks a new pixel is the mean over what it covers, parts of pixels counted by
/// their share; across an axis that grows it is bilinear. Axis after axis.
/// </summary>
internal static class AreaResampling
{
    public static RgbImage Resize(RgbImage image, int width, int height)
    {
        var columns = Spans(image.Width, width);
        var rows = Spans(image.Height, height);
        var result = new RgbImage(width, height);
        var sums = new float[3 * image.Width];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums);
            for (var k = 0; k < rows[y].Weights.Length; k++)
            {
                var row = image.Row(rows[y].First + k);
                var weight = rows[y].Weights[k];
                for (var i = 0; i < row.Length; i++)
                    sums[i] += weight * row[i];
            }

            var target = result.Row(y);
            for (var x = 0; x < width; x++)
            {
                var (first, weights) = columns[x];
                for (var c = 0; c < 3; c++)
                {
                    var sum = 0.5f;
                    for (var k = 0; k < weights.Length; k++)
                        sum += weights[k] * sums[3 * (first + k) + c];
                    target[3 * x + c] = (byte)Math.Min(sum, 255);
                }
            }
        }

        return result;
    }

    public static FloatImage Resize(FloatImage map, int width, int height)
    {
        var columns = Spans(map.Width, width);
        var rows = Spans(map.Height, height);
        var (result, channels) = (new FloatImage(width, height, map.Channels), map.Channels);
        var sums = new float[map.Width * channels];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums);
            for (var k = 0; k < rows[y].Weights.Length; k++)
            {
                var row = map.Row(rows[y].First + k);
                var weight = rows[y].Weights[k];
                for (var i = 0; i < row.Length; i++)
                    sums[i] += weight * row[i];
            }

            var target = result.Row(y);
            for (var x = 0; x < width; x++)
            {
                var (first, weights) = columns[x];
                for (var k = 0; k < weights.Length; k++)
                    for (var c = 0; c < channels; c++)
                        target[x * channels + c] += weights[k] * sums[(first + k) * channels + c];
            }
        }

        return result;
    }

    private static (int First, float[] Weights)[] Spans(int from, int to)
    {
        var spans = new (int, float[])[to];
        var scale = (double)from / to;
        for (var i = 0; i < to; i++)
            spans[i] = scale > 1 ? Covered(i * scale, (i + 1) * scale, from) : Between((i + 0.5) * scale - 0.5, from);
        return spans;
    }

    private static (int First, float[] Weights) Covered(double start, double end, int from)
    {
        var first = (int)start;
        var last = Math.Min(from - 1, (int)Math.Ceiling(end) - 1);
        var weights = new float[last - first + 1];
        for (var k = 0; k < weights.Length; k++)
            weights[k] = (float)((Math.Min(end, first + k + 1) - Math.Max(start, first + k)) / (end - start));
        return (first, weights);
    }

    private static (int First, float[] Weights) Between(double at, int from)
    {
        at = Math.Clamp(at, 0, from - 1);
        var first = Math.Min((int)at, Math.Max(0, from - 2));
        var share = (float)(at - first);
        return from == 1 ? (0, [1f]) : (first, [1 - share, share]);
    }
}
