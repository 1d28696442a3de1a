namespace LiquidWarp.Tests.Files;

/// <summary>Exact: a file that ends too early is refused, wherever it ends.</summary>
public sealed class TruncationTests
{
    public static TheoryData<string> Names => [.. SmallFiles.Expected.Keys.Where(name => SmallFiles.Bytes(name).Length < 2600)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_FileCutAtAnyByte_Throws(string name)
    {
        var bytes = SmallFiles.Bytes(name);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            var error = Record.Exception(() => SmallFiles.Read(name, cut));
            Assert.True(error is InputException, $"cut to {length} of {bytes.Length} bytes: {error?.ToString() ?? "it was read"}");
        }
    }

    [Theory]
    [InlineData("empty.pkl")]
    [InlineData("empty.npy")]
    [InlineData("empty.npz")]
    [InlineData("empty.pth")]
    [InlineData("empty.safetensors")]
    public void Read_EmptyFile_SaysSo(string name) =>
        Assert.Equal($"{name}: the file is empty.", Assert.Throws<InputException>(() => SmallFiles.Read(name, [])).Message);

    [Fact]
    public void Read_EveryFormatAsEveryOther_Throws()
    {
        string[] names = ["tree_p4.pkl", "array_f4.npy", "amass.npz", "torch_state_legacy.pth", "small.safetensors"];
        foreach (var content in names)
            foreach (var reader in names.Where(reader => reader != content))
            {
                // A legacy checkpoint starts with a pickle, of a number, and is one.
                if (content.EndsWith(".pth", StringComparison.Ordinal) && reader.EndsWith(".pkl", StringComparison.Ordinal))
                    continue;
                var error = Record.Exception(() => SmallFiles.Read(reader, SmallFiles.Bytes(content)));
                Assert.True(error is InputException, $"{content} read as {Path.GetExtension(reader)}: {error?.ToString() ?? "it was read"}");
            }
    }
}
