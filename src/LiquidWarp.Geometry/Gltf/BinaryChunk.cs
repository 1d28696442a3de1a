using System.Runtime.InteropServices;

namespace LiquidWarp.Gltf;

/// <summary>
/// The numbers of a glTF file: one array after the other, each on a multiple of four bytes, with a buffer view and an accessor of its
/// own. The lists are what stands under these names in the file's JSON.
/// </summary>
internal sealed class BinaryChunk
{
    private const int ArrayBuffer = 34962;
    private const int ElementArrayBuffer = 34963;

    private readonly List<byte> _bytes = [];

    /// <summary>The buffer views so far.</summary>
    public List<object> BufferViews { get; } = [];

    /// <summary>The accessors so far.</summary>
    public List<object> Accessors { get; } = [];

    /// <summary>All arrays, padded to a multiple of four bytes.</summary>
    public ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

    /// <summary>Adds corner indices of triangles.</summary>
    /// <returns>The accessor's index, as of the other methods.</returns>
    public int AddIndices(ReadOnlySpan<int> indices) => Add(indices, "SCALAR", ComponentType.UnsignedInt, ElementArrayBuffer, withBounds: false);

    /// <summary>Adds an attribute of the vertices, one element each.</summary>
    /// <param name="values">Elements as they lie in memory.</param>
    /// <param name="type">VEC3 or VEC4.</param>
    /// <param name="component">What an element is made of.</param>
    /// <param name="withBounds">Whether to state least and greatest values, as positions must.</param>
    public int AddVertices<T>(ReadOnlySpan<T> values, string type, ComponentType component = ComponentType.Float, bool withBounds = false) where T : unmanaged =>
        Add(values, type, component, ArrayBuffer, withBounds);

    /// <summary>Adds floats that are of no vertex: matrices, times, what an animation makes of them.</summary>
    /// <param name="values">Elements as they lie in memory.</param>
    /// <param name="type">SCALAR, VEC3, VEC4 or MAT4.</param>
    /// <param name="withBounds">Whether to state least and greatest values, as times must.</param>
    public int AddFloats<T>(ReadOnlySpan<T> values, string type, bool withBounds = false) where T : unmanaged =>
        Add(values, type, ComponentType.Float, target: null, withBounds);

    private int Add<T>(ReadOnlySpan<T> values, string type, ComponentType component, int? target, bool withBounds) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        BufferViews.Add(new { buffer = 0, byteOffset = _bytes.Count, byteLength = bytes.Length, target });
        var (min, max) = withBounds ? Bounds(MemoryMarshal.Cast<T, float>(values), values.Length) : default;
        Accessors.Add(new { bufferView = BufferViews.Count - 1, componentType = (int)component, count = values.Length, type, min, max });
        _bytes.AddRange(bytes);
        while (_bytes.Count % 4 != 0)
            _bytes.Add(0);
        return Accessors.Count - 1;
    }

    /// <summary>Least and greatest value of each component. Doubles, so that the text gives back exactly these floats.</summary>
    private static (double[] Min, double[] Max) Bounds(ReadOnlySpan<float> numbers, int count)
    {
        var width = numbers.Length / count;
        double[] min = [.. numbers[..width]], max = [.. numbers[..width]];
        for (var i = 0; i < numbers.Length; i++)
        {
            min[i % width] = Math.Min(min[i % width], numbers[i]);
            max[i % width] = Math.Max(max[i % width], numbers[i]);
        }

        return (min, max);
    }
}

/// <summary>What the elements of an accessor are made of, by the numbers of the specification.</summary>
internal enum ComponentType
{
    /// <summary>8 bits.</summary>
    UnsignedByte = 5121,

    /// <summary>32 bits.</summary>
    UnsignedInt = 5125,

    /// <summary>32 bits.</summary>
    Float = 5126,
}
