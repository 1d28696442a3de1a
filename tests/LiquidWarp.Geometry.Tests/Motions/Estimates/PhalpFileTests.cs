using LiquidWarp.Files;
using LiquidWarp.Motions;
using LiquidWarp.Motions.Estimates;
using static LiquidWarp.Tests.Motions.Estimates.EstimatedPerson;

namespace LiquidWarp.Tests.Motions.Estimates;

/// <summary>Golden: what joblib made of PHALP's tracks, compressed.</summary>
public class PhalpFileTests
{
    [Fact]
    public void Read_FramesNumberedWithoutZeros_AreInOrderAndLostOnesBridged()
    {
        var motion = MotionFile.Read(Golden("demo_clip.pkl"));

        Assert.Equal((7, true, true), (motion.Frames.Count, motion.HasImageCamera, motion.RateIsAssumed));
        Assert.Null(motion.RootTravel);
        for (var i = 0; i < 7; i++)
        {
            AssertPose(motion.Frames[i], 3 + i);
            AssertCamera(motion.Frames[i].Camera, 5000 / 640f / 20, 0.1f * (3 + i), 0.2f);
        }

        Assert.Equal(Enumerable.Repeat(0.5f, 10), motion.Frames[0].Shape);
        AssertSaid(motion, "person 1. There are 1 (5 frames), 7 (3 frames)", "view of the camera", "5000 pixels", "no travel", "does not say its frame rate",
            "missing in 2 of 7 frames (4 to 5)", "first seen in frame 1");
    }

    [Fact]
    public void Read_ChosenPerson_IsTheTrackOfThatNumber()
    {
        var motion = MotionFile.Read(Golden("demo_clip.pkl"), new(Person: 7));

        Assert.Equal(3, motion.Frames.Count);
        AssertPose(motion.Frames[0], 0);
        AssertCamera(motion.Frames[0].Camera, 5000 / 640f / 30, 1, 0);
    }

    [Theory]
    [InlineData("key", "'outputs/_DEMO/clip/img/frame_4.jpg' lacks 'camera'; it has time, shot")]
    [InlineData("smpl", "frame_4.jpg.smpl' has 0 entries and lacks that of person 0")]
    [InlineData("body", "frame_4.jpg.smpl.0' is no dictionary")]
    [InlineData("joints", "frame_4.jpg.smpl.0.body_pose' is an array Float32 (1, 189), expected 69 or 207 or 138")]
    [InlineData("depth", "frame_4.jpg.camera.0' places the person at a depth of 0 m")]
    [InlineData("time", "frame_4.jpg.tracked_time' has 1 entries for 2 people")]
    public void Read_Broken_SaysWhatAndWhere(string broken, string reason)
    {
        var tree = Tree("demo_clip.pkl");
        var frame = (Dictionary<object, object?>)tree["outputs/_DEMO/clip/img/frame_4.jpg"]!;
        var body = (Dictionary<object, object?>)((List<object?>)frame["smpl"]!)[0]!;
        switch (broken)
        {
            case "key": frame.Remove("camera"); break;
            case "smpl": frame["smpl"] = new List<object?>(); break;
            case "body": frame["smpl"] = new List<object?> { -1L, -1L }; break;
            case "joints": body["body_pose"] = NdArray.From(new float[189], 21, 3, 3); break;
            case "depth": frame["camera"] = new List<object?> { NdArray.From(new float[3], 3), NdArray.From(new float[3], 3) }; break;
            default: frame["tracked_time"] = new List<object?> { 0L }; break;
        }

        AssertFails(reason, () => PhalpFile.Read(Value(tree), new()));
    }
}
