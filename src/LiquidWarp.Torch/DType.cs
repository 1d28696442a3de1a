namespace LiquidWarp.Torch;

/// <summary>Type of a tensor's elements; the numbers are libtorch's own (c10::ScalarType).</summary>
public enum DType
{
    /// <summary>Whole numbers 0 to 255.</summary>
    UInt8 = 0,

    /// <summary>64-bit whole numbers: indices and class labels.</summary>
    Int64 = 4,

    /// <summary>IEEE half precision.</summary>
    Float16 = 5,

    /// <summary>Single precision, the default everywhere.</summary>
    Float32 = 6,

    /// <summary>Double precision.</summary>
    Float64 = 7,

    /// <summary>Truth values, one byte each.</summary>
    Bool = 11,

    /// <summary>Single precision's range with 8 bits of mantissa: the fast type on CPUs with AVX-512 BF16.</summary>
    BFloat16 = 15,
}

/// <summary>What a <see cref="DType"/> says about memory.</summary>
public static class DTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this DType type) => type switch
    {
        DType.UInt8 or DType.Bool => 1,
        DType.Float16 or DType.BFloat16 => 2,
        DType.Float32 => 4,
        DType.Int64 or DType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such element type."),
    };

    /// <summary>The element type that holds C#'s <typeparamref name="T"/>: byte, bool, long, float, double or Half.</summary>
    /// <exception cref="NotSupportedException">No element type holds it.</exception>
    public static DType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? DType.Float32 :
        typeof(T) == typeof(double) ? DType.Float64 :
        typeof(T) == typeof(long) ? DType.Int64 :
        typeof(T) == typeof(byte) ? DType.UInt8 :
        typeof(T) == typeof(bool) ? DType.Bool :
        typeof(T) == typeof(Half) ? DType.Float16 :
        throw new NotSupportedException($"Tensors do not hold {typeof(T).Name}; convert to float, double, long, byte, bool or Half.");
}
