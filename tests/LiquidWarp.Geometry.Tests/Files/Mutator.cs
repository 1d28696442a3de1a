using System.Buffers.Binary;
using System.IO.Compression;

namespace LiquidWarp.Tests.Files;

/// <summary>Damages files in the ways that chance and malice do. The same seed gives the same damage.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> donors)
{
    private static readonly long[] Lengths =
        [0, 1, 2, 127, 128, 255, 256, 65535, 65536, int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue, -1, -2, 1L << 31, 1L << 32, 1L << 40, 1L << 62];

    private static readonly byte[] Instructions =
        [.. "().0122FIJKMLNSTUVXBCRbcioPQ}]dltaseupqrghj"u8, 0x80, 0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f,
            0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98];

    private readonly Random _random = new(seed);

    /// <summary>A damaged copy. Compressed files are also damaged inside and packed again, so that checksums do not hide the damage.</summary>
    public byte[] Mutate(byte[] original)
    {
        var inside = _random.Next(2) == 0;
        if (inside && original.AsSpan().StartsWith("PK\x03\x04"u8))
            return Repack(original);
        if (inside && original[0] == 0x78)
            return Deflate(MutateBytes(Inflate(original)));
        return MutateBytes(original);
    }

    private byte[] MutateBytes(byte[] original)
    {
        var bytes = original.ToList();
        for (var rounds = 1 + _random.Next(3); rounds > 0 && bytes.Count > 0; rounds--)
            MutateOnce(bytes);
        return [.. bytes];
    }

    private void MutateOnce(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count);
        var count = 1 + _random.Next(Math.Min(bytes.Count - at, 40));
        switch (_random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, count);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(_random.Next(bytes.Count - count + 1), count));
                break;
            case 5:
                var donor = donors[_random.Next(donors.Count)];
                var from = _random.Next(donor.Length);
                bytes.InsertRange(at, donor[from..Math.Min(donor.Length, from + 1 + _random.Next(200))]);
                break;
            case 6:
                WriteLength(bytes, at);
                break;
            default:
                bytes[at] = Instructions[_random.Next(Instructions.Length)];
                break;
        }
    }

    private void WriteLength(List<byte> bytes, int at)
    {
        var field = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(field, Lengths[_random.Next(Lengths.Length)] + _random.Next(-1, 2));
        for (var i = 0; i < (1 << _random.Next(4)) && at + i < bytes.Count; i++)
            bytes[at + i] = field[i];
    }

    private byte[] Repack(byte[] original)
    {
        using var packed = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(original)))
        using (var to = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var chosen = _random.Next(from.Entries.Count);
            for (var i = 0; i < from.Entries.Count; i++)
            {
                using var content = new MemoryStream();
                using (var entry = from.Entries[i].Open())
                    entry.CopyTo(content);
                using var written = to.CreateEntry(from.Entries[i].FullName, CompressionLevel.Fastest).Open();
                written.Write(i == chosen && content.Length > 0 ? MutateBytes(content.ToArray()) : content.ToArray());
            }
        }

        return packed.ToArray();
    }

    private static byte[] Inflate(byte[] bytes)
    {
        using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(bytes);
        return packed.ToArray();
    }
}
