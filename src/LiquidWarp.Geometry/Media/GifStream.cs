namespace LiquidWarp.Media;

/// <summary>Walks a GIF file's blocks, since decoders fill up a picture that is cut short without a word.</summary>
internal static class GifStream
{
    /// <summary>Checks that the first picture's data is there to its end.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static void CheckFirstFrame(ReadOnlySpan<byte> file)
    {
        var at = 13 + Palette(Byte(file, 10));
        while (true)
            switch (Byte(file, at))
            {
                case 0x21: // extension: label, blocks
                    at = SkipBlocks(file, at + 2);
                    break;
                case 0x2C: // picture: place and size, its own palette, code size, blocks
                    SkipBlocks(file, at + 11 + Palette(Byte(file, at + 9)));
                    return;
                default:
                    throw new InvalidDataException("it has no picture");
            }
    }

    private static int Palette(byte flags) => (flags & 0x80) != 0 ? 3 << (flags & 7) + 1 : 0;

    private static int SkipBlocks(ReadOnlySpan<byte> file, int at)
    {
        while (Byte(file, at) is > 0 and var length)
            at += length + 1;
        return at + 1;
    }

    private static byte Byte(ReadOnlySpan<byte> file, int at) => at < file.Length ? file[at] : throw new InvalidDataException("it is cut short");
}
