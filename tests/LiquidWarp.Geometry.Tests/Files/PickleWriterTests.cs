using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: round trip through our own reader; bytes beyond ASCII included.</summary>
public class PickleWriterTests
{
    [Fact]
    public void Write_Arrays_AreReadBack()
    {
        using var folder = new TemporaryFolder();
        var path = System.IO.Path.Combine(folder.Path, "a.pkl");
        var arrays = new Dictionary<string, NdArray>
        {
            ["cams"] = NdArray.From(new[] { 1.5f, -0.1f, float.Epsilon, 3e30f, 0, -7 }, 2, 3),
            ["double"] = NdArray.From(new[] { Math.PI, -Math.E }, 2),
            ["whole"] = NdArray.From(new[] { -1, int.MaxValue }, 1, 2),
        };
        PickleFile.Write(path, arrays);
        var read = Assert.IsType<Dictionary<object, object?>>(PickleFile.Read(path));
        Assert.Equal(3, read.Count);
        foreach (var (name, array) in arrays)
        {
            var found = Assert.IsType<NdArray>(read[name]);
            Assert.Equal((array.DType, string.Join(' ', array.Shape)), (found.DType, string.Join(' ', found.Shape)));
            Assert.Equal(array.Data, found.Data);
        }

        Assert.Throws<ArgumentException>(() => PickleFile.Write(path, new Dictionary<string, NdArray> { ["x"] = NdArray.From(new byte[] { 1 }, 1) }));
        Assert.Equal(3, ((Dictionary<object, object?>)PickleFile.Read(path)!).Count);
    }
}
