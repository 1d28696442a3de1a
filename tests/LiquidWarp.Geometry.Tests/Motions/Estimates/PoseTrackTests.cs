using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions.Estimates;
using static LiquidWarp.Tests.Motions.Estimates.EstimatedPerson;

namespace LiquidWarp.Tests.Motions.Estimates;

/// <summary>Analytic: estimates in any order become frames in order.</summary>
public class PoseTrackTests
{
    [Fact]
    public void ToMotion_AnyOrder_IsSortedBridgedAndOfMedianShape()
    {
        var motion = PoseTrack.ToMotion("some.file", [Estimate(6, 9), Estimate(0, 1), Estimate(2, -1)], Quaternion.Identity, 25, []);

        Assert.Equal((7, 25.0, false), (motion.Frames.Count, motion.FramesPerSecond, motion.RateIsAssumed));
        for (var i = 0; i < 7; i++)
        {
            Close.Assert([0, 0, 0.2f * i], motion.Frames[i].Pose.AsSpan(0, 3), 1e-6);
            Assert.Equal(1, motion.Frames[i].Shape[0]);
            Close.Assert([i, 0], [motion.Frames[i].Camera.X, motion.Frames[i].Camera.Y], 1e-5);
        }

        AssertSaid(motion, "missing in 4 of 7 frames (1, 3 to 5)");
    }

    [Fact]
    public void ToMotion_HeadDownInEveryFrame_IsDoubted()
    {
        // Camera view has y down, so the identity stands on its head.
        AssertSaid(PoseTrack.ToMotion("some.file", [Estimate(0, 0)], Quaternion.Identity, null, []), "upside down", "30 frames a second");
        Assert.DoesNotContain(PoseTrack.ToMotion("some.file", [Estimate(0, 0)], new(1, 0, 0, 0), 25, []).Assumptions, said => said.Contains("upside down", StringComparison.Ordinal));
    }

    [Fact]
    public void ToMotion_NobodyOrNegativeFrame_IsRefused()
    {
        AssertFails("has no frames", () => PoseTrack.ToMotion("some.file", [], Quaternion.Identity, null, []));
        AssertFails("numbered from -1", () => PoseTrack.ToMotion("some.file", [Estimate(-1, 0)], Quaternion.Identity, null, []));
    }

    private static EstimatedFrame Estimate(long number, float shape)
    {
        var pose = new float[BodyParameters.PoseLength];
        pose[2] = 0.2f * number;
        return new(number, pose, [shape], new Vector3(number, 0, 0));
    }
}
