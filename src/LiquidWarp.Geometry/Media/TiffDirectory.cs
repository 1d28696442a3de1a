using System.Buffers.Binary;
using System.Text;

namespace LiquidWarp.Media;

/// <summary>
/// The size and orientation in the first directory of a TIFF file, which is also the shape of an EXIF block.
/// </summary>
/// <param name="Width">Tag 256, 0 if absent.</param>
/// <param name="Height">Tag 257, 0 if absent.</param>
/// <param name="Orientation">Tag 274, 1 if absent or not in 1 to 8.</param>
internal readonly record struct TiffDirectory(int Width, int Height, int Orientation)
{
    /// <summary>Reads the directory of the TIFF structure that begins at <paramref name="start"/>.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static TiffDirectory Read(Stream stream, long start)
    {
        using var reader = new BinaryReader(stream, Encoding.Latin1, leaveOpen: true);
        stream.Position = start;
        var order = reader.ReadUInt16();
        if (order is not (0x4949 or 0x4D4D))
            throw new InvalidDataException("no byte order");
        var swap = order == 0x4D4D;
        ushort Word() => swap ? BinaryPrimitives.ReverseEndianness(reader.ReadUInt16()) : reader.ReadUInt16();
        uint Long() => swap ? BinaryPrimitives.ReverseEndianness(reader.ReadUInt32()) : reader.ReadUInt32();

        if (Word() != 42)
            throw new InvalidDataException("no TIFF mark");
        stream.Position = start + Long();
        var directory = new TiffDirectory(0, 0, 1);
        for (int entry = 0, count = Word(); entry < count; entry++)
        {
            var (tag, type) = (Word(), Word());
            Long();
            var value = type == 3 ? Word() : Long();
            if (type == 3)
                Word();
            directory = tag switch
            {
                256 => directory with { Width = (int)Math.Min(value, int.MaxValue) },
                257 => directory with { Height = (int)Math.Min(value, int.MaxValue) },
                274 when value is >= 1 and <= 8 => directory with { Orientation = (int)value },
                _ => directory,
            };
        }

        return directory;
    }

    /// <summary>The orientation in an EXIF block; 1 where the block is damaged, since a picture is not refused for that.</summary>
    public static int ReadOrientation(byte[] block)
    {
        try
        {
            return Read(new MemoryStream(block), 0).Orientation;
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            return 1;
        }
    }
}
