namespace LiquidWarp.Files;

/// <summary>What one element of an <see cref="NdArray"/> is. Names and widths are those of numpy and torch.</summary>
public enum DType
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>Unsigned, 8 bits.</summary>
    UInt8,

    /// <summary>Signed, 8 bits.</summary>
    Int8,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16,

    /// <summary>Signed, 16 bits.</summary>
    Int16,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32,

    /// <summary>Signed, 32 bits.</summary>
    Int32,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64,

    /// <summary>Signed, 64 bits.</summary>
    Int64,

    /// <summary>IEEE half precision.</summary>
    Float16,

    /// <summary>The upper half of a float32.</summary>
    BFloat16,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>IEEE double precision.</summary>
    Float64,

    /// <summary>Byte strings of one fixed width, padded with zeros (numpy <c>S</c>).</summary>
    Bytes,

    /// <summary>Unicode strings of one fixed width, four bytes a character, padded with zeros (numpy <c>U</c>).</summary>
    Text,

    /// <summary>Python objects, read by the restricted pickle reader into <see cref="NdArray.Objects"/> (numpy <c>O</c>).</summary>
    Object,
}

/// <summary>Widths of the element types.</summary>
internal static class DTypes
{
    /// <summary>Bytes of one element, 0 where the type has no fixed width.</summary>
    public static int Size(this DType type) => type switch
    {
        DType.Bool or DType.UInt8 or DType.Int8 => 1,
        DType.UInt16 or DType.Int16 or DType.Float16 or DType.BFloat16 => 2,
        DType.UInt32 or DType.Int32 or DType.Float32 => 4,
        DType.UInt64 or DType.Int64 or DType.Float64 => 8,
        _ => 0,
    };

    /// <summary>True for booleans, integers and floating point numbers.</summary>
    public static bool IsNumeric(this DType type) => type < DType.Bytes;
}
