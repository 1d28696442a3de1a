using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: containers that lie about sizes, offsets and names are refused before memory is spent.</summary>
public sealed class HostileContainerTests
{
    private static readonly ReadLimits Small = new() { FreeBytes = 1 << 20 };

    [Fact]
    public void Npz_ZipBomb_IsRefusedByTheLimit()
    {
        var zeros = new byte[200 << 20];
        var header = Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (209715200,), }");
        var bomb = Zip(("a.npy", [.. header, .. zeros]));
        Assert.True(bomb.Length < 1 << 20);
        AssertRefused("bomb.npz", bomb, "limit for a file of its size", Small);
    }

    [Fact]
    public void Npz_EntryThatDeclaresMoreThanDeflateCanHold_IsRefused()
    {
        var zip = Zip(("a.npy", Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (0,), }")));
        SetDirectoryField(zip, 24, 900_000_000);
        AssertRefused("a.npz", zip, "compressed ones cannot hold");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Npz_EntryLongerOrShorterThanDeclared_IsRefused(int difference)
    {
        var zip = Zip(("a.npy", Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }", 1, 2, 3, 4)));
        SetDirectoryField(zip, 24, (uint)(BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(Directory(zip) + 24)) + difference));
        Assert.Throws<InputException>(() => SmallFiles.Read("a.npz", zip));
    }

    [Fact]
    public void Npz_FlippedBitInStoredData_IsFoundByTheChecksum()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder.File("a.npz"), new Dictionary<string, NdArray> { ["x"] = NdArray.From(new float[1000], 1000) });
        var bytes = File.ReadAllBytes(folder.File("a.npz"));
        bytes[2000] ^= 4;
        AssertRefused("a.npz", bytes, "checksum of its entry 'x.npy' is wrong");
    }

    [Fact]
    public void Npz_TwoEntriesOfOneName_IsRefused()
    {
        var npy = Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (0,), }");
        AssertRefused("a.npz", Zip(("a.npy", npy), ("a.npy", npy)), "two entries named 'a.npy'");
    }

    [Theory]
    [InlineData(8, 1u, "encrypted")]
    [InlineData(10, 12u, "method 12")]
    [InlineData(42, 0xFFFFFF00u, "corrupt")]
    [InlineData(42, uint.MaxValue, "corrupt")]
    [InlineData(0, 0u, "corrupt")]
    public void Npz_BadDirectory_IsRefused(int field, uint value, string reason)
    {
        var zip = Zip(("a.npy", Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (0,), }")));
        if (field is 8 or 10)
            BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(Directory(zip) + field), (ushort)value);
        else
            SetDirectoryField(zip, field, value);
        AssertRefused("a.npz", zip, reason);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000), }", "impossible or too large")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }", "impossible or too large")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "no array can have")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "no array can have")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (200000000,), }", "declares a block of 1,600,000,000 bytes where 4 are left")]
    [InlineData("{'descr': '<U0', 'fortran_order': False, 'shape': (2000000000,), }", "too large")]
    [InlineData("{'descr': '<U500000000', 'fortran_order': False, 'shape': (500000000,), }", "too large")]
    [InlineData("{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }", "numpy type '<c16'")]
    [InlineData("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), }", "numpy type '<M8[ns]'")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "named fields")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': __import__('os')}", "malformed")]
    [InlineData("", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("{'descr", "malformed")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (", "malformed")]
    [InlineData("{'descr': '<u1', 'fortran_order': False, 'shape': (3,), }", "bytes after the end")]
    public void Npy_BadHeader_IsRefused(string header, string reason) => AssertRefused("a.npy", Npy(header, 1, 2, 3, 4), reason);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "tensors end at 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "takes 12 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "do not")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "lacks a proper")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", "lacks a proper")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647],"data_offsets":[0,8]}}""", "impossible or too large")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", "type 'F8_E4M3'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", "two entries")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"extra":1}}""", "unknown entry")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "lacks a proper")]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""", "malformed")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "malformed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "malformed")]
    [InlineData("""{"a":1}""", "malformed")]
    [InlineData("""{"__metadata__":{"a":1}}""", "malformed")]
    [InlineData("""[]""", "malformed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[[[[[[[[[[[2]]]]]]]]]]]],"data_offsets":[0,8]}}""", "malformed")]
    [InlineData("""{}{}""", "malformed")]
    public void SafeTensors_BadHeader_IsRefused(string header, string reason)
    {
        var bytes = new byte[8 + header.Length + 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.ASCII.GetBytes(header).CopyTo(bytes, 8);
        AssertRefused("a.safetensors", bytes, reason);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(99_999_999)]
    public void SafeTensors_BadHeaderLength_IsRefused(long length)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        AssertRefused("a.safetensors", bytes, "declares a header");
    }

    [Fact]
    public void Read_ByPathOfNothingOrOfAFolder_NamesIt()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"{folder.File("no.pkl")} does not exist. Check the name of the file.", Assert.Throws<InputException>(() => PickleFile.Read(folder.File("no.pkl"))).Message);
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => NpzFile.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string name, byte[] bytes, string reason, ReadLimits? limits = null)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InputException>(() => SmallFiles.Read(name, bytes, limits));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        Assert.StartsWith(name + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Npy(string header, params byte[] data) =>
        [0x93, .. "NUMPY\x01\0"u8, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }

        return stream.ToArray();
    }

    /// <summary>Where the first entry of the table starts.</summary>
    private static int Directory(byte[] zip) => zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);

    private static void SetDirectoryField(byte[] zip, int field, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(Directory(zip) + field), value);
}
