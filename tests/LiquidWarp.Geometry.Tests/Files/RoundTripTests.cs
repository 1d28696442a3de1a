using System.IO.Compression;
using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: what we write we read back, bit for bit, in every type and shape.</summary>
public sealed class RoundTripTests
{
    public static Dictionary<string, NdArray> Arrays { get; } = CreateArrays();

    [Fact]
    public void Npy_WrittenAndRead_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, array) in Arrays.Where(pair => pair.Value.DType != DType.BFloat16))
        {
            NpyFile.Write(folder.File("a.npy"), array);
            AssertSame(name, array, NpyFile.Read(folder.File("a.npy")));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Npz_WrittenAndRead_IsTheSame(bool compress)
    {
        using var folder = new TemporaryFolder();
        var arrays = Arrays.Where(pair => pair.Value.DType != DType.BFloat16).ToDictionary();
        NpzFile.Write(folder.File("a.npz"), arrays, compress);
        var read = NpzFile.Read(folder.File("a.npz"));
        Assert.Equal(arrays.Keys, read.Keys);
        foreach (var (name, array) in arrays)
            AssertSame(name, array, read[name]);
    }

    [Fact]
    public void Npz_Stored_IsNotDeflated()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder.File("a.npz"), new Dictionary<string, NdArray> { ["zeros"] = new(DType.UInt8, [10_000], new byte[10_000]) });
        using var archive = ZipFile.OpenRead(folder.File("a.npz"));
        Assert.Equal(archive.Entries[0].Length, archive.Entries[0].CompressedLength);
    }

    [Fact]
    public void SafeTensors_WrittenAndRead_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        var tensors = Arrays.Where(pair => pair.Value.DType is not (DType.Text or DType.Bytes)).ToDictionary();
        var metadata = new Dictionary<string, string> { ["title"] = "körper \"x\"\n", ["b"] = "" };
        SafeTensorsFile.Write(folder.File("a.safetensors"), tensors, metadata);
        var read = SafeTensorsFile.Read(folder.File("a.safetensors"));
        Assert.Equal(tensors.Keys.Order(), read.Tensors.Keys.Order());
        Assert.Equal(metadata.OrderBy(pair => pair.Key), read.Metadata.OrderBy(pair => pair.Key));
        foreach (var (name, tensor) in tensors)
            AssertSame(name, tensor, read.Tensors[name]);
    }

    [Fact]
    public void SafeTensors_WrittenInAnyOrder_IsTheSameFile()
    {
        using var folder = new TemporaryFolder();
        var tensors = Arrays.Where(pair => pair.Value.DType is not (DType.Text or DType.Bytes)).ToDictionary();
        SafeTensorsFile.Write(folder.File("a.safetensors"), tensors);
        SafeTensorsFile.Write(folder.File("b.safetensors"), tensors.Reverse().ToDictionary());
        Assert.Equal(File.ReadAllBytes(folder.File("a.safetensors")), File.ReadAllBytes(folder.File("b.safetensors")));
    }

    [Fact]
    public void Write_OfTypesThatTheFormatLacks_ThrowsAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentException>(() => NpyFile.Write(folder.File("a.npy"), Arrays["bfloat16"]));
        Assert.Throws<ArgumentException>(() => NpzFile.Write(folder.File("a.npz"), Arrays));
        Assert.Throws<ArgumentException>(() => SafeTensorsFile.Write(folder.File("a.safetensors"), Arrays));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static Dictionary<string, NdArray> CreateArrays()
    {
        var random = new Random(1);
        var arrays = new Dictionary<string, NdArray>();
        foreach (var (type, size) in new[]
                 {
                     (DType.UInt8, 1), (DType.Int8, 1), (DType.UInt16, 2), (DType.Int16, 2), (DType.UInt32, 4), (DType.Int32, 4), (DType.UInt64, 8),
                     (DType.Int64, 8), (DType.Float16, 2), (DType.BFloat16, 2), (DType.Float32, 4), (DType.Float64, 8),
                 })
        {
            foreach (var (suffix, shape) in new[] { ("", new[] { 3, 2 }), (".scalar", []), (".empty", [2, 0, 5]), (".deep", [1, 2, 1, 3, 1]), (".vector", [7]) })
            {
                var data = new byte[shape.Aggregate(1, (product, extent) => product * extent) * size];
                random.NextBytes(data);
                arrays[type.ToString().ToLowerInvariant() + suffix] = new NdArray(type, shape, data);
            }
        }

        arrays["bool"] = NdArray.From([true, false, true], 3);
        arrays["text"] = NdArray.FromText("neutral");
        return arrays;
    }

    private static void AssertSame(string name, NdArray expected, NdArray actual)
    {
        Assert.True(expected.DType == actual.DType && expected.Shape.SequenceEqual(actual.Shape), $"{name}: {expected} became {actual}");
        Assert.Equal(expected.Data, actual.Data);
    }
}
