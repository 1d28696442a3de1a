using LiquidWarp.Files;
using LiquidWarp.Motions;
using LiquidWarp.Motions.Estimates;
using static LiquidWarp.Tests.Motions.Estimates.EstimatedPerson;

namespace LiquidWarp.Tests.Motions.Estimates;

/// <summary>Golden: dictionaries of torch tensors that numpy pickled into npy files.</summary>
public class TramFileTests
{
    private static string Track => Golden(Path.Combine("tram", "hps", "hps_track_0.npy"));

    [Fact]
    public void Read_CameraThatTurns_IsTakenOutOfTheMotion()
    {
        var motion = MotionFile.Read(Track);

        Assert.Equal((7, false, true), (motion.Frames.Count, motion.HasImageCamera, motion.RateIsAssumed));
        // The frames between are bridged in the world, where the person turns evenly.
        for (var i = 0; i < 7; i++)
            AssertPose(motion.Frames[i], 3 + i);
        AssertTravel(motion, new(0.1f, 0, 0.02f));
        Assert.Equal(Enumerable.Repeat(0.25f, 10), motion.Frames[0].Shape);
        AssertSaid(motion, "up is -y", "does not say its frame rate", "missing in 2 of 7 frames (6 to 7)");
    }

    [Fact]
    public void Read_AsFilmed_TakesTheLensOfTheCameraFile()
    {
        var motion = MotionFile.Read(Track, new(AsFilmed: true));
        var track = (Dictionary<object, object?>)NpyFile.Read(Track).Objects[0]!;
        var places = ((NdArray)track["pred_trans"]!).ToSingles();

        Assert.True(motion.HasImageCamera);
        AssertCamera(motion.Frames[0].Camera, 1000 / 640f / places[2], places[0], places[1]);
        Close.Assert(motion.Frames[0].Pose.AsSpan(3, 3 * 23), MotionFile.Read(Track).Frames[0].Pose.AsSpan(3), 1e-6);
        AssertSaid(motion, "view of the camera");
    }

    [Fact]
    public void Read_SixNumbersAndNoCamera_AreMadeRotationsAndItIsSaid()
    {
        using var folder = new MediaFolder();
        var track = folder.Bytes("track.npy", File.ReadAllBytes(Golden("tram_six.npy")));

        var six = MotionFile.Read(track);
        var whole = MotionFile.Read(Track, new(AsFilmed: true));

        Assert.False(six.HasImageCamera);
        Close.Assert([.. whole.Frames.SelectMany(frame => frame.Pose)], [.. six.Frames.SelectMany(frame => frame.Pose)], 2e-5);
        AssertSaid(six, "six numbers", "no camera.npy beside it");
    }

    [Theory]
    [InlineData("key", "lacks 'frame'; it has pred_cam, pred_pose, pred_shape, pred_rotmat, pred_trans")]
    [InlineData("mirrored", "'pred_rotmat' holds a 3 × 3 matrix that is no rotation, in row 0")]
    [InlineData("zero", "'pred_rotmat' holds a 3 × 3 matrix that is no rotation, in row 0")]
    [InlineData("width", "'pred_rotmat' is an array Float32 (5, 22, 3, 3), expected 72 or 216 or 144 numbers a frame")]
    public void Read_Broken_SaysWhatAndWhere(string broken, string reason)
    {
        var track = (Dictionary<object, object?>)NpyFile.Read(Track).Objects[0]!;
        var rotations = ((NdArray)track["pred_rotmat"]!).ToSingles();
        switch (broken)
        {
            case "key": track.Remove("frame"); break;
            case "mirrored": track["pred_rotmat"] = NdArray.From([.. rotations.Select(number => -number)], 5, 24, 3, 3); break;
            case "zero": track["pred_rotmat"] = NdArray.From(new float[rotations.Length], 5, 24, 3, 3); break;
            default: track["pred_rotmat"] = NdArray.From(new float[5 * 22 * 9], 5, 22, 3, 3); break;
        }

        AssertFails(reason, () => TramFile.Read(Value(track), new()));
    }

    [Fact]
    public void Read_CameraFileItself_NamesTheTrack() =>
        Assert.Contains("name the hps_track_0.npy", Assert.Throws<InputException>(() => MotionFile.Read(Golden(Path.Combine("tram", "camera.npy")))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_CameraOfAShorterVideo_SaysSo()
    {
        using var folder = new MediaFolder();
        var track = folder.Bytes("hps_track_0.npy", File.ReadAllBytes(Track));
        var camera = folder.Bytes("camera.npy", File.ReadAllBytes(Golden("tram_six.npy")));
        var error = Assert.Throws<InputException>(() => MotionFile.Read(track));
        Assert.Contains(camera, error.Message, StringComparison.Ordinal);
        Assert.Contains("lacks 'world_cam_R'; it has pred_cam", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherNpy_SaysWhatIsWanted() =>
        Assert.Contains("a dictionary with pred_rotmat is wanted",
            Assert.Throws<InputException>(() => MotionFile.Read(Path.Combine(Goldens.Checkout, "tests", "Golden", "files", "array_f4.npy"))).Message, StringComparison.Ordinal);
}
