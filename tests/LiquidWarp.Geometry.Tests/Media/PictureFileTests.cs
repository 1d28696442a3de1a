using System.Buffers.Binary;
using System.IO.Compression;
using LiquidWarp.Imaging;
using LiquidWarp.Media;

namespace LiquidWarp.Tests.Media;

/// <summary>Exact and analytic: what a picture file holds is what is read, whatever its kind, and bad files say why.</summary>
public sealed class PictureFileTests : IDisposable
{
    // 16×16, left half (200, 30, 40), right half (20, 180, 60), made by Pillow (CMYK, Adobe transform 0) …
    private const string CmykJpeg =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAA" +
        "AAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6" +
        "g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD7Ar8+q+FK/VOvwfr9kK7aiv3gr8b64mivwfr9kK7aiv/Z";

    // … and by ImageMagick (YCCK, Adobe transform 2, chroma at half resolution).
    private const string YcckJpeg =
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQU" +
        "FBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU/8AAFAgAEAAQBAEiAAIRAQMRAQQRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAgG/8QAGBABAAMBAAAAAAAAAAAAAAAAAAZEgsH/xAAVAQEBAAAAAAAAAAAAAAAAAAAEB//E" +
        "ABwRAAEDBQAAAAAAAAAAAAAAAAAFCEJFgYTBw//aAA4EAQACEQMRBAAAPwC9FUqhVWdPnbYZoVdxu4pZJX1x/9k=";

    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bmp", 0)]
    [InlineData("tiff", 0)]
    [InlineData("ppm", 0)]
    [InlineData("gif", 0, "-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse")]
    [InlineData("webp", 0, "-lossless", "1")]
    [InlineData("jpg", 6, "-q:v", "1", "-pix_fmt", "yuvj444p")]
    public void Read_KindsThatFFmpegDecodes_GivesThePixels(string ending, int tolerance, params string[] options)
    {
        var expected = Quadrants(24, 16);
        PictureFile.Write(_folder["a.png"], expected);
        var path = _folder.FFmpeg("a." + ending, ["-i", _folder["a.png"], .. options]);

        AssertClose(expected, PictureFile.Read(path), tolerance);
    }

    [Fact]
    public void Read_NameThatLies_GoesByContent()
    {
        var expected = Quadrants(9, 7);
        PictureFile.Write(_folder["a.png"], expected);
        File.Move(_folder["a.png"], _folder["100% me %03d.jpg"]);

        AssertClose(expected, PictureFile.Read(_folder["100% me %03d.jpg"]), 0);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(64, 48)]
    [InlineData(257, 31)]
    public void WritePng_AnySize_IsReadBackExactlyByUsAndByFFmpeg(int width, int height)
    {
        var image = Noise(width, height);
        PictureFile.Write(_folder["out/a.png"], image);

        Assert.Equal(image.Data, PictureFile.Read(_folder["out/a.png"]).Data);
        var raw = _folder.FFmpeg("a.rgb", "-i", _folder["out/a.png"], "-f", "rawvideo", "-pix_fmt", "rgb24");
        Assert.Equal(image.Data, File.ReadAllBytes(raw));
    }

    [Fact]
    public void WritePng_WithMask_IsTransparentThere()
    {
        var image = Noise(8, 5);
        var opaque = new Mask(8, 5);
        opaque.Data[3] = opaque.Data[17] = 1;
        PictureFile.Write(_folder["a.png"], image, opaque);

        var (read, mask) = PictureFile.ReadWithAlpha(_folder["a.png"]);

        Assert.Equal(opaque.Data, mask!.Data);
        Assert.Equal(image.Data[9..12], read.Data[9..12]);
        Assert.Equal<byte[]>([255, 255, 255], read.Data[..3]);
    }

    [Fact]
    public void WriteJpeg_IsReadBackClosely()
    {
        var image = Quadrants(33, 17);
        PictureFile.Write(_folder["a.jpg"], image);

        AssertClose(image, PictureFile.Read(_folder["a.jpg"]), 8);
        Assert.Equal(0xFF, File.ReadAllBytes(_folder["a.jpg"])[0]);
    }

    [Theory]
    [InlineData("gray", 1)]
    [InlineData("gray16be", 1)]
    [InlineData("rgb48be", 1)]
    [InlineData("pal8", 0)]
    [InlineData("ya8", 1)]
    [InlineData("rgba", 0)]
    [InlineData("rgba64be", 1)]
    [InlineData("monob", 0)]
    public void ReadPng_EveryColourType_EqualsFFmpeg(string format, int tolerance)
    {
        PictureFile.Write(_folder["source.png"], format == "monob" ? Halves(19, 11) : Quadrants(19, 11));
        var path = _folder.FFmpeg("a.png", "-i", _folder["source.png"], "-pix_fmt", format);
        var raw = _folder.FFmpeg("a.rgb", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24");

        AssertClose(new(19, 11, File.ReadAllBytes(raw)), PictureFile.Read(path), tolerance);
    }

    [Theory]
    [InlineData("gray", 80)]
    [InlineData("gray16be", 80)]
    public void Read_GreyAndSixteenBit_AreRight(string format, int expected)
    {
        var path = _folder.FFmpeg("a.png", "-f", "lavfi", "-i", "color=0x505050:size=6x4", "-frames:v", "1", "-vf", "format=gbrp,format=" + format);
        var jpeg = _folder.FFmpeg("a.jpg", "-i", path, "-pix_fmt", "gray", "-color_range", "pc", "-q:v", "1");

        AssertAll(PictureFile.Read(path), expected, 1);
        AssertAll(PictureFile.Read(jpeg), expected, 2);
    }

    [Fact]
    public void ReadPng_Interlaced_EqualsThePlainOne()
    {
        var image = Noise(13, 11);
        var path = _folder.Bytes("a.png", InterlacedPng(image));

        Assert.Equal(image.Data, PictureFile.Read(path).Data);
    }

    [Fact]
    public void Read_HalfTransparent_IsOverWhite()
    {
        var path = _folder.FFmpeg("a.png", "-f", "lavfi", "-i", "color=0x0000ff@0.2:size=4x4,format=rgba", "-frames:v", "1");

        var (image, opaque) = PictureFile.ReadWithAlpha(path);

        AssertPixel(image, 1, 1, (204, 204, 255), 1);
        Assert.All(opaque!.Data, value => Assert.Equal(0, value));
    }

    [Fact]
    public void ReadWithAlpha_OpaquePicture_HasNoMask()
    {
        PictureFile.Write(_folder["a.png"], Noise(4, 4));
        var webp = _folder.FFmpeg("a.webp", "-i", _folder["a.png"], "-pix_fmt", "bgra", "-lossless", "1");

        Assert.Null(PictureFile.ReadWithAlpha(_folder["a.png"]).Opaque);
        Assert.Null(PictureFile.ReadWithAlpha(webp).Opaque);
    }

    [Theory]
    [InlineData(CmykJpeg, 2)]
    [InlineData(YcckJpeg, 4)]
    public void Read_FourColourJpeg_HasTheRightColours(string file, int tolerance)
    {
        var image = PictureFile.Read(_folder.Bytes("a.jpg", Convert.FromBase64String(file)));

        AssertPixel(image, 3, 3, (200, 30, 40), tolerance);
        AssertPixel(image, 12, 12, (20, 180, 60), tolerance);
    }

    [Fact]
    public void Read_FourColourJpegWithoutAdobeSegment_IsNotInverted()
    {
        var adobe = Convert.FromBase64String(CmykJpeg);
        var image = PictureFile.Read(_folder.Bytes("a.jpg", [.. adobe[..2], .. adobe[18..]]));

        // stored (200, 30, 40, 255) now means inks, not their complements: black is full
        AssertPixel(image, 3, 3, (0, 0, 0), 1);
    }

    [Theory]
    [InlineData(1, "ABCD", 24)]
    [InlineData(2, "BADC", 24)]
    [InlineData(3, "DCBA", 24)]
    [InlineData(4, "CDAB", 24)]
    [InlineData(5, "ACBD", 16)]
    [InlineData(6, "CADB", 16)]
    [InlineData(7, "DBCA", 16)]
    [InlineData(8, "BDAC", 16)]
    public void Read_ExifOrientation_IsApplied(int orientation, string corners, int width)
    {
        PictureFile.Write(_folder["a.png"], Quadrants(24, 16));
        var stored = File.ReadAllBytes(_folder.FFmpeg("a.jpg", "-i", _folder["a.png"], "-q:v", "1", "-pix_fmt", "yuvj444p"));
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        var path = _folder.Bytes("b.jpg", [.. stored[..2], .. exif, .. stored[2..]]);

        var image = PictureFile.Read(path);

        Assert.Equal((width, 40 - width), (image.Width, image.Height));
        Assert.Equal((width, 40 - width), PictureFile.ReadSize(path));
        for (var corner = 0; corner < 4; corner++)
            AssertPixel(image, corner % 2 == 0 ? 2 : image.Width - 3, corner / 2 == 0 ? 2 : image.Height - 3, QuadrantColours[corners[corner] - 'A'], 6);
    }

    [Fact]
    public void Read_TwentyThousandSquare_IsRefusedFromItsHeader()
    {
        // 33 bytes are the whole file: anything but the header check would complain about something else
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, 20_000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 20_000);
        (header[8], header[9]) = (8, 2);
        using var file = new MemoryStream();
        file.Write(PngFormat.Signature);
        PngFormat.WriteChunk(file, "IHDR"u8, header);
        PngFormat.WriteChunk(file, "IDAT"u8, []);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<InputException>(() => PictureFile.Read(_folder.Bytes("a.png", file.ToArray())));

        Assert.Contains("20000 × 20000", error.Message, StringComparison.Ordinal);
        Assert.Contains("16384 a side and 64 million together", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("bmp")]
    [InlineData("gif")]
    [InlineData("tiff")]
    [InlineData("webp")]
    [InlineData("jpg")]
    [InlineData("ppm")]
    public void ReadSize_EveryKind_KnowsItWithoutDecoding(string ending)
    {
        var path = _folder.FFmpeg("a." + ending, "-f", "lavfi", "-i", "testsrc=size=36x20", "-frames:v", "1");

        Assert.Equal((36, 20), PictureFile.ReadSize(path));
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("webp")]
    [InlineData("gif")]
    [InlineData("tiff")]
    [InlineData("bmp")]
    public void Read_CutShortAnywhere_IsAnErrorWithTheFilesName(string ending)
    {
        PictureFile.Write(_folder["noise.png"], Noise(40, 40));
        var whole = File.ReadAllBytes(_folder.FFmpeg("whole." + ending, "-i", _folder["noise.png"]));
        foreach (var share in (double[])[0.01, 0.1, 0.5, 0.9])
        {
            var path = _folder.Bytes("cut." + ending, whole[..(int)(whole.Length * share)]);
            var error = Assert.Throws<InputException>(() => PictureFile.Read(path));
            Assert.Contains("cut." + ending, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_JpegWithoutItsEnd_IsAnErrorThoughDecodersHideIt()
    {
        var whole = File.ReadAllBytes(_folder.FFmpeg("a.jpg", "-f", "lavfi", "-i", "testsrc=size=64x64", "-frames:v", "1"));

        var error = Assert.Throws<InputException>(() => PictureFile.Read(_folder.Bytes("b.jpg", whole[..^2])));

        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadPng_AnyFlippedBit_IsAnErrorOrTheSamePicture()
    {
        var image = Noise(6, 6);
        PictureFile.Write(_folder["a.png"], image);
        var file = File.ReadAllBytes(_folder["a.png"]);
        for (var bit = 0; bit < 8 * file.Length; bit += 3)
        {
            var damaged = (byte[])file.Clone();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Throws<InputException>(() => PictureFile.Read(_folder.Bytes("b.png", damaged)));
        }
    }

    [Fact]
    public void Read_NoPicture_SaysWhatItIs()
    {
        var text = _folder.Bytes("text.jpg", "This is a letter, not a picture.\n"u8.ToArray());
        var video = _folder.FFmpeg("v.mp4", "-f", "lavfi", "-i", "testsrc=size=32x32:duration=0.2");
        File.Move(video, _folder["v.jpg"]);

        Assert.Contains("it holds text", Message(text), StringComparison.Ordinal);
        Assert.Contains("it is a video", Message(_folder["v.jpg"]), StringComparison.Ordinal);
        Assert.Contains("is empty", Message(_folder.Bytes("empty.png", [])), StringComparison.Ordinal);
        Assert.Contains("does not exist", Message(_folder["absent.png"]), StringComparison.Ordinal);
        Assert.Contains("is a folder", Message(_folder[""]), StringComparison.Ordinal);
        Assert.Contains("HEIC", Message(_folder.Bytes("a.heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0])), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ImpossiblePlace_SaysSoAndLeavesNothing()
    {
        _folder.Bytes("file", [1]);
        Directory.CreateDirectory(_folder["folder.png"]);
        var image = Noise(2, 2);

        Assert.Contains("is a folder", Assert.Throws<InputException>(() => PictureFile.Write(_folder["folder.png"], image)).Message, StringComparison.Ordinal);
        Assert.Contains("Cannot write", Assert.Throws<InputException>(() => PictureFile.Write(_folder["file/a.png"], image)).Message, StringComparison.Ordinal);
        Assert.Contains(".png, .jpg", Assert.Throws<InputException>(() => PictureFile.Write(_folder["a.xyz"], image)).Message, StringComparison.Ordinal);
        Assert.Equal(["file", "folder.png"], _folder.Names());
    }

    [Fact]
    public void ReadMask_IsOneWhereBright()
    {
        PictureFile.Write(_folder["a.png"], Halves(4, 2));

        Assert.Equal([0, 0, 1, 1, 0, 0, 1, 1], PictureFile.ReadMask(_folder["a.png"]).Data);
    }

    private static readonly (int R, int G, int B)[] QuadrantColours = [(200, 30, 40), (20, 180, 60), (30, 60, 210), (240, 230, 30)];

    private static RgbImage Quadrants(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = QuadrantColours[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)];
                (image.Row(y)[3 * x], image.Row(y)[3 * x + 1], image.Row(y)[3 * x + 2]) = ((byte)r, (byte)g, (byte)b);
            }

        return image;
    }

    private static RgbImage Halves(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
            image.Row(y)[(3 * (width / 2))..].Fill(255);
        return image;
    }

    private static RgbImage Noise(int width, int height)
    {
        var image = new RgbImage(width, height);
        new Random(7).NextBytes(image.Data);
        return image;
    }

    private static byte[] InterlacedPng(RgbImage image)
    {
        var rows = new MemoryStream();
        using (var zlib = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
            foreach (var (x0, y0, dx, dy) in ((int, int, int, int)[])[(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)])
                for (var y = y0; y < image.Height; y += dy)
                {
                    zlib.WriteByte(0);
                    for (var x = x0; x < image.Width; x += dx)
                        zlib.Write(image.Row(y).Slice(3 * x, 3));
                }

        var file = new MemoryStream();
        file.Write(PngFormat.Signature);
        PngFormat.WriteChunk(file, "IHDR"u8, [0, 0, 0, (byte)image.Width, 0, 0, 0, (byte)image.Height, 8, 2, 0, 0, 1]);
        PngFormat.WriteChunk(file, "IDAT"u8, rows.ToArray());
        PngFormat.WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static string Message(string path) => Assert.Throws<InputException>(() => PictureFile.Read(path)).Message;

    private static void AssertAll(RgbImage image, int expected, int tolerance) =>
        Assert.All(image.Data, value => Assert.InRange(value, expected - tolerance, expected + tolerance));

    private static void AssertPixel(RgbImage image, int x, int y, (int R, int G, int B) expected, int tolerance)
    {
        var pixel = image.Row(y).Slice(3 * x, 3);
        var worst = Math.Max(Math.Abs(pixel[0] - expected.R), Math.Max(Math.Abs(pixel[1] - expected.G), Math.Abs(pixel[2] - expected.B)));
        Assert.True(worst <= tolerance, $"pixel {x}, {y} is {pixel[0]}, {pixel[1]}, {pixel[2]}; expected {expected} within {tolerance}");
    }

    private static void AssertClose(RgbImage expected, RgbImage actual, int tolerance)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        for (var i = 0; i < expected.Data.Length; i++)
            Assert.True(Math.Abs(expected.Data[i] - actual.Data[i]) <= tolerance, $"byte {i}: expected {expected.Data[i]}, got {actual.Data[i]}");
    }
}
