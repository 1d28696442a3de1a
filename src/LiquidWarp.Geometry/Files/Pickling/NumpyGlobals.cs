using System.Numerics;

namespace LiquidWarp.Files.Pickling;

/// <summary>numpy's arrays, scalars and element types, under the module names of numpy 1 and 2.</summary>
internal static class NumpyGlobals
{
    public static PickleGlobal[] All { get; } =
    [
        new("numpy.dtype", call => new PickledDType(call.Text(0))),
        new("numpy.ndarray"),
        new("numpy.matrix"),
        new("numpy.matrixlib.defmatrix.matrix"),
        new("numpy.memmap"),
        .. Core("numpy.core"),
        .. Core("numpy._core"),
    ];

    private static IEnumerable<PickleGlobal> Core(string module)
    {
        yield return new($"{module}.multiarray._reconstruct", _ => new PickledArray());
        yield return new($"{module}.multiarray.scalar", Scalar);
        yield return new($"{module}.numeric._frombuffer", FromBuffer);
        yield return new($"{module}.memmap.memmap");
    }

    private static object? Scalar(PickleCall call)
    {
        var context = call.Context;
        var format = PickledDType.Format(call[0], context);
        if (format.Type == DType.Object)
            return call[1];
        var bytes = context.Bytes(call[1], "a numpy scalar");
        if (bytes.Length != format.Size)
            throw context.Fail($"a numpy scalar of {format.Size} bytes has {bytes.Length}");
        context.Budget.Charge(bytes.Length * 4L + 256);
        var value = format.ToArray([.. bytes], [], fortran: false, context.Budget);
        return value.DType switch
        {
            DType.Bool => value.Data[0] != 0,
            DType.Text => value.ToStrings()[0],
            DType.Bytes => value.Data,
            DType.Float16 or DType.BFloat16 or DType.Float32 or DType.Float64 => value.ToDoubles()[0],
            DType.UInt64 when value.AsSpan<ulong>()[0] > long.MaxValue => new BigInteger(value.AsSpan<ulong>()[0]),
            _ => value.ToInt64s()[0],
        };
    }

    /// <summary>Arrays of protocol 5: bytes, type, shape and order, where K comes with a permutation of the axes.</summary>
    private static NdArray FromBuffer(PickleCall call)
    {
        var context = call.Context;
        var bytes = context.Bytes(call[0], "an array");
        var format = PickledDType.Format(call[1], context);
        var shape = context.Shape(call[2], "an array");
        if (format.Type == DType.Object)
            throw context.Fail("an array of objects is made from bytes");
        var array = PickledArray.Wrap(bytes, format, shape, call.Text(3) == "F", context);
        return call.Count > 4 && call[4] is not null ? Transpose(array, context.Shape(call[4], "an array's axes"), context) : array;
    }

    private static NdArray Transpose(NdArray array, int[] axes, PickleContext context)
    {
        if (!axes.Order().SequenceEqual(Enumerable.Range(0, array.Shape.Length)))
            throw context.Fail("an array's axes are no permutation");
        context.Budget.Charge(array.Data.Length);
        var strides = new long[axes.Length];
        for (var axis = axes.Length - 1; axis >= 0; axis--)
            strides[axis] = axis == axes.Length - 1 ? 1 : strides[axis + 1] * array.Shape[axis + 1];
        var shape = Array.ConvertAll(axes, axis => array.Shape[axis]);
        var data = StridedCopy.ToRowMajor(array.Data, array.ItemSize, 0, shape, Array.ConvertAll(axes, axis => strides[axis]));
        return new NdArray(array.DType, shape, data, array.ItemSize);
    }
}

/// <summary>An element type: made from its spelling, then told its byte order.</summary>
internal sealed class PickledDType(string spelling) : Reconstruction
{
    private string _order = "";

    /// <summary>The format that something from the stack describes.</summary>
    public static ElementFormat Format(object? raw, PickleContext context)
    {
        var type = raw as PickledDType ?? throw context.Fail("an array's element type is none");
        return ElementFormat.Parse(type.Spelling) ?? throw context.Fail($"an array is of numpy type '{type.Spelling}', which is not supported");
    }

    private string Spelling => _order + spelling.TrimStart('<', '>', '|', '=');

    public override object Value(PickleContext context) => Spelling;

    /// <summary>State: version, order, sub-type, field names, fields, …</summary>
    public override void Build(object? state, PickleContext context)
    {
        var parts = context.Tuple(state, "an element type");
        if (parts.Length < 5 || parts[2] is not null || parts[3] is not null || parts[4] is not null)
            throw context.Fail("an array's elements are records with named fields, which are not supported");
        _order = context.Text(parts[1], "an element type");
        if (_order is not ("<" or ">" or "|" or "="))
            throw context.Fail("an element type has an unknown byte order");
    }
}

/// <summary>An array: made empty, then told shape, type, order and elements.</summary>
internal sealed class PickledArray : Reconstruction
{
    private NdArray? _value;

    /// <summary>Bytes of a pickle as an array; copied where they must be changed, since the pickle may use them elsewhere.</summary>
    public static NdArray Wrap(byte[] bytes, ElementFormat format, int[] shape, bool fortran, PickleContext context)
    {
        if (bytes.Length != format.ByteCount(shape, context.Budget))
            throw context.Fail($"an array of shape ({string.Join(", ", shape)}) of {format.Size}-byte elements has {bytes.Length:N0} bytes");
        context.Budget.Charge(256 + (format.BigEndian ? bytes.Length : 0));
        return format.ToArray(format.BigEndian ? [.. bytes] : bytes, shape, fortran, context.Budget);
    }

    public override object Value(PickleContext context) => _value ?? throw context.Fail("an array was never filled in");

    /// <summary>State: version (not in the oldest files), shape, type, whether in Fortran order, elements.</summary>
    public override void Build(object? state, PickleContext context)
    {
        var parts = context.Tuple(state, "an array");
        if (parts.Length is not (4 or 5))
            throw context.Fail("an array's state is malformed");
        parts = parts[^4..];
        var shape = context.Shape(parts[0], "an array");
        var format = PickledDType.Format(parts[1], context);
        _value = format.Type == DType.Object
            ? WrapObjects(parts[3], shape, context)
            : Wrap(context.Bytes(parts[3], "an array"), format, shape, context.Integer(parts[2], "an array") != 0, context);
    }

    /// <summary>Objects come in C order whatever the flag says.</summary>
    private static NdArray WrapObjects(object? elements, int[] shape, PickleContext context)
    {
        if (elements is not List<object?> list || list.Count != ShapeSize.Elements(shape))
            throw context.Fail($"an array of objects of shape ({string.Join(", ", shape)}) lacks its elements");
        context.Budget.Charge(list.Count * 8L + 256);
        return new NdArray(shape, [.. list]);
    }
}
