using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <summary>
/// An n-dimensional array on a device, with autograd: a handle on libtorch's at::Tensor. Pictures are N×C×H×W. The innermost
/// <see cref="TensorScope"/> disposes it; without one, whoever made it does. Operations throw <see cref="TorchException"/>
/// with libtorch's message for shapes or types that do not fit, and <see cref="ObjectDisposedException"/> after disposal.
/// </summary>
public sealed partial class Tensor : IDisposable
{
    private static long liveCount;
    private long[]? _shape;

    // The only gate: every tensor is checked, counted and given to the innermost scope here.
    private Tensor(TensorHandle handle)
    {
        if (handle.IsInvalid)
            throw new TorchException(Native.LastError);
        Handle = handle;
        Interlocked.Increment(ref liveCount);
        TensorScope.Register(this);
    }

    // For the few calls outside this class that make a tensor.
    internal static Tensor Own(TensorHandle handle) => new(handle);

    /// <summary>How many native tensors exist in this process: the same before and after work that leaks nothing.</summary>
    public static long LiveCount => Interlocked.Read(ref liveCount);

    internal TensorHandle Handle { get; }

    internal TensorScope.Frame? Frame { get; set; }

    /// <summary>Size along each axis; empty for a single number. A copy of the reference: do not write into it.</summary>
    public long[] Shape
    {
        get
        {
            if (_shape is null)
            {
                var shape = new long[Rank];
                Native.Check(Native.lw_shape(Handle, shape, shape.Length));
                _shape = shape;
            }

            return _shape;
        }
    }

    /// <summary>Number of axes.</summary>
    public int Rank => Native.Check(Native.lw_rank(Handle));

    /// <summary>Number of elements.</summary>
    public long ElementCount => Native.Check(Native.lw_element_count(Handle));

    /// <summary>Type of the elements.</summary>
    public DType Type => (DType)Native.Check(Native.lw_type(Handle));

    /// <summary>Where the elements are.</summary>
    public Device Device
    {
        get
        {
            Native.Check(Native.lw_device(Handle, out var index));
            return Device.FromIndex(index);
        }
    }

    /// <summary>Do the elements lie in row-major order without gaps?</summary>
    public bool IsContiguous => Native.Check(Native.lw_is_contiguous(Handle, 0)) != 0;

    /// <summary>Do the elements of this N×C×H×W tensor lie pixel by pixel, the channels of each together (N, H, W, C order)?</summary>
    public bool IsChannelsLast => Native.Check(Native.lw_is_contiguous(Handle, 1)) != 0;

    /// <summary>Has this been disposed?</summary>
    public bool IsDisposed => Handle.IsClosed;

    /// <summary>Takes the tensor out of every scope, so that only its maker disposes it: for parameters and other lasting state.</summary>
    public Tensor Outlive()
    {
        Frame = null;
        return this;
    }

    /// <summary>Frees the native tensor; harmless when repeated.</summary>
    public void Dispose() => Handle.Dispose();

    /// <summary>Type, shape and device, such as "Float32 [1, 3, 64, 64] cpu".</summary>
    public override string ToString() => IsDisposed ? "disposed tensor" : $"{Type} [{string.Join(", ", Shape)}] {Device}";

    internal static void CountFreed() => Interlocked.Decrement(ref liveCount);
}
