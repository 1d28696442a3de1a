namespace LiquidWarp.Files.Pickling;

/// <summary>What the pickles of one file share: the budget, the meaning of persistent ids, and how deep they are nested.</summary>
internal sealed class PickleContext(ReadBudget budget, int nesting = 0)
{
    /// <summary>Pickles in pickles, and calls and values that resolve one another, may be this deep: the stack must not overflow.</summary>
    private const int MostNesting = 16;

    private int _depth;

    public ReadBudget Budget => budget;

    /// <summary>Finds what a persistent id stands for; null where none can occur.</summary>
    public Func<object?, object?>? PersistentLoad { get; init; }

    /// <summary>A context for a pickle inside this one.</summary>
    public PickleContext Nested(Func<object?, object?>? persistentLoad = null) =>
        nesting < MostNesting
            ? new PickleContext(budget, nesting + 1) { PersistentLoad = persistentLoad }
            : throw Fail("its pickles are nested too deeply");

    public InputException Fail(string reason) => budget.Fail(reason);

    /// <summary>The value of something from the stack.</summary>
    public object? Resolve(object? raw)
    {
        if (raw is not Reconstruction reconstruction)
            return raw;
        if (_depth == MostNesting)
            throw Fail("its objects refer to one another too deeply");
        _depth++;
        var value = reconstruction.Value(this);
        _depth--;
        return value;
    }

    /// <summary>Runs a call from inside another one.</summary>
    public object? Call(PickleGlobal global, object?[] arguments)
    {
        if (_depth == MostNesting)
            throw Fail("its calls are nested too deeply");
        _depth++;
        var value = global.Call(arguments, this);
        _depth--;
        return value;
    }

    public string Text(object? raw, string where) => Resolve(raw) as string ?? throw Unfit(raw, "text", where);

    public long Integer(object? raw, string where) => Resolve(raw) switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        _ => throw Unfit(raw, "an integer", where),
    };

    /// <summary>Bytes, or a Python 2 string's bytes. They may be shared: not to be changed.</summary>
    public byte[] Bytes(object? raw, string where) => raw switch
    {
        byte[] bytes => bytes,
        PickledText text => text.Bytes,
        _ => throw Unfit(raw, "bytes", where),
    };

    public NdArray Array(object? raw, string where) => Resolve(raw) as NdArray ?? throw Unfit(raw, "an array", where);

    public object?[] Tuple(object? raw, string where) => raw as object?[] ?? throw Unfit(raw, "a tuple", where);

    /// <summary>A tuple or list of integers.</summary>
    public long[] Integers(object? raw, string where)
    {
        var values = raw is List<object?> list ? list.ToArray() : Tuple(raw, where);
        if (values.Length > 64)
            throw Unfit(raw, "at most 64 integers", where);
        return System.Array.ConvertAll(values, value => Integer(value, where));
    }

    /// <summary>The extents of an array.</summary>
    public int[] Shape(object? raw, string where) => System.Array.ConvertAll(
        Integers(raw, where), extent => extent is >= 0 and <= int.MaxValue ? (int)extent : throw Unfit(raw, "the shape of an array", where));

    /// <summary>An object's attributes; those in slots come in a tuple behind the dictionary.</summary>
    public Dictionary<object, object?> Attributes(object? state, string where) =>
        (state is object?[] { Length: 2 } pair ? pair[0] ?? pair[1] : state) as Dictionary<object, object?> ?? throw Unfit(state, "attributes", where);

    /// <summary>An attribute that must be there.</summary>
    public object? Attribute(Dictionary<object, object?> attributes, string name, string where) =>
        attributes.TryGetValue(name, out var value) ? value : throw Fail($"{where} lacks its '{name}'");

    private InputException Unfit(object? raw, string wanted, string where) => Fail($"{where} needs {wanted} and got {Kind(raw)}");

    private static string Kind(object? raw) => raw switch
    {
        null => "None",
        PickleGlobal global => $"the name {global.Name}",
        PickledText or string => "text",
        byte[] => "bytes",
        object?[] => "a tuple",
        List<object?> => "a list",
        Dictionary<object, object?> => "a dictionary",
        NdArray array => $"an array {array}",
        bool or long or double => "a number",
        _ => "something else",
    };
}
