using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LiquidWarp.Files;

/// <summary>How numpy files spell an element: kind, width and byte order, as in <c>&lt;f4</c>, <c>|b1</c>, <c>&gt;U6</c>.</summary>
/// <param name="Type">The element.</param>
/// <param name="Size">Bytes of one element.</param>
/// <param name="BigEndian">True if each number's (or character's) bytes are to be turned round.</param>
internal readonly record struct ElementFormat(DType Type, int Size, bool BigEndian)
{
    /// <summary>Reads a spelling; null if it is none that we hold (records, dates, complex numbers).</summary>
    public static ElementFormat? Parse(string spelling)
    {
        var ordered = spelling.Length > 0 && spelling[0] is ('<' or '>' or '|' or '=');
        var rest = spelling.AsSpan(ordered ? 1 : 0);
        if (rest.Length == 0)
            return null;
        var width = 0;
        if (rest.Length > 1 && !int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out width))
            return null;
        DType? type = (rest[0], width) switch
        {
            ('b', 1) or ('?', 0) => DType.Bool,
            ('u', 1) => DType.UInt8,
            ('i', 1) => DType.Int8,
            ('u', 2) => DType.UInt16,
            ('i', 2) => DType.Int16,
            ('u', 4) => DType.UInt32,
            ('i', 4) => DType.Int32,
            ('u', 8) => DType.UInt64,
            ('i', 8) => DType.Int64,
            ('f', 2) => DType.Float16,
            ('f', 4) => DType.Float32,
            ('f', 8) => DType.Float64,
            ('S' or 'a', _) => DType.Bytes,
            ('U', <= int.MaxValue / 4) => DType.Text,
            ('O', _) => DType.Object,
            _ => null,
        };
        if (type is not { } known)
            return null;
        var size = known switch
        {
            DType.Bytes => width,
            DType.Text => width * 4,
            _ => known.Size(),
        };
        return new ElementFormat(known, size, spelling[0] == '>');
    }

    /// <summary>numpy's spelling of what an array holds.</summary>
    /// <exception cref="ArgumentException">numpy has no such type, or it holds objects.</exception>
    public static string Spell(NdArray array) => array.DType switch
    {
        DType.Bool => "|b1",
        DType.UInt8 => "|u1",
        DType.Int8 => "|i1",
        DType.UInt16 or DType.UInt32 or DType.UInt64 => $"<u{array.ItemSize}",
        DType.Int16 or DType.Int32 or DType.Int64 => $"<i{array.ItemSize}",
        DType.Float16 or DType.Float32 or DType.Float64 => $"<f{array.ItemSize}",
        DType.Bytes => $"|S{array.ItemSize}",
        DType.Text => $"<U{array.ItemSize / 4}",
        _ => throw new ArgumentException($"numpy files have no type for {array.DType}.", nameof(array)),
    };

    /// <summary>Number of bytes that an array of this shape takes; fails, allocating nothing, where no array could be so large.</summary>
    public long ByteCount(ReadOnlySpan<int> shape, ReadBudget budget)
    {
        var bytes = ShapeSize.Elements(shape) * Size;
        if (shape.Length > 64 || bytes is not { } count || count > Array.MaxLength)
            throw budget.Fail($"it declares an array of shape ({string.Join(", ", shape[..Math.Min(shape.Length, 8)].ToArray())}), which is impossible or too large");
        return count;
    }

    /// <summary>Wraps raw elements, which may be changed in place, as an array: little endian, C order.</summary>
    /// <param name="raw">The elements as the file has them, <see cref="ByteCount"/> of them.</param>
    /// <param name="shape">Extents of the axes.</param>
    /// <param name="fortran">True if the first axis is fastest in <paramref name="raw"/>.</param>
    /// <param name="budget">What reading may cost.</param>
    public NdArray ToArray(byte[] raw, int[] shape, bool fortran, ReadBudget budget)
    {
        if (BigEndian)
            TurnRound(raw, Type == DType.Text ? 4 : Type == DType.Bytes ? 1 : Size);
        if (Size == 0)
            return EmptyStrings(shape, budget);
        if (fortran && shape.Length > 1)
        {
            budget.Charge(raw.Length);
            raw = StridedCopy.ToRowMajor(raw, Size, 0, shape, StridedCopy.FortranStrides(shape));
        }

        return new NdArray(Type, shape, raw, Size);
    }

    /// <summary>Strings of no width are kept one character wide, so that every element has bytes and is paid for.</summary>
    private NdArray EmptyStrings(int[] shape, ReadBudget budget)
    {
        var width = Type == DType.Text ? 4 : 1;
        var bytes = new ElementFormat(Type, width, false).ByteCount(shape, budget);
        budget.Charge(bytes);
        return new NdArray(Type, shape, new byte[bytes], width);
    }

    private static void TurnRound(byte[] raw, int width)
    {
        switch (width)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(raw.AsSpan());
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var words = MemoryMarshal.Cast<byte, uint>(raw.AsSpan());
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(raw.AsSpan());
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
