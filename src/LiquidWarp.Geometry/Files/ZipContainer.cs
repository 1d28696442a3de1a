using System.Buffers.Binary;
using System.Text;

namespace LiquidWarp.Files;

/// <summary>
/// The table of a zip or zip64 file, read with distrust: every offset and size is checked against the file, names are unique, and
/// no entry may declare more than its compressed bytes can hold.
/// </summary>
internal sealed class ZipContainer
{
    private const uint EndMagic = 0x06054b50;
    private const uint End64Magic = 0x06064b50;
    private const uint Locator64Magic = 0x07064b50;
    private const uint DirectoryMagic = 0x02014b50;
    private const int EndBytes = 22;
    private const int DirectoryBytes = 46;

    /// <summary>Deflate cannot do better than this, whatever the data.</summary>
    private const long DeflateMostRatio = 1032;

    private readonly Stream _stream;
    private readonly ReadBudget _budget;
    private readonly Dictionary<string, ZipEntry> _entries = [];

    private ZipContainer(Stream stream, ReadBudget budget)
    {
        (_stream, _budget) = (stream, budget);
        var (start, length, count) = FindDirectory();
        ReadDirectory(start, length, count);
    }

    /// <summary>The entries by name, in the order of the table.</summary>
    public IReadOnlyDictionary<string, ZipEntry> Entries => _entries;

    /// <summary>Reads the table of the whole stream.</summary>
    public static ZipContainer Open(Stream stream, ReadBudget budget) => new(stream, budget);

    private (long Start, long Length, long Count) FindDirectory()
    {
        var tail = ReadAt(Math.Max(0, _stream.Length - EndBytes - ushort.MaxValue), Math.Min(_stream.Length, EndBytes + ushort.MaxValue));
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (UInt32(end, 0) != EndMagic || at + EndBytes + UInt16(end, 20) != tail.Length)
                continue;
            if (at >= 20 && UInt32(tail, at - 20) == Locator64Magic)
                return FindDirectory64(Int64(tail, at - 12));
            return (UInt32(end, 16), UInt32(end, 12), UInt16(end, 10));
        }

        throw _budget.Fail("it is no zip file, or its end is missing");
    }

    private (long Start, long Length, long Count) FindDirectory64(long at)
    {
        var end = ReadAt(at, 56);
        return UInt32(end, 0) == End64Magic ? (Int64(end, 48), Int64(end, 40), Int64(end, 32)) : throw Corrupt();
    }

    private void ReadDirectory(long start, long length, long count)
    {
        // 250 bytes are what an entry's objects take here beside its name.
        _budget.Charge(Math.Min(Math.Max(count, 0), length / DirectoryBytes) * 250);
        var directory = ReadAt(start, length).AsSpan();
        var declared = Int128.Zero;
        for (var i = 0L; i < count; i++)
        {
            if (directory.Length < DirectoryBytes || UInt32(directory, 0) != DirectoryMagic)
                throw Corrupt();
            var (name, extra, comment) = (UInt16(directory, 28), UInt16(directory, 30), UInt16(directory, 32));
            var record = DirectoryBytes + name + extra + comment;
            if (directory.Length < record)
                throw Corrupt();
            var entry = ReadEntry(directory[..DirectoryBytes], directory.Slice(DirectoryBytes, name), directory.Slice(DirectoryBytes + name, extra));
            declared += entry.Size;
            if (declared > _budget.Total)
                throw _budget.Fail($"its entries declare more than {_budget.Total:N0} bytes together, the limit for a file of its size");
            if (!_entries.TryAdd(entry.Name, entry))
                throw _budget.Fail($"it has two entries named '{entry.Name}'");
            directory = directory[record..];
        }
    }

    private ZipEntry ReadEntry(ReadOnlySpan<byte> record, ReadOnlySpan<byte> nameBytes, ReadOnlySpan<byte> extra)
    {
        _budget.Charge(nameBytes.Length * 2);
        var name = Encoding.UTF8.GetString(nameBytes);
        if ((UInt16(record, 8) & 1) != 0)
            throw _budget.Fail($"its entry '{name}' is encrypted");
        long compressed = UInt32(record, 20), size = UInt32(record, 24), offset = UInt32(record, 42);
        var wide = FindWide(extra);
        Widen(ref size, ref wide);
        Widen(ref compressed, ref wide);
        Widen(ref offset, ref wide);
        var method = UInt16(record, 10);
        if (method is not (0 or 8))
            throw _budget.Fail($"its entry '{name}' is compressed by method {method}: only stored and deflated ones can be read");
        if (size < 0 || compressed < 0 || (method == 0 ? size != compressed : size / DeflateMostRatio > compressed))
            throw _budget.Fail($"its entry '{name}' declares {size:N0} bytes, which its {compressed:N0} compressed ones cannot hold");
        return new ZipEntry(name, method == 8, size, compressed, offset, UInt32(record, 16), _stream, _budget);
    }

    /// <summary>zip64 gives, in fixed order, only those fields that do not fit 32 bits.</summary>
    private void Widen(ref long field, ref ReadOnlySpan<byte> wide)
    {
        if (field != uint.MaxValue)
            return;
        if (wide.Length < 8)
            throw Corrupt();
        field = Int64(wide, 0);
        wide = wide[8..];
    }

    private static ReadOnlySpan<byte> FindWide(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(UInt16(extra, 2), extra.Length - 4);
            if (UInt16(extra, 0) == 1)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }

        return [];
    }

    private byte[] ReadAt(long position, long length)
    {
        if (position < 0 || length < 0 || position > _stream.Length - length)
            throw Corrupt();
        _budget.Charge(length);
        var bytes = new byte[length];
        _stream.Position = position;
        _stream.ReadExactly(bytes);
        return bytes;
    }

    private InputException Corrupt() => _budget.Fail("its zip table is corrupt");

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
