using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Golden: small files written by numpy, scipy, torch and joblib (tests/Golden/files) hold exactly what their writers put in.</summary>
public sealed class ForeignFileTests
{
    public static TheoryData<string> Names => [.. SmallFiles.Expected.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_FileOfAnotherLibrary_GivesItsContent(string name)
    {
        var path = Path.Combine(SmallFiles.Folder, name);
        var actual = Path.GetExtension(name) switch
        {
            ".pkl" => TreeText.Of(PickleFile.Read(path)),
            ".npy" => TreeText.Of(NpyFile.Read(path)),
            ".npz" => TreeText.Of(NpzFile.Read(path)),
            ".pth" => TreeText.Of(TorchCheckpoint.ReadTree(path)),
            _ => TreeText.Of(SafeTensorsFile.Read(path).Tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal)),
        };
        Assert.Equal(SmallFiles.Expected[name], actual);
    }

    [Fact]
    public void Read_EveryFileBesideTheScript_HasItsExpectation()
    {
        var files = Directory.GetFiles(SmallFiles.Folder).Select(path => Path.GetFileName(path)).Except(["make_files.py", "expected.json"]);
        Assert.Equal(files.Order(StringComparer.Ordinal), SmallFiles.Expected.Keys.Order(StringComparer.Ordinal));
    }
}
