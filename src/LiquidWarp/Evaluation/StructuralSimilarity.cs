using LiquidWarp.Imaging;

namespace LiquidWarp.Evaluation;

/// <summary>
/// SSIM (Wang et al. 2004) as the published evaluation has it, which is scikit-image's default (REFERENCE 7.3): uniform windows of 7×7, sample
/// covariance, K1 = 0.01, K2 = 0.03, mean over colours and over all pixels whose window lies in the picture.
/// </summary>
public static class StructuralSimilarity
{
    private const int Window = 7;
    private const double Count = Window * Window;

    /// <summary>The similarity of two pictures, at most 1.</summary>
    /// <param name="a">Any picture.</param>
    /// <param name="b">One of the same size and number of channels.</param>
    /// <param name="range">Difference of the largest and the smallest possible value: 2 for colours in [−1, 1].</param>
    /// <param name="box">The columns and rows to look at; the whole picture where absent.</param>
    /// <exception cref="ArgumentException">The pictures differ in shape, or what is looked at is smaller than a window.</exception>
    public static double Of(FloatImage a, FloatImage b, double range = 2, (int Left, int Top, int Width, int Height)? box = null)
    {
        if ((a.Width, a.Height, a.Channels) != (b.Width, b.Height, b.Channels))
            throw new ArgumentException($"Pictures of {a.Width}×{a.Height}×{a.Channels} and {b.Width}×{b.Height}×{b.Channels} cannot be compared.", nameof(b));
        var (left, top, width, height) = box ?? (0, 0, a.Width, a.Height);
        if (width < Window || height < Window)
            throw new ArgumentException($"{width}×{height} pixels are less than a window of {Window}×{Window}.", nameof(box));
        var total = 0.0;
        for (var channel = 0; channel < a.Channels; channel++)
            total += OfChannel(a, b, channel, left, top, width, height, range);
        return total / a.Channels;
    }

    private static double OfChannel(FloatImage a, FloatImage b, int channel, int left, int top, int width, int height, double range)
    {
        var (c1, c2) = (Math.Pow(0.01 * range, 2), Math.Pow(0.03 * range, 2));
        // Sums down each column of the window's rows; the window then slides across them.
        var columns = new Moments[width];
        var total = 0.0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                columns[x] += At(x, y);
                if (y >= Window)
                    columns[x] -= At(x, y - Window);
            }

            if (y < Window - 1)
                continue;
            var sum = default(Moments);
            for (var x = 0; x < width; x++)
            {
                sum += columns[x];
                if (x >= Window)
                    sum -= columns[x - Window];
                if (x >= Window - 1)
                    total += sum.Similarity(c1, c2);
            }
        }

        return total / ((double)(width - Window + 1) * (height - Window + 1));

        Moments At(int x, int y)
        {
            var at = ((top + y) * a.Width + left + x) * a.Channels + channel;
            return new(a.Data[at], b.Data[at]);
        }
    }

    /// <summary>Sums over a window.</summary>
    private readonly record struct Moments(double A, double B, double AA, double BB, double AB)
    {
        public Moments(double a, double b) : this(a, b, a * a, b * b, a * b)
        {
        }

        public static Moments operator +(Moments x, Moments y) => new(x.A + y.A, x.B + y.B, x.AA + y.AA, x.BB + y.BB, x.AB + y.AB);

        public static Moments operator -(Moments x, Moments y) => new(x.A - y.A, x.B - y.B, x.AA - y.AA, x.BB - y.BB, x.AB - y.AB);

        public double Similarity(double c1, double c2)
        {
            const double sample = Count / (Count - 1);
            var (meanA, meanB) = (A / Count, B / Count);
            var (varianceA, varianceB, covariance) = (sample * (AA / Count - meanA * meanA), sample * (BB / Count - meanB * meanB), sample * (AB / Count - meanA * meanB));
            return (2 * meanA * meanB + c1) * (2 * covariance + c2) / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
        }
    }
}
