using System.Numerics;
using System.Text.Json.Nodes;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests;

/// <summary>Exact and analytic: pictures and videos of every odd kind through <c>recover</c>, with the network that ships.</summary>
public sealed class RecoverOddInputTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Picture_OfACrowd_WarnsWithTheCountAndTakesTheOneWhoIsAskedFor()
    {
        var picture = _folder.FFmpeg("crowd.png", "-i", Sample("other.png"), "-i", Sample("person.png"), "-i", Sample("other.png"), "-filter_complex",
            "[0]scale=360:360,pad=360:512:0:152:gray[a];[2]scale=300:300,pad=300:512:0:212:gray[c];[a][1][c]hstack=3");

        float[] places = [.. Enumerable.Range(0, 3).Select(person =>
        {
            var events = Events(CommandLine.Run("recover", picture, "-o", _folder["a.npz"], "--person", $"{person}", "--json"));
            var warning = Assert.Single(events, line => (string?)line["code"] == "several-people");
            Assert.Contains("3 people", (string?)warning["text"], StringComparison.Ordinal);
            return Hips(Assert.Single(MotionFile.Read(_folder["a.npz"]).Frames), 1172, 512).X;
        })];

        Assert.InRange(places[0], 590, 650);
        Assert.InRange(places[1], 150, 210);
        Assert.InRange(places[2], 990, 1050);
        File.Delete(_folder["a.npz"]);
        CommandLine.AssertFails(3, CommandLine.Run("recover", picture, "-o", _folder["a.npz"], "--person", "3"));
        Assert.Equal(["crowd.png"], _folder.Names());
    }

    [Fact]
    public void Picture_OfNobody_IsInputAtFaultWithItsCode()
    {
        var wall = _folder.FFmpeg("wall.png", "-f", "lavfi", "-i", "testsrc=size=300x200", "-frames:v", "1");

        var result = CommandLine.Run("recover", wall, "-o", _folder["a.npz"], "--overlay", _folder["a.png"], "--json");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("no-person", (string?)JsonNode.Parse(result.Out.Trim().Split('\n')[^1])!["code"]);
        Assert.Equal(["wall.png"], _folder.Names());
    }

    [Fact]
    public void Video_RotatedByMetadata_IsRecoveredUpright()
    {
        var stored = Still("stored.mp4", 3, "scale=192:192,crop=160:192,transpose=clock");
        // ffmpeg writes the angle that undoes what was done.
        var video = _folder.FFmpeg("v.mp4", "-i", stored, "-c", "copy", "-metadata:s:v:0", "rotate=90");

        var motion = Recover(video, "--overlay", _folder["v.png"]);

        Assert.Equal(3, motion.Frames.Count);
        Assert.All(motion.Frames, frame => Assert.True(MathF.Abs(Up(frame).Y) > 0.9f));
        // A cell of the frames' shape, 160 × 192 brought to 240 at the longer side, and its label.
        Assert.Equal((6 + 200 + 6, 6 + 240 + 14 + 6), PictureFile.ReadSize(_folder["v.png"]));
    }

    [Fact]
    public void Video_OfTenBits_IsRecovered() =>
        Assert.Equal(3, Recover(Still("v.mkv", 3, "scale=192:192", "-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-x265-params", "log-level=error")).Frames.Count);

    [Fact]
    public void Video_OfUnevenFrames_IsRecoveredEvenly()
    {
        // Five frames of 0.1 s, then one in three of them.
        var video = Still("v.mp4", 11, "scale=192:192,select='lt(n,5)+not(mod(n,3))'", "-fps_mode", "vfr", "-pix_fmt", "yuv420p");

        var motion = Recover(video);

        Assert.InRange(motion.Duration, 0.9, 1.2);
        Assert.All(motion.Frames, frame => Assert.InRange(Hips(frame, 192, 192).X, 88, 104));
    }

    [Fact]
    public void Video_WhoseSizeChanges_IsRecoveredInTheFirstSize()
    {
        Still("a.ts", 4, "scale=192:192", "-bf", "0");
        Still("b.ts", 4, "scale=288:288,pad=576:288:144:0", "-bf", "0", "-output_ts_offset", "0.5");
        _folder.Bytes("c.ts", [.. File.ReadAllBytes(_folder["a.ts"]), .. File.ReadAllBytes(_folder["b.ts"])]);
        var video = _folder.FFmpeg("v.mp4", "-i", _folder["c.ts"], "-c", "copy");

        var motion = Recover(video, "--overlay", _folder["v.mp4.mp4"]);

        Assert.InRange(motion.Frames.Count, 7, 9);
        // The second half is twice as wide, so the person becomes half as tall, and keeps their shape.
        Assert.InRange(motion.Frames[^1].Camera.Scale / motion.Frames[0].Camera.Scale, 0.45f, 0.6f);
        var info = VideoInfo.Read(_folder["v.mp4.mp4"], TestContext.Current.CancellationToken);
        Assert.Equal((192, 192, motion.Frames.Count), (info.Width, info.Height, info.FrameCount));
    }

    [Fact]
    public void Video_OfFourThousandPixels_IsRecovered()
    {
        var video = Still("v.mp4", 2, "scale=1800:1800,pad=3840:2160:1500:200:gray", "-preset", "ultrafast", "-pix_fmt", "yuv420p");

        var motion = Recover(video, "--overlay", _folder["v.jpg"]);

        Assert.Equal(2, motion.Frames.Count);
        Assert.All(motion.Frames, frame => Assert.InRange(Hips(frame, 3840, 2160).X, 2350, 2450));
        Assert.Equal((6 + 240 + 6, 6 + 135 + 14 + 6), PictureFile.ReadSize(_folder["v.jpg"]));
    }

    [Fact]
    public void Video_WithBrokenSecondHalf_KeepsWhatCouldBeReadAndSaysSo()
    {
        var whole = File.ReadAllBytes(Still("whole.mp4", 24, "scale=192:192,noise=alls=30:allf=t", "-g", "4", "-pix_fmt", "yuv420p", "-movflags", "+faststart"));
        var video = _folder.Bytes("v.mp4", whole[..(whole.Length / 2)]);

        var result = CommandLine.Run("recover", video, "-o", _folder["v.npz"], "--overlay", _folder["o.mp4"], "--json");

        var warning = Assert.Single(Events(result), line => (string?)line["code"] == "damaged");
        var count = MotionFile.Read(_folder["v.npz"]).Frames.Count;
        Assert.InRange(count, 6, 18);
        Assert.Contains($"{count} frames", (string?)warning["text"], StringComparison.Ordinal);
        Assert.Equal(count, VideoInfo.Read(_folder["o.mp4"], TestContext.Current.CancellationToken).FrameCount);
    }

    [Fact]
    public void Video_BrokenBeforeItsFirstFrame_IsInputAtFaultAndLeavesNothing()
    {
        var whole = File.ReadAllBytes(Still("whole.mp4", 4, "scale=192:192", "-pix_fmt", "yuv420p"));
        var video = _folder.Bytes("v.mp4", whole[..(whole.Length / 2)]);

        CommandLine.AssertFails(3, CommandLine.Run("recover", video, "-o", _folder["v.npz"], "--overlay", _folder["o.mp4"]));

        Assert.Equal(["v.mp4", "whole.mp4"], _folder.Names());
    }

    private Motion Recover(string video, params string[] more)
    {
        var result = CommandLine.Run(["recover", video, "-o", _folder["v.npz"], .. more]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.DoesNotContain("damaged", result.Error, StringComparison.Ordinal);
        return MotionFile.Read(_folder["v.npz"]);
    }

    /// <summary>A video of the drawn person, ten frames a second.</summary>
    private string Still(string name, int frames, string filter, params string[] more) =>
        _folder.FFmpeg(name, ["-loop", "1", "-framerate", "10", "-t", $"{frames / 10.0}", "-i", Sample("person.png"), "-vf", filter, .. more]);

    private static List<JsonNode> Events(CommandLine.Result result)
    {
        Assert.True(result.ExitCode == 0, result.Error + result.Out);
        return [.. result.Out.Trim().Split('\n').Select(line => JsonNode.Parse(line)!)];
    }

    private static Vector3 Up(BodyParameters body) => Vector3.Transform(Vector3.UnitY, Rotations.ToQuaternion(new Vector3(body.Pose)));

    /// <summary>About where the hips are, in pixels.</summary>
    private static Vector2 Hips(BodyParameters body, int width, int height)
    {
        var canvas = new SquareCanvas(width, height);
        return (body.Camera.Scale * new Vector2(body.Camera.X, body.Camera.Y) + Vector2.One) * canvas.Side / 2 - new Vector2(canvas.Left, canvas.Top);
    }

    private static string Sample(string name) => Path.Combine(Goldens.Checkout, "samples", name);
}
