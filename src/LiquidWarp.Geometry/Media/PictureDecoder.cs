using LiquidWarp.Imaging;

namespace LiquidWarp.Media;

/// <summary>Stills through ffmpeg: the file goes in on one pipe, raw pixels come out on the other.</summary>
internal static class PictureDecoder
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Pixels as stored (orientation not applied) and, for the kinds that can have it, one alpha byte a pixel.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message ends with what ffmpeg said.</exception>
    public static (byte[] Rgb, byte[]? Alpha) Decode(byte[] file, PictureHeader header, string path)
    {
        var pixels = header.Width * header.Height;
        if (header.Kind == PictureKind.Jpeg)
        {
            var jpeg = JpegStream.Parse(file);
            return jpeg.Channels == 4
                ? (CmykToRgb(Decode(jpeg.Bytes, "jpeg_pipe", "yuva444p", 4 * pixels, path), jpeg.AdobeTransform), null)
                : (Decode(jpeg.Bytes, "jpeg_pipe", "rgb24", 3 * pixels, path), null);
        }

        if (header.Kind == PictureKind.Pnm)
            return (Decode(file, PnmDemuxer(file[1]), "rgb24", 3 * pixels, path), null);
        if (header.Kind == PictureKind.Gif)
            GifStream.CheckFirstFrame(file);
        var rgba = Decode(file, header.Kind.ToString().ToLowerInvariant() + "_pipe", "rgba", 4 * pixels, path);
        return Split(rgba);
    }

    /// <summary>A JPEG of the picture, full chroma, quality about 95.</summary>
    public static byte[] EncodeJpeg(RgbImage image)
    {
        string[] arguments =
        [
            "-hide_banner", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{image.Width}x{image.Height}", "-i", "pipe:0",
            "-frames:v", "1", "-sws_flags", "accurate_rnd+full_chroma_int", "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj444p", "-f", "mjpeg", "pipe:1",
        ];
        var (bytes, _) = Run(arguments, image.Data, "writing a JPEG", out var code, out var said);
        return code == 0 && bytes.Length > 0 ? bytes : throw new FFmpegException($"ffmpeg failed with exit code {code} while writing a JPEG. It said:\n{said}");
    }

    private static string PnmDemuxer(byte variant) => variant switch { (byte)'1' or (byte)'4' => "pbm_pipe", (byte)'2' or (byte)'5' => "pgm_pipe", _ => "ppm_pipe" };

    private static byte[] Decode(byte[] file, string demuxer, string pixelFormat, int length, string path)
    {
        string[] arguments =
        [
            "-hide_banner", "-v", "error", "-xerror", "-protocol_whitelist", "pipe",
            // (in TIFF, the decoder takes a tag that it does not know for damage)
            "-err_detect", demuxer == "tiff_pipe" ? "crccheck" : "explode",
            // The demuxers for pipes cut the stream into packets; the whole file is one.
            "-frame_size", $"{file.Length}", "-f", demuxer, "-noautorotate", "-i", "pipe:0",
            "-frames:v", "1", "-vf", "scale=flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp" + (pixelFormat == "yuva444p" ? ":in_range=pc:out_range=pc" : ""),
            "-pix_fmt", pixelFormat, "-f", "rawvideo", "pipe:1",
        ];
        var (pixels, complaints) = Run(arguments, file, $"reading {path}", out var code, out _);
        if (code != 0 || complaints.Length > 0 || pixels.Length != length)
            throw new InvalidDataException(complaints.Length > 0 ? $"ffmpeg says {LastLine(complaints)}" : $"ffmpeg decodes {pixels.Length} of {length} bytes");
        return pixels;
    }

    private static (byte[] Output, string Complaints) Run(string[] arguments, byte[] input, string doing, out int code, out string said)
    {
        using var process = FFmpegProcess.Start(FFmpeg.Program, arguments, Limit, CancellationToken.None);
        var feeding = Task.Run(() => Feed(process, input));
        using var output = new MemoryStream();
        process.Output.CopyTo(output);
        feeding.Wait();
        code = process.WaitForExit();
        if (code > 128)
            process.WaitForSuccess(doing);
        said = process.Complaints;
        return (output.ToArray(), said);
    }

    private static void Feed(FFmpegProcess process, byte[] input)
    {
        try
        {
            process.Input.Write(input);
            process.Input.Dispose();
        }
        catch (IOException)
        {
            // ffmpeg has seen enough and closed its end; what it made of the input, its exit code and output say
        }
    }

    private static string LastLine(string text) => text[(text.LastIndexOf('\n') + 1)..].Trim().TrimEnd('.');

    private static (byte[] Rgb, byte[]? Alpha) Split(byte[] rgba)
    {
        var (rgb, alpha) = (new byte[rgba.Length / 4 * 3], new byte[rgba.Length / 4]);
        var isOpaque = true;
        for (var i = 0; i < alpha.Length; i++)
        {
            rgba.AsSpan(4 * i, 3).CopyTo(rgb.AsSpan(3 * i));
            alpha[i] = rgba[4 * i + 3];
            isOpaque &= alpha[i] == 255;
        }

        return (rgb, isOpaque ? null : alpha);
    }

    /// <summary>
    /// Four planes as stored to RGB without a profile: (1 − C)(1 − K) and so on. Files with an Adobe segment store the
    /// complements; with its transform 2 the first three planes are YCbCr of the inks.
    /// </summary>
    private static byte[] CmykToRgb(byte[] planes, int? adobeTransform)
    {
        var pixels = planes.Length / 4;
        var rgb = new byte[3 * pixels];
        for (var i = 0; i < pixels; i++)
        {
            double first = planes[i], second = planes[pixels + i], third = planes[2 * pixels + i], black = planes[3 * pixels + i];
            if (adobeTransform == 2)
                (first, second, third) = (
                    255 - (first + 1.402 * (third - 128)),
                    255 - (first - 0.344136 * (second - 128) - 0.714136 * (third - 128)),
                    255 - (first + 1.772 * (second - 128)));
            if (adobeTransform is null)
                (first, second, third, black) = (255 - first, 255 - second, 255 - third, 255 - black);
            for (var channel = 0; channel < 3; channel++)
            {
                var ink = Math.Clamp(channel switch { 0 => first, 1 => second, _ => third }, 0, 255);
                rgb[3 * i + channel] = (byte)Math.Round(ink * black / 255);
            }
        }

        return rgb;
    }
}
