namespace LiquidWarp.Recovery;

/// <summary>
/// Finds the colours inside a hole whose differences from pixel to pixel are the wanted ones and which meet the known pixels
/// round it without a step: the screened Poisson equation min Σ|∇u − g|² + λ|u − v|², by conjugate gradients.
/// </summary>
internal static class GradientBlend
{
    /// <param name="colours">(H, W, 3): known pixels, and in the hole the colours v to stay near; replaced there by u.</param>
    /// <param name="hole">(H, W).</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="right">(H, W, 3) wanted difference to the pixel on the right.</param>
    /// <param name="below">(H, W, 3) wanted difference to the pixel below.</param>
    /// <param name="screening">λ.</param>
    /// <param name="iterations">Most iterations.</param>
    public static void Solve(float[] colours, bool[] hole, int width, float[] right, float[] below, float screening, int iterations)
    {
        var index = new int[hole.Length];
        var pixels = new List<int>();
        for (var i = 0; i < hole.Length; i++)
        {
            index[i] = hole[i] ? pixels.Count : -1;
            if (hole[i])
                pixels.Add(i);
        }
        var neighbours = Neighbours(pixels, index, width, hole.Length);
        for (var c = 0; c < 3; c++)
        {
            var (start, rest) = (new float[pixels.Count], new float[pixels.Count]);
            for (var k = 0; k < start.Length; k++)
            {
                var at = pixels[k];
                start[k] = colours[3 * at + c];
                rest[k] = screening * start[k];
                Add(k, at % width < width - 1, at + 1, -right[3 * at + c]);
                Add(k, at % width > 0, at - 1, at % width > 0 ? right[3 * (at - 1) + c] : 0);
                Add(k, at + width < hole.Length, at + width, -below[3 * at + c]);
                Add(k, at >= width, at - width, at >= width ? below[3 * (at - width) + c] : 0);
            }
            Conjugate(start, rest, neighbours, screening, iterations);
            for (var k = 0; k < start.Length; k++)
                colours[3 * pixels[k] + c] = start[k];

            void Add(int k, bool inside, int neighbour, float difference)
            {
                if (inside)
                    rest[k] += difference + (hole[neighbour] ? 0 : colours[3 * neighbour + c]);
            }
        }
    }

    /// <summary>(N, 5): four neighbours inside the hole (or −1) and the number of neighbours inside the picture.</summary>
    private static int[] Neighbours(List<int> pixels, int[] index, int width, int count)
    {
        var result = new int[5 * pixels.Count];
        for (var k = 0; k < pixels.Count; k++)
        {
            var at = pixels[k];
            var (row, degree) = (5 * k, 0);
            Set(0, at % width < width - 1, at + 1);
            Set(1, at % width > 0, at - 1);
            Set(2, at + width < count, at + width);
            Set(3, at >= width, at - width);
            result[row + 4] = degree;

            void Set(int slot, bool inside, int neighbour)
            {
                result[row + slot] = inside ? index[neighbour] : -1;
                degree += inside ? 1 : 0;
            }
        }
        return result;
    }

    private static void Conjugate(float[] x, float[] b, int[] neighbours, float screening, int iterations)
    {
        var (residual, product) = (new float[x.Length], new float[x.Length]);
        Multiply(x, product, neighbours, screening);
        for (var i = 0; i < x.Length; i++)
            residual[i] = b[i] - product[i];
        var direction = (float[])residual.Clone();
        var squared = Dot(residual, residual);
        var enough = 1e-8 * x.Length;
        for (var round = 0; round < iterations && squared > enough; round++)
        {
            Multiply(direction, product, neighbours, screening);
            var step = (float)(squared / Dot(direction, product));
            for (var i = 0; i < x.Length; i++)
            {
                x[i] += step * direction[i];
                residual[i] -= step * product[i];
            }
            var next = Dot(residual, residual);
            var keep = (float)(next / squared);
            squared = next;
            for (var i = 0; i < x.Length; i++)
                direction[i] = residual[i] + keep * direction[i];
        }
    }

    private static void Multiply(float[] x, float[] into, int[] neighbours, float screening)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var sum = (neighbours[5 * i + 4] + screening) * x[i];
            for (var k = 0; k < 4; k++)
            {
                if (neighbours[5 * i + k] is var neighbour and >= 0)
                    sum -= x[neighbour];
            }
            into[i] = sum;
        }
    }

    private static double Dot(float[] a, float[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
