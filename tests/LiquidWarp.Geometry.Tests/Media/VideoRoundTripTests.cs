using System.Diagnostics;
using System.Text.Json;
using LiquidWarp.Imaging;
using LiquidWarp.Media;

namespace LiquidWarp.Tests.Media;

/// <summary>Exact and analytic: what is written as video is read back, and bad videos or a dying ffmpeg say why.</summary>
public sealed class VideoRoundTripTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.mp4", 64, 48, 34)]
    [InlineData("a.mkv", 64, 48, 34)]
    [InlineData("a.webm", 64, 48, 32)]
    [InlineData("a.mp4", 63, 47, 34)]
    [InlineData("a.gif", 63, 47, 24)]
    public void WriteThenRead_GivesTheFrames(string name, int width, int height, double decibels)
    {
        var frames = Frames(width, height, 12);
        var rate = name.EndsWith("gif", StringComparison.Ordinal) ? new FrameRate(25, 1) : new FrameRate(30000, 1001);
        Write(_folder[name], frames, rate);

        using var reader = Open(_folder[name]);
        var read = reader.Frames().ToList();

        Assert.Equal(12, read.Count);
        Assert.Null(reader.Problem);
        Assert.Equal(rate.Value, reader.Rate.Value, 1e-3);
        Assert.Equal(name.EndsWith("gif", StringComparison.Ordinal) ? (width, height) : (width + width % 2, height + height % 2), (reader.Width, reader.Height));
        for (var i = 0; i < frames.Count; i++)
            Assert.InRange(Decibels(frames[i], read[i]), decibels, 200);
    }

    [Fact]
    public void WriteMp4_IsWhatBrowsersPlay()
    {
        Write(_folder["a.mp4"], Frames(63, 47, 3), new(25, 1));

        var stream = Probe(_folder["a.mp4"]);
        Assert.Equal("h264", stream.GetProperty("codec_name").GetString());
        Assert.Equal("yuv420p", stream.GetProperty("pix_fmt").GetString());
        Assert.Equal("bt709", stream.GetProperty("color_space").GetString());
        Assert.Equal((64, 48), (stream.GetProperty("width").GetInt32(), stream.GetProperty("height").GetInt32()));
        var bytes = File.ReadAllBytes(_folder["a.mp4"]).AsSpan();
        Assert.InRange(bytes.IndexOf("moov"u8), 0, bytes.IndexOf("mdat"u8));
    }

    [Theory]
    [InlineData("aac", "a.m4a")]
    [InlineData("libmp3lame", "a.mp3")]
    [InlineData("pcm_s16le", "a.wav")]
    public void Write_WithAudio_CarriesIt(string encoder, string source)
    {
        _folder.FFmpeg(source, "-f", "lavfi", "-i", "sine=frequency=440:duration=3", "-c:a", encoder);
        Write(_folder["a.mp4"], Frames(32, 32, 25), new(25, 1), new() { AudioFrom = _folder[source] });

        var info = Info(_folder["a.mp4"]);

        Assert.Equal("aac", info.AudioCodec);
        Assert.InRange(info.Duration!.Value, 0.9, 1.2);
        var loudness = _folder.FFmpeg("tone.raw", "-i", _folder["a.mp4"], "-vn", "-ac", "1", "-ar", "8000", "-f", "s16le");
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(loudness)).ToArray();
        var crossings = Enumerable.Range(2000, 4000).Count(i => samples[i] < 0 != samples[i + 1] < 0);
        Assert.InRange(crossings, 430, 450); // 440 Hz crosses zero 880 times a second; half a second was counted
    }

    [Theory]
    [InlineData("a.mp4", "aac")]
    [InlineData("a.webm", "opus")]
    public void Write_AudioShorterThanThePictures_KeepsEveryPicture(string path, string expected)
    {
        _folder.FFmpeg("short.wav", "-f", "lavfi", "-i", "sine=duration=0.5");
        Write(_folder[path], Frames(64, 64, 100), new(25, 1), new() { AudioFrom = _folder["short.wav"] });

        Assert.Equal(expected, Info(_folder[path]).AudioCodec);
        using var video = VideoReader.Open(_folder[path], cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(video.Frames().Count(), 98, 100);
    }

    [Fact]
    public void Write_AudioFromSilentVideo_IsAccepted()
    {
        _folder.FFmpeg("silent.mp4", "-f", "lavfi", "-i", "testsrc=size=32x32:duration=1");
        Write(_folder["a.mp4"], Frames(32, 32, 5), new(25, 1), new() { AudioFrom = _folder["silent.mp4"] });

        Assert.False(Info(_folder["a.mp4"]).HasAudio);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void Read_RotatedVideo_IsUpright(int clockwise)
    {
        // left half red, right half blue; what is left ends up on top after a clockwise quarter turn
        _folder.FFmpeg("flat.mp4", "-f", "lavfi", "-i", "color=red:size=32x48:duration=0.2", "-f", "lavfi", "-i", "color=blue:size=32x48:duration=0.2", "-filter_complex", "hstack");
        var path = _folder.FFmpeg("turned.mp4", "-i", _folder["flat.mp4"], "-c", "copy", "-metadata:s:v:0", $"rotate={(360 - clockwise) % 360}");
        var rotation = Info(path).Rotation;

        using var reader = Open(path);
        var frame = reader.Frames().First();

        Assert.Contains(rotation, (int[])[90, 180, 270]);
        Assert.Equal(rotation == 180 ? (64, 48) : (48, 64), (frame.Width, frame.Height));
        var (x, y) = rotation switch { 90 => (24, 5), 270 => (24, 58), _ => (58, 24) };
        Assert.InRange(frame.Row(y)[3 * x], 200, 255);
        Assert.InRange(frame.Row(y)[3 * x + 2], 0, 60);
    }

    [Fact]
    public void Read_TenBitAndWidePixels_AreAccepted()
    {
        var path = _folder.FFmpeg("a.mkv", "-f", "lavfi", "-i", "testsrc=size=40x32:duration=0.2", "-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-x265-params", "log-level=error", "-vf", "setsar=2/1");

        using var reader = Open(path);

        Assert.Equal((80, 32), (reader.Width, reader.Height));
        Assert.Equal(5, reader.Frames().Count());
        Assert.Null(reader.Problem);
    }

    [Theory]
    [InlineData("a.mkv", false)] // Matroska does not say
    [InlineData("a.mp4", true)]
    public void Read_VariableRate_ComesEvenly(string name, bool isDeclared)
    {
        var path = _folder.FFmpeg(name, "-f", "lavfi", "-i", "testsrc=size=32x32:rate=30:duration=2", "-vf", "select='not(mod(n,3))+lt(n,20)'", "-fps_mode", "vfr");

        using var reader = Open(path, 10);

        Assert.Equal(isDeclared, reader.Info.HasVariableRate);
        Assert.InRange(reader.Frames().Count(), 18, 21);
        Assert.Null(reader.Problem);
    }

    [Fact]
    public void Read_SizeThatChangesHalfWay_KeepsTheFirstSizeAndEveryShape()
    {
        // A square of 40 pixels, then one of half the size in a wide frame: bars above and below it.
        _folder.FFmpeg("a.ts", "-f", "lavfi", "-i", "color=red:size=40x40:rate=5:duration=1", "-pix_fmt", "yuv420p", "-bf", "0");
        _folder.FFmpeg("b.ts", "-f", "lavfi", "-i", "color=blue:size=80x40:rate=5:duration=1", "-pix_fmt", "yuv420p", "-bf", "0", "-output_ts_offset", "1.2");
        _folder.Bytes("c.ts", [.. File.ReadAllBytes(_folder["a.ts"]), .. File.ReadAllBytes(_folder["b.ts"])]);

        using var reader = Open(_folder.FFmpeg("c.mp4", "-i", _folder["c.ts"], "-c", "copy"));
        var frames = reader.Frames().ToList();

        Assert.Null(reader.Problem);
        Assert.Equal((40, 40), (reader.Width, reader.Height));
        Assert.InRange(frames.Count, 9, 11);
        Assert.InRange(frames[0].Row(2)[3 * 20], 200, 255);
        Assert.Equal(0, frames[^1].Row(2)[3 * 20 + 2]);
        Assert.InRange(frames[^1].Row(20)[3 * 20 + 2], 200, 255);
        Assert.InRange(frames[^1].Row(20)[2], 200, 255);
    }

    [Fact]
    public void Read_AnotherRate_RepeatsOrLeavesOutFrames()
    {
        var path = _folder.FFmpeg("a.mp4", "-f", "lavfi", "-i", "testsrc=size=32x32:rate=30:duration=1");

        using var fewer = Open(path, 15);
        using var more = Open(path, 60);

        Assert.InRange(fewer.Frames().Count(), 14, 16);
        Assert.InRange(more.Frames().Count(), 58, 61);
    }

    [Fact]
    public void Read_BrokenSecondHalf_GivesTheFirstAndReportsTheProblem()
    {
        var whole = File.ReadAllBytes(_folder.FFmpeg("a.mp4", "-f", "lavfi", "-i", "testsrc=size=64x64:rate=25:duration=4", "-g", "10", "-movflags", "+faststart"));
        using var reader = Open(_folder.Bytes("b.mp4", whole[..(whole.Length * 6 / 10)]));

        var count = reader.Frames().Count();

        Assert.InRange(count, 20, 80);
        Assert.Contains($"{count} ", reader.Problem, StringComparison.Ordinal);
        Assert.Contains("b.mp4", reader.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoVideo_SaysWhatItIs()
    {
        var sound = _folder.FFmpeg("sound.mp4", "-f", "lavfi", "-i", "sine=duration=0.5");
        PictureFile.Write(_folder["still.png"], new RgbImage(4, 4));
        var playlist = _folder.Bytes("list.mp4", System.Text.Encoding.UTF8.GetBytes("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"));

        Assert.Contains("no video stream, only sound", Message(sound), StringComparison.Ordinal);
        Assert.Contains("is a still picture", Message(_folder["still.png"]), StringComparison.Ordinal);
        Assert.Contains("is not a video", Message(_folder.Bytes("text.mp4", "not a video at all"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("is not a video", Message(playlist), StringComparison.Ordinal);
        Assert.Contains("does not exist", Message(_folder["absent.mp4"]), StringComparison.Ordinal);
        Assert.Contains("is empty", Message(_folder.Bytes("empty.mp4", [])), StringComparison.Ordinal);
        Assert.Contains("is a folder", Message(_folder[""]), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FFmpegKilledHalfWay_SaysSoAndLeavesNoFile()
    {
        var frames = Frames(256, 256, 2);
        using (var writer = Create(_folder["a.mp4"], 256, 256, new(25, 1)))
        {
            writer.Write(frames[0]);
            Process.GetProcessById(writer.ProcessId).Kill();
            var error = Assert.Throws<FFmpegException>(() =>
            {
                for (var i = 0; i < 1000; i++)
                    writer.Write(frames[i % 2]);
            });
            Assert.Contains("killed by signal 9", error.Message, StringComparison.Ordinal);
            Assert.Contains("a.mp4", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void Write_Unfinished_LeavesTheOlderFile()
    {
        _folder.Bytes("a.mp4", [1, 2, 3]);
        using (var writer = Create(_folder["a.mp4"], 32, 32, new(25, 1)))
            writer.Write(Frames(32, 32, 1)[0]);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal(["a.mp4"], _folder.Names());
    }

    [Fact]
    public void Write_Cancelled_EndsFFmpegAndLeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        using (var writer = VideoWriter.Create(_folder["a.mp4"], 32, 32, new(25, 1), cancellation: cancellation.Token))
        {
            writer.Write(Frames(32, 32, 1)[0]);
            cancellation.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(writer.Complete);
        }

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void Create_ImpossiblePlaceOrKind_IsRefusedBeforeAnyFrame()
    {
        _folder.Bytes("file", [1]);
        Directory.CreateDirectory(_folder["folder.mp4"]);

        Assert.Contains("Use .mp4", CreateMessage("a.avi2"), StringComparison.Ordinal);
        Assert.Contains("has no ending", CreateMessage("a"), StringComparison.Ordinal);
        Assert.Contains("Cannot write", CreateMessage("file/a.mp4"), StringComparison.Ordinal);
        Assert.Contains("is a folder", CreateMessage("folder.mp4"), StringComparison.Ordinal);
        Assert.Contains("is a device", Assert.Throws<InputException>(() => VideoWriter.CheckWritable("/dev/full.mp4")).Message, StringComparison.Ordinal);
        Assert.Equal(["file", "folder.mp4"], _folder.Names());
    }

    [Theory]
    [InlineData(25, 25, 1)]
    [InlineData(29.97, 30000, 1001)]
    [InlineData(23.976, 24000, 1001)]
    [InlineData(12.5, 12500, 1000)]
    public void FrameRate_FromDouble_IsTheUsualFraction(double value, int numerator, int denominator) =>
        Assert.Equal(new FrameRate(numerator, denominator), FrameRate.FromDouble(value));

    private static VideoReader Open(string path, double? rate = null) => VideoReader.Open(path, rate, TestContext.Current.CancellationToken);

    private static VideoInfo Info(string path) => VideoInfo.Read(path, TestContext.Current.CancellationToken);

    private static VideoWriter Create(string path, int width, int height, FrameRate rate, VideoWriterOptions? options = null) =>
        VideoWriter.Create(path, width, height, rate, options, TestContext.Current.CancellationToken);

    private string CreateMessage(string name) => Assert.Throws<InputException>(() => Create(_folder[name], 32, 32, new(25, 1))).Message;

    private static string Message(string path) => Assert.Throws<InputException>(() => Open(path)).Message;

    private static void Write(string path, List<RgbImage> frames, FrameRate rate, VideoWriterOptions? options = null)
    {
        using var writer = Create(path, frames[0].Width, frames[0].Height, rate, options);
        foreach (var frame in frames)
            writer.Write(frame);
        writer.Complete();
    }

    /// <summary>Smooth colours that drift, so that an encoder can do them justice.</summary>
    private static List<RgbImage> Frames(int width, int height, int count)
    {
        var frames = new List<RgbImage>();
        for (var t = 0; t < count; t++)
        {
            var frame = new RgbImage(width, height);
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    for (var c = 0; c < 3; c++)
                        frame.Row(y)[3 * x + c] = (byte)(128 + 90 * Math.Sin(0.07 * x + 0.05 * (c + 1) * y + 0.3 * t + c));
            frames.Add(frame);
        }

        return frames;
    }

    private static double Decibels(RgbImage expected, RgbImage actual)
    {
        double sum = 0;
        for (var y = 0; y < expected.Height; y++)
            for (var i = 0; i < 3 * expected.Width; i++)
            {
                var difference = expected.Row(y)[i] - actual.Row(y)[i];
                sum += difference * difference;
            }

        return 10 * Math.Log10(255.0 * 255 * expected.Data.Length / Math.Max(sum, 1e-9));
    }

    private static JsonElement Probe(string path)
    {
        var start = new ProcessStartInfo("ffprobe", ["-v", "error", "-of", "json", "-show_streams", path]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        return JsonDocument.Parse(process.StandardOutput.ReadToEnd()).RootElement.GetProperty("streams")[0].Clone();
    }
}
