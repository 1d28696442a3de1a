using LiquidWarp.Files;
using LiquidWarp.Imaging;

namespace LiquidWarp.Media;

/// <summary>How a video is encoded.</summary>
public sealed record VideoWriterOptions
{
    /// <summary>Constant quality: 0 is lossless, 18 looks like the original, 23 is small. Default 18. For .webm the scale of
    /// VP9 is used, 12 more for the same look. Without effect on .gif.</summary>
    public int Quality { get; init; } = 18;

    /// <summary>A video or sound file whose first audio stream is carried over, as far as the pictures last; null for none.
    /// A file without sound is accepted; silence follows a sound that is shorter than the pictures. Encoded to AAC, in webm to Opus.</summary>
    public string? AudioFrom { get; init; }
}

/// <summary>
/// Encodes frames as they come. The name's ending decides: .mp4, .m4v, .mov and .mkv hold H.264, yuv420p, BT.709, index in
/// front, which every browser plays; .webm VP9; .gif a palette for each frame. An odd side is made even by repeating the last column or row
/// (not for .gif). The file appears under its name when <see cref="Complete"/> returns, never before.
/// </summary>
public sealed class VideoWriter : IDisposable
{
    private readonly OutputFile _output;
    private readonly FFmpegProcess _process;
    private readonly byte[] _padded;
    private readonly int _width, _height, _paddedWidth, _paddedHeight;
    private readonly CancellationToken _cancellation;

    private VideoWriter(OutputFile output, FFmpegProcess process, int width, int height, int multiple, CancellationToken cancellation)
    {
        (_output, _process, _width, _height, _cancellation) = (output, process, width, height, cancellation);
        (_paddedWidth, _paddedHeight) = (RoundUp(width, multiple), RoundUp(height, multiple));
        _padded = _paddedWidth == width && _paddedHeight == height ? [] : new byte[3 * _paddedWidth * _paddedHeight];
    }

    /// <summary>Frames written so far.</summary>
    public int FramesWritten { get; private set; }

    internal int ProcessId => _process.Id;

    /// <summary>Checks the place, starts ffmpeg and waits for frames.</summary>
    /// <param name="path">Where the video shall be; missing folders are made.</param>
    /// <param name="width">Width of every frame.</param>
    /// <param name="height">Height of every frame.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="options">Quality and sound; the defaults if null.</param>
    /// <param name="cancellation">Ends ffmpeg; nothing is left under the name.</param>
    /// <exception cref="InputException">Unknown ending, nothing can be written there, or the audio file cannot be read.</exception>
    /// <exception cref="MissingDependencyException">ffmpeg is absent.</exception>
    public static VideoWriter Create(
        string path, int width, int height, FrameRate rate, VideoWriterOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        options ??= new();
        var container = Container(path);
        var multiple = container == "gif" ? 1 : 2;
        var sound = CarriesSound(path) && options.AudioFrom is not null && HasSound(options.AudioFrom, cancellation);
        var program = FFmpeg.Program;
        var output = OutputFile.Reserve(path);
        try
        {
            List<string> arguments =
            [
                "-hide_banner", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{RoundUp(width, multiple)}x{RoundUp(height, multiple)}",
                "-framerate", rate.ToString(), "-i", "pipe:0",
            ];
            if (sound)
                arguments.AddRange(["-protocol_whitelist", "file,pipe", "-i", "file:" + options.AudioFrom!, "-map", "0:v:0", "-map", "1:a:0", "-shortest"]);
            arguments.AddRange(VideoEncoder(container, options.Quality));
            if (sound)
                arguments.AddRange(["-af", "apad", .. container == "webm" ? (string[])["-c:a", "libopus"] : ["-c:a", "aac", "-b:a", "192k"]]);
            arguments.Add("file:" + output.PartialPath);
            var process = FFmpegProcess.Start(program, arguments, Timeout.InfiniteTimeSpan, cancellation);
            return new(output, process, width, height, multiple, cancellation);
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    /// <summary>Checks before long work starts that a video can be written under this name.</summary>
    /// <exception cref="InputException">It cannot; the message says why.</exception>
    /// <exception cref="MissingDependencyException">ffmpeg is absent.</exception>
    public static void CheckWritable(string path)
    {
        Container(path);
        OutputFile.CheckWritable(path);
        _ = FFmpeg.Program;
    }

    /// <summary>Whether a video or sound file has sound that could go with a video.</summary>
    /// <exception cref="InputException">No such file, or it cannot be read.</exception>
    /// <exception cref="MissingDependencyException">ffprobe is absent.</exception>
    public static bool HasSound(string path, CancellationToken cancellation = default)
    {
        InputFile.CheckHasContent(path, "audio or video");
        string[] arguments = ["-v", "error", "-protocol_whitelist", "file,pipe", "-select_streams", "a:0", "-show_entries", "stream=codec_name", "-of", "csv=p=0", "-i", "file:" + path];
        using var process = FFmpegProcess.Start(FFmpeg.ProbeProgram, arguments, TimeSpan.FromSeconds(60), cancellation);
        process.Input.Dispose();
        using var reader = new StreamReader(process.Output);
        var codec = reader.ReadToEnd().Trim();
        if (process.WaitForExit() != 0)
            throw new InputException($"The sound of {path} cannot be read. ffprobe says: {process.Complaints}");
        return codec.Length > 0;
    }

    /// <summary>Whether the kind of video that the name asks for can have sound.</summary>
    /// <exception cref="InputException">No known kind of video.</exception>
    public static bool CarriesSound(string path) => Container(path) != "gif";

    /// <summary>Hands one frame to the encoder; waits where the encoder is behind.</summary>
    /// <exception cref="FFmpegException">ffmpeg has died; the message has what it said.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Write(RgbImage frame)
    {
        if (frame.Width != _width || frame.Height != _height)
            throw new ArgumentException($"The video has {_width}×{_height} pixels, this frame {frame.Width}×{frame.Height}.", nameof(frame));
        try
        {
            _process.Input.Write(_padded.Length == 0 ? frame.Data : Pad(frame));
        }
        catch (IOException)
        {
            throw Stopped($"writing frame {FramesWritten + 1} of {_output.FinalPath}");
        }

        _cancellation.ThrowIfCancellationRequested();
        FramesWritten++;
    }

    /// <summary>Waits until ffmpeg has finished the file, and gives it its name.</summary>
    /// <exception cref="FFmpegException">ffmpeg failed; nothing is left under the name.</exception>
    /// <exception cref="InvalidOperationException">No frame was written.</exception>
    public void Complete()
    {
        if (FramesWritten == 0)
            throw new InvalidOperationException("A video needs at least one frame.");
        try
        {
            _process.Input.Dispose();
        }
        catch (IOException)
        {
            // ffmpeg has closed its end; whether that was a fault, its exit code says
        }

        _process.WaitForSuccess($"finishing {_output.FinalPath}");
        _output.Commit();
    }

    /// <summary>Ends ffmpeg and removes what is unfinished.</summary>
    public void Dispose()
    {
        _process.Dispose();
        _output.Dispose();
    }

    private static string Container(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".mp4" or ".m4v" or ".mov" => "mp4",
        ".mkv" => "mkv",
        ".webm" => "webm",
        ".gif" => "gif",
        var other => throw new InputException($"Cannot write {path}: {(other.Length == 0 ? "it has no ending" : $"{other} is no known kind of video")}. Use .mp4, .mov, .mkv, .webm or .gif."),
    };

    private static string[] VideoEncoder(string container, int quality) => container switch
    {
        "gif" => ["-vf", "split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1", "-loop", "0", "-f", "gif"],
        "webm" => ["-vf", ToYuv, .. Colours, "-c:v", "libvpx-vp9", "-crf", $"{quality + 12}", "-b:v", "0", "-row-mt", "1", "-deadline", "good", "-cpu-used", "4", "-f", "webm"],
        "mkv" => ["-vf", ToYuv, .. Colours, "-c:v", "libx264", "-preset", "veryfast", "-crf", $"{quality}", "-f", "matroska"],
        _ => ["-vf", ToYuv, .. Colours, "-c:v", "libx264", "-preset", "veryfast", "-crf", $"{quality}", "-movflags", "+faststart", "-f", "mp4"],
    };

    private const string ToYuv = "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,format=yuv420p";

    private static readonly string[] Colours = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"];

    private static int RoundUp(int size, int multiple) => (size + multiple - 1) / multiple * multiple;

    private byte[] Pad(RgbImage frame)
    {
        var stride = 3 * _paddedWidth;
        for (var y = 0; y < _paddedHeight; y++)
        {
            var row = _padded.AsSpan(y * stride, stride);
            var source = frame.Row(Math.Min(y, _height - 1));
            source.CopyTo(row);
            if (_paddedWidth > _width)
                source[^3..].CopyTo(row[^3..]);
        }

        return _padded;
    }

    private FFmpegException Stopped(string doing)
    {
        try
        {
            _process.WaitForSuccess(doing);
            return new FFmpegException($"ffmpeg stopped without an error while {doing}.");
        }
        catch (FFmpegException error)
        {
            return error;
        }
    }
}
