using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>Losses are sums over many numbers: a network may compute in 16 bits, what it is judged by does not.</summary>
internal static class Precision
{
    /// <summary>Single precision for 16-bit elements; others stay as they are (double precision for checks of gradients).</summary>
    public static Tensor Widen(this Tensor x) => x.Type is DType.BFloat16 or DType.Float16 ? x.To(DType.Float32) : x;
}
