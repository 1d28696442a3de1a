using System.IO.Compression;
using System.Text;
using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: pickles that ask for code, refer to themselves, or swell are refused with the reason.</summary>
public sealed class HostilePickleTests
{
    /// <summary>Latin-1 text stands for the bytes. Each pickle runs a program when Python loads it, or tries to.</summary>
    public static TheoryData<string, string> Programs => new()
    {
        { "os.system", "cos\nsystem\n(S'id'\ntR." },
        { "posix.system", "\u0080\u0002cposix\nsystem\n(X\u0002\0\0\0id\u0085R." },
        { "nt.system", "\u0080\u0003cnt\nsystem\nX\u0002\0\0\0id\u0085R." },
        { "os.system", "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093\u008c\u0002id\u0085R." },
        { "builtins.eval", "\u0080\u0005\u008c\u0008builtins\u0094\u008c\u0004eval\u0094\u0093\u0094\u008c\u00031+1\u0085\u0094R." },
        { "__builtin__.eval", "c__builtin__\neval\n(S'1+1'\ntR." },
        { "builtins.exec", "\u0080\u0002cbuiltins\nexec\nX\u0001\0\0\0x\u0085R." },
        { "builtins.getattr", "\u0080\u0002cbuiltins\ngetattr\nNN\u0086R." },
        { "builtins.__import__", "\u0080\u0002cbuiltins\n__import__\nX\u0002\0\0\0os\u0085R." },
        { "os.system", "(S'id'\nios\nsystem\n." },
        { "os.system", "(cos\nsystem\nS'id'\no." },
        { "subprocess.Popen", "\u0080\u0002csubprocess\nPopen\n)\u0081}b." },
        { "subprocess.Popen", "\u0080\u0004\u008c\nsubprocess\u008c\u0005Popen\u0093)}\u0092." },
        { "builtins.map", "\u0080\u0004\u008c\u0008builtins\u008c\u0003map\u0093." },
        { "functools.partial", "\u0080\u0002cfunctools\npartial\n)\u0081." },
        { "numpy.load", "\u0080\u0002cnumpy\nload\nX\u0001\0\0\0x\u0085R." },
        { "torch.load", "\u0080\u0002ctorch\nload\nX\u0001\0\0\0x\u0085R." },
        { "torch.hub.load", "\u0080\u0002ctorch.hub\nload\nX\u0001\0\0\0x\u0085R." },
        { "joblib.load", "\u0080\u0002cjoblib\nload\nX\u0001\0\0\0x\u0085R." },
        { "pickle.loads", "\u0080\u0002cpickle\nloads\nC\u0001.\u0085R." },
        { "collections.OrderedDict.__reduce_ex__", "\u0080\u0004\u008c\u000bcollections\u008c\u0019OrderedDict.__reduce_ex__\u0093." },
        { "numpy.ndarray.tofile", "\u0080\u0004\u008c\u0005numpy\u008c\u000endarray.tofile\u0093." },
        { "__main__.Evil", "\u0080\u0002c__main__\nEvil\n)\u0081}b." },
        { "chumpy.ch.Ch.compute_r", "\u0080\u0002cchumpy.ch\nCh.compute_r\n." },
        { "os.s?ystem", "\u0080\u0004\u008c\u0002os\u008c\u0007s\u001bystem\u0093." },
        // Names hidden among the arguments of harmless calls.
        { "os.system", "\u0080\u0002ccollections\ndefaultdict\ncos\nsystem\n\u0085R." },
        { "os.system", "\u0080\u0002ccopy_reg\n_reconstructor\ncos\nsystem\nc__builtin__\nobject\nN\u0087R." },
        { "os.system", "\u0080\u0002ctorch._tensor\n_rebuild_from_type_v2\ncos\nsystem\nN)}tR." },
        { "os.system", "\u0080\u0002ctorch.storage\n_load_from_bytes\nC\u0015\u0080\u0002cos\nsystem\n(S'id'\n.\u0085R." },
        { "os.system", "\u0080\u0002ccollections\nOrderedDict\n)R}X\u000c\0\0\0__setstate__cos\nsystem\nsb." },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Read_PickleThatAsksForCode_IsRefusedByName(string name, string pickle)
    {
        var error = Assert.Throws<InputException>(() => Load(pickle));
        Assert.StartsWith("evil.pkl: ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"asks for {name}, which is not data", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Read_CodeInsideOtherFormats_IsRefusedByName(string name, string pickle)
    {
        var bytes = Encoding.Latin1.GetBytes(pickle);
        (string File, byte[] Bytes)[] disguises =
        [
            ("evil.npy", [.. ObjectHeader(), .. bytes]),
            ("evil.npz", Zip(("a.npy", [.. ObjectHeader(), .. bytes]))),
            ("evil.pth", Zip(("archive/data.pkl", bytes))),
            ("evil.pth", bytes),
            ("evil.pkl", Deflate(bytes)),
        ];
        foreach (var (file, content) in disguises)
            Assert.Contains($"asks for {name}, which is not data", Assert.Throws<InputException>(() => SmallFiles.Read(file, content)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(U\aignored0(S'id'\ncposix\nsystem\no.", "posix.system")]
    [InlineData("\u0080\u0002Pcos\n.", "outside the pickle")]
    [InlineData("\u0080\u0002K\u0001Q.", "outside the pickle")]
    [InlineData("\u0080\u0002\u0082\u0001.", "extension code")]
    [InlineData("\u0080\u0005\u0097.", "outside the file")]
    [InlineData("\u0080\u0006N.", "protocol 6")]
    [InlineData("\u0080\u0002K\u0001K\u0002\u0085R.", "no name")]
    [InlineData("\u0080\u0002c__builtin__\nobject\n)R.", "can only be named")]
    [InlineData("\u0080\u0002c__builtin__\nobject\n)\u0081.", "makes an instance of __builtin__.object")]
    [InlineData("\u0080\u0002cnumpy\nndarray\n)}b.", "malformed")]
    [InlineData("\u0080\u0002]N}b.", "state")]
    public void Read_OtherAbuse_IsRefusedWithTheReason(string pickle, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => Load(pickle)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(".")]
    [InlineData("\u0080\u0002R.")]
    [InlineData("\u0080\u0002t.")]
    [InlineData("\u0080\u0002(0.")]
    [InlineData("\u0080\u0002Nu.")]
    [InlineData("\u0080\u0002}(Nu.")]
    [InlineData("\u0080\u0002Na.")]
    [InlineData("\u0080\u0002h\u0005.")]
    [InlineData("\u0080\u0002Nr\u00ff\u00ff\u00ff\u007f.")]
    [InlineData("\u0080\u0002Np9999999999\n.")]
    [InlineData("\u0080\u0002\u008b\u00ff\u00ff\u00ff\u007f.")]
    [InlineData("\u0080\u0002\u008b\u00ff\u00ff\u00ff\u00ff.")]
    [InlineData("\u0080\u0002T\u00ff\u00ff\u00ff\u00ff.")]
    [InlineData("\u0080\u0002X\u00ff\u00ff\u00ff\u00ff.")]
    [InlineData("\u0080\u0004\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.")]
    [InlineData("\u0080\u0004\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.")]
    [InlineData("\u0080\u0004X\u0001\0\0\0\u00ff.")]
    [InlineData("\u0080\u0002}]Ns.")]
    [InlineData("\u0080\u0002}NNs.")]
    [InlineData("\u0080\u0004\u008f(]\u0090.")]
    [InlineData("I12x\n.")]
    [InlineData("Fone\n.")]
    [InlineData("S'a\n.")]
    [InlineData("S'\\x1'\n.")]
    [InlineData("V\\u00g0\n.")]
    [InlineData("Lnone\n.")]
    public void Read_MalformedPickle_Throws(string pickle) => Assert.Throws<InputException>(() => Load(pickle));

    [Theory]
    [InlineData("list in itself", "\u0080\u0002]q\0h\0a.")]
    [InlineData("dictionary in itself", "\u0080\u0002}q\0K\u0001h\0s.")]
    [InlineData("tuple in itself", "\u0080\u0002]q\0h\0\u0085" + "a.")]
    [InlineData("chumpy array of itself", "\u0080\u0002cchumpy.ch\nCh\n)\u0081q\0}X\u0001\0\0\0xh\0sb.")]
    public void Read_ValueThatContainsItself_Throws(string what, string pickle)
    {
        Assert.NotEmpty(what);
        Assert.Throws<InputException>(() => Load(pickle));
    }

    [Fact]
    public void Read_NestedBeyondTheLimit_ThrowsWithoutRecursion()
    {
        foreach (var depth in new[] { 101, 1_000_000 })
        {
            Assert.Contains("nested", Assert.Throws<InputException>(() => Load(new string(']', depth) + new string('a', depth - 1) + ".")).Message, StringComparison.Ordinal);
            Assert.Contains("nested", Assert.Throws<InputException>(() => Load(")" + new string('\u0085', depth) + ".")).Message, StringComparison.Ordinal);
        }

        Assert.NotNull(Load(new string(']', 50) + new string('a', 49) + "."));
    }

    [Fact]
    public void Read_SharedListsThatUnfoldToBillions_Throws()
    {
        var pickle = new StringBuilder("\u0080\u0002]q\0");
        for (var level = 0; level < 40; level++)
            pickle.Append($"](h{(char)level}h{(char)level}eq{(char)(level + 1)}");
        Assert.Contains("make up more than", Assert.Throws<InputException>(() => Load(pickle.Append('.').ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextCopiedAgainAndAgain_StaysWithinTheLimit()
    {
        // 10 KB of text, encoded anew by every eight bytes that follow.
        var pickle = new StringBuilder($"\u0080\u0002c_codecs\nencode\nq\0X\u0010\u0027\0\0" + new string('a', 10_000) + "X\u0006\0\0\0latin1\u0086q\u0001");
        for (var i = 0; i < 100_000; i++)
            pickle.Append("h\0h\u0001R0");
        Assert.Contains("memory", Assert.Throws<InputException>(() => Load(pickle.Append('.').ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InflatedPickleWithoutEnd_StaysWithinTheLimit()
    {
        var bomb = Deflate(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("N0", 20_000_000)) + "N."));
        var error = Assert.Throws<InputException>(() => SmallFiles.Read("bomb.pkl", bomb, new ReadLimits { FreeBytes = 1 << 20 }));
        Assert.Contains("limit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HugeBlockDeclaredInInflatedPickle_AllocatesOnlyWhatArrives()
    {
        var bytes = Deflate(Encoding.Latin1.GetBytes("\u0080\u0004\u008e\0\0\0\u0001\0\0\0\0" + new string('a', 1000)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InputException>(() => SmallFiles.Read("short.pkl", bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static object? Load(string pickle) => SmallFiles.Read("evil.pkl", Encoding.Latin1.GetBytes(pickle));

    private static byte[] ObjectHeader()
    {
        var header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }\n";
        return [0x93, .. "NUMPY\u0001\0"u8, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }

        return stream.ToArray();
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(bytes);
        return stream.ToArray();
    }
}
