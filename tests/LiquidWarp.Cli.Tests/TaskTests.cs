using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests;

/// <summary>Exact: views, appearance transfer, and several people and motions in a call, from outside, on the people who ship.</summary>
public sealed class TaskTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void View_OneAngle_IsAPictureOfThePersonTurned()
    {
        Succeed("view", "--source", Sample("person.png"), "--yaw", "90", "-o", _folder["side.png"], "--size", "64", "--method", "texture-warp", "--sheet");
        Succeed("view", "--source", Sample("person.png"), "--yaw", "0", "-o", _folder["front.png"], "--size", "64", "--method", "texture-warp");

        var (side, front) = (PictureFile.Read(_folder["side.png"]), PictureFile.Read(_folder["front.png"]));
        Assert.Equal((64, 64), (side.Width, side.Height));
        // The arm that was stretched out points at the camera: where the hand was is wall again.
        Assert.InRange(Difference(side, front, 16, 23, 25, 34), 3, 255);
        Assert.True(File.Exists(_folder["side.sheet.png"]));
    }

    [Fact]
    public void View_BulletTime_PlaysFreezesAndPlaysOn()
    {
        Succeed("view", "--source", Sample("person.png"), "--yaw", "0:360", "--motion", Sample("motions/bow.npz"), "--freeze", "1.0s", "--play", "--frames", "6", "--fps", "4",
            "-o", _folder["time.mp4"], "--size", "64", "--method", "texture-warp");
        Succeed("view", "--source", Sample("person.png"), "--yaw", "30", "--motion", Sample("motions/bow.npz"), "--fps", "4", "-o", _folder["along.mp4"], "--size", "64", "--method", "texture-warp");

        var (whole, motion) = (Frames("time.mp4"), Frames("along.mp4"));
        Assert.Equal(motion.Count + 6, whole.Count);
        // Frame 4 is frozen: there is it again, from the front, when the turn is over.
        Assert.InRange(Difference(whole[4], whole[10]), 0, 3);
        Assert.InRange(Difference(whole[4], whole[7]), 4, 255);
    }

    [Fact]
    public void View_WithAGenerator_Draws()
    {
        var result = Succeed("view", "--source", Sample("person.png"), "--yaw", "20", "--pitch", "10", "-o", _folder["view.png"], "--size", "64", "--model", SmallModel());

        Assert.Contains("Drawing with the generator", result.Error, StringComparison.Ordinal);
        Assert.Equal(64, PictureFile.Read(_folder["view.png"]).Width);
    }

    [Fact]
    public void Transfer_Clothes_KeepsPersonAndBackground()
    {
        Succeed("transfer", "--source", Sample("person.png"), "--clothes", Sample("other.png"), "-o", _folder["dressed.png"], "--size", "128", "--method", "texture-warp", "--sheet", _folder["s.jpg"]);

        var dressed = PictureFile.Read(_folder["dressed.png"]);
        var (person, other) = (Resampling.Resize(PictureFile.Read(Sample("person.png")), 128, 128, ResizeMethod.Area), Resampling.Resize(PictureFile.Read(Sample("other.png")), 128, 128, ResizeMethod.Area));
        // A corner of wall, the face, and the legs.
        Assert.InRange(Difference(dressed, person, 2, 10, 2, 10), 0, 3);
        Assert.True(Difference(dressed, person, 60, 68, 20, 26) < Difference(dressed, other, 60, 68, 20, 26), "the face should be the source's");
        Assert.True(Difference(dressed, other, 56, 60, 75, 100) < Difference(dressed, person, 56, 60, 75, 100), "the trousers should be the other's");
        Assert.True(File.Exists(_folder["s.jpg"]));
    }

    [Fact]
    public void Transfer_WithMotionAndGenerator_IsAVideo()
    {
        Succeed("transfer", "--source", Sample("person.png"), "--clothes", Sample("other.png"), "--parts", "head,shoes", "--motion", Sample("motions/bow.npz"), "--fps", "1",
            "-o", _folder["dressed.gif"], "--size", "64", "--model", SmallModel());

        Assert.InRange(Frames("dressed.gif").Count, 2, 20);
    }

    [Fact]
    public void Imitate_SeveralPeopleAndMotions_WritesEachWithEach()
    {
        var beach = _folder.FFmpeg("beach.mp4", "-f", "lavfi", "-i", "color=c=0x00ff00:size=64x64:rate=5:duration=1");

        Succeed("imitate", "--source", Sample("person.png"), Sample("other.png"), "--motion", Sample("motions/bow.npz"), Sample("motions/wave.npz"), "--fps", "1",
            "-o", _folder["out"], "--format", "mkv", "--sheet", "--size", "64", "--background", beach, "--method", "texture-warp");

        string[] names = ["other-bow", "other-wave", "person-bow", "person-wave"];
        Assert.Equal(names.SelectMany(name => new[] { $"{name}.mkv", $"{name}.png" }), Directory.GetFiles(_folder["out"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        var frame = Frames("out/person-bow.mkv")[1];
        Assert.True(frame.Data[1] > 200 && frame.Data[0] < 60, "the video should be behind the person");
    }

    [Theory]
    [InlineData("view --source a.png -o o.png", "'--yaw'")]
    [InlineData("view --source a.png --yaw left -o o.png", "FROM:TO")]
    [InlineData("view --source a.png --yaw 0:90:180 -o o.mp4", "FROM:TO")]
    [InlineData("view --source a.png --yaw 5 --freeze 3 -o o.png", "--motion")]
    [InlineData("view --source a.png --yaw 5 --motion m.bvh --freeze soon -o o.png", "2.5s")]
    [InlineData("view --source a.png --yaw 5 --motion m.bvh --play -o o.mp4", "--freeze")]
    [InlineData("view --source a.png --yaw 5 --motion m.bvh --frames 9 -o o.mp4", "--fps")]
    [InlineData("view --source a.png b.png --yaw 5 -o o.png", "b.png")]
    [InlineData("view --source a.png --source b.png --yaw 5 -o o.png", "takes one")]
    [InlineData("transfer --source a.png -o o.png", "'--clothes'")]
    [InlineData("transfer --source a.png --clothes b.png --clothes-body c.npz --clothes-keypoints d.json -o o.png", "not both")]
    [InlineData("imitate --source a.png b.png --body a.npz --motion m.bvh -o out", "one for each picture")]
    [InlineData("imitate --source a.png --motion m.bvh -o out --format avi", "'mkv'")]
    public void WrongUsage_IsExitTwo(string arguments, string expected) =>
        Assert.Contains(expected, CommandLine.AssertFails(2, CommandLine.Run(arguments.Split(' '))), StringComparison.Ordinal);

    [Theory]
    [InlineData("view --source PERSON --yaw 0:360 -o o.png", "is a turn")]
    [InlineData("view --source PERSON --yaw 10 --motion BOW -o o.png", "--freeze")]
    [InlineData("view --source PERSON --yaw 10 --motion BOW --freeze 100000 -o o.png", "no frame 100000")]
    [InlineData("transfer --source PERSON --clothes OTHER -o o.mp4", "--motion")]
    [InlineData("transfer --source PERSON --clothes OTHER --motion BOW -o o.png", "one picture")]
    [InlineData("transfer --source PERSON --clothes OTHER --parts trousers -o o.png", "'trousers' is no part")]
    [InlineData("transfer --source PERSON --clothes OTHER --parts all -o o.png", "the whole person")]
    [InlineData("imitate --source PERSON OTHER --motion BOW -o o.mp4", "name a folder")]
    [InlineData("imitate --source PERSON PERSON --motion BOW -o out", "person-bow.mp4")]
    [InlineData("imitate --source PERSON --motion BOW BOW -o out --sheet a.png", "one sheet")]
    public void InputAtFault_IsExitThree(string arguments, string expected)
    {
        var replaced = arguments.Split(' ').Select(word => word switch
        {
            "PERSON" => Sample("person.png"),
            "OTHER" => Sample("other.png"),
            "BOW" => Sample("motions/bow.npz"),
            _ when word.StartsWith("o.", StringComparison.Ordinal) || word is "out" or "a.png" => _folder[word],
            _ => word,
        });
        Assert.Contains(expected, CommandLine.AssertFails(3, CommandLine.Run([.. replaced])), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Names(), name => name.StartsWith("o.", StringComparison.Ordinal));
    }

    [Fact]
    public void Source_OfNobody_SaysSo()
    {
        PictureFile.Write(_folder["wall.png"], new RgbImage(200, 150));

        var error = CommandLine.AssertFails(3, CommandLine.Run("view", "--source", _folder["wall.png"], "--yaw", "5", "-o", _folder["o.png"]));

        foreach (var expected in new[] { "Nobody is found", "wall.png", "--keypoints" })
            Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_WithNothingBesideIt_IsFoundByItself()
    {
        File.Copy(Sample("person.png"), _folder["me.png"]);

        var result = Succeed("view", "--source", _folder["me.png"], "--yaw", "5", "-o", _folder["found.png"], "--size", "64", "--method", "texture-warp");

        Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
        Assert.Equal(64, PictureFile.Read(_folder["found.png"]).Width);
    }

    [Fact]
    public void Help_OfTransfer_NamesTheParts()
    {
        var help = CommandLine.Run("transfer", "--help").Out;
        Assert.All(BodyRegions.All, region => Assert.Contains($"{region.Name} (", help, StringComparison.Ordinal));
    }

    /// <summary>A model folder with the default body and a generator that learned nothing.</summary>
    private string SmallModel()
    {
        var options = new CompactGeneratorOptions { Widths = [4, 4], BackgroundWidths = [4, 4], ResidualBlocks = 1 };
        Directory.CreateDirectory(_folder["model"]);
        using var store = new ParameterStore();
        _ = new CompactGenerator(store.Root, options);
        Weights.Save(store, _folder["model/generator.safetensors"]);
        File.Copy(Path.Combine(Goldens.Checkout, "models", "default", "body.safetensors"), _folder["model/body.safetensors"]);
        ModelFolder.Describe(_folder["model"], new("body.safetensors", []), [new(NetworkArchitecture.Of(NetworkRole.Generator, "compact"), options, "generator.safetensors", [])]);
        return _folder["model"];
    }

    private List<RgbImage> Frames(string name)
    {
        using var video = VideoReader.Open(_folder[name], cancellation: TestContext.Current.CancellationToken);
        return [.. video.Frames()];
    }

    /// <summary>Mean difference in grey levels over a part of two pictures.</summary>
    private static double Difference(RgbImage a, RgbImage b, int left = 0, int right = 0, int top = 0, int bottom = 0)
    {
        right = right == 0 ? a.Width : right;
        bottom = bottom == 0 ? a.Height : bottom;
        return Enumerable.Range(top, bottom - top).SelectMany(y => Enumerable.Range(3 * left, 3 * (right - left)).Select(i => Math.Abs(a.Row(y)[i] - b.Row(y)[i]))).Average();
    }

    private static CommandLine.Result Succeed(params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    private static string Sample(string name) => Path.Combine(Goldens.Checkout, "samples", name);
}
