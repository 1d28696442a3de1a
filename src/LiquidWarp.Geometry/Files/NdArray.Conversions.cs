using System.Runtime.InteropServices;

namespace LiquidWarp.Files;

public sealed partial class NdArray
{
    /// <summary>All elements as float32, in C order. Integers and doubles are rounded to the nearest float32; booleans are 0 or 1.</summary>
    /// <exception cref="InputException">The array holds no numbers.</exception>
    public float[] ToSingles() => DType switch
    {
        DType.Float32 => MemoryMarshal.Cast<byte, float>(Data).ToArray(),
        DType.Float16 => Map(MemoryMarshal.Cast<byte, Half>(Data), value => (float)value),
        DType.BFloat16 => Map(MemoryMarshal.Cast<byte, ushort>(Data), FromBFloat16),
        _ => Map<double, float>(ToDoubles(), value => (float)value),
    };

    /// <summary>All elements as float64, in C order. 64-bit integers beyond 2⁵³ are rounded; booleans are 0 or 1.</summary>
    /// <exception cref="InputException">The array holds no numbers.</exception>
    public double[] ToDoubles() => DType switch
    {
        DType.Bool => Map(Data.AsSpan(), value => value == 0 ? 0.0 : 1.0),
        DType.UInt8 => Map(Data.AsSpan(), value => (double)value),
        DType.Int8 => Map(MemoryMarshal.Cast<byte, sbyte>(Data), value => (double)value),
        DType.UInt16 => Map(MemoryMarshal.Cast<byte, ushort>(Data), value => (double)value),
        DType.Int16 => Map(MemoryMarshal.Cast<byte, short>(Data), value => (double)value),
        DType.UInt32 => Map(MemoryMarshal.Cast<byte, uint>(Data), value => (double)value),
        DType.Int32 => Map(MemoryMarshal.Cast<byte, int>(Data), value => (double)value),
        DType.UInt64 => Map(MemoryMarshal.Cast<byte, ulong>(Data), value => (double)value),
        DType.Int64 => Map(MemoryMarshal.Cast<byte, long>(Data), value => (double)value),
        DType.Float16 => Map(MemoryMarshal.Cast<byte, Half>(Data), value => (double)value),
        DType.BFloat16 => Map(MemoryMarshal.Cast<byte, ushort>(Data), value => (double)FromBFloat16(value)),
        DType.Float32 => Map(MemoryMarshal.Cast<byte, float>(Data), value => (double)value),
        DType.Float64 => MemoryMarshal.Cast<byte, double>(Data).ToArray(),
        _ => throw NotNumbers(),
    };

    /// <summary>
    /// All elements as 64-bit integers, in C order. Floating point numbers lose their fraction (toward zero).
    /// An unsigned 0xFFFFFFFF is 4294967295 here: cast to int where a file means −1 by it, as SMPL's kintree_table does.
    /// </summary>
    /// <exception cref="InputException">The array holds no numbers, or one that no 64-bit integer can hold.</exception>
    public long[] ToInt64s() => DType switch
    {
        DType.Bool => Map(Data.AsSpan(), value => value == 0 ? 0L : 1L),
        DType.UInt8 => Map(Data.AsSpan(), value => (long)value),
        DType.Int8 => Map(MemoryMarshal.Cast<byte, sbyte>(Data), value => (long)value),
        DType.UInt16 => Map(MemoryMarshal.Cast<byte, ushort>(Data), value => (long)value),
        DType.Int16 => Map(MemoryMarshal.Cast<byte, short>(Data), value => (long)value),
        DType.UInt32 => Map(MemoryMarshal.Cast<byte, uint>(Data), value => (long)value),
        DType.Int32 => Map(MemoryMarshal.Cast<byte, int>(Data), value => (long)value),
        DType.UInt64 => Map(MemoryMarshal.Cast<byte, ulong>(Data), value => value <= long.MaxValue ? (long)value : throw TooLarge(value)),
        DType.Int64 => MemoryMarshal.Cast<byte, long>(Data).ToArray(),
        _ => Map<double, long>(ToDoubles(), value => value is >= -9.2233720368547758e18 and < 9.2233720368547758e18 ? (long)value : throw TooLarge(value)),
    };

    /// <summary>The same numbers as float16, bfloat16, float32 or float64, rounded to nearest even; the array itself if it has that type already.</summary>
    /// <exception cref="InputException">The array holds no numbers.</exception>
    /// <exception cref="ArgumentException"><paramref name="type"/> is no floating point type.</exception>
    public NdArray ToFloating(DType type)
    {
        if (type == DType)
            return this;
        return type switch
        {
            DType.Float16 => From<Half>(Map<float, Half>(ToSingles(), value => (Half)value), Shape),
            DType.BFloat16 => new NdArray(type, Shape, MemoryMarshal.AsBytes<ushort>(Map<float, ushort>(ToSingles(), ToBFloat16)).ToArray()),
            DType.Float32 => From<float>(ToSingles(), Shape),
            DType.Float64 => From<double>(ToDoubles(), Shape),
            _ => throw new ArgumentException($"{type} is no floating point type.", nameof(type)),
        };
    }

    private static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    private static TResult[] Map<T, TResult>(ReadOnlySpan<T> values, Func<T, TResult> convert)
    {
        var results = new TResult[values.Length];
        for (var i = 0; i < results.Length; i++)
            results[i] = convert(values[i]);
        return results;
    }

    private InputException NotNumbers() => new($"Expected an array of numbers, got {this}.");

    private InputException TooLarge(object value) => new($"{value} in {this} is not a 64-bit integer.");
}
