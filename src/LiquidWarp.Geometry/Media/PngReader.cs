using System.Buffers.Binary;
using System.IO.Compression;

namespace LiquidWarp.Media;

/// <summary>
/// Decodes PNG without another program: every colour type and depth, interlaced or not. 16-bit samples are rounded to 8,
/// colour profiles are ignored. A wrong checksum or a missing end is an error, not a picture with a grey rest.
/// </summary>
internal sealed class PngReader
{
    private readonly byte[] _file;
    private int _width, _height, _depth, _colourType;
    private bool _interlaced;
    private byte[] _palette = [];
    private byte[] _transparency = [];

    private PngReader(byte[] file) => _file = file;

    /// <summary>Pixels R, G, B and, where the file has transparency, one alpha byte a pixel (255 is opaque).</summary>
    /// <exception cref="InvalidDataException">The file is damaged or cut short.</exception>
    public static (byte[] Rgb, byte[]? Alpha) Decode(byte[] file) => new PngReader(file).Decode();

    private int Channels => _colourType switch { 0 or 3 => 1, 2 => 3, 4 => 2, _ => 4 };

    private (byte[] Rgb, byte[]? Alpha) Decode()
    {
        using var compressed = ReadChunks();
        var rgb = new byte[checked(3 * _width * _height)];
        var alpha = _colourType >= 4 || _transparency.Length > 0 ? new byte[_width * _height] : null;
        using var rows = new ZLibStream(compressed, CompressionMode.Decompress);
        // (first column, first row, column step, row step) of Adam7's passes, or of the one pass of an ordinary file
        ReadOnlySpan<(int X, int Y, int StepX, int StepY)> passes = _interlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        foreach (var pass in passes)
        {
            var columns = (_width - pass.X + pass.StepX - 1) / pass.StepX;
            if (columns > 0)
                DecodePass(rows, columns, pass.X, pass.Y, pass.StepX, pass.StepY, rgb, alpha);
        }

        return (rgb, alpha);
    }

    private MemoryStream ReadChunks()
    {
        var compressed = new MemoryStream();
        var at = 8;
        while (true)
        {
            if (at + 12L > _file.Length)
                throw new InvalidDataException("it is cut short");
            var length = BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
            if (length > _file.Length - at - 12)
                throw new InvalidDataException("it is cut short");
            var chunk = _file.AsSpan(at + 4, (int)length + 4);
            if (PngFormat.Checksum(chunk) != BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at + 8 + (int)length)))
                throw new InvalidDataException("a checksum is wrong");
            var type = chunk[..4];
            var data = chunk[4..];
            at += 12 + (int)length;
            if (type.SequenceEqual("IHDR"u8))
                ReadHeader(data);
            else if (type.SequenceEqual("PLTE"u8))
                _palette = data.ToArray();
            else if (type.SequenceEqual("tRNS"u8))
                _transparency = data.ToArray();
            else if (type.SequenceEqual("IDAT"u8))
                compressed.Write(data);
            else if (type.SequenceEqual("IEND"u8))
                break;
        }

        if (_colourType == 3 && _palette.Length is 0 or > 768)
            throw new InvalidDataException("its palette is missing");
        compressed.Position = 0;
        return compressed;
    }

    private void ReadHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13)
            throw new InvalidDataException("its header has the wrong length");
        (_width, _height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        (_depth, _colourType, _interlaced) = (header[8], header[9], header[12] == 1);
        var allowed = _colourType switch { 0 => _depth is 1 or 2 or 4 or 8 or 16, 3 => _depth is 1 or 2 or 4 or 8, 2 or 4 or 6 => _depth is 8 or 16, _ => false };
        if (!allowed || header[10] != 0 || header[11] != 0 || header[12] > 1)
            throw new InvalidDataException($"colour type {_colourType} with depth {_depth} does not exist");
    }

    private void DecodePass(ZLibStream rows, int columns, int firstX, int firstY, int stepX, int stepY, byte[] rgb, byte[]? alpha)
    {
        var bytesPerPixel = Math.Max(1, Channels * _depth / 8);
        var length = (int)(((long)columns * Channels * _depth + 7) / 8);
        var (row, above) = (new byte[length], new byte[length]);
        var samples = new byte[columns * Channels];
        for (var y = firstY; y < _height; y += stepY)
        {
            var filter = rows.ReadByte();
            if (filter < 0 || rows.ReadAtLeast(row, length, throwOnEndOfStream: false) < length)
                throw new InvalidDataException($"its pixels end at row {y} of {_height}");
            Unfilter(filter, row, above, bytesPerPixel);
            ToBytes(row, samples);
            if (_colourType == 2 && alpha is null && !_interlaced)
            {
                samples.CopyTo(rgb, 3 * _width * y);
                (row, above) = (above, row);
                continue;
            }

            var target = (long)y * _width + firstX;
            for (var column = 0; column < columns; column++, target += stepX)
                Place(samples, row, column, rgb.AsSpan((int)(3 * target), 3), alpha is null ? default : alpha.AsSpan((int)target, 1));
            (row, above) = (above, row);
        }
    }

    private static void Unfilter(int filter, byte[] row, byte[] above, int step)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < step ? 0 : row[i - step], up = above[i], upLeft = i < step ? 0 : above[i - step];
            row[i] += filter switch
            {
                0 => 0,
                1 => (byte)left,
                2 => (byte)up,
                3 => (byte)((left + up) >> 1),
                4 => (byte)PngFormat.Paeth(left, up, upLeft),
                _ => throw new InvalidDataException($"filter {filter} does not exist"),
            };
        }
    }

    /// <summary>One byte a sample; palette indices stay as they are, everything else is scaled to 0…255.</summary>
    private void ToBytes(byte[] row, byte[] samples)
    {
        if (_depth == 8)
            row.CopyTo(samples, 0);
        else if (_depth == 16)
            for (var i = 0; i < samples.Length; i++)
                samples[i] = (byte)(((row[2 * i] << 8 | row[2 * i + 1]) * 255 + 32767) / 65535);
        else
            for (var i = 0; i < samples.Length; i++)
            {
                var bit = i * _depth;
                var value = row[bit >> 3] >> (8 - _depth - (bit & 7)) & (1 << _depth) - 1;
                samples[i] = (byte)(_colourType == 3 ? value : value * 255 / ((1 << _depth) - 1));
            }
    }

    private void Place(byte[] samples, byte[] row, int column, Span<byte> colour, Span<byte> alpha)
    {
        var pixel = samples.AsSpan(column * Channels, Channels);
        if (_colourType == 3)
        {
            if (3 * pixel[0] + 3 > _palette.Length)
                throw new InvalidDataException($"colour {pixel[0]} is not in its palette");
            _palette.AsSpan(3 * pixel[0], 3).CopyTo(colour);
        }
        else if (Channels >= 3)
            pixel[..3].CopyTo(colour);
        else
            colour.Fill(pixel[0]);

        if (!alpha.IsEmpty)
            alpha[0] = _colourType switch
            {
                4 or 6 => pixel[^1],
                3 => pixel[0] < _transparency.Length ? _transparency[pixel[0]] : (byte)255,
                _ => IsTransparentColour(row, column) ? (byte)0 : (byte)255,
            };
    }

    /// <summary>Grey and RGB files name one colour, at the file's own depth, that is transparent.</summary>
    private bool IsTransparentColour(byte[] row, int column)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            if (_transparency.Length < 2 * Channels)
                return false;
            var index = column * Channels + channel;
            var bit = index * _depth;
            var sample = _depth switch
            {
                16 => row[2 * index] << 8 | row[2 * index + 1],
                8 => row[index],
                _ => row[bit >> 3] >> (8 - _depth - (bit & 7)) & (1 << _depth) - 1,
            };
            if (sample != BinaryPrimitives.ReadUInt16BigEndian(_transparency.AsSpan(2 * channel)))
                return false;
        }

        return true;
    }
}
