using LiquidWarp.Files;
using LiquidWarp.Torch;

namespace LiquidWarp.Tests;

/// <summary>The arrays of an npz file of golden numbers, and the comparison with them.</summary>
internal sealed class GoldenTensors
{
    private readonly IReadOnlyDictionary<string, NdArray> _arrays;

    private GoldenTensors(string path) => _arrays = NpzFile.Read(path);

    /// <summary>One of the project's own files, committed with the script that made it.</summary>
    public static GoldenTensors Own(string topic, string name) => new(OwnPath(topic, name));

    /// <summary>One of the shared files; skips the test where they are absent.</summary>
    public static GoldenTensors Shared(string name) => new(Goldens.Path(name));

    public static string OwnPath(string topic, string name) => Path.Combine(Goldens.Checkout, "tests", "Golden", topic, name);

    /// <summary>A new tensor with the array's shape, floating-point numbers as single precision.</summary>
    public Tensor this[string name]
    {
        get
        {
            var array = _arrays[name];
            var shape = Array.ConvertAll(array.Shape, size => (long)size);
            return array.DType switch
            {
                Files.DType.Int64 => Tensor.From(array.ToInt64s(), shape),
                Files.DType.Float64 => Tensor.From(array.ToDoubles(), shape),
                _ => Tensor.From(array.ToSingles(), shape),
            };
        }
    }

    public float[] Numbers(string name) => _arrays[name].ToSingles();

    public long[] Integers(string name) => _arrays[name].ToInt64s();

    /// <summary>Asserts that a tensor has the array's shape and its numbers within a tolerance.</summary>
    public void Assert(string name, Tensor actual, double absolute = 1e-5, double relative = 0)
    {
        Xunit.Assert.Equal(Array.ConvertAll(_arrays[name].Shape, size => (long)size), actual.Shape);
        Close.Assert(Numbers(name), actual.ToArray<float>(), absolute, relative);
    }
}
