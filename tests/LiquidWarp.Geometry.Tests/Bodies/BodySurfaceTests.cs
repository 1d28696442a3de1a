using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Bodies;

/// <summary>Exact: tiny files of the published formats, and the published files where they are at hand (REFERENCE 3.3, 3.5, 11).</summary>
public sealed class BodySurfaceTests : IDisposable
{
    private const string Mapper = "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 1 1 0\n# passed over\ng too\n\nvt 0.25 0.75\nvt 1 0\nvt 0 1\nvt 1 1\nvt 0.5 0.5\nf 1/1/1 2/2/2 3/3/3\nf 3/5 2/2 4/4\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("surface").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_TinyFiles_GivesTheirContents()
    {
        var surface = BodySurface.Read(Write("m.txt", Mapper),
            Write("p.json", """{"01_legs": {"vertex": [], "face": [1]}, "00_head": {"vertex": [], "face": [0]}, "02_again": {"face": [1]}}"""),
            Write("front.json", """{"vertex": [1], "face": [1]}"""), faces: [2, 1, 0, 2, 1, 3]);
        Assert.Equal(new Vector2(0.25f, 0.75f), surface.TextureCoordinates[0]);
        Assert.Equal([0, 1, 2, 4, 1, 3], surface.TextureFaces);
        Assert.Equal(["00_head", "01_legs"], surface.PartNames);
        Assert.Equal(new byte[] { 0, 1 }, surface.FaceParts);
        Assert.Equal([false, true], surface.FrontalFace);
        Assert.Equal([false, false], surface.Head);
    }

    [Theory]
    [InlineData("v 0 0 0\n", "no faces")]
    [InlineData("", "no faces")]
    [InlineData("vt 0 0\nf 1/1 1/1\n", "line 2")]
    [InlineData("vt 0 0\nf 1/1 1/1 1/1 1/1\n", "4 corners")]
    [InlineData("vt 0 zero\n", "'zero'")]
    [InlineData("vt 0 NaN\n", "'NaN'")]
    [InlineData("vt 0 0\nf 1 1 1\n", "'1'")]
    [InlineData("vt 0 0\nf 1/1 1/2 1/1\n", "texture coordinate 2")]
    [InlineData("v 0 0 0\nvt 0 0\nf 1/1 1/1 0/1\n", "vertex 0")]
    public void Read_BadMapper_SaysWhatAndWhere(string text, string expected)
    {
        var message = Assert.Throws<InputException>(() => BodySurface.Read(Write("bad.txt", text))).Message;
        Assert.Contains("bad.txt", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("[1]", "object")]
    [InlineData("""{"a": {"face": [0, 1, 2]}}""", "face 2")]
    [InlineData("""{"a": {"face": [0, "x"]}}""", "'a'")]
    [InlineData("""{"a": {"vertex": [0]}}""", "'face'")]
    [InlineData("""{"a": {"face": [0]}}""", "belong to no part, the first is 1")]
    [InlineData("""{"a": {"face": [0]}, "b": {"face": [0, 1]}}""", "part 'b'")]
    public void Read_BadParts_SaysWhatAndWhere(string json, string expected)
    {
        var mapper = Write("m.txt", Mapper);
        var message = Assert.Throws<InputException>(() => BodySurface.Read(mapper, Write("bad.json", json))).Message;
        Assert.Contains("bad.json", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFileOrFolder_IsInputError()
    {
        Assert.Throws<InputException>(() => BodySurface.Read(Path.Combine(_folder, "none.txt")));
        Assert.Throws<InputException>(() => BodySurface.Read(_folder));
    }

    [Fact]
    public void Read_FacesOfAnotherBody_IsRefused()
    {
        var mapper = Write("m.txt", Mapper);
        Assert.Contains("face 1", Assert.Throws<InputException>(() => BodySurface.Read(mapper, faces: [0, 1, 2, 0, 1, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("2 faces", Assert.Throws<InputException>(() => BodySurface.Read(mapper, faces: [0, 1, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PublishedFiles_GivesReferenceNumbers()
    {
        var folder = Goldens.Sample("assets/smpl-topology");
        var surface = BodySurface.Read(Path.Combine(folder, "mapper_uv.txt"), Path.Combine(folder, "smpl_part_info.json"),
            Path.Combine(folder, "front_facial.json"), Path.Combine(folder, "head.json"));
        Assert.Equal(7576, surface.TextureCoordinates.Length);
        Assert.Equal([613, 3257, 3261], surface.TextureFaces[15000..15003]);
        Assert.Equal(BodyParts.Names, surface.PartNames);
        Assert.Equal([2340, 3414, 880, 864, 1086, 1086, 515, 515, 1538, 1538], Enumerable.Range(0, 10).Select(part => surface.FaceParts.Count(p => p == part)));
        Assert.Equal(1324, surface.FrontalFace.Count(flag => flag));
        Assert.Equal(2620, surface.Head.Count(flag => flag));
        var turned = BodySurface.Read(Path.Combine(folder, "mapper_fim_enc.txt"));
        var middle = (turned.TextureCoordinates[turned.TextureFaces[0]] + turned.TextureCoordinates[turned.TextureFaces[1]]) / 2;
        Close.Assert([0.36935f, 0.1354f], [middle.X, 1 - middle.Y], 1e-5);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
