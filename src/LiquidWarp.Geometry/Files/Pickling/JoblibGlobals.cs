namespace LiquidWarp.Files.Pickling;

/// <summary>joblib's description of an array whose elements follow it in the file.</summary>
internal static class JoblibGlobals
{
    public static PickleGlobal[] All { get; } =
    [
        new("joblib.numpy_pickle.NumpyArrayWrapper", create: _ => new JoblibArray()),
        new("sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper", create: _ => new JoblibArray()),
    ];
}

/// <summary>An array whose elements stand raw in the file, right behind the instruction that describes them.</summary>
internal sealed class JoblibArray : Reconstruction
{
    private const string What = "a joblib array";

    private Dictionary<object, object?>? _attributes;
    private object? _value;

    public override object Value(PickleContext context) => _value ?? throw context.Fail("a joblib array was never filled in");

    public override void Build(object? state, PickleContext context) => _attributes = context.Attributes(state, What);

    /// <summary>
    /// Reads the elements: for objects a pickle of the array, else an optional count of padding bytes, the padding (newer versions
    /// align the elements), and the elements in the order described.
    /// </summary>
    public void ReadElements(ByteSource source, PickleContext context)
    {
        var attributes = _attributes!;
        var shape = context.Shape(context.Attribute(attributes, "shape", What), What);
        var format = PickledDType.Format(context.Attribute(attributes, "dtype", What), context);
        if (format.Type == DType.Object)
        {
            var nested = context.Nested();
            _value = nested.Resolve(new PickleMachine(source, nested).Load());
            return;
        }

        if (attributes.TryGetValue("numpy_array_alignment_bytes", out var alignment) && alignment is not null)
            source.ReadBytes(source.ReadByte());
        var raw = source.ReadBytes(format.ByteCount(shape, context.Budget));
        var fortran = context.Text(context.Attribute(attributes, "order", What), What) == "F";
        _value = format.ToArray(raw, shape, fortran, context.Budget);
    }
}
