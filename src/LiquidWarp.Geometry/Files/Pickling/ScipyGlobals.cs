namespace LiquidWarp.Files.Pickling;

/// <summary>scipy's compressed matrices, wherever scipy's versions keep them.</summary>
internal static class ScipyGlobals
{
    public static PickleGlobal[] All { get; } =
    [
        .. Spellings("csc", byColumns: true),
        .. Spellings("csr", byColumns: false),
    ];

    private static IEnumerable<PickleGlobal> Spellings(string kind, bool byColumns)
    {
        foreach (var module in new[] { $"scipy.sparse.{kind}", $"scipy.sparse._{kind}", "scipy.sparse" })
            foreach (var type in new[] { $"{kind}_matrix", $"{kind}_array" })
                yield return new($"{module}.{type}", create: _ => new PickledSparseMatrix(byColumns));
    }
}

/// <summary>A compressed matrix: made empty, then told its attributes, which are checked here once and for all.</summary>
internal sealed class PickledSparseMatrix(bool byColumns) : Reconstruction
{
    private const string What = "a sparse matrix";

    private SparseMatrix? _value;

    public override object Value(PickleContext context) => _value ?? throw context.Fail("a sparse matrix was never filled in");

    public override void Build(object? state, PickleContext context)
    {
        var attributes = context.Attributes(state, What);
        var shape = context.Shape(attributes.ContainsKey("_shape") ? attributes["_shape"] : context.Attribute(attributes, "shape", What), What);
        var starts = Integers(attributes, "indptr", context);
        var indices = Integers(attributes, "indices", context);
        var values = context.Array(context.Attribute(attributes, "data", What), What);
        if (shape is not [var rows, var columns] || values.Shape.Length != 1 || !values.DType.IsNumeric())
            throw Malformed(context);
        var (lines, extent) = byColumns ? (columns, rows) : (rows, columns);
        if (starts.Length != lines + 1L || starts[0] != 0 || starts[^1] > Math.Min(indices.Length, values.Count))
            throw Malformed(context);
        for (var line = 0; line < lines; line++)
            if (starts[line] > starts[line + 1])
                throw Malformed(context);
        foreach (var index in indices)
            if (index < 0 || index >= extent)
                throw Malformed(context);
        _value = new SparseMatrix(byColumns, rows, columns, starts, indices, values);
    }

    private static int[] Integers(Dictionary<object, object?> attributes, string name, PickleContext context)
    {
        var array = context.Array(context.Attribute(attributes, name, What), What);
        if (array.Shape.Length != 1 || array.DType is not (DType.Int32 or DType.Int64))
            throw Malformed(context);
        context.Budget.Charge(array.Count * 12L + 64);
        return Array.ConvertAll(array.ToInt64s(), value => value is >= 0 and <= int.MaxValue ? (int)value : throw Malformed(context));
    }

    private static InputException Malformed(PickleContext context) => context.Fail("the parts of a sparse matrix contradict one another");
}
