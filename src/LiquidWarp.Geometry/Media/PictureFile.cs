using LiquidWarp.Files;
using LiquidWarp.Imaging;

namespace LiquidWarp.Media;

/// <summary>
/// Reads and writes still pictures: PNG in C#, JPEG, WebP, BMP, TIFF, GIF (first frame) and PNM through ffmpeg. What a file
/// is, its content says, not its name.
/// </summary>
public static class PictureFile
{
    /// <summary>Pictures with more pixels are refused before they are decoded.</summary>
    public const int MaxPixels = 64_000_000;

    /// <summary>Pictures with a longer side are refused before they are decoded.</summary>
    public const int MaxSide = 16_384;

    private const long MaxFileBytes = 600_000_000;

    /// <summary>
    /// Reads a picture as it is meant to be seen: EXIF orientation applied, grey and CMYK as RGB, 16 bits rounded to 8,
    /// transparent parts over white. Colour profiles are ignored.
    /// </summary>
    /// <exception cref="InputException">Missing, a folder, empty, no picture, damaged, cut short, or over the limits.</exception>
    /// <exception cref="MissingDependencyException">ffmpeg is needed for this kind and absent.</exception>
    public static RgbImage Read(string path) => ReadWithAlpha(path).Image;

    /// <summary>Reads a picture as <see cref="Read"/> does, and where the file has transparency, 1 for the pixels at least half opaque.</summary>
    /// <exception cref="InputException">As for <see cref="Read"/>.</exception>
    public static (RgbImage Image, Mask? Opaque) ReadWithAlpha(string path)
    {
        var (file, header) = Open(path);
        try
        {
            var (rgb, alpha) = header.Kind == PictureKind.Png ? PngReader.Decode(file) : PictureDecoder.Decode(file, header, path);
            Mask? opaque = null;
            if (alpha is not null)
            {
                OverWhite(rgb, alpha);
                opaque = new Mask(header.Width, header.Height, Array.ConvertAll(alpha, value => (byte)(value >> 7)));
                opaque = PictureOrientation.Apply(opaque, header.Orientation);
            }

            return (PictureOrientation.Apply(new RgbImage(header.Width, header.Height, rgb), header.Orientation), opaque);
        }
        catch (InvalidDataException error)
        {
            throw new InputException($"{path} is damaged: {error.Message}. Save the picture again, or get a whole copy.", error);
        }
    }

    /// <summary>Reads a black and white picture: 1 where it is brighter than half (green channel), 0 elsewhere.</summary>
    /// <exception cref="InputException">As for <see cref="Read"/>.</exception>
    public static Mask ReadMask(string path)
    {
        var image = Read(path);
        var mask = new Mask(image.Width, image.Height);
        for (var i = 0; i < mask.Data.Length; i++)
            mask.Data[i] = (byte)(image.Data[3 * i + 1] >> 7);
        return mask;
    }

    /// <summary>Width and height as seen (orientation applied), from the header alone.</summary>
    /// <exception cref="InputException">As for <see cref="Read"/>, as far as a header tells.</exception>
    public static (int Width, int Height) ReadSize(string path)
    {
        using var stream = OpenFile(path);
        var header = PictureHeader.Read(stream, path);
        return header.Orientation >= 5 ? (header.Height, header.Width) : (header.Width, header.Height);
    }

    /// <summary>True if the file's first bytes are those of a still picture that <see cref="Read"/> knows (GIF included).</summary>
    /// <exception cref="InputException">Missing or a folder.</exception>
    public static bool IsPicture(string path)
    {
        using var stream = OpenFile(path);
        Span<byte> magic = stackalloc byte[16];
        return PictureHeader.Sniff(magic[..stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)]) is not null;
    }

    /// <summary>
    /// Writes a picture as PNG or JPEG (quality about 95, full chroma), as the name's ending says; it appears when it is whole.
    /// </summary>
    /// <param name="path">Ends in .png, .jpg or .jpeg. Missing folders are made.</param>
    /// <param name="image">The pixels.</param>
    /// <param name="opaque">PNG only: zeros become transparent.</param>
    /// <exception cref="InputException">Another ending, or a place where nothing can be written.</exception>
    public static void Write(string path, RgbImage image, Mask? opaque = null)
    {
        CheckName(path);
        using var output = OutputFile.Reserve(path);
        using (var stream = File.Create(output.PartialPath))
            if (IsJpegName(path))
                stream.Write(PictureDecoder.EncodeJpeg(image));
            else
                PngWriter.Encode(stream, image, opaque);
        output.Commit();
    }

    /// <summary>Checks before work starts that <see cref="Write"/> will accept this name and place.</summary>
    /// <exception cref="InputException">It will not; the message says why.</exception>
    public static void CheckWritable(string path)
    {
        CheckName(path);
        OutputFile.CheckWritable(path);
    }

    private static void CheckName(string path)
    {
        if (!IsJpegName(path) && !path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"Cannot write {path}: pictures are written as .png, .jpg or .jpeg.");
    }

    private static bool IsJpegName(string path) =>
        path.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase);

    private static (byte[] File, PictureHeader Header) Open(string path)
    {
        using var stream = OpenFile(path);
        var header = PictureHeader.Read(stream, path);
        if (header.Width > MaxSide || header.Height > MaxSide || (long)header.Width * header.Height > MaxPixels)
            throw new InputException($"{path} has {header.Width} × {header.Height} pixels; the limit is {MaxSide} a side and {MaxPixels / 1_000_000} million together. Scale it down first.");
        if (stream.Length > MaxFileBytes)
            throw new InputException($"{path} has {stream.Length / 1_000_000} MB; the limit for a picture is {MaxFileBytes / 1_000_000} MB.");
        stream.Position = 0;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return (file, header);
    }

    private static FileStream OpenFile(string path)
    {
        InputFile.CheckHasContent(path, "picture");
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static void OverWhite(byte[] rgb, byte[] alpha)
    {
        for (var i = 0; i < alpha.Length; i++)
            for (var channel = 0; channel < 3; channel++)
            {
                ref var value = ref rgb[3 * i + channel];
                value = (byte)((value * alpha[i] + 255 * (255 - alpha[i]) + 127) / 255);
            }
    }
}
