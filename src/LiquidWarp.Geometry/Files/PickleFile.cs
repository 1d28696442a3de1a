using LiquidWarp.Files.Pickling;

namespace LiquidWarp.Files;

/// <summary>
/// Python pickles, protocols 0 to 5, parsed and never executed: only a fixed list of data types is known, and any other name that a
/// file asks for is refused. joblib's files are read too, plain or compressed by zlib or gzip.
/// </summary>
public static class PickleFile
{
    private static readonly (byte[] Magic, string What)[] Refused =
    [
        ("PK\x03\x04"u8.ToArray(), "it is a zip file, no pickle: read it as a torch checkpoint or as npz"),
        ([0x93, (byte)'N', (byte)'U', (byte)'M'], "it is an npy array, no pickle"),
        ("BZh"u8.ToArray(), "it is compressed by bzip2: save it again without compression, or with zlib"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "it is compressed by xz: save it again without compression, or with zlib"),
        ([0x5D, 0, 0], "it is compressed by lzma: save it again without compression, or with zlib"),
        ([0x04, 0x22, 0x4D, 0x18], "it is compressed by lz4: save it again without compression, or with zlib"),
        ("ZF0x"u8.ToArray(), "it is a file of joblib before 0.10: load and save it with a newer one"),
    ];

    /// <summary>
    /// Reads the value that a file holds: null, bool, long, BigInteger, double, string, byte[], object?[] for tuples,
    /// List&lt;object?&gt;, HashSet&lt;object?&gt;, Dictionary&lt;object, object?&gt;, <see cref="NdArray"/> (numpy arrays, torch tensors, the values
    /// of chumpy arrays) and <see cref="SparseMatrix"/>. numpy scalars become plain numbers and text, Python 2 strings are taken
    /// for Latin-1. The tree has no cycles and is at most <see cref="ReadLimits.MaxDepth"/> deep.
    /// </summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, or asks for code.</exception>
    public static object? Read(string path, ReadLimits? limits = null) => InputFile.Read(path, limits, Read);

    /// <summary>Reads the value from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static object? Read(Stream stream, string name, ReadLimits? limits = null) => InputFile.Read(stream, name, limits, Read);

    /// <summary>
    /// Writes a dictionary of numpy arrays (32 and 64 bit, floating or whole) with protocol 2, which Python 2 and 3 read; whole or not at all.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">An array is of another type.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, NdArray> arrays) => AtomicFile.Write(path, stream => PickleWriter.Write(stream, arrays));

    private static object? Read(Stream stream, ReadBudget budget)
    {
        var start = new byte[5];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        foreach (var (magic, what) in Refused)
            if (start.AsSpan(0, count).StartsWith(magic))
                throw budget.Fail(what);

        using var inflater = Inflater.TryCreate(start, stream, budget);
        var source = new ByteSource(inflater ?? stream, inflater is null ? stream.Length : null, budget);
        var value = PickleTree.Load(source);
        // Reading to the end has the checksum of compressed data verified; plain pickles may have others behind them.
        return inflater is null || source.AtEnd ? value : throw budget.Fail("there is more behind its pickle");
    }
}
