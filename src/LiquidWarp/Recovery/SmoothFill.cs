namespace LiquidWarp.Recovery;

/// <summary>
/// Fills holes of a picture with the smoothest colours that agree with what surrounds them: averages of the known pixels in
/// a pyramid give a start, relaxation of the Laplace equation inside the hole the rest. Constant and linear surroundings
/// are continued exactly in the limit.
/// </summary>
internal static class SmoothFill
{
    /// <summary>Fills the pixels where <paramref name="hole"/> is true, in place. Without a known pixel all become zero.</summary>
    /// <param name="colours">(H, W, 3).</param>
    /// <param name="hole">(H, W).</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static void Fill(float[] colours, bool[] hole, int width, int height)
    {
        if (width > 2 && height > 2 && hole.Contains(true))
        {
            var (coarse, coarseHole, halfWidth, halfHeight) = Halve(colours, hole, width, height);
            Fill(coarse, coarseHole, halfWidth, halfHeight);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    if (hole[y * width + x])
                        Interpolate(coarse, halfWidth, halfHeight, x, y, colours.AsSpan(3 * (y * width + x), 3));
                }
            }
            Relax(colours, hole, width, height, rounds: 12);
        }
        else
        {
            FillWithMean(colours, hole);
        }
    }

    private static void FillWithMean(float[] colours, bool[] hole)
    {
        Span<float> mean = stackalloc float[3];
        var known = Math.Max(1, hole.Count(missing => !missing));
        for (var i = 0; i < colours.Length; i++)
        {
            if (!hole[i / 3])
                mean[i % 3] += colours[i] / known;
        }
        for (var i = 0; i < colours.Length; i++)
        {
            if (hole[i / 3])
                colours[i] = mean[i % 3];
        }
    }

    private static (float[] Colours, bool[] Hole, int Width, int Height) Halve(float[] colours, bool[] hole, int width, int height)
    {
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var (coarse, coarseHole) = (new float[3 * halfWidth * halfHeight], new bool[halfWidth * halfHeight]);
        for (var y = 0; y < halfHeight; y++)
        {
            for (var x = 0; x < halfWidth; x++)
            {
                var (at, count) = (y * halfWidth + x, 0);
                for (var k = 0; k < 4; k++)
                {
                    var (fx, fy) = (2 * x + (k & 1), 2 * y + (k >> 1));
                    if (fx >= width || fy >= height || hole[fy * width + fx])
                        continue;
                    count++;
                    for (var c = 0; c < 3; c++)
                        coarse[3 * at + c] += colours[3 * (fy * width + fx) + c];
                }
                coarseHole[at] = count == 0;
                for (var c = 0; c < 3 && count > 0; c++)
                    coarse[3 * at + c] /= count;
            }
        }
        return (coarse, coarseHole, halfWidth, halfHeight);
    }

    private static void Interpolate(float[] coarse, int width, int height, int x, int y, Span<float> into)
    {
        var (u, v) = (Math.Clamp((x - 0.5f) / 2, 0, width - 1), Math.Clamp((y - 0.5f) / 2, 0, height - 1));
        var (x0, y0) = (Math.Min((int)u, Math.Max(width - 2, 0)), Math.Min((int)v, Math.Max(height - 2, 0)));
        var (x1, y1) = (Math.Min(x0 + 1, width - 1), Math.Min(y0 + 1, height - 1));
        var (a, b) = (u - x0, v - y0);
        for (var c = 0; c < 3; c++)
        {
            var top = (1 - a) * coarse[3 * (y0 * width + x0) + c] + a * coarse[3 * (y0 * width + x1) + c];
            var bottom = (1 - a) * coarse[3 * (y1 * width + x0) + c] + a * coarse[3 * (y1 * width + x1) + c];
            into[c] = (1 - b) * top + b * bottom;
        }
    }

    /// <summary>Gauss–Seidel sweeps with over-relaxation; pixels beyond the border count as equal to the edge.</summary>
    private static void Relax(float[] colours, bool[] hole, int width, int height, int rounds)
    {
        const float over = 1.6f;
        for (var round = 0; round < rounds; round++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    if (!hole[y * width + x])
                        continue;
                    var at = 3 * (y * width + x);
                    var (left, right) = (x > 0 ? at - 3 : at, x + 1 < width ? at + 3 : at);
                    var (up, down) = (y > 0 ? at - 3 * width : at, y + 1 < height ? at + 3 * width : at);
                    for (var c = 0; c < 3; c++)
                    {
                        var mean = (colours[left + c] + colours[right + c] + colours[up + c] + colours[down + c]) / 4;
                        colours[at + c] += over * (mean - colours[at + c]);
                    }
                }
            }
        }
    }
}
