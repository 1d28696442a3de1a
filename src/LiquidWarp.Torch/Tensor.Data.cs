using System.Runtime.InteropServices;
using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <content>Reading elements, and changes of type, place and memory order.</content>
public sealed partial class Tensor
{
    /// <summary>The number in a tensor of one element.</summary>
    public double ToDouble()
    {
        Native.Check(Native.lw_item(Handle, out var value));
        return value;
    }

    /// <summary>All elements in row-major order, converted to <typeparamref name="T"/>; waits for the device.</summary>
    public T[] ToArray<T>() where T : unmanaged
    {
        var values = new T[ElementCount];
        CopyTo(values.AsSpan());
        return values;
    }

    /// <summary>Writes all elements in row-major order, converted to <typeparamref name="T"/>, whatever the memory order here.</summary>
    /// <exception cref="ArgumentException">The span has another length than the tensor has elements.</exception>
    public void CopyTo<T>(Span<T> values) where T : unmanaged => CopyToBytes(MemoryMarshal.AsBytes(values), DTypes.Of<T>());

    /// <summary>Writes all elements in row-major order as little-endian numbers of a type: the form that files have.</summary>
    /// <exception cref="ArgumentException">The span has another length than that takes.</exception>
    public void CopyToBytes(Span<byte> bytes, DType type)
    {
        RequireLength(bytes.Length, Shape, type, nameof(bytes));
        Native.Check(Native.lw_copy_to_memory(Handle, bytes, Shape, RowMajorStrides(Shape), Rank, (int)type));
    }

    /// <summary>
    /// Writes an N×C×H×W tensor as interleaved pictures (the channels of each pixel together): a straight copy where the tensor
    /// is channels-last on the CPU, one transposing copy otherwise.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor has not four axes, or the span another length than it has elements.</exception>
    public void CopyToInterleaved<T>(Span<T> values) where T : unmanaged
    {
        if (Shape.Length != 4)
            throw new ArgumentException($"Pictures have the axes N, C, H, W; this is {this}.", nameof(values));
        var bytes = MemoryMarshal.AsBytes(values);
        RequireLength(bytes.Length, Shape, DTypes.Of<T>(), nameof(values));
        Native.Check(Native.lw_copy_to_memory(Handle, bytes, Shape, InterleavedStrides(Shape), 4, (int)DTypes.Of<T>()));
    }

    /// <summary>Same type, shape and elements? NaN equals nothing.</summary>
    public bool ElementsEqual(Tensor other) => Type == other.Type && Native.Check(Native.lw_equal(Handle, other.Handle)) != 0;

    /// <summary>Elements of another type; the same memory where it is that type already.</summary>
    public Tensor To(DType type) => To(type, Device);

    /// <summary>The tensor on another device; the same memory where it is there already.</summary>
    /// <inheritdoc cref="To(DType, Device, bool)" path="/param"/>
    public Tensor To(Device device, bool nonBlocking = false) => To(Type, device, nonBlocking);

    /// <summary>The tensor of another type on another device, in one go; the same memory where it is so already.</summary>
    /// <param name="type">Type of the elements.</param>
    /// <param name="device">Where they shall be.</param>
    /// <param name="nonBlocking">
    /// Do not wait for a copy between a CUDA device and <see cref="Pin">pinned</see> memory. Towards the CPU the elements are there
    /// only after <see cref="Device.Synchronize"/>; from the CPU the pinned memory must not be written to before.
    /// </param>
    public Tensor To(DType type, Device device, bool nonBlocking = false) =>
        new(Native.lw_to(Handle, (int)type, device.Index, nonBlocking ? 1 : 0));

    /// <summary>A copy of a CPU tensor in memory that the operating system does not move, from which a CUDA device copies by itself.</summary>
    /// <exception cref="TorchException">There is no CUDA device.</exception>
    public Tensor Pin() => new(Native.lw_pin(Handle));

    /// <summary>Row-major order without gaps; the same memory where it is so already.</summary>
    public Tensor Contiguous() => new(Native.lw_contiguous(Handle, 0));

    /// <summary>N×C×H×W with the channels of each pixel together in memory: the order in which CPU convolutions are fastest.</summary>
    public Tensor ChannelsLast() => new(Native.lw_contiguous(Handle, 1));

    /// <summary>A copy with memory of its own, in the same order.</summary>
    public Tensor Clone() => new(Native.lw_clone(Handle));

    /// <summary>Overwrites the elements with another tensor's, converted and broadcast.</summary>
    public Tensor CopyFrom(Tensor other) => Done(Native.lw_copy_(Handle, other.Handle));

    /// <summary>Overwrites the elements with numbers in row-major order, converted; no memory is allocated.</summary>
    /// <exception cref="ArgumentException">There are more or fewer numbers than elements.</exception>
    public Tensor CopyFrom<T>(ReadOnlySpan<T> values) where T : unmanaged => CopyFromBytes(MemoryMarshal.AsBytes(values), DTypes.Of<T>());

    /// <summary>Overwrites the elements with little-endian numbers of a type in row-major order, converted.</summary>
    /// <exception cref="ArgumentException">There are more or fewer bytes than that takes.</exception>
    public Tensor CopyFromBytes(ReadOnlySpan<byte> bytes, DType type)
    {
        RequireLength(bytes.Length, Shape, type, nameof(bytes));
        return Done(Native.lw_copy_from_memory(Handle, bytes, Shape, RowMajorStrides(Shape), Rank, (int)type));
    }

    /// <summary>Sets all elements.</summary>
    public Tensor Fill(double value) => Done(Native.lw_fill_(Handle, value));

    /// <summary>Sets all elements to uniform numbers in [from, to).</summary>
    public Tensor FillUniform(double from, double to) => Done(Native.lw_uniform_(Handle, from, to));

    /// <summary>Sets all elements to normal numbers.</summary>
    public Tensor FillNormal(double mean, double deviation) => Done(Native.lw_normal_(Handle, mean, deviation));

    // An operation in place gives the tensor itself, so that calls can follow one another.
    private Tensor Done(int result)
    {
        Native.Check(result);
        return this;
    }
}
