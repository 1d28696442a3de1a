using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Analytic: turning and cutting a motion.</summary>
public class MotionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(-135)]
    [InlineData(180)]
    public void FaceCamera_AnyHeading_FacesFrontAndTurnsTravel(float degrees)
    {
        var walk = Walk(degrees);

        var faced = walk.FaceCamera();

        // The person walks towards the camera (-z) now, whatever the heading was.
        foreach (var frame in faced.Frames)
            Close.Assert(BodyParameters.Frontal().Pose, UpToSign(frame.Pose), 1e-4);
        Assert.True(Vector3.Distance(new(0, -0.1f, -2), faced.RootTravel![^1]) < 1e-4f, $"{faced.RootTravel[^1]}");
        Assert.Equal(faced.RootTravel[^1].X, faced.Frames[^1].Camera.X);
        Assert.Equal(-0.1f, faced.Frames[^1].Camera.Y, 1e-5f);
    }

    [Fact]
    public void FaceCamera_OnceRound_TakesTheFirstFrame()
    {
        var frames = Enumerable.Range(0, 36).Select(i => Walk(40 + i * 10).Frames[0]).ToArray();

        var faced = new Motion("turn", 30, frames, false).FaceCamera();

        Close.Assert(BodyParameters.Frontal().Pose, UpToSign(faced.Frames[0].Pose), 1e-4);
    }

    [Fact]
    public void Trim_PartOfAMotion_StartsItsTravelAnew()
    {
        var part = Walk(0).Trim(0.1, 0.2);

        Assert.Equal(3, part.Frames.Count);
        Assert.Equal(Vector3.Zero, part.RootTravel![0]);
        Assert.Throws<InputException>(() => Walk(0).Trim(5, 6));
    }

    [Fact]
    public void Repeat_Walk_GoesOnFromWhereItEnded()
    {
        var walk = Walk(0);

        var longer = walk.Repeat(3);

        // The last frame of a lap is the first of the next.
        Assert.Equal(31, longer.Frames.Count);
        for (var i = 0; i < longer.Frames.Count; i++)
            Assert.True(Vector3.Distance(new(0, -0.01f * i, -0.2f * i), longer.RootTravel![i]) < 1e-4f);
        Assert.Equal(longer.RootTravel![30].Y, longer.Frames[30].Camera.Y);
    }

    /// <summary>A walk of 2 m straight ahead, 0.1 m up, of a person turned to their left by so much.</summary>
    private static Motion Walk(float degrees)
    {
        var heading = Quaternion.CreateFromAxisAngle(Vector3.UnitY, -degrees * MathF.PI / 180);
        var pose = new float[BodyParameters.PoseLength];
        Rotations.ToAxisAngle(heading * new Quaternion(1, 0, 0, 0)).CopyTo(pose);
        var path = Enumerable.Range(0, 11).Select(i => Vector3.Transform(new(0, -0.01f * i, -0.2f * i), heading)).ToArray();
        return Motion.FromCapture("walk", 30, [.. path.Select(_ => pose)], new float[10], path, []);
    }

    /// <summary>A half turn may be said about either direction of its axis.</summary>
    private static float[] UpToSign(float[] pose) => pose[0] < 0 ? [-pose[0], -pose[1], -pose[2], .. pose[3..]] : pose;
}
