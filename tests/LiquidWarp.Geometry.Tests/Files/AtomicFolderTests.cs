using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: folders are whole or not there.</summary>
public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("new")]
    [InlineData("new/")]
    [InlineData("above/new")]
    [InlineData("empty")]
    public void Write_WhereNothingIs_MakesTheFolder(string name)
    {
        Directory.CreateDirectory(_folder.File("empty"));
        AtomicFolder.Write(_folder.File(name), Fill);
        Assert.Equal("new", File.ReadAllText(Path.Combine(_folder.File(name), "a.txt")));
        Assert.Empty(Leftovers());
    }

    [Fact]
    public void Write_OverAFolder_NeedsLeaveAndThenReplacesIt()
    {
        Old("there");
        Assert.Contains("not empty", Assert.Throws<InputException>(() => AtomicFolder.Write(_folder.File("there"), Fill)).Message, StringComparison.Ordinal);
        Assert.Equal(["old.txt"], Names("there"));
        AtomicFolder.Write(_folder.File("there"), Fill, replace: true);
        Assert.Equal(["a.txt"], Names("there"));
        Assert.Empty(Leftovers());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_ThatFailsHalfWay_LeavesWhatWasThere(bool disk)
    {
        Old("there");
        var error = Record.Exception(() => AtomicFolder.Write(_folder.File("there"), partial =>
        {
            Fill(partial);
            throw disk ? new IOException("No space left on device") : new OperationCanceledException();
        }, replace: true));
        Assert.Equal(disk ? typeof(InputException) : typeof(OperationCanceledException), error?.GetType());
        Assert.Equal(["old.txt"], Names("there"));
        Assert.Empty(Leftovers());
    }

    [Fact]
    public void Write_WhereAFileIs_SaysSo()
    {
        File.WriteAllText(_folder.File("file"), "");
        Assert.Contains("is a file", Assert.Throws<InputException>(() => AtomicFolder.Write(_folder.File("file"), Fill, replace: true)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => AtomicFolder.Write(_folder.File("file/in/it"), Fill)).Message, StringComparison.Ordinal);
    }

    private static void Fill(string folder) => File.WriteAllText(Path.Combine(folder, "a.txt"), "new");

    private void Old(string name)
    {
        Directory.CreateDirectory(_folder.File(name));
        File.WriteAllText(Path.Combine(_folder.File(name), "old.txt"), "old");
    }

    private string[] Names(string name) => [.. Directory.GetFiles(_folder.File(name)).Select(path => Path.GetFileName(path)!)];

    private IEnumerable<string> Leftovers() => Directory.EnumerateFileSystemEntries(_folder.Path, "*-*", SearchOption.AllDirectories);
}
