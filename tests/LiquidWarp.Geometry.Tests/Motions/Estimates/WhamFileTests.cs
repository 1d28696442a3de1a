using LiquidWarp.Files;
using LiquidWarp.Motions;
using LiquidWarp.Motions.Estimates;
using static LiquidWarp.Tests.Motions.Estimates.EstimatedPerson;

namespace LiquidWarp.Tests.Motions.Estimates;

/// <summary>Golden: what joblib made of WHAM's results, raw and compressed by zlib.</summary>
public class WhamFileTests
{
    [Theory]
    [InlineData("wham_output.pkl")]
    [InlineData("wham_zlib.pkl")]
    public void Read_World_TakesTheLongestTrackAndBridgesItsGap(string name)
    {
        var motion = MotionFile.Read(Golden(name));

        Assert.Equal((7, 30.0, false, true), (motion.Frames.Count, motion.FramesPerSecond, motion.HasImageCamera, motion.RateIsAssumed));
        // Frames 6 and 7 were never in the file.
        for (var i = 0; i < 7; i++)
            AssertPose(motion.Frames[i], 3 + i);
        AssertTravel(motion, new(0.1f, 0, 0.02f));
        Close.Assert([1, -1, 0, 0, 0, 0, 0, 0, 0, 0], motion.Frames[0].Shape, 0);
        AssertSaid(motion, "Of 2 people the one seen in most frames: person 2. There are 2 (5 frames), 0 (2 frames)", "up is +y", "does not say its frame rate: 30",
            "missing in 2 of 7 frames (6 to 7)", "first seen in frame 3");
    }

    [Fact]
    public void Read_ChosenPerson_IsTheTrackOfThatNumber()
    {
        var motion = MotionFile.Read(Golden("wham_output.pkl"), new(Person: 0));

        Assert.Equal(2, motion.Frames.Count);
        AssertPose(motion.Frames[1], 1);
        Assert.DoesNotContain(motion.Assumptions, said => said.Contains("people", StringComparison.Ordinal));
        Assert.Contains("has no person 1. It has 2 (5 frames), 0 (2 frames)",
            Assert.Throws<InputException>(() => MotionFile.Read(Golden("wham_output.pkl"), new(Person: 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AsFilmed_TakesPoseAndTransWithWhamsLens()
    {
        var motion = MotionFile.Read(Golden("wham_output.pkl"), new(AsFilmed: true));

        Assert.True(motion.HasImageCamera);
        for (var i = 0; i < 7; i++)
        {
            AssertPose(motion.Frames[i], 3 + i);
            // The diagonal of 1280 × 720, in half sides of 640, at 4 m.
            AssertCamera(motion.Frames[i].Camera, MathF.Sqrt(1280 * 1280 + 720 * 720) / 640 / 4, 0.1f * (3 + i), 0.3f);
        }

        AssertSaid(motion, "view of the camera", "diagonal", "16 : 9");
    }

    [Theory]
    [InlineData("nobody", "holds nobody")]
    [InlineData("key", "'2' lacks 'pose_world'; it has pose, trans, trans_world, betas, verts, frame_ids")]
    [InlineData("ids", "'0' lacks 'frame_ids'")]
    [InlineData("twice", "the person is in frame 4 twice")]
    [InlineData("far", "numbered from 3 to 90000000")]
    [InlineData("fraction", "'2.frame_ids' holds 4.5, which is no whole number")]
    [InlineData("frames", "'2.pose_world' is an array Float32 (5, 72), expected 4 frames")]
    public void Read_Broken_SaysWhatAndWhere(string broken, string reason)
    {
        var tree = Tree("wham_output.pkl");
        var track = (Dictionary<object, object?>)tree[2L]!;
        switch (broken)
        {
            case "nobody": tree.Clear(); break;
            case "key": track.Remove("pose_world"); break;
            case "ids": ((Dictionary<object, object?>)tree[0L]!).Remove("frame_ids"); break;
            case "twice": track["frame_ids"] = NdArray.From(new long[] { 3, 4, 5, 4, 9 }, 5); break;
            case "far": track["frame_ids"] = NdArray.From(new long[] { 3, 4, 5, 8, 90_000_000 }, 5); break;
            case "fraction": track["frame_ids"] = NdArray.From([3, 4.5, 5, 8, 9], 5); break;
            default: track["frame_ids"] = NdArray.From(new long[] { 3, 4, 5, 8 }, 4); break;
        }

        AssertFails(reason, () => WhamFile.Read(Value(tree), new()));
    }
}
