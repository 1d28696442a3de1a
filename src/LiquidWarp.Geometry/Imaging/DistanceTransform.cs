namespace LiquidWarp.Imaging;

/// <summary>Exact Euclidean distances in masks (lower envelope of parabolas, rows then columns; Felzenszwalb and Huttenlocher 2012).</summary>
public static class DistanceTransform
{
    private const float Unreachable = 1e12f;

    /// <summary>Distance in pixels of each pixel's centre from the nearest centre where the mask is 1; infinite in an empty mask.</summary>
    public static FloatImage ToOnes(Mask mask) => To(mask, 1);

    /// <summary>
    /// Signed distance from the outline, which lies half-way between pixels: positive inside (mask 1), negative outside, ±0.5 next to the
    /// outline; ±infinite where there is none.
    /// </summary>
    public static FloatImage Signed(Mask mask)
    {
        var (inside, outside) = (To(mask, 0), To(mask, 1));
        for (var i = 0; i < mask.Data.Length; i++)
            inside.Data[i] = mask.Data[i] == 1 ? inside.Data[i] - 0.5f : 0.5f - outside.Data[i];
        return inside;
    }

    /// <summary>
    /// A soft version of a mask to blend with: 0 to 1 across a band of <paramref name="width"/> pixels, smooth at both ends.
    /// </summary>
    /// <param name="mask">The mask.</param>
    /// <param name="width">Width of the band, above 0.</param>
    /// <param name="inset">How far the middle of the band lies inside the outline; half of the width keeps the whole band inside.</param>
    public static FloatImage Feather(Mask mask, float width, float inset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var result = Signed(mask);
        foreach (ref var value in result.Data.AsSpan())
        {
            var t = Math.Clamp((value - inset) / width + 0.5f, 0, 1);
            value = t * t * (3 - 2 * t);
        }

        return result;
    }

    private static FloatImage To(Mask mask, byte goal)
    {
        var result = new FloatImage(mask.Width, mask.Height, 1);
        var data = result.Data;
        for (var i = 0; i < data.Length; i++)
            data[i] = mask.Data[i] == goal ? 0 : Unreachable;
        var longest = Math.Max(mask.Width, mask.Height);
        var envelope = new Envelope(new float[longest], new int[longest], new float[longest + 1]);
        for (var y = 0; y < mask.Height; y++)
            envelope.Lower(data, y * mask.Width, 1, mask.Width);
        for (var x = 0; x < mask.Width; x++)
            envelope.Lower(data, x, mask.Width, mask.Height);
        for (var i = 0; i < data.Length; i++)
            data[i] = data[i] >= Unreachable / 2 ? float.PositiveInfinity : MathF.Sqrt(data[i]);
        return result;
    }

    /// <summary>Squared distances along one line: at each place the lowest of the parabolas that stand on its values.</summary>
    private readonly struct Envelope(float[] values, int[] centres, float[] starts)
    {
        public void Lower(float[] data, int start, int step, int length)
        {
            for (var i = 0; i < length; i++)
                values[i] = data[start + i * step];
            var last = 0;
            (centres[0], starts[0], starts[1]) = (0, float.NegativeInfinity, float.PositiveInfinity);
            for (var q = 1; q < length; q++)
            {
                var cross = Crossing(q, centres[last]);
                while (cross <= starts[last])
                    cross = Crossing(q, centres[--last]);
                centres[++last] = q;
                (starts[last], starts[last + 1]) = (cross, float.PositiveInfinity);
            }

            for (int i = 0, k = 0; i < length; i++)
            {
                while (starts[k + 1] < i)
                    k++;
                data[start + i * step] = MathF.Min(Unreachable, (i - centres[k]) * (i - centres[k]) + values[centres[k]]);
            }
        }

        private float Crossing(int q, int p) =>
            (float)((values[q] + (double)q * q - (values[p] + (double)p * p)) / (2.0 * (q - p)));
    }
}
