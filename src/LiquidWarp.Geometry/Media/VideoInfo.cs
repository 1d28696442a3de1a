using System.Globalization;
using System.Text.Json;
using LiquidWarp.Files;

namespace LiquidWarp.Media;

/// <summary>What ffprobe says of a video's first video stream.</summary>
/// <param name="Path">The file.</param>
/// <param name="Width">Width as seen: rotation and pixel aspect applied.</param>
/// <param name="Height">Height as seen.</param>
/// <param name="Rate">Frames a second; for a variable rate the average, and 30 where the file claims nonsense.</param>
/// <param name="HasVariableRate">True if the file says that its frames are not evenly spaced (phones, screen recordings).</param>
/// <param name="FrameCount">Number of frames, as declared or estimated from the duration; null if the file says neither.</param>
/// <param name="Duration">Seconds; null if the file does not say.</param>
/// <param name="Rotation">How the stored frames are turned to be seen: 0, 90, 180 or 270 degrees clockwise.</param>
/// <param name="Codec">Name of the video codec.</param>
/// <param name="AudioCodec">Name of the first audio stream's codec; null without audio.</param>
public sealed record VideoInfo(
    string Path, int Width, int Height, FrameRate Rate, bool HasVariableRate, int? FrameCount, double? Duration, int Rotation, string Codec, string? AudioCodec)
{
    /// <summary>
    /// The containers that are opened. Playlists are not among them: a file from a stranger cannot make ffmpeg open others.
    /// </summary>
    internal const string Containers =
        "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,gif,apng,mpeg,mpegvideo,mpegts,ogg,flv,asf,h264,hevc,m4v,ivf,yuv4mpegpipe,nut,mxf,dv,obu,"
        + "mp3,wav,flac,aac,aiff"; // sound alone is opened too, so that the message can say that there is no video in it

    private const int MaxSide = 16_384;

    private static readonly FrameRate FallbackRate = new(30, 1);

    /// <summary>True if the file has sound.</summary>
    public bool HasAudio => AudioCodec is not null;

    /// <summary>Asks ffprobe; takes about a tenth of a second.</summary>
    /// <exception cref="InputException">Missing, a folder, empty, a still picture, not a video, or without a video stream.</exception>
    /// <exception cref="MissingDependencyException">ffprobe is absent.</exception>
    public static VideoInfo Read(string path, CancellationToken cancellation = default)
    {
        InputFile.CheckHasContent(path, "video");
        string[] arguments =
        [
            "-v", "error", "-protocol_whitelist", "file,pipe", "-format_whitelist", Containers, "-print_format", "json", "-show_streams", "-show_format",
            "-i", "file:" + path,
        ];
        using var process = FFmpegProcess.Start(FFmpeg.ProbeProgram, arguments, TimeSpan.FromSeconds(60), cancellation);
        process.Input.Dispose();
        using var output = new MemoryStream();
        process.Output.CopyTo(output);
        if (process.WaitForExit() != 0)
            throw new InputException(PictureFile.IsPicture(path)
                ? $"{path} is a still picture, and a video is wanted."
                : $"{path} is not a video that can be read. ffprobe says: {process.Complaints}");
        using var json = JsonDocument.Parse(output.ToArray());
        return Parse(path, json.RootElement);
    }

    private static VideoInfo Parse(string path, JsonElement probe)
    {
        JsonElement? video = null, audio = null;
        foreach (var stream in probe.GetProperty("streams").EnumerateArray())
        {
            var kind = Text(stream, "codec_type");
            // a cover picture in a music file is a "video stream" too
            var isCover = stream.TryGetProperty("disposition", out var disposition) && disposition.TryGetProperty("attached_pic", out var cover) && cover.GetInt32() == 1;
            if (kind == "video" && !isCover)
                video ??= stream;
            if (kind == "audio")
                audio ??= stream;
        }

        if (video is not { } found)
            throw new InputException($"{path} has no video stream{(audio is null ? "" : ", only sound")}. Name a file with pictures in it.");
        var (width, height) = (Whole(found, "width") ?? 0, Whole(found, "height") ?? 0);
        if (width is <= 0 or > MaxSide || height is <= 0 or > MaxSide)
            throw new InputException($"{path} has frames of {width} × {height} pixels; between 1 and {MaxSide} a side can be read.");
        var average = FrameRate.Parse(Text(found, "avg_frame_rate"));
        var nominal = FrameRate.Parse(Text(found, "r_frame_rate"));
        var isVariable = average is { } mean && nominal is { } most && Math.Abs(mean.Value / most.Value - 1) > 0.005;
        var rate = (isVariable ? average : nominal ?? average) ?? FallbackRate;
        if (rate.Value > 240) // streams recorded by browsers claim a thousand
            (rate, isVariable) = (FallbackRate, true);
        var duration = Number(found, "duration") ?? (probe.TryGetProperty("format", out var format) ? Number(format, "duration") : null);
        var rotation = ReadRotation(found);
        var pixelAspect = FrameRate.Parse(Text(found, "sample_aspect_ratio")?.Replace(':', '/'))?.Value ?? 1;
        if (pixelAspect is > 0.1 and < 10)
            width = Math.Clamp((int)Math.Round(width * pixelAspect), 1, MaxSide);
        if (rotation is 90 or 270)
            (width, height) = (height, width);
        return new(
            path, width, height, rate,
            isVariable,
            (int?)Number(found, "nb_frames") ?? (duration is null ? null : (int)Math.Round(duration.Value * rate.Value)),
            duration, rotation, Text(found, "codec_name") ?? "unknown", audio is { } sound ? Text(sound, "codec_name") ?? "unknown" : null);
    }

    /// <summary>ffprobe gives the angle of the display matrix counter-clockwise; old files have a tag clockwise.</summary>
    private static int ReadRotation(JsonElement stream)
    {
        double clockwise = 0;
        if (stream.TryGetProperty("tags", out var tags) && Number(tags, "rotate") is { } tag)
            clockwise = tag;
        if (stream.TryGetProperty("side_data_list", out var list))
            foreach (var data in list.EnumerateArray())
                if (Number(data, "rotation") is { } angle)
                    clockwise = -angle;
        return ((int)Math.Round(clockwise / 90) * 90 % 360 + 360) % 360;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Whole(JsonElement element, string name) => (int?)Number(element, name);

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.Number ? value.GetDouble()
                : double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null
            : null;
}
