using System.Runtime.InteropServices;
using System.Text;

namespace LiquidWarp.Files;

/// <summary>
/// An array as the files of the field hold it: shape, element type and elements in C order (last axis fastest), little endian
/// whatever the file used. Arrays are handed out without copying: treat <see cref="Data"/> as read-only.
/// </summary>
public sealed partial class NdArray
{
    /// <summary>An array of numbers over existing bytes, which are not copied.</summary>
    /// <exception cref="ArgumentException">The bytes do not fill the shape exactly, or the type has no fixed width.</exception>
    public NdArray(DType type, int[] shape, byte[] data) : this(type, shape, data, type.Size())
    {
    }

    /// <summary>An array over existing bytes, which are not copied, with the width of its strings in bytes.</summary>
    /// <exception cref="ArgumentException">The bytes do not fill the shape exactly.</exception>
    internal NdArray(DType type, int[] shape, byte[] data, int itemSize)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(data);
        if (type == DType.Object || (itemSize == 0 && type.IsNumeric()))
            throw new ArgumentException($"{type} has no bytes of a fixed width.", nameof(type));
        if (ShapeSize.Elements(shape) is not { } elements || elements * itemSize != data.Length)
            throw new ArgumentException($"{data.Length} bytes do not fill shape ({string.Join(", ", shape)}) of {itemSize}-byte elements.", nameof(data));
        (DType, Shape, Data, ItemSize, Count, Objects) = (type, shape, data, itemSize, (int)elements, []);
    }

    /// <summary>An array of Python objects.</summary>
    internal NdArray(int[] shape, object?[] objects)
    {
        (DType, Shape, Data, ItemSize, Count, Objects) = (DType.Object, shape, [], 0, objects.Length, objects);
    }

    /// <summary>What one element is.</summary>
    public DType DType { get; }

    /// <summary>Extent of each axis; empty for a single value.</summary>
    public int[] Shape { get; }

    /// <summary>All elements, C order, little endian; empty for objects.</summary>
    public byte[] Data { get; }

    /// <summary>Bytes of one element: fixed by the type for numbers, the common width for strings, 0 for objects.</summary>
    public int ItemSize { get; }

    /// <summary>Number of elements.</summary>
    public int Count { get; }

    /// <summary>The elements of an array of Python objects, C order, as <see cref="PickleFile"/> gives them; empty for every other type.</summary>
    public object?[] Objects { get; }

    /// <summary>Numbers of type float, double, int, long, byte, bool and the like, copied into an array of the given shape.</summary>
    /// <exception cref="ArgumentException">The values do not fill the shape, or <typeparamref name="T"/> has no <see cref="DType"/>.</exception>
    public static NdArray From<T>(ReadOnlySpan<T> values, params int[] shape) where T : unmanaged =>
        new(TypeOf<T>(), shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, int[])"/>
    public static NdArray From<T>(T[] values, params int[] shape) where T : unmanaged => From<T>(values.AsSpan(), shape);

    /// <summary>A single string, as AMASS files keep <c>gender</c>.</summary>
    public static NdArray FromText(string text)
    {
        var data = Encoding.UTF32.GetBytes(text.Length == 0 ? "\0" : text);
        return new NdArray(DType.Text, [], data, data.Length);
    }

    /// <summary>The elements in place, without conversion.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not what the array holds.</exception>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged
    {
        if (TypeOf<T>() != DType)
            throw new InvalidOperationException($"The array holds {DType}, not {typeof(T).Name}.");
        return MemoryMarshal.Cast<byte, T>(Data);
    }

    /// <summary>The strings of an array of text or of bytes (read as Latin-1), without their padding.</summary>
    /// <exception cref="InputException">The array holds no strings.</exception>
    public string[] ToStrings()
    {
        if (DType is not (DType.Bytes or DType.Text))
            throw new InputException($"Expected an array of strings, got {this}.");
        var encoding = DType == DType.Text ? Encoding.UTF32 : Encoding.Latin1;
        var strings = new string[Count];
        for (var i = 0; i < strings.Length; i++)
            strings[i] = encoding.GetString(Data, i * ItemSize, ItemSize).TrimEnd('\0');
        return strings;
    }

    /// <summary>Type and shape, for messages: <c>Float32 (24, 6890)</c>.</summary>
    public override string ToString() => $"{DType} ({string.Join(", ", Shape)})";

    private static DType TypeOf<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? DType.Float32
        : typeof(T) == typeof(double) ? DType.Float64
        : typeof(T) == typeof(Half) ? DType.Float16
        : typeof(T) == typeof(byte) ? DType.UInt8
        : typeof(T) == typeof(sbyte) ? DType.Int8
        : typeof(T) == typeof(ushort) ? DType.UInt16
        : typeof(T) == typeof(short) ? DType.Int16
        : typeof(T) == typeof(uint) ? DType.UInt32
        : typeof(T) == typeof(int) ? DType.Int32
        : typeof(T) == typeof(ulong) ? DType.UInt64
        : typeof(T) == typeof(long) ? DType.Int64
        : typeof(T) == typeof(bool) ? DType.Bool
        : throw new ArgumentException($"{typeof(T).Name} is not a type of array elements.");
}
