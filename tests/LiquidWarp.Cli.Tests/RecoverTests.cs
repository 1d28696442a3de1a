using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Models;
using LiquidWarp.Motions;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests;

/// <summary>From bare pictures and videos to bodies, with the network that ships; and a training of it, in seconds.</summary>
public sealed class RecoverTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Picture_WithoutKeypoints_FindsThePersonWhereTheyAre()
    {
        var picture = Sample("person.png");
        var result = CommandLine.Run("recover", picture, "-o", _folder["a.npz"], "--overlay", _folder["a.png"]);

        Assert.True(result.ExitCode == 0, result.Error);
        var size = PictureFile.ReadSize(_folder["a.png"]);
        Assert.Equal(PictureFile.ReadSize(picture), size);
        var body = Assert.Single(MotionFile.Read(_folder["a.npz"]).Frames);
        var truth = KeypointFile.Read(Sample("person.keypoints.json"), new KeypointSelection(picture));
        var model = BodyModel.LoadDefault();
        var posed = model.CreatePosed();
        model.Pose(body, posed);
        var canvas = new SquareCanvas(size.Width, size.Height);
        var tall = truth.Points.Values.Max(point => point.Position.Y) - truth.Points.Values.Min(point => point.Position.Y);
        List<float> away = [];
        foreach (var (point, mark) in truth.Points)
            if (Enum.TryParse<Joint>(point.ToString(), out var joint) && body.Camera.Project(posed.Joints[(int)joint]) is var place)
                away.Add(Vector2.Distance((new Vector2(place.X, place.Y) + Vector2.One) * canvas.Side / 2 - new Vector2(canvas.Left, canvas.Top), mark.Position));
        Assert.True(away.Count >= 8);
        Assert.InRange(away.Average() / tall, 0, 0.05f);
    }

    [Fact]
    public void Video_OfAPersonWhoSlides_IsAMotionThatSlides()
    {
        var video = _folder.FFmpeg("v.mp4", "-loop", "1", "-i", Sample("person.png"), "-vf", "scale=400:-2,crop=300:ih:'100-10*n':0,fps=5", "-frames:v", "6", "-pix_fmt", "yuv420p");

        var result = CommandLine.Run("recover", video, "-o", _folder["v.npz"], "--overlay", _folder["v.png"], "--mesh", _folder["v.glb"], "--bvh", _folder["v.bvh"]);

        Assert.True(result.ExitCode == 0, result.Error);
        var motion = MotionFile.Read(_folder["v.npz"]);
        Assert.Equal(6, motion.Frames.Count);
        Assert.True(motion.HasImageCamera);
        Assert.All(new[] { "v.png", "v.glb", "v.bvh" }, name => Assert.True(File.Exists(_folder[name]), name));
    }

    [Fact]
    public void Video_OfOneFrame_IsAMotionOfOneFrame()
    {
        var video = _folder.FFmpeg("one.mp4", "-loop", "1", "-i", Sample("person.png"), "-vf", "scale=256:-2", "-frames:v", "1", "-pix_fmt", "yuv420p");
        Assert.Equal(0, CommandLine.Run("recover", video, "-o", _folder["one.npz"]).ExitCode);
        Assert.Single(MotionFile.Read(_folder["one.npz"]).Frames);
    }

    [Fact]
    public void Video_OfNobody_IsInputAtFault()
    {
        var video = _folder.FFmpeg("wall.mp4", "-f", "lavfi", "-i", "color=c=gray:size=160x120:rate=5:duration=1");
        Assert.Contains("Nobody is found", CommandLine.AssertFails(3, CommandLine.Run("recover", video, "-o", _folder["w.npz"])), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["w.npz"]));
    }

    [Theory]
    [InlineData("--person 7", "no person 7")]
    [InlineData("--at 1,1", "(1, 1)")]
    [InlineData("--overlay o.mp4", "is a picture")]
    public void Picture_OfSomebodyElse_SaysWhoIsThere(string arguments, string expected) => Assert.Contains(expected,
        CommandLine.AssertFails(3, CommandLine.Run(["recover", Sample("person.png"), "-o", _folder["a.npz"], .. arguments.Split(' ')])), StringComparison.Ordinal);

    [Fact]
    public void TrainRecovery_ForAMoment_BecomesAModelThatLooks()
    {
        var result = CommandLine.Run("train-recovery", "-o", _folder["mine/recovery.safetensors"], "--minutes", "0.01", "--batch", "2", "--size", "64", "--unseen", "2");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("maskIoU", result.Error, StringComparison.Ordinal);
        var entry = ModelFolder.Open(_folder["mine"]).Networks[NetworkRole.Recovery];
        Assert.IsType<DenseRecoveryOptions>(entry.Options);
        Assert.Contains("do not exist", (string?)entry.Provenance["trained on"], StringComparison.Ordinal);
    }

    [Fact]
    public void MeasureRecovery_OfAFewDrawnPeople_PrintsTheScores()
    {
        var result = CommandLine.Run("measure-recovery", "--pictures", "2", "--size", "128", "--sheet", _folder["s.jpg"]);

        Assert.True(result.ExitCode == 0, result.Error);
        foreach (var expected in new[] { "PA-MPJPE", "IoU of the mask", "by point" })
            Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["s.jpg"]));
        Assert.Contains("belong together", CommandLine.AssertFails(3, CommandLine.Run("measure-recovery", "--photos", _folder["x"])), StringComparison.Ordinal);
    }

    private static string Sample(string name) => Path.Combine(Goldens.Checkout, "samples", name);
}
