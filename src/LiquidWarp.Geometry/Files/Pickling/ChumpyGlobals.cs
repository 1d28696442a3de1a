namespace LiquidWarp.Files.Pickling;

/// <summary>The two chumpy types that official SMPL files hold, reduced to their values.</summary>
internal static class ChumpyGlobals
{
    public static PickleGlobal[] All { get; } =
    [
        new("chumpy.ch.Ch", create: _ => new PickledChumpy(isSelection: false)),
        new("chumpy.Ch", create: _ => new PickledChumpy(isSelection: false)),
        new("chumpy.reordering.Select", create: _ => new PickledChumpy(isSelection: true)),
    ];
}

/// <summary>A differentiable array: either a value <c>x</c>, or elements <c>idxs</c> of another one <c>a</c> in a <c>preferred_shape</c>.</summary>
internal sealed class PickledChumpy(bool isSelection) : Reconstruction
{
    private const string What = "a chumpy array";

    private Dictionary<object, object?>? _attributes;
    private object? _value;

    public override object? Value(PickleContext context)
    {
        var attributes = _attributes ?? throw context.Fail("a chumpy array was never filled in");
        return _value ??= isSelection ? Select(attributes, context) : context.Resolve(context.Attribute(attributes, "x", What));
    }

    public override void Build(object? state, PickleContext context) => _attributes = context.Attributes(state, What);

    private static NdArray Select(Dictionary<object, object?> attributes, PickleContext context)
    {
        var from = context.Array(context.Attribute(attributes, "a", What), What);
        var picked = context.Array(context.Attribute(attributes, "idxs", What), What);
        if (!from.DType.IsNumeric() || !picked.DType.IsNumeric())
            throw context.Fail("a chumpy selection is not one of numbers");
        context.Budget.Charge(picked.Count * (8L + from.ItemSize) + 256);
        var indices = picked.ToInt64s();
        var data = new byte[(long)indices.Length * from.ItemSize];
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= from.Count)
                throw context.Fail("a chumpy selection picks elements that are not there");
            from.Data.AsSpan((int)indices[i] * from.ItemSize, from.ItemSize).CopyTo(data.AsSpan(i * from.ItemSize));
        }

        var shape = attributes.TryGetValue("preferred_shape", out var preferred) ? context.Shape(preferred, What) : picked.Shape;
        return ShapeSize.Elements(shape) == indices.Length
            ? new NdArray(from.DType, shape, data)
            : throw context.Fail("a chumpy selection does not fill its shape");
    }
}
