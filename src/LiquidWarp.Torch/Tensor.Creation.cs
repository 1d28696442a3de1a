using System.Runtime.InteropServices;
using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <content>Creation from nothing, from numbers and from memory.</content>
public sealed partial class Tensor
{
    /// <summary>A tensor whose elements are not set.</summary>
    public static Tensor Empty(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) =>
        new(Native.lw_empty(shape, shape.Length, (int)type, device.Index));

    /// <summary>All elements 0.</summary>
    public static Tensor Zeros(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) => Full(shape, 0, type, device);

    /// <summary>All elements 1.</summary>
    public static Tensor Ones(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) => Full(shape, 1, type, device);

    /// <summary>All elements <paramref name="value"/>.</summary>
    public static Tensor Full(ReadOnlySpan<long> shape, double value, DType type = DType.Float32, Device device = default) =>
        new(Native.lw_full(shape, shape.Length, value, (int)type, device.Index));

    /// <summary>A single number, of no axes.</summary>
    public static Tensor Scalar(double value, DType type = DType.Float32, Device device = default) => Full([], value, type, device);

    /// <summary>Uniform in [0, 1); see <see cref="TorchRuntime.ManualSeed"/>.</summary>
    public static Tensor Rand(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) =>
        new(Native.lw_rand(shape, shape.Length, (int)type, device.Index));

    /// <summary>Normal with mean 0 and deviation 1; see <see cref="TorchRuntime.ManualSeed"/>.</summary>
    public static Tensor RandN(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) =>
        new(Native.lw_randn(shape, shape.Length, (int)type, device.Index));

    /// <summary>start, start + step, … up to but without <paramref name="end"/>.</summary>
    public static Tensor Arange(double start, double end, double step = 1, DType type = DType.Float32, Device device = default) =>
        new(Native.lw_arange(start, end, step, (int)type, device.Index));

    /// <summary>Copies numbers in row-major order; <typeparamref name="T"/> gives the element type (see <see cref="DTypes.Of{T}"/>).</summary>
    /// <exception cref="ArgumentException">The shape asks for another number of elements.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, Device device = default) where T : unmanaged =>
        FromBytes(MemoryMarshal.AsBytes(values), shape, DTypes.Of<T>(), device);

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, ReadOnlySpan{long}, Device)"/>
    public static Tensor From<T>(T[] values, ReadOnlySpan<long> shape, Device device = default) where T : unmanaged =>
        From((ReadOnlySpan<T>)values, shape, device);

    /// <summary>Copies little-endian elements of any type in row-major order: the form that files have.</summary>
    /// <exception cref="ArgumentException">The shape asks for another number of bytes.</exception>
    public static Tensor FromBytes(ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape, DType type, Device device = default)
    {
        RequireLength(bytes.Length, shape, type, nameof(bytes));
        var onCpu = new Tensor(Native.lw_from_memory(bytes, shape, RowMajorStrides(shape), shape.Length, (int)type));
        return device.IsCuda ? MoveAndDispose(onCpu, device) : onCpu;
    }

    /// <summary>
    /// Copies interleaved pictures (rows of pixels, the channels of each pixel together) into an N×C×H×W tensor that keeps
    /// that order in memory (channels-last): one straight copy, nothing is transposed.
    /// </summary>
    /// <param name="values">batch·height·width·channels numbers.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="batch">Pictures, one after the other.</param>
    /// <param name="device">Where the tensor shall be.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than that.</exception>
    public static Tensor FromInterleaved<T>(ReadOnlySpan<T> values, int height, int width, int channels, int batch = 1, Device device = default)
        where T : unmanaged
    {
        ReadOnlySpan<long> shape = [batch, channels, height, width];
        var bytes = MemoryMarshal.AsBytes(values);
        RequireLength(bytes.Length, shape, DTypes.Of<T>(), nameof(values));
        var onCpu = new Tensor(Native.lw_from_memory(bytes, shape, InterleavedStrides(shape), 4, (int)DTypes.Of<T>()));
        return device.IsCuda ? MoveAndDispose(onCpu, device) : onCpu;
    }

    private static Tensor MoveAndDispose(Tensor onCpu, Device device)
    {
        using (onCpu)
            return onCpu.To(device);
    }

    private static long[] RowMajorStrides(ReadOnlySpan<long> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(shape[axis], 1);
        }

        return strides;
    }

    private static long[] InterleavedStrides(ReadOnlySpan<long> shape) => [shape[1] * shape[2] * shape[3], 1, shape[1] * shape[3], shape[1]];

    private static void RequireLength(long bytes, ReadOnlySpan<long> shape, DType type, string parameter)
    {
        var needed = (long)type.Size();
        foreach (var size in shape)
            needed = checked(needed * size);
        if (bytes != needed)
            throw new ArgumentException($"{type} [{string.Join(", ", shape.ToArray())}] takes {needed} bytes, not {bytes}.", parameter);
    }
}
