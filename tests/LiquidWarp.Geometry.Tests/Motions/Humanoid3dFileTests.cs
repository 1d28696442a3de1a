using System.Globalization;
using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Analytic: each of a frame's 44 numbers turns the joint that it belongs to, the way that the format says.</summary>
public class Humanoid3dFileTests
{
    private static readonly float[] Zero =
    [
        0.02f, 0, 0, 0, .. Identity, .. Identity, .. Identity,
        .. Identity, 0, .. Identity, .. Identity, 0,
        .. Identity, 0, .. Identity, .. Identity, 0,
    ];

    private static float[] Identity => [1, 0, 0, 0];

    // The file's x is forward and its z to the person's right: in the camera's view -z and -x.
    [Theory]
    [InlineData(16, Joint.RightHip, Joint.RightKnee)]
    [InlineData(25, Joint.RightShoulder, Joint.RightElbow)]
    [InlineData(30, Joint.LeftHip, Joint.LeftKnee)]
    [InlineData(39, Joint.LeftShoulder, Joint.LeftElbow)]
    [InlineData(20, Joint.RightKnee, Joint.RightAnkle)]
    [InlineData(34, Joint.LeftKnee, Joint.LeftAnkle)]
    [InlineData(29, Joint.RightElbow, Joint.RightWrist)]
    [InlineData(43, Joint.LeftElbow, Joint.LeftWrist)]
    public void Read_OneJointTurnedForwards_ItsBoneAlonePointsForwards(int at, Joint from, Joint to)
    {
        var frame = (float[])Zero.Clone();
        if (at is 20 or 29 or 34 or 43)
            frame[at] = MathF.PI / 2;
        else
            (frame[at], frame[at + 3]) = (MathF.Sqrt(0.5f), MathF.Sqrt(0.5f));
        var (still, turned) = (Positions(Read(Zero)), Positions(Read(frame)));

        Assert.InRange(Vector3.Distance(-Vector3.UnitZ, Direction(turned, from, to)), 0, 0.02f);
        (Joint From, Joint To)[] others =
        [
            (Joint.LeftHip, Joint.LeftKnee), (Joint.RightHip, Joint.RightKnee), (Joint.LeftShoulder, Joint.LeftElbow), (Joint.RightShoulder, Joint.RightElbow),
            (Joint.Pelvis, Joint.Neck),
        ];
        foreach (var other in others.Where(other => other.From != from))
            Assert.InRange(Vector3.Distance(Direction(still, other.From, other.To), Direction(turned, other.From, other.To)), 0, 0.02f);
    }

    [Theory]
    [InlineData(25, Joint.RightShoulder, Joint.RightElbow)]
    [InlineData(39, Joint.LeftShoulder, Joint.LeftElbow)]
    public void Read_ArmTurnedAboutForwards_PointsToThePersonsLeft(int at, Joint from, Joint to)
    {
        var frame = (float[])Zero.Clone();
        (frame[at], frame[at + 1]) = (MathF.Sqrt(0.5f), MathF.Sqrt(0.5f));
        Assert.InRange(Vector3.Distance(Vector3.UnitX, Direction(Positions(Read(frame)), from, to)), 0, 0.02f);
    }

    [Fact]
    public void Read_ZeroFrames_StandFacingTheCameraAndTravelForwards()
    {
        var (forwards, up) = ((float[])Zero.Clone(), (float[])Zero.Clone());
        forwards[1] = 0.5f;
        up[2] = 0.25f;
        var motion = Read(Zero, forwards, up);
        Assert.Equal(50, motion.FramesPerSecond);
        Assert.Equal(3, motion.Frames.Count);
        var joints = Positions(motion);
        Assert.True(joints[(int)Joint.LeftHip].X > joints[(int)Joint.RightHip].X, "the left is seen on the right");
        Assert.True(joints[(int)Joint.LeftFoot].Z < joints[(int)Joint.LeftAnkle].Z, "toes point to the camera");
        Assert.InRange(Direction(joints, Joint.LeftShoulder, Joint.LeftElbow).Y, 0.99f, 1.01f);
        var travel = motion.RootTravel!;
        Assert.Equal(0, travel[1].X, 1e-4f);
        Assert.True(travel[1].Z < -0.3f, $"forwards is towards the camera: {travel[1]}");
        // Both ways scale alike, by the legs.
        Assert.Equal(travel[1].Z / 2, travel[2].Y, 1e-4f);
    }

    [Fact]
    public void Read_FramesThatLastAMinute_AreRefused()
    {
        var frame = (float[])Zero.Clone();
        frame[0] = 60;
        Assert.Contains("frames of 60 s make no sense", Assert.Throws<InputException>(() => Read(frame, frame)).Message, StringComparison.Ordinal);
    }

    private static Motion Read(params float[][] frames)
    {
        var path = Path.GetTempFileName();
        try
        {
            var rows = frames.Select(frame => $"[{string.Join(", ", frame.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}]");
            File.WriteAllText(path, $"{{\"Loop\": \"none\", \"Frames\": [{string.Join(",\n", rows)}]}}");
            return MotionFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Vector3[] Positions(Motion motion) =>
        DefaultFigure.Pose(new(new(1, 0, 0), motion.Frames[0].Pose, new float[BodyParameters.ShapeLength])).Joints;

    private static Vector3 Direction(Vector3[] joints, Joint from, Joint to) => Vector3.Normalize(joints[(int)to] - joints[(int)from]);
}
