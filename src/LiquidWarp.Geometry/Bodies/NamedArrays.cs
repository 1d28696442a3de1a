using System.Numerics;
using System.Runtime.InteropServices;
using LiquidWarp.Files;

namespace LiquidWarp.Bodies;

/// <summary>
/// The arrays of one body file by key, with the checks that every reader of bodies makes: present, of the expected shape,
/// finite. Each failure names the file, the key, what was found and what was expected.
/// </summary>
/// <param name="file">Path for messages.</param>
/// <param name="entries">What the file holds; values that are no arrays are refused when asked for.</param>
internal sealed class NamedArrays(string file, IReadOnlyDictionary<string, object?> entries)
{
    /// <summary>Path for messages.</summary>
    public string File { get; } = file;

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>Length of one axis of an array.</summary>
    public int Extent(string key, int axis) => axis < Get(key).Shape.Length ? Get(key).Shape[axis] : throw Wrong(key, $"at least {axis + 1} axes");

    /// <summary>Numbers of an array of exactly this shape, all finite; -1 leaves an axis open.</summary>
    public float[] Singles(string key, params ReadOnlySpan<int> shape)
    {
        var values = Checked(key, shape).ToSingles();
        foreach (var value in values)
            if (!float.IsFinite(value))
                throw new InputException($"{File}: '{key}' holds {value}, expected finite numbers only. The file is damaged or was exported wrongly.");
        return values;
    }

    /// <summary>Points of an array of this shape, whose last axis is x, y, z.</summary>
    public Vector3[] Points(string key, params ReadOnlySpan<int> shape) => MemoryMarshal.Cast<float, Vector3>(Singles(key, shape)).ToArray();

    /// <summary>Integers of an array of exactly this shape, each at least <paramref name="lowest"/> and below <paramref name="limit"/>.</summary>
    public int[] Indices(string key, long lowest, long limit, params ReadOnlySpan<int> shape)
    {
        var values = Checked(key, shape).ToInt64s();
        foreach (var value in values)
            if (value < lowest || value >= limit)
                throw new InputException($"{File}: '{key}' holds the index {value}, expected {lowest} to {limit - 1}.");
        return [.. values.Select(value => (int)value)];
    }

    /// <summary>The error for an array that is not what it should be.</summary>
    public InputException Wrong(string key, string expected) => new($"{File}: '{key}' is {Describe(key)}, expected {expected}.");

    private NdArray Checked(string key, ReadOnlySpan<int> shape)
    {
        var array = Get(key);
        var fits = array.Shape.Length == shape.Length;
        for (var axis = 0; fits && axis < shape.Length; axis++)
            fits = shape[axis] < 0 || shape[axis] == array.Shape[axis];
        return fits ? array : throw Wrong(key, $"({string.Join(", ", shape.ToArray().Select(n => n < 0 ? "any" : $"{n}"))})");
    }

    private NdArray Get(string key)
    {
        if (!entries.TryGetValue(key, out var value))
            throw new InputException($"{File} has no '{key}': it is not a body model of the expected kind. It holds: {string.Join(", ", entries.Keys.Order(StringComparer.Ordinal).Take(20))}.");
        return value switch
        {
            NdArray array when array.DType < DType.Bytes => array,
            SparseMatrix sparse => sparse.ToDense(),
            _ => throw Wrong(key, "an array of numbers"),
        };
    }

    private string Describe(string key) => entries[key] switch
    {
        NdArray array => $"{array}",
        SparseMatrix sparse => $"{sparse}",
        null => "nothing",
        var other => $"a {other.GetType().Name}",
    };
}
