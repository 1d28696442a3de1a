using System.Text;

namespace LiquidWarp.Files.Pickling;

/// <summary>Containers and helpers of Python itself, under their names in Python 2 and 3.</summary>
internal static class PythonGlobals
{
    public static PickleGlobal[] All { get; } =
    [
        new("collections.OrderedDict", OrderedDictionary),
        new("collections.defaultdict", call => PickleKeys.CreateDictionary(call.Context.Budget)),
        new("_codecs.encode", Encode),
        new("copyreg._reconstructor", Reconstruct),
        new("copy_reg._reconstructor", Reconstruct),
        .. Builtins("builtins"),
        .. Builtins("__builtin__"),
    ];

    private static IEnumerable<PickleGlobal> Builtins(string module)
    {
        yield return new($"{module}.set", Set);
        yield return new($"{module}.frozenset", Set);
        yield return new($"{module}.bytes", Bytes);
        yield return new($"{module}.bytearray", Bytes);
        yield return new($"{module}.dict", call => call.Count == 0
            ? PickleKeys.CreateDictionary(call.Context.Budget)
            : throw call.Context.Fail("it calls dict with arguments, which is not supported"));
        foreach (var name in new[] { "object", "list", "tuple", "int", "long", "float", "bool", "str", "unicode" })
            yield return new($"{module}.{name}");
    }

    /// <summary>Python 2 hands over the pairs as a list of lists.</summary>
    private static Dictionary<object, object?> OrderedDictionary(PickleCall call)
    {
        var dictionary = PickleKeys.CreateDictionary(call.Context.Budget);
        if (call.Count == 0)
            return dictionary;
        foreach (var pair in Items(call))
        {
            var (key, value) = pair switch
            {
                List<object?> { Count: 2 } list => (list[0], list[1]),
                object?[] { Length: 2 } tuple => (tuple[0], tuple[1]),
                _ => throw call.Context.Fail("the items of an OrderedDict are no pairs"),
            };
            PickleKeys.Store(dictionary, key, value, call.Context);
        }

        return dictionary;
    }

    private static HashSet<object?> Set(PickleCall call)
    {
        call.Context.Budget.Charge(256);
        var set = new HashSet<object?>(PickleKeys.Comparer);
        if (call.Count > 0)
            foreach (var member in Items(call))
                PickleKeys.Add(set, member, call.Context);
        return set;
    }

    private static IReadOnlyList<object?> Items(PickleCall call) => call[0] switch
    {
        List<object?> list => list,
        object?[] tuple => tuple,
        _ => throw call.Context.Fail("a collection is made of what is neither list nor tuple"),
    };

    private static byte[] Bytes(PickleCall call) => call.Count switch
    {
        0 => [],
        1 => call.Context.Bytes(call[0], "bytes"),
        _ => Encode(call),
    };

    /// <summary>Protocols 0 to 2 have no bytes: Python 3 writes them as text to be encoded.</summary>
    private static byte[] Encode(PickleCall call)
    {
        var text = call.Text(0);
        call.Context.Budget.Charge(text.Length * 3L + 32);
        switch (call.Text(1))
        {
            case "latin1" or "latin-1":
                foreach (var letter in text)
                    if (letter > 0xFF)
                        throw call.Context.Fail("text that stands for bytes has letters beyond Latin-1");
                return Encoding.Latin1.GetBytes(text);
            case "utf-8" or "utf8" or "ascii":
                return Encoding.UTF8.GetBytes(text);
            default:
                throw call.Context.Fail("text is encoded in an unknown way");
        }
    }

    /// <summary>How protocols 0 and 1 make an instance: class, base class, the base's value.</summary>
    private static object? Reconstruct(PickleCall call) =>
        call[0] is PickleGlobal type && call[2] is null
            ? type.Create(call.Context)
            : throw call.Context.Fail("it makes an instance in a way that is not supported");
}
