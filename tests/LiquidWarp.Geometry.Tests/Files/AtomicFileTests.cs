using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: a file is there whole or not at all.</summary>
public sealed class AtomicFileTests
{
    [Fact]
    public void Write_ThatSucceeds_ReplacesTheFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.txt"), "old and longer");
        AtomicFile.Write(folder.File("a.txt"), stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(folder.File("a.txt")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_ThatFailsHalfWay_KeepsTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.txt"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder.File("a.txt"), stream =>
        {
            stream.Write(new byte[100_000]);
            Assert.Equal("old", File.ReadAllText(folder.File("a.txt")));
            throw new InvalidOperationException("stopped");
        }));
        Assert.Equal("old", File.ReadAllText(folder.File("a.txt")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_OnFullDisk_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InputException>(() => AtomicFile.Write(folder.File("a.txt"), _ => throw new IOException("No space left on device")));
        Assert.Contains("a.txt cannot be written: No space left", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_WhereNothingCanBe_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => AtomicFile.Write(folder.Path, _ => { })).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => AtomicFile.Write(folder.File("no/such/a.txt"), _ => { })).Message, StringComparison.Ordinal);
    }
}
