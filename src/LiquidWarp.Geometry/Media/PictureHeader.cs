using System.Buffers.Binary;
using System.Text;

namespace LiquidWarp.Media;

/// <summary>The kinds of picture file that are read.</summary>
internal enum PictureKind
{
    Png, Jpeg, WebP, Bmp, Tiff, Gif, Pnm,
}

/// <summary>
/// What a picture file says of itself in its first bytes, read without decoding it. The content decides, never the name.
/// </summary>
/// <param name="Kind">Kind of file.</param>
/// <param name="Width">Width as stored, before <paramref name="Orientation"/>.</param>
/// <param name="Height">Height as stored.</param>
/// <param name="Orientation">EXIF orientation 1 to 8; 1 where the file says nothing.</param>
/// <param name="Channels">Components of a JPEG (4 is CMYK or YCCK); 0 for the other kinds.</param>
internal readonly record struct PictureHeader(PictureKind Kind, int Width, int Height, int Orientation, int Channels)
{
    /// <summary>Reads the header; the stream must be seekable and its position is lost.</summary>
    /// <exception cref="InputException">Not a picture, or cut short within its header; <paramref name="name"/> is in the message.</exception>
    public static PictureHeader Read(Stream stream, string name)
    {
        try
        {
            Span<byte> magic = stackalloc byte[16];
            magic = magic[..stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)];
            if (magic.IsEmpty)
                throw new InputException($"{name} is empty.");
            stream.Position = 0;
            return Sniff(magic) switch
            {
                PictureKind.Png => Png(stream),
                PictureKind.Jpeg => Jpeg(stream),
                PictureKind.WebP => WebP(stream),
                PictureKind.Bmp => Bmp(stream),
                PictureKind.Gif => Gif(stream),
                PictureKind.Pnm => Pnm(stream),
                PictureKind.Tiff => TiffDirectory.Read(stream, 0) is { Width: > 0, Height: > 0 } tiff
                    ? new(PictureKind.Tiff, tiff.Width, tiff.Height, tiff.Orientation, 0)
                    : throw new InvalidDataException("no size in its first directory"),
                _ => throw new InputException($"{name} is not a picture that can be read ({Describe(magic)}). Save it as PNG or JPEG."),
            };
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new InputException($"{name} is damaged: its header cannot be read ({error.Message}). Save the picture again, or get a whole copy.", error);
        }
    }

    /// <summary>The kind that the first bytes announce, or null if they are no picture's.</summary>
    public static PictureKind? Sniff(ReadOnlySpan<byte> magic) => magic switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..] => PictureKind.Png,
        [0xFF, 0xD8, 0xFF, ..] => PictureKind.Jpeg,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PictureKind.WebP,
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => PictureKind.Bmp,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => PictureKind.Gif,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => PictureKind.Tiff,
        [(byte)'P', >= (byte)'1' and <= (byte)'6', (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'#', ..] => PictureKind.Pnm,
        _ => null,
    };

    private static string Describe(ReadOnlySpan<byte> magic)
    {
        if (magic.Length >= 12 && magic.Slice(4, 4).SequenceEqual("ftyp"u8))
        {
            var brand = Encoding.ASCII.GetString(magic.Slice(8, 4));
            return brand is "heic" or "heix" or "mif1" or "msf1" or "avif" or "avis" ? $"it is a {brand.ToUpperInvariant()} file" : "it is a video";
        }

        var isText = true;
        foreach (var value in magic)
            isText &= value is >= 32 and < 127 or 9 or 10 or 13;
        return isText ? "it holds text" : "its first bytes are no known picture's";
    }

    private static PictureHeader Png(Stream stream)
    {
        Skip(stream, 8);
        (int width, int height, int orientation) = (0, 0, 1);
        while (true)
        {
            var length = (int)Math.Min(ReadBig(stream, 4), int.MaxValue);
            var type = ReadBig(stream, 4);
            if (type == 0x49484452) // IHDR
                (width, height, length) = ((int)ReadBig(stream, 4), (int)ReadBig(stream, 4), length - 8);
            else if (type == 0x65584966) // eXIf
                (orientation, length) = (TiffDirectory.ReadOrientation(ReadBlock(stream, length)), 0);
            else if (type is 0x49444154 or 0x49454E44) // IDAT, IEND: what follows does not change the size
                break;
            Skip(stream, length + 4L);
        }

        return new(PictureKind.Png, Size(width), Size(height), orientation, 0);
    }

    private static PictureHeader Jpeg(Stream stream)
    {
        Skip(stream, 2);
        var orientation = 1;
        while (true)
        {
            if (stream.ReadByte() is not 0xFF)
                throw new InvalidDataException("a marker is missing");
            var marker = ReadBig(stream, 1);
            while (marker == 0xFF)
                marker = ReadBig(stream, 1);
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
                continue;
            if (marker is 0xD9 or 0xDA)
                throw new InvalidDataException("no frame header");
            var length = (int)ReadBig(stream, 2) - 2;
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                Skip(stream, 1);
                var (height, width) = ((int)ReadBig(stream, 2), (int)ReadBig(stream, 2));
                return new(PictureKind.Jpeg, Size(width), Size(height), orientation, (int)ReadBig(stream, 1));
            }

            if (marker == 0xE1)
            {
                var block = ReadBlock(stream, length);
                if (block.AsSpan().StartsWith("Exif\0\0"u8))
                    orientation = TiffDirectory.ReadOrientation(block[6..]);
                continue;
            }

            Skip(stream, length);
        }
    }

    private static PictureHeader WebP(Stream stream)
    {
        Skip(stream, 12);
        (int width, int height, int orientation) = (0, 0, 1);
        var expectsExif = false;
        do
        {
            var type = ReadBig(stream, 4);
            var length = (long)ReadLittle(stream, 4);
            var next = stream.Position + length + (length & 1);
            switch (type)
            {
                case 0x56503858: // VP8X
                    expectsExif = (ReadLittle(stream, 4) & 8) != 0;
                    (width, height) = ((int)ReadLittle(stream, 3) + 1, (int)ReadLittle(stream, 3) + 1);
                    break;
                case 0x56503820 when width == 0: // VP8: frame tag, start code, size
                    Skip(stream, 6);
                    (width, height) = ((int)ReadLittle(stream, 2) & 0x3FFF, (int)ReadLittle(stream, 2) & 0x3FFF);
                    break;
                case 0x5650384C when width == 0: // VP8L
                    Skip(stream, 1);
                    var bits = ReadLittle(stream, 4);
                    (width, height) = ((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1);
                    break;
                case 0x45584946: // EXIF
                    var block = ReadBlock(stream, (int)Math.Min(length, int.MaxValue));
                    orientation = TiffDirectory.ReadOrientation(block.AsSpan().StartsWith("Exif\0\0"u8) ? block[6..] : block);
                    expectsExif = false;
                    break;
            }

            stream.Position = next;
        }
        while (width == 0 || (expectsExif && stream.Position + 8 <= stream.Length));
        return new(PictureKind.WebP, Size(width), Size(height), orientation, 0);
    }

    private static PictureHeader Bmp(Stream stream)
    {
        Skip(stream, 14);
        if (ReadLittle(stream, 4) == 12)
            return new(PictureKind.Bmp, Size((int)ReadLittle(stream, 2)), Size((int)ReadLittle(stream, 2)), 1, 0);
        var (width, height) = ((int)ReadLittle(stream, 4), (int)ReadLittle(stream, 4));
        return new(PictureKind.Bmp, Size(width), Size(Math.Abs((long)height)), 1, 0);
    }

    private static PictureHeader Gif(Stream stream)
    {
        Skip(stream, 6);
        return new(PictureKind.Gif, Size((int)ReadLittle(stream, 2)), Size((int)ReadLittle(stream, 2)), 1, 0);
    }

    private static PictureHeader Pnm(Stream stream)
    {
        Skip(stream, 2);
        return new(PictureKind.Pnm, Size(ReadNumber(stream)), Size(ReadNumber(stream)), 1, 0);
    }

    private static int Size(long size) => size is > 0 and <= int.MaxValue ? (int)size : throw new InvalidDataException($"a side of {size} pixels");

    /// <summary>A decimal number after white space and comments.</summary>
    private static long ReadNumber(Stream stream)
    {
        var character = ReadBig(stream, 1);
        while (character is ' ' or '\t' or '\r' or '\n' or '#')
        {
            while (character == '#')
            {
                while (ReadBig(stream, 1) != '\n')
                {
                    // a comment runs to the end of its line
                }

                character = '\n';
            }

            character = ReadBig(stream, 1);
        }

        long number = 0;
        for (; character is >= '0' and <= '9'; character = ReadBig(stream, 1))
            number = checked(number * 10 + character - '0');
        return number;
    }

    private static byte[] ReadBlock(Stream stream, int length)
    {
        if (length < 0 || length > stream.Length - stream.Position)
            throw new EndOfStreamException("it ends too early");
        var block = new byte[length];
        stream.ReadExactly(block);
        return block;
    }

    private static void Skip(Stream stream, long count)
    {
        if (count < 0 || count > stream.Length - stream.Position)
            throw new EndOfStreamException("it ends too early");
        stream.Position += count;
    }

    private static uint ReadBig(Stream stream, int count)
    {
        uint value = 0;
        for (; count > 0; count--)
            value = value << 8 | ReadByte(stream);
        return value;
    }

    private static uint ReadLittle(Stream stream, int count)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < count; i++)
            bytes[i] = ReadByte(stream);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private static byte ReadByte(Stream stream) =>
        stream.ReadByte() is >= 0 and var value ? (byte)value : throw new EndOfStreamException("it ends too early");
}
