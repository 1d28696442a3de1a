using LiquidWarp.Imaging;

namespace LiquidWarp.Evaluation;

/// <summary>What SSIM weighs the pixels round each one with, rows and columns alike.</summary>
public sealed class SimilarityWindow
{
    private SimilarityWindow(double[] weights, double bias) => (Weights, Bias) = (Array.ConvertAll(weights, weight => weight / weights.Sum()), bias);

    /// <summary>7×7, all alike, sample covariance: scikit-image's default and the published evaluation's (REFERENCE 7.3).</summary>
    public static SimilarityWindow Uniform { get; } = new([1, 1, 1, 1, 1, 1, 1], bias: 49 / 48.0);

    /// <summary>11×11, a bell of deviation 1.5, covariance of the population: as in the paper of Wang et al.</summary>
    public static SimilarityWindow Gaussian { get; } = new([.. Enumerable.Range(-5, 11).Select(x => Math.Exp(-x * x / (2 * 1.5 * 1.5)))], bias: 1);

    /// <summary>Of one axis; they add up to 1.</summary>
    internal double[] Weights { get; }

    /// <summary>What covariances are multiplied with.</summary>
    internal double Bias { get; }
}

/// <summary>SSIM (Wang et al. 2004): K1 = 0.01, K2 = 0.03, mean over colours and over all pixels whose window lies in the picture.</summary>
public static class StructuralSimilarity
{
    /// <summary>The similarity of two pictures, at most 1.</summary>
    /// <param name="a">Any picture.</param>
    /// <param name="b">One of the same size and number of channels.</param>
    /// <param name="range">Difference of the largest and the smallest possible value: 2 for colours in [−1, 1].</param>
    /// <param name="box">The columns and rows to look at; the whole picture where absent.</param>
    /// <param name="window">How pixels are weighed; <see cref="SimilarityWindow.Uniform"/> where absent.</param>
    /// <exception cref="ArgumentException">The pictures differ in shape, or what is looked at is smaller than a window.</exception>
    public static double Of(FloatImage a, FloatImage b, double range = 2, (int Left, int Top, int Width, int Height)? box = null, SimilarityWindow? window = null)
    {
        if ((a.Width, a.Height, a.Channels) != (b.Width, b.Height, b.Channels))
            throw new ArgumentException($"Pictures of {a.Width}×{a.Height}×{a.Channels} and {b.Width}×{b.Height}×{b.Channels} cannot be compared.", nameof(b));
        var (left, top, width, height) = box ?? (0, 0, a.Width, a.Height);
        window ??= SimilarityWindow.Uniform;
        if (Math.Min(width, height) < window.Weights.Length)
            throw new ArgumentException($"{width}×{height} pixels are less than a window of {window.Weights.Length}×{window.Weights.Length}.", nameof(box));
        var total = 0.0;
        for (var channel = 0; channel < a.Channels; channel++)
            total += OfChannel(a, b, channel, left, top, width, height, range, window);
        return total / a.Channels;
    }

    private static double OfChannel(FloatImage a, FloatImage b, int channel, int left, int top, int width, int height, double range, SimilarityWindow window)
    {
        var (c1, c2) = (Math.Pow(0.01 * range, 2), Math.Pow(0.03 * range, 2));
        var weights = window.Weights;
        var columns = new Moments[width];
        var total = 0.0;
        for (var y = 0; y + weights.Length <= height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                columns[x] = default;
                for (var k = 0; k < weights.Length; k++)
                {
                    var at = ((top + y + k) * a.Width + left + x) * a.Channels + channel;
                    columns[x] += weights[k] * new Moments(a.Data[at], b.Data[at]);
                }
            }

            for (var x = 0; x + weights.Length <= width; x++)
            {
                var mean = default(Moments);
                for (var k = 0; k < weights.Length; k++)
                    mean += weights[k] * columns[x + k];
                total += mean.Similarity(c1, c2, window.Bias);
            }
        }

        return total / ((double)(width - weights.Length + 1) * (height - weights.Length + 1));
    }

    /// <summary>Weighted means over a window.</summary>
    private readonly record struct Moments(double A, double B, double AA, double BB, double AB)
    {
        public Moments(double a, double b) : this(a, b, a * a, b * b, a * b)
        {
        }

        public static Moments operator +(Moments x, Moments y) => new(x.A + y.A, x.B + y.B, x.AA + y.AA, x.BB + y.BB, x.AB + y.AB);

        public static Moments operator *(double weight, Moments x) => new(weight * x.A, weight * x.B, weight * x.AA, weight * x.BB, weight * x.AB);

        public double Similarity(double c1, double c2, double bias)
        {
            var (varianceA, varianceB, covariance) = (bias * (AA - A * A), bias * (BB - B * B), bias * (AB - A * B));
            return (2 * A * B + c1) * (2 * covariance + c2) / ((A * A + B * B + c1) * (varianceA + varianceB + c2));
        }
    }
}
