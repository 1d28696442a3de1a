using System.Runtime.InteropServices;

namespace LiquidWarp.Files;

/// <summary>Copies a strided view of a block of elements into C order.</summary>
internal static class StridedCopy
{
    /// <summary>Strides, in elements, of an array whose first axis is fastest.</summary>
    public static long[] FortranStrides(ReadOnlySpan<int> shape)
    {
        var strides = new long[shape.Length];
        var step = 1L;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            strides[axis] = step;
            step *= shape[axis];
        }

        return strides;
    }

    /// <summary>True if the strides are those of C order, so that the elements lie together already.</summary>
    public static bool IsRowMajor(ReadOnlySpan<int> shape, ReadOnlySpan<long> strides)
    {
        var step = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] != 1 && strides[axis] != step)
                return false;
            step *= shape[axis];
        }

        return true;
    }

    /// <summary>Index of the last element that a view of at least one element reaches; Int128 since a file may name any number.</summary>
    public static Int128 LastElement(long offset, ReadOnlySpan<int> shape, ReadOnlySpan<long> strides)
    {
        Int128 last = offset;
        for (var axis = 0; axis < shape.Length; axis++)
            last += (Int128)(shape[axis] - 1) * strides[axis];
        return last;
    }

    /// <summary>Copies the view's elements; the caller has checked that it lies inside <paramref name="source"/>.</summary>
    /// <param name="source">The block.</param>
    /// <param name="size">Bytes of one element.</param>
    /// <param name="offset">Where the view starts, in elements.</param>
    /// <param name="shape">Extents of the view.</param>
    /// <param name="strides">Step along each axis, in elements, none negative.</param>
    public static byte[] ToRowMajor(byte[] source, int size, long offset, ReadOnlySpan<int> shape, ReadOnlySpan<long> strides)
    {
        var count = (int)ShapeSize.Elements(shape)!.Value;
        var result = GC.AllocateUninitializedArray<byte>(count * size);
        if (count == 0)
            return result;
        var row = shape.Length == 0 ? 1 : shape[^1];
        var step = shape.Length == 0 ? 1 : strides[^1];
        var index = new int[shape.Length];
        var start = offset;
        for (var written = 0; ;)
        {
            CopyRow(source, result, size, start, step, written, row);
            written += row;
            if (written == count)
                return result;
            for (var axis = shape.Length - 2; ; axis--)
            {
                start += strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                start -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    private static void CopyRow(byte[] source, byte[] result, int size, long start, long step, int written, int row)
    {
        switch (size)
        {
            case 4:
                CopyRow(MemoryMarshal.Cast<byte, uint>(source), MemoryMarshal.Cast<byte, uint>(result.AsSpan()).Slice(written, row), (int)start, step);
                break;
            case 8:
                CopyRow(MemoryMarshal.Cast<byte, ulong>(source), MemoryMarshal.Cast<byte, ulong>(result.AsSpan()).Slice(written, row), (int)start, step);
                break;
            default:
                for (var i = 0; i < row; i++)
                    source.AsSpan((int)((start + i * step) * size), size).CopyTo(result.AsSpan((written + i) * size));
                break;
        }
    }

    private static void CopyRow<T>(ReadOnlySpan<T> source, Span<T> row, int start, long step)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = source[(int)(start + i * step)];
    }
}
