using LiquidWarp.Files;
using LiquidWarp.Media;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests;

/// <summary>Exact: the main job from outside, on the people who ship.</summary>
public sealed class ImitateTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Demo_WritesVideoAndContactSheet()
    {
        var result = CommandLine.Run("demo", "--size", "64", "-o", _folder["out"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(["demo.mp4", "demo.png"], Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order());
        using var video = VideoReader.Open(_folder["out/demo.mp4"], cancellation: TestContext.Current.CancellationToken);
        var frames = video.Frames().ToList();
        Assert.Equal(64, video.Height);
        Assert.InRange(frames.Count, 60, 400);
        Assert.Contains(frames, frame => frame.Data.Where((value, i) => Math.Abs(value - frames[0].Data[i]) > 40).Any());
        Assert.InRange(PictureFile.ReadSize(_folder["out/demo.png"]).Width, 500, 4000);
        Assert.Contains("imitate --help", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Imitate_FromKeypoints_CarriesTheSoundAndReplacesTheBackground()
    {
        var tone = _folder.FFmpeg("tone.m4a", "-f", "lavfi", "-i", "sine=duration=20");

        var result = CommandLine.Run(
            "imitate", "--source", Sample("other.png"), "--keypoints", Sample("other.keypoints.json"), "--motion", Sample("motions/bow.npz"), "-o", _folder["a.mp4"],
            "--sheet", _folder["a.jpg"], "--size", "64", "--fps", "5", "--background", "#ff00ff", "--audio", tone);

        Assert.True(result.ExitCode == 0, result.Error);
        var info = VideoInfo.Read(_folder["a.mp4"], TestContext.Current.CancellationToken);
        Assert.Equal("aac", info.AudioCodec);
        Assert.InRange(info.Duration!.Value, 3, 7);
        using var video = VideoReader.Open(_folder["a.mp4"], cancellation: TestContext.Current.CancellationToken);
        var corner = video.Frames().First().Row(2).Slice(6, 3);
        Assert.True(corner[0] > 200 && corner[1] < 60 && corner[2] > 200, "the background should be magenta");
        Assert.True(File.Exists(_folder["a.jpg"]));
    }

    [Fact]
    public void Imitate_VideoWithItsMotionBeside_TakesRateAndSoundFromTheVideo()
    {
        var frames = MotionFile.Read(Sample("motions/bow.npz")).Frames.Count;
        var video = _folder.FFmpeg("dance.mp4", "-f", "lavfi", "-i", "testsrc=size=64x64:rate=20", "-f", "lavfi", "-i", "sine=duration=20", "-frames:v", $"{frames}", "-shortest");
        File.Copy(Sample("motions/bow.npz"), _folder["dance.npz"]);

        var result = CommandLine.Run("imitate", "--source", Sample("person.png"), "--body", Sample("person.npz"), "--motion", video, "-o", _folder["a.mp4"], "--size", "64");

        Assert.True(result.ExitCode == 0, result.Error);
        var info = VideoInfo.Read(_folder["a.mp4"], TestContext.Current.CancellationToken);
        Assert.NotNull(info.AudioCodec);
        Assert.Equal(20, info.Rate.Value, 3);
    }

    [Theory]
    [InlineData("--body a.npz --keypoints b.json", "not both")]
    [InlineData("--body a.npz --method magic", "texture-warp")]
    [InlineData("--body a.npz --camera sideways", "'smooth'")]
    public void Imitate_WrongUsage_IsExitTwo(string arguments, string expected)
    {
        string[] usual = ["imitate", "--source", "a.png", "--motion", "m.bvh", "-o", "o.mp4"];

        var error = CommandLine.AssertFails(2, CommandLine.Run([.. usual, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Motion_FromSoundWithoutVideo_IsInputAtFault()
    {
        var sound = _folder.FFmpeg("sound.mp4", "-f", "lavfi", "-i", "sine=duration=1");

        Assert.Contains("no video stream, only sound", CommandLine.AssertFails(3, Imitate("--motion", sound)), StringComparison.Ordinal);
    }

    [Fact]
    public void Motion_FromVideoOfNobody_SaysSo()
    {
        var video = _folder.FFmpeg("video.mp4", "-f", "lavfi", "-i", "testsrc=size=64x64:duration=1");

        Assert.Contains("Nobody is found in", CommandLine.AssertFails(3, Imitate("--motion", video)), StringComparison.Ordinal);
    }

    [Fact]
    public void Body_ThatIsAMotion_IsInputAtFault()
    {
        var error = CommandLine.AssertFails(3, CommandLine.Run(
            "imitate", "--source", Sample("person.png"), "--body", Sample("motions/bow.npz"), "--motion", Sample("motions/bow.npz"), "-o", _folder["a.mp4"]));

        Assert.Contains("not the body of one picture", error, StringComparison.Ordinal);
        Assert.Contains("liquidwarp recover", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Background_NoColour_IsInputAtFault() =>
        Assert.Contains("#rrggbb", CommandLine.AssertFails(3, Imitate("--motion", Sample("motions/bow.npz"), "--background", "#12")), StringComparison.Ordinal);

    [Fact]
    public void Background_NeitherWordNorPicture_SaysWhatThereIs() =>
        Assert.Contains("'#ffffff', keep or blur", CommandLine.AssertFails(3, Imitate("--motion", Sample("motions/bow.npz"), "--background", "white")), StringComparison.Ordinal);

    [Fact]
    public void Camera_CopiedFromCapture_IsRefusedBeforeTheWork()
    {
        var error = CommandLine.AssertFails(3, Imitate("--motion", Sample("motions/bow.npz"), "--camera", "copy"));

        Assert.Contains("no cameras to copy", error, StringComparison.Ordinal);
        Assert.DoesNotContain("frames", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.mp4", "silent.mp4", "holds no sound")]
    [InlineData("a.gif", "silent.mp4", "cannot carry sound")]
    [InlineData("a.mp4", "absent.mp3", "does not exist")]
    public void Audio_ThatWouldNotBeHeard_IsRefusedBeforeTheWork(string output, string audio, string expected)
    {
        _folder.FFmpeg("silent.mp4", "-f", "lavfi", "-i", "testsrc=size=64x64:duration=1");

        var error = CommandLine.AssertFails(3, CommandLine.Run(
            "imitate", "--source", Sample("person.png"), "--body", Sample("person.npz"), "--motion", Sample("motions/bow.npz"), "-o", _folder[output], "--audio", _folder[audio]));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Taking the picture", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another", true)]
    [InlineData("LiquidWarp default body", false)]
    public void Body_OfAnotherModel_IsDoubted(string model, bool doubted)
    {
        MotionFile.Write(_folder["me.npz"], MotionFile.Read(Sample("person.npz")), model);

        var result = CommandLine.Run(
            "imitate", "--source", Sample("person.png"), "--body", _folder["me.npz"], "--motion", Sample("motions/bow.npz"), "-o", _folder["a.mp4"], "--size", "64", "--fps", "1");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(doubted, result.Error.Contains("recovered with the body 'another'", StringComparison.Ordinal));
    }

    [Fact]
    public void Recover_BodyFile_NamesItsModel()
    {
        var result = CommandLine.Run("recover", Sample("person.png"), "--keypoints", Sample("person.keypoints.json"), "-o", _folder["me.npz"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("LiquidWarp default body", NpzFile.Read(_folder["me.npz"])["model"].ToStrings().Single());
    }

    [Fact]
    public void Body_UnderAnotherEnding_IsRefused() =>
        Assert.Contains("as .npz", CommandLine.AssertFails(3, CommandLine.Run(
            "recover", Sample("person.png"), "--keypoints", Sample("person.keypoints.json"), "-o", _folder["me.txt"])), StringComparison.Ordinal);

    [Fact]
    public void Model_FolderOfSomethingElse_SaysWhatIsMissing() =>
        Assert.Contains("neither body.safetensors nor MakeHuman's", CommandLine.AssertFails(3, CommandLine.Run("body", "--model", Sample(""), "-o", _folder["sheets"])), StringComparison.Ordinal);

    private CommandLine.Result Imitate(params string[] more) =>
        CommandLine.Run(["imitate", "--source", Sample("person.png"), "--body", Sample("person.npz"), "-o", _folder["a.mp4"], .. more]);

    private static string Sample(string name) => Path.Combine(Goldens.Checkout, "samples", name);
}
