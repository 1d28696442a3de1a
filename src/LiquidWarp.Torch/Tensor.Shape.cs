using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <content>Shape and selection. Most share memory with the original. Negative axes count from the end.</content>
public sealed partial class Tensor
{
    /// <summary>The same elements in another shape; one size may be −1 (whatever is left).</summary>
    public Tensor Reshape(ReadOnlySpan<long> shape) => new(Native.lw_reshape(Handle, shape, shape.Length));

    /// <summary>One row for each element of the first axis.</summary>
    public Tensor Flatten() => Reshape([Shape[0], -1]);

    /// <summary>The axes in another order.</summary>
    public Tensor Permute(ReadOnlySpan<long> axes) => new(Native.lw_permute(Handle, axes, axes.Length));

    /// <summary>Swaps two axes.</summary>
    public Tensor Transpose(long a, long b) => new(Native.lw_transpose(Handle, a, b));

    /// <summary>Drops an axis of size 1.</summary>
    public Tensor Squeeze(long axis) => new(Native.lw_squeeze(Handle, axis));

    /// <summary>Puts in an axis of size 1.</summary>
    public Tensor Unsqueeze(long axis) => new(Native.lw_unsqueeze(Handle, axis));

    /// <summary>Repeats axes of size 1 without copying; −1 leaves an axis as it is.</summary>
    public Tensor Expand(ReadOnlySpan<long> shape) => new(Native.lw_expand(Handle, shape, shape.Length));

    /// <summary>Reverses axes.</summary>
    public Tensor Flip(ReadOnlySpan<long> axes) => new(Native.lw_flip(Handle, axes, axes.Length));

    /// <summary>Elements start, start + step, … before <paramref name="end"/> of an axis; negative positions count from the end.</summary>
    public Tensor Slice(long axis, long start, long end = long.MaxValue, long step = 1) => new(Native.lw_slice(Handle, axis, start, end, step));

    /// <summary>One position of an axis, which goes away.</summary>
    public Tensor Select(long axis, long index) => new(Native.lw_select(Handle, axis, index));

    /// <summary>Positions of an axis by a list of indices (Int64, one axis).</summary>
    public Tensor IndexSelect(long axis, Tensor indices) => new(Native.lw_index_select(Handle, axis, indices.Handle));

    /// <summary>Picks along an axis by an index for each element (Int64, same rank).</summary>
    public Tensor Gather(long axis, Tensor indices) => new(Native.lw_gather(Handle, axis, indices.Handle));

    /// <summary>Joins tensors along an axis that they have.</summary>
    public static Tensor Cat(IReadOnlyList<Tensor> tensors, long axis)
    {
        using var handles = new HandleArray(tensors);
        return new(Native.lw_cat(handles.Pointers, handles.Count, axis));
    }

    /// <summary>Joins tensors of one shape along a new axis.</summary>
    public static Tensor Stack(IReadOnlyList<Tensor> tensors, long axis = 0)
    {
        using var handles = new HandleArray(tensors);
        return new(Native.lw_stack(handles.Pointers, handles.Count, axis));
    }
}
