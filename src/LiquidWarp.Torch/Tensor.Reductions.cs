using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <content>Reductions over the named axes, or over all where none is named.</content>
public sealed partial class Tensor
{
    /// <summary>Sum.</summary>
    /// <param name="axes">Axes to sum over, negative ones from the end; none means all.</param>
    /// <param name="keep">Keep each axis with size 1.</param>
    public Tensor Sum(ReadOnlySpan<long> axes = default, bool keep = false) => new(Native.lw_sum(Handle, axes, axes.Length, keep ? 1 : 0));

    /// <summary>Mean.</summary>
    /// <inheritdoc cref="Sum" path="/param"/>
    public Tensor Mean(ReadOnlySpan<long> axes = default, bool keep = false) => new(Native.lw_mean(Handle, axes, axes.Length, keep ? 1 : 0));

    /// <summary>Standard deviation; divides by n − 1 when <paramref name="unbiased"/>, else by n.</summary>
    /// <param name="axes">Axes to reduce, negative ones from the end; none means all.</param>
    /// <param name="unbiased">Divide by n − 1.</param>
    /// <param name="keep">Keep each axis with size 1.</param>
    public Tensor Std(ReadOnlySpan<long> axes = default, bool unbiased = true, bool keep = false) =>
        new(Native.lw_std(Handle, axes, axes.Length, unbiased ? 1 : 0, keep ? 1 : 0));

    /// <summary>Smallest element.</summary>
    /// <inheritdoc cref="Sum" path="/param"/>
    public Tensor Min(ReadOnlySpan<long> axes = default, bool keep = false) => new(Native.lw_amin(Handle, axes, axes.Length, keep ? 1 : 0));

    /// <summary>Largest element.</summary>
    /// <inheritdoc cref="Sum" path="/param"/>
    public Tensor Max(ReadOnlySpan<long> axes = default, bool keep = false) => new(Native.lw_amax(Handle, axes, axes.Length, keep ? 1 : 0));

    /// <summary>Where along an axis the largest element is: Int64.</summary>
    public Tensor ArgMax(long axis, bool keep = false) => new(Native.lw_argmax(Handle, axis, keep ? 1 : 0));
}
