using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LiquidWarp.Files;

/// <summary>One file inside a zip file.</summary>
internal sealed class ZipEntry(
    string name, bool deflated, long size, long compressedSize, long headerOffset, uint checksum, Stream archive, ReadBudget budget)
{
    private const uint HeaderMagic = 0x04034b50;
    private const int HeaderBytes = 30;

    public string Name => name;

    /// <summary>Inflated size as the table declares it; reading fails where the content is not just as long.</summary>
    public long Size => size;

    /// <summary>Opens the content. Only one entry of a file can be read at a time.</summary>
    public ByteSource Open() => new(new Content(this, Locate()), size, budget);

    /// <summary>The whole content.</summary>
    public byte[] ReadAll() => Open().ReadBytes(size);

    /// <summary>Where the compressed bytes start: the local header repeats the name and has an extra field of its own.</summary>
    private Slice Locate()
    {
        if (headerOffset < 0 || headerOffset > archive.Length - HeaderBytes)
            throw Corrupt();
        Span<byte> header = stackalloc byte[HeaderBytes];
        archive.Position = headerOffset;
        archive.ReadExactly(header);
        var start = headerOffset + HeaderBytes
            + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderMagic
            || BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) != Encoding.UTF8.GetByteCount(name)
            || start > archive.Length - compressedSize)
            throw Corrupt();
        return new Slice(archive, start, compressedSize);
    }

    private InputException Corrupt() => budget.Fail($"its entry '{name}' is corrupt");

    /// <summary>The inflated bytes, with length and checksum verified when the last of them is read.</summary>
    private sealed class Content(ZipEntry entry, Slice slice) : ReadOnlyStream
    {
        private readonly Stream _inner = entry.Inflate(slice);
        private readonly Crc32 _crc = new();
        private long _left = entry.Size;

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0 || buffer.Length == 0)
                return 0;
            var count = _inner.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            if (count == 0)
                throw entry.Corrupt();
            _crc.Append(buffer[..count]);
            _left -= count;
            if (_left == 0)
                entry.Verify(_crc.Value, _inner);
            return count;
        }
    }

    private Stream Inflate(Slice slice)
    {
        if (!deflated)
            return slice;
        // The buffers of an inflater, most of them outside the managed heap.
        budget.Charge(1 << 16);
        return new DeflateStream(slice, CompressionMode.Decompress);
    }

    private void Verify(uint actual, Stream inner)
    {
        if (actual != checksum)
            throw budget.Fail($"the checksum of its entry '{name}' is wrong: the file is damaged");
        if (inner.ReadByte() >= 0)
            throw budget.Fail($"its entry '{name}' is longer than it declares");
        inner.Dispose();
    }
}
