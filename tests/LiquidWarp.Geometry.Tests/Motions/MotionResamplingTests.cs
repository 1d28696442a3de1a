using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Analytic: rotations at constant speed about one axis have known values in between.</summary>
public class MotionResamplingTests
{
    [Fact]
    public void Resample_TwiceTheRate_PutsHalfTurnsBetween()
    {
        var axis = Vector3.Normalize(new(1, 2, -1));
        // 0, 0.8, 1.6 radians at 10 frames a second.
        var motion = Spin(axis, 10, 0, 0.8f, 1.6f);

        var twice = MotionResampling.Resample(motion, 20);

        Assert.Equal(5, twice.Frames.Count);
        Assert.Equal(20, twice.FramesPerSecond);
        for (var i = 0; i < 5; i++)
        {
            Assert.True(Vector3.Distance(axis * (0.4f * i), new(twice.Frames[i].Pose.AsSpan(3 * (int)Joint.LeftHip))) < 1e-5f);
            Assert.Equal(0.5f * i, twice.Frames[i].Camera.X, 1e-5f);
            Assert.Equal(0.5f * i, twice.RootTravel![i].X, 1e-5f);
        }
    }

    [Fact]
    public void Resample_AcrossHalfATurn_TakesTheShortWay()
    {
        // From 170° to 190°, which an axis-angle vector says as -170°.
        var motion = Spin(Vector3.UnitZ, 30, 170 * MathF.PI / 180, -170 * MathF.PI / 180);

        var middle = MotionResampling.Resample(motion, 60).Frames[1];

        Assert.Equal(MathF.PI, MathF.Abs(middle.Pose[3 * (int)Joint.LeftHip + 2]), 1e-4f);
    }

    [Theory]
    [InlineData(30, 25)]
    [InlineData(25, 30)]
    [InlineData(119.88, 30)]
    public void Resample_UnevenRates_KeepSpeed(double from, double to)
    {
        var motion = Spin(Vector3.UnitY, from, [.. Enumerable.Range(0, 50).Select(i => (float)(i / from))]);

        var resampled = MotionResampling.Resample(motion, to);

        Assert.Equal((int)Math.Floor(49 / from * to + 1e-6) + 1, resampled.Frames.Count);
        for (var i = 0; i < resampled.Frames.Count; i++)
            Assert.Equal(i / to, resampled.Frames[i].Pose[3 * (int)Joint.LeftHip + 1], 1e-5);
    }

    [Fact]
    public void Resample_SameRate_ReturnsTheSame()
    {
        var motion = Spin(Vector3.UnitY, 30, 0, 1);

        Assert.Same(motion, MotionResampling.Resample(motion, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => MotionResampling.Resample(motion, double.NaN));
    }

    private static Motion Spin(Vector3 axis, double rate, params float[] angles)
    {
        var poses = angles.Select(angle =>
        {
            var pose = new float[BodyParameters.PoseLength];
            (axis * angle).CopyTo(pose, 3 * (int)Joint.LeftHip);
            return pose;
        }).ToArray();
        return Motion.FromCapture("spin", rate, poses, new float[10], [.. angles.Select((_, i) => new Vector3(i, 0, 0))], []);
    }
}
