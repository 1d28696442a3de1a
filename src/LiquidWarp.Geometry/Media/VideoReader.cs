using LiquidWarp.Imaging;

namespace LiquidWarp.Media;

/// <summary>
/// Frames of a video, one at a time, as they are meant to be seen: rotated, square pixels, 8-bit RGB, evenly spaced, all of a size.
/// Memory does not depend on the length.
/// </summary>
public sealed class VideoReader : IDisposable
{
    private readonly FFmpegProcess _process;
    private readonly CancellationToken _cancellation;
    private bool _ended;

    private VideoReader(VideoInfo info, FrameRate rate, FFmpegProcess process, CancellationToken cancellation) =>
        (Info, Rate, _process, _cancellation) = (info, rate, process, cancellation);

    /// <summary>What the file says of itself.</summary>
    public VideoInfo Info { get; }

    /// <summary>Width of the frames.</summary>
    public int Width => Info.Width;

    /// <summary>Height of the frames.</summary>
    public int Height => Info.Height;

    /// <summary>The constant rate at which frames come.</summary>
    public FrameRate Rate { get; }

    /// <summary>Frames read so far.</summary>
    public int FramesRead { get; private set; }

    /// <summary>
    /// After the last frame: what was wrong with the file (cut short, damaged in places), or null. The frames until then are
    /// good, or as good as the decoder could make them.
    /// </summary>
    public string? Problem { get; private set; }

    /// <summary>Opens a video.</summary>
    /// <param name="path">The file.</param>
    /// <param name="framesPerSecond">The rate wanted: frames are repeated or left out to meet it. By default the file's own,
    /// or its average where its frames are not evenly spaced.</param>
    /// <param name="cancellation">Ends ffmpeg and every read.</param>
    /// <exception cref="InputException">Not a video with pictures in it; the message says what it is.</exception>
    /// <exception cref="MissingDependencyException">ffmpeg is absent.</exception>
    public static VideoReader Open(string path, double? framesPerSecond = null, CancellationToken cancellation = default)
    {
        var info = VideoInfo.Read(path, cancellation);
        var rate = framesPerSecond is { } wanted ? FrameRate.FromDouble(wanted) : info.Rate;
        // Always through fps: not every file with uneven frames says so, and even ones pass unchanged.
        // Frames that change their size half way are brought into the first one's, in their own shape.
        var (width, height) = (info.Width, info.Height);
        var filters = $"fps={rate},scale=w=round({width}*min(1\\,dar*{height}/{width})):h=round({height}*min(1\\,{width}/{height}/dar)):eval=frame:flags=bicubic+accurate_rnd+full_chroma_int,"
            + $"format=rgb24,pad={width}:{height}:-1:-1:eval=frame,setsar=1";
        string[] arguments =
        [
            "-hide_banner", "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-format_whitelist", VideoInfo.Containers,
            "-reinit_filter", "0", "-i", "file:" + path, "-map", "0:V:0", "-an", "-sn", "-vf", filters, "-fps_mode", "passthrough",
            "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1",
        ];
        var process = FFmpegProcess.Start(FFmpeg.Program, arguments, Timeout.InfiniteTimeSpan, cancellation);
        process.Input.Dispose();
        return new(info, rate, process, cancellation);
    }

    /// <summary>Reads the next frame into a picture of the right size; false after the last one.</summary>
    /// <exception cref="InputException">There is not a single frame in the file that can be decoded.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool TryRead(RgbImage into)
    {
        if (into.Width != Width || into.Height != Height)
            throw new ArgumentException($"A frame has {Width}×{Height} pixels, the picture for it {into.Width}×{into.Height}.", nameof(into));
        if (_ended)
            return false;
        var bytes = _process.Output.ReadAtLeast(into.Data, into.Data.Length, throwOnEndOfStream: false);
        _cancellation.ThrowIfCancellationRequested();
        if (bytes == into.Data.Length)
        {
            FramesRead++;
            return true;
        }

        End(cutInsideFrame: bytes > 0);
        return false;
    }

    /// <summary>All frames that are left, each in a picture of its own.</summary>
    public IEnumerable<RgbImage> Frames()
    {
        for (var frame = new RgbImage(Width, Height); TryRead(frame); frame = new RgbImage(Width, Height))
            yield return frame;
    }

    /// <summary>Ends ffmpeg.</summary>
    public void Dispose() => _process.Dispose();

    private void End(bool cutInsideFrame)
    {
        _ended = true;
        var code = _process.WaitForExit();
        if (FramesRead == 0)
            throw new InputException($"{Info.Path} has no frame that can be decoded. ffmpeg says: {_process.Complaints}");
        if (code > 128)
            _process.WaitForSuccess($"reading {Info.Path} after frame {FramesRead}");
        if (code != 0 || cutInsideFrame || _process.Complaints.Length > 0)
            Problem = $"{Info.Path} is damaged; {FramesRead} frames could be read. ffmpeg says: {_process.Complaints}";
        else if (Info.FrameCount is { } declared && !Info.HasVariableRate && Rate == Info.Rate && FramesRead < declared * 9 / 10 - 2)
            Problem = $"{Info.Path} is cut short: {FramesRead} of {declared} frames could be read.";
    }
}
