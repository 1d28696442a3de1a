using LiquidWarp.Media;

namespace LiquidWarp.Tests;

/// <summary>Exact: motions that other programs recovered, from outside: what was assumed is told, and people can be chosen.</summary>
public sealed class EstimateTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hmr4d_results.pt", "up is +y", "30 frames a second")]
    [InlineData("wham_zlib.pkl", "up is +y", "30 frames a second", "person 2", "missing in 2 of 7 frames")]
    [InlineData("tram/hps/hps_track_0.npy", "up is -y", "30 frames a second")]
    [InlineData("demo_clip.pkl", "x right, y down", "30 frames a second", "5000 pixels")]
    [InlineData("romp_video.npz", "x right, y down", "30 frames a second")]
    [InlineData("smpls_group.npz", "x right, y down", "30 frames a second")]
    public void BodyMotion_OfAnEstimate_SaysWhatItAssumes(string name, params string[] said)
    {
        var result = CommandLine.Run("body", "--motion", Golden(name), "--size", "32", "-o", _folder["a.gif"]);

        Assert.True(result.ExitCode == 0, result.Error);
        foreach (var text in said)
            Assert.Contains(text, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void BodyMotion_ChosenPerson_IsReadOrRefused()
    {
        var result = CommandLine.Run("body", "--motion", Golden("wham_output.pkl"), "--motion-person", "0", "--size", "32", "-o", _folder["a.gif"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("frames: 2 to do", result.Error, StringComparison.Ordinal);
        var error = CommandLine.AssertFails(3, CommandLine.Run("body", "--motion", Golden("wham_output.pkl"), "--motion-person", "1", "-o", _folder["b.gif"]));
        Assert.Contains("has no person 1. It has 2 (5 frames), 0 (2 frames)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void BodyMotion_BesideItsVideo_TakesTheVideosRate()
    {
        // Seven frames of motion in a video of nine: the person came late, but the rate is the video's all the same.
        var video = _folder.FFmpeg("clip.mp4", "-f", "lavfi", "-i", "color=gray:s=64x64:r=25", "-frames:v", "9");
        _folder.Bytes("clip.pkl", File.ReadAllBytes(Golden("wham_output.pkl")));

        var result = CommandLine.Run("body", "--motion", video, "--size", "32", "-o", _folder["a.mp4"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("its motion is clip.pkl, 25 frames a second", result.Error, StringComparison.Ordinal);
        using var written = VideoReader.Open(_folder["a.mp4"], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((25.0, 7), (written.Rate.Value, written.Frames().Count()));
    }

    [Fact]
    public void Imitate_CopiedCameras_TakesTheMotionAsFilmed()
    {
        // There is no such source, but motions are read before.
        var error = CommandLine.AssertFails(3, CommandLine.Run("imitate", "--source", _folder["absent.png"], "--motion", Golden("hmr4d_results.pt"), "--camera", "copy", "-o", _folder["a.mp4"]));

        Assert.Contains("GVHMR's view of the camera", error, StringComparison.Ordinal);
        Assert.Contains("absent.png", error, StringComparison.Ordinal);
    }

    private static string Golden(string name) => Path.Combine(Goldens.Checkout, "tests", "Golden", "estimates", name);
}
