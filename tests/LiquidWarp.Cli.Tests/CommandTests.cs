using System.Text.Json;
using LiquidWarp.Media;

namespace LiquidWarp.Tests;

/// <summary>Exact: the commands from outside, as a newcomer meets them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("body --help")]
    [InlineData("recover --help")]
    [InlineData("")]
    public void Help_NamesTheProgramAndShowsACommandToTry(string arguments)
    {
        var result = CommandLine.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:\n  liquidwarp", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("LiquidWarp.Cli", result.Out, StringComparison.Ordinal);
        Assert.Contains("  liquidwarp ", result.Out.Split("Usage:")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bodi", "bodi")]
    [InlineData("body --motion a.bvh", "--output")]
    [InlineData("body --motion a.bvh -o b.mp4 --size 7", "between 16 and 4096")]
    [InlineData("body --motion a.bvh -o b.mp4 --fps often", "--fps")]
    [InlineData("recover a.jpg", "--output")]
    [InlineData("recover a.jpg -o b.npz --at here", "--at is X,Y")]
    [InlineData("recover a.mp4 -o b.npz --smooth -1", "--smooth")]
    [InlineData("doctor --threads -1", "between 0 and 1024")]
    [InlineData("synthesize -o a --size 65", "even number")]
    [InlineData("synthesize --scale 0.1", "--output")]
    public void WrongUsage_IsExitTwoAndNamesTheHelp(string arguments, string expected)
    {
        var error = CommandLine.AssertFails(2, CommandLine.Run(arguments.Split(' ')));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public void BodyMotion_WritesAVideoOfTheMotion()
    {
        var result = CommandLine.Run("body", "--motion", Walk, "--size", "64", "--fps", "10", "-o", _folder["new folder/preview.mp4"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(_folder["new folder/preview.mp4"], result.Out.Trim());
        Assert.Contains("a second", result.Error, StringComparison.Ordinal);
        using var video = VideoReader.Open(_folder["new folder/preview.mp4"], cancellation: TestContext.Current.CancellationToken);
        var frames = video.Frames().ToList();
        Assert.Equal((64, 64, 10.0), (video.Width, video.Height, video.Rate.Value));
        Assert.InRange(frames.Count, 30, 70);
        // the body covers the middle, and it moves
        Assert.NotEqual(frames[0].Row(32)[..3].ToArray(), frames[0].Row(32).Slice(96, 3).ToArray());
        Assert.Contains(frames, frame => Enumerable.Range(0, frame.Data.Length).Any(i => Math.Abs(frame.Data[i] - frames[0].Data[i]) > 40));
    }

    [Fact]
    public void Json_IsOneEventALine()
    {
        var result = CommandLine.Run("body", "--motion", Walk, "--size", "32", "--fps", "5", "--json", "-o", _folder["a.gif"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        var events = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var progress = events.Last(e => e.GetProperty("event").GetString() == "progress");
        Assert.Equal(progress.GetProperty("total").GetInt32(), progress.GetProperty("done").GetInt32());
        Assert.Equal("wrote", events[^1].GetProperty("event").GetString());
        Assert.Equal(_folder["a.gif"], events[^1].GetProperty("path").GetString());
    }

    [Fact]
    public void Json_OfAnError_HasItsExitCode()
    {
        var result = CommandLine.Run("body", "--motion", _folder["absent.bvh"], "--json", "-o", _folder["a.mp4"]);

        Assert.Equal(3, result.ExitCode);
        var last = JsonDocument.Parse(result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal("error", last.GetProperty("event").GetString());
        Assert.Equal(3, last.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Quiet_SaysNothing()
    {
        var result = CommandLine.Run("body", "--motion", Walk, "--size", "32", "--fps", "5", "-q", "-o", _folder["a.gif"]);

        Assert.Equal((0, "", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public void Recover_WritesBodyAndOverlay()
    {
        var photo = Goldens.Sample("samples/photos/men1_256.jpg");
        var marks = Goldens.Sample("samples/photos-truth/keypoints.json");

        var result = CommandLine.Run("recover", photo, "--keypoints", marks, "-o", _folder["a.npz"], "--overlay", _folder["a.png"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal([_folder["a.npz"], _folder["a.png"]], result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var (before, after) = (PictureFile.Read(photo), PictureFile.Read(_folder["a.png"]));
        Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
        Assert.NotEqual(before.Data, after.Data);
    }

    [Fact]
    public void Doctor_NamesWhatIsThereAndWhatIsNot()
    {
        var result = CommandLine.Run([("LIQUIDWARP_NATIVE", "/nowhere")], "doctor");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("ok      ffmpeg", result.Out, StringComparison.Ordinal);
        Assert.Contains("MISSING libtorch", result.Out, StringComparison.Ordinal);
        Assert.Contains("apt-get install", result.Out, StringComparison.Ordinal);
    }

    private static string Walk { get; } = Path.Combine(Goldens.Checkout, "samples", "motions", "walk.npz");
}
