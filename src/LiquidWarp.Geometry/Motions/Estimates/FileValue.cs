using LiquidWarp.Files;

namespace LiquidWarp.Motions.Estimates;

/// <summary>
/// A value somewhere in a file of nested dictionaries, lists and arrays, with the way to it, so that every complaint says where. numpy's
/// habit of wrapping a single object into an array without axes is undone.
/// </summary>
internal readonly record struct FileValue
{
    private readonly string _file;
    private readonly string _where;

    public FileValue(string file, string where, object? value)
    {
        (_file, _where) = (file, where);
        Value = value is NdArray { DType: DType.Object, Shape.Length: 0, Objects: [var single] } ? single : value;
    }

    /// <summary>The arrays of an npz file as one dictionary.</summary>
    public static FileValue Of(string file, IReadOnlyDictionary<string, NdArray> arrays) =>
        new(file, "", arrays.ToDictionary(pair => (object)pair.Key, pair => (object?)pair.Value));

    /// <summary>The file, for messages.</summary>
    public string File => _file;

    /// <summary>As <see cref="PickleFile"/> gives it.</summary>
    public object? Value { get; }

    /// <summary>The items of a dictionary; null if it is none.</summary>
    public Dictionary<object, object?>? Dictionary => Value as Dictionary<object, object?>;

    /// <summary>Whether it is a dictionary that has the key.</summary>
    public bool Has(string key) => Dictionary?.ContainsKey(key) == true;

    /// <summary>The value of a key.</summary>
    /// <exception cref="InputException">There is none; says which keys there are.</exception>
    public FileValue this[string key] => Dictionary switch
    {
        null => throw Fail("is no dictionary"),
        var items when items.TryGetValue(key, out var value) => new(_file, Join(key), value),
        { Count: 0 } => throw Fail($"is empty and lacks '{key}'"),
        var items => throw Fail($"lacks '{key}'; it has {string.Join(", ", items.Keys.Take(20).Select(name => $"{name}"))}"),
    };

    /// <summary>Every item of a dictionary with its key.</summary>
    public IEnumerable<(object Key, FileValue Value)> Entries()
    {
        var (file, self) = (_file, this);
        return (Dictionary ?? throw Fail("is no dictionary")).Select(item => (item.Key, new FileValue(file, self.Join(item.Key), item.Value)));
    }

    /// <summary>The items of a list, a tuple or a one-dimensional array of objects.</summary>
    public IReadOnlyList<FileValue> Items()
    {
        IEnumerable<object?> items = Value switch
        {
            List<object?> list => list,
            object?[] tuple => tuple,
            NdArray { DType: DType.Object, Shape.Length: 1 } array => array.Objects,
            _ => throw Fail($"is {Describe(Value)}, expected a list"),
        };
        var (file, self) = (_file, this);
        return [.. items.Select((item, i) => new FileValue(file, self.Join(i), item))];
    }

    /// <summary>Whole numbers, one for each entry of a list or an array.</summary>
    public long[] Integers()
    {
        var numbers = Numbers64();
        var odd = numbers.FindIndex(number => !(Math.Abs(number) < 1L << 53 && number == Math.Floor(number)));
        return odd < 0 ? [.. numbers.Select(number => (long)number)] : throw Fail($"holds {numbers[odd]}, which is no whole number");
    }

    /// <summary>All numbers of an array, or of numbers and arrays nested in lists, in order, each finite.</summary>
    public float[] Numbers() => Finite([.. Numbers64().Select(number => (float)number)], 1);

    /// <summary>Exactly so many numbers.</summary>
    public float[] Numbers(int count) => Numbers() is var numbers && numbers.Length == count ? numbers : throw Fail($"is {Describe(Value)}, expected {count} numbers");

    /// <summary>All numbers as one row, whatever axes they have.</summary>
    public FileValue AsRow()
    {
        var numbers = Numbers();
        return new(_file, _where, NdArray.From(numbers, 1, numbers.Length));
    }

    /// <summary>A single number.</summary>
    public double Number() => Numbers(1)[0];

    /// <summary>
    /// One row of numbers for each entry of an array's first axis or of a list, each finite and of equal length.
    /// </summary>
    /// <param name="frames">How many rows there must be; null for any number above 0.</param>
    /// <param name="widths">Lengths that a row may have.</param>
    public float[][] Rows(int? frames, params int[] widths)
    {
        var rows = Value is NdArray { DType: not DType.Object } array
            ? array.Shape.Length > 0 && array.Shape[0] > 0 ? Finite(array.ToSingles(), array.Count / array.Shape[0]).Chunk(Math.Max(1, array.Count / array.Shape[0])).ToArray() : []
            : [.. Items().Select(item => item.Numbers())];
        if (frames is null ? rows.Length == 0 : rows.Length != frames)
            throw Fail(frames is null ? "holds no frames" : $"is {Describe(Value)}, expected {frames} frames as its neighbours have");
        foreach (var row in rows)
            if (!widths.Contains(row.Length) || row.Length != rows[0].Length)
                throw Fail($"is {Describe(Value)}, expected {string.Join(" or ", widths)} numbers a frame");
        return rows;
    }

    /// <summary>What is wrong with the value, as an exception that names file and place.</summary>
    public InputException Fail(string what) => new($"{_file}: {(_where.Length > 0 ? $"'{_where}'" : "it")} {what}.");

    private string Join(object key) => _where.Length > 0 ? $"{_where}.{key}" : $"{key}";

    private List<double> Numbers64()
    {
        var numbers = new List<double>();
        Collect(Value, numbers);
        return numbers;
    }

    /// <summary>Recursion is safe here: a finished tree has bounded depth.</summary>
    private void Collect(object? value, List<double> into)
    {
        switch (value)
        {
            case NdArray { DType: not (DType.Object or DType.Text or DType.Bytes) } array:
                into.AddRange(array.ToDoubles());
                break;
            case long number:
                into.Add(number);
                break;
            case double number:
                into.Add(number);
                break;
            case List<object?> or object?[] or NdArray { DType: DType.Object }:
                foreach (var item in value switch { NdArray array => array.Objects, object?[] tuple => tuple, _ => (IEnumerable<object?>)value })
                    Collect(item, into);
                break;
            default:
                throw Fail($"is or holds {Describe(value)}, expected numbers");
        }
    }

    private float[] Finite(float[] values, int width)
    {
        var at = Array.FindIndex(values, value => !float.IsFinite(value));
        return at < 0 ? values : throw Fail($"holds a number that is not finite, in row {at / Math.Max(1, width)}");
    }

    private static string Describe(object? value) => value switch
    {
        null => "nothing",
        NdArray array => $"an array {array}",
        List<object?> list => $"a list of {list.Count}",
        object?[] tuple => $"a tuple of {tuple.Length}",
        Dictionary<object, object?> => "a dictionary",
        string => "text",
        long or double => "a number",
        _ => $"a {value.GetType().Name}",
    };
}
