using LiquidWarp.Imaging;

namespace LiquidWarp.Evaluation;

/// <summary>PSNR, decibels: 10·log₁₀(R² / mean square difference), over all pixels and colours (REFERENCE 7.3).</summary>
public static class SignalToNoise
{
    /// <summary>The ratio of two pictures; infinite where they are the same.</summary>
    /// <param name="a">Any picture.</param>
    /// <param name="b">One of the same size and number of channels.</param>
    /// <param name="range">R, difference of the largest and the smallest possible value: 2 for colours in [−1, 1].</param>
    /// <exception cref="ArgumentException">The pictures differ in shape.</exception>
    public static double Of(FloatImage a, FloatImage b, double range = 2)
    {
        if ((a.Width, a.Height, a.Channels) != (b.Width, b.Height, b.Channels))
            throw new ArgumentException($"Pictures of {a.Width}×{a.Height}×{a.Channels} and {b.Width}×{b.Height}×{b.Channels} cannot be compared.", nameof(b));
        var sum = 0.0;
        for (var i = 0; i < a.Data.Length; i++)
            sum += Math.Pow((double)a.Data[i] - b.Data[i], 2);
        return 10 * Math.Log10(range * range * a.Data.Length / sum);
    }
}
