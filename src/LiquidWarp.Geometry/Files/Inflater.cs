using System.Buffers.Binary;
using System.IO.Compression;

namespace LiquidWarp.Files;

/// <summary>
/// A whole stream of zlib or gzip data, inflated. The framework takes data whose checksum is cut off for good; here the
/// checksum at the end of the stream is compared when the last byte has been read.
/// </summary>
internal sealed class Inflater : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly ReadBudget _budget;
    private readonly uint _checksum;
    private readonly Crc32? _crc;
    private uint _adlerLow = 1;
    private uint _adlerHigh;

    private Inflater(Stream stream, bool gzip, ReadBudget budget)
    {
        // The buffers of the framework's inflater, most of them outside the managed heap.
        budget.Charge(1 << 16);
        _budget = budget;
        _crc = gzip ? new Crc32() : null;
        _checksum = ReadChecksum(stream, gzip);
        _inner = gzip
            ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true)
            : new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>An inflater for a stream that stands at its start; null if its first bytes are those of neither format.</summary>
    public static Inflater? TryCreate(ReadOnlySpan<byte> start, Stream stream, ReadBudget budget)
    {
        // 0x78 and a check digit; and a trailer must follow.
        var zlib = start[0] == 0x78 && (start[0] * 256 + start[1]) % 31 == 0;
        var gzip = start[0] == 0x1F && start[1] == 0x8B;
        return (zlib || gzip) && stream.Length > 8 ? new Inflater(stream, gzip, budget) : null;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = _inner.Read(buffer);
        if (count == 0 && buffer.Length > 0 && _checksum != (_crc?.Value ?? ((_adlerHigh << 16) | _adlerLow)))
            throw _budget.Fail("the checksum of its compressed data is wrong: it is damaged or ends too early");
        if (_crc is not null)
            _crc.Append(buffer[..count]);
        else
            AppendAdler(buffer[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>gzip ends with CRC and length, little endian; zlib with an Adler-32, big endian.</summary>
    private static uint ReadChecksum(Stream stream, bool gzip)
    {
        Span<byte> trailer = stackalloc byte[4];
        stream.Seek(gzip ? -8 : -4, SeekOrigin.End);
        stream.ReadExactly(trailer);
        stream.Position = 0;
        return gzip ? BinaryPrimitives.ReadUInt32LittleEndian(trailer) : BinaryPrimitives.ReadUInt32BigEndian(trailer);
    }

    /// <summary>Two sums modulo 65521; 5552 bytes are the most before the second can overflow.</summary>
    private void AppendAdler(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, 5552)];
            foreach (var value in part)
            {
                _adlerLow += value;
                _adlerHigh += _adlerLow;
            }

            (_adlerLow, _adlerHigh) = (_adlerLow % 65521, _adlerHigh % 65521);
            bytes = bytes[part.Length..];
        }
    }
}
