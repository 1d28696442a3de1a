using System.Buffers.Binary;
using System.Text;

namespace LiquidWarp.Files;

/// <summary>
/// Writes a dictionary of numpy arrays as a pickle of protocol 2, as the field's tools of Python 2 and 3 read it. Bytes go as text to
/// be encoded as Latin-1, which is what Python 3 itself does in this protocol.
/// </summary>
internal static class PickleWriter
{
    private const byte Proto = 0x80, EmptyDict = (byte)'}', Mark = (byte)'(', SetItems = (byte)'u', Stop = (byte)'.';
    private const byte Unicode = (byte)'X', Int = (byte)'J', Global = (byte)'c', Reduce = (byte)'R', Build = (byte)'b';
    private const byte Tuple = (byte)'t', NewFalse = 0x89, NewTrue = 0x88, None = (byte)'N';

    public static void Write(Stream stream, IReadOnlyDictionary<string, NdArray> arrays)
    {
        using var writer = new BinaryWriter(stream, Encoding.Latin1, leaveOpen: true);
        writer.Write([Proto, 2, EmptyDict, Mark]);
        foreach (var (name, array) in arrays)
        {
            Text(writer, name);
            Array(writer, array);
        }

        writer.Write([SetItems, Stop]);
    }

    /// <summary>An empty array is made, then given its state: (1, shape, type, is Fortran order, elements).</summary>
    private static void Array(BinaryWriter writer, NdArray array)
    {
        Name(writer, "numpy.core.multiarray", "_reconstruct");
        writer.Write(Mark);
        Name(writer, "numpy", "ndarray");
        writer.Write(Mark);
        Number(writer, 0);
        writer.Write(Tuple);
        Bytes(writer, "b"u8);
        writer.Write([Tuple, Reduce, Mark]);
        Number(writer, 1);
        writer.Write(Mark);
        foreach (var extent in array.Shape)
            Number(writer, extent);
        writer.Write(Tuple);
        Type(writer, array.DType);
        writer.Write(NewFalse);
        Bytes(writer, array.Data);
        writer.Write([Tuple, Build]);
    }

    /// <summary>State of a plain type: (3, byte order, subtype, names, fields, element size, alignment, flags), size and alignment as the name says.</summary>
    private static void Type(BinaryWriter writer, DType type)
    {
        var name = type switch
        {
            DType.Float32 => "f4",
            DType.Float64 => "f8",
            DType.Int32 => "i4",
            DType.Int64 => "i8",
            _ => throw new ArgumentException($"Arrays of {type} are not written as pickles.", nameof(type)),
        };
        Name(writer, "numpy", "dtype");
        writer.Write(Mark);
        Text(writer, name);
        writer.Write([NewFalse, NewTrue, Tuple, Reduce, Mark]);
        Number(writer, 3);
        Text(writer, "<");
        writer.Write([None, None, None]);
        Number(writer, -1);
        Number(writer, -1);
        Number(writer, 0);
        writer.Write([Tuple, Build]);
    }

    private static void Name(BinaryWriter writer, string module, string name) => writer.Write([Global, .. Encoding.Latin1.GetBytes($"{module}\n{name}\n")]);

    private static void Bytes(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        Name(writer, "_codecs", "encode");
        writer.Write(Mark);
        Text(writer, Encoding.Latin1.GetString(bytes));
        Text(writer, "latin1");
        writer.Write([Tuple, Reduce]);
    }

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(Unicode);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static void Number(BinaryWriter writer, int number)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = Int;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], number);
        writer.Write(bytes);
    }
}
