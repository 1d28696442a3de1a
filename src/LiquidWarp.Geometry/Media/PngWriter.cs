using System.Buffers.Binary;
using System.IO.Compression;
using LiquidWarp.Imaging;

namespace LiquidWarp.Media;

/// <summary>Encodes 8-bit RGB or RGBA PNG without another program.</summary>
internal static class PngWriter
{
    /// <summary>Writes a picture; where a mask is given, its zeros are transparent.</summary>
    public static void Encode(Stream stream, RgbImage image, Mask? opaque)
    {
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        (header[8], header[9]) = (8, (byte)(opaque is null ? 2 : 6));

        stream.Write(PngFormat.Signature);
        PngFormat.WriteChunk(stream, "IHDR"u8, header);
        PngFormat.WriteChunk(stream, "IDAT"u8, Compress(image, opaque));
        PngFormat.WriteChunk(stream, "IEND"u8, []);
    }

    private static ReadOnlySpan<byte> Compress(RgbImage image, Mask? opaque)
    {
        var step = opaque is null ? 3 : 4;
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var (row, above) = (new byte[image.Width * step], new byte[image.Width * step]);
            var (candidate, best) = (new byte[row.Length + 1], new byte[row.Length + 1]);
            for (var y = 0; y < image.Height; y++)
            {
                ReadRow(image, opaque, y, row);
                var least = long.MaxValue;
                for (byte filter = 0; filter <= 4; filter++)
                {
                    var cost = Filter(filter, row, above, step, candidate);
                    if (cost < least)
                        (least, candidate, best) = (cost, best, candidate);
                }

                zlib.Write(best);
                (row, above) = (above, row);
            }
        }

        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void ReadRow(RgbImage image, Mask? opaque, int y, byte[] row)
    {
        if (opaque is null)
        {
            image.Row(y).CopyTo(row);
            return;
        }

        for (var x = 0; x < image.Width; x++)
        {
            image.Row(y).Slice(3 * x, 3).CopyTo(row.AsSpan(4 * x));
            row[4 * x + 3] = (byte)(255 * opaque.Row(y)[x]);
        }
    }

    /// <summary>Filters a row and gives the sum of absolute differences, the usual guess at what compresses best.</summary>
    private static long Filter(byte filter, byte[] row, byte[] above, int step, byte[] filtered)
    {
        filtered[0] = filter;
        long cost = 0;
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < step ? 0 : row[i - step], up = above[i], upLeft = i < step ? 0 : above[i - step];
            var predicted = filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) >> 1, _ => PngFormat.Paeth(left, up, upLeft) };
            var difference = (byte)(row[i] - predicted);
            filtered[i + 1] = difference;
            cost += Math.Abs((int)(sbyte)difference);
        }

        return cost;
    }
}
