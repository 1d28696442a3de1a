using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Analytic: what any believable motion must hold.</summary>
public class ProceduralMotionTests
{
    public static TheoryData<string> Names => [.. ProceduralMotion.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_AnyMotion_LoopsFacesTheCameraAndLastsSeconds(string name)
    {
        var motion = ProceduralMotion.Create(name);

        Assert.InRange(motion.Duration, 2, 6.1);
        Assert.False(motion.HasImageCamera);
        Assert.True(Front(motion.Frames[0].Pose).Z < -0.99f);
        AssertNear(motion.Frames[0].Pose, motion.Frames[^1].Pose, degrees: 1);
        Assert.True(motion.RootTravel![^1].Length() < 0.01f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_AnyMotion_MovesWithoutJumps(string name)
    {
        var motion = ProceduralMotion.Create(name);

        // 16 degrees in a thirtieth of a second are 480 a second, the arms of a jumping jack; a kick is faster at the knee.
        for (var i = 1; i < motion.Frames.Count; i++)
        {
            AssertNear(motion.Frames[i - 1].Pose, motion.Frames[i].Pose, degrees: name == "kick" ? 22 : 16);
            Assert.True(Vector3.Distance(motion.RootTravel![i - 1], motion.RootTravel[i]) < 0.05f);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_AnyMotionInAnyStyle_BendsKneesAndElbowsTheHumanWayAndStaysAboveTheFloor(string name)
    {
        var random = new Random(7);
        for (var trial = 0; trial < 20; trial++)
        {
            var motion = ProceduralMotion.Create(name, trial == 0 ? null : MotionStyle.Random(random));
            var floor = Feet(motion, 0).Max(foot => foot.Y);
            for (var i = 0; i < motion.Frames.Count; i++)
            {
                var pose = motion.Frames[i].Pose;
                Assert.True(Array.TrueForAll(pose, float.IsFinite));
                Assert.InRange(pose[3 * (int)Joint.LeftKnee], 0, 2.5f);
                Assert.InRange(pose[3 * (int)Joint.RightKnee], 0, 2.5f);
                Assert.InRange(-pose[3 * (int)Joint.LeftElbow + 1], 0, 2.6f);
                Assert.InRange(pose[3 * (int)Joint.RightElbow + 1], 0, 2.6f);
                // y is down: no ankle sinks below where the standing ankle is, but for the heel's roll.
                Assert.All(Feet(motion, i), foot => Assert.True(foot.Y < floor + 0.004f, $"{name} {i}: {foot.Y} under {floor}"));
            }
        }
    }

    [Theory]
    [InlineData("wave")]
    [InlineData("squat")]
    [InlineData("bow")]
    [InlineData("stretch")]
    public void Create_MotionOnTheSpot_LeavesFeetWhereTheyAre(string name)
    {
        var motion = ProceduralMotion.Create(name);
        var start = Feet(motion, 0);

        for (var i = 1; i < motion.Frames.Count; i++)
        {
            var feet = Feet(motion, i);
            Assert.True(Vector3.Distance(start[0], feet[0]) < 0.004f && Vector3.Distance(start[1], feet[1]) < 0.004f, $"frame {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_AnyMotion_DefaultBodyStandsFlatOnOneFloor(string name)
    {
        var motion = ProceduralMotion.Create(name);
        var posed = DefaultFigure.Model.CreatePosed();
        var lowest = new List<float>();
        for (var i = 0; i < motion.Frames.Count; i += 5)
        {
            DefaultFigure.Model.Pose(motion.Frames[i], posed);
            lowest.Add(posed.Vertices.Max(vertex => vertex.Y) + motion.RootTravel![i].Y);
        }

        // y is down. Nothing sinks into the floor, and but for jumps something is always on it: skin folds by a millimetre or so.
        Assert.True(lowest.Max() < lowest[0] + 0.004f, $"{lowest.Max() - lowest[0]:0.0000} m under the floor");
        if (name != "jumping-jacks")
            Assert.True(lowest.Min() > lowest[0] - 0.004f, $"{lowest[0] - lowest.Min():0.0000} m above the floor");
    }

    [Fact]
    public void Create_StandingStill_FeetAreWhereTheyWerePut()
    {
        // A squat starts upright with the ankles 34 cm apart and the toes turned out by 18 degrees.
        var frame = ProceduralMotion.Create("squat").Frames[0];

        var (rotations, joints) = DefaultFigure.Pose(frame);
        var outwards = 18 * MathF.PI / 180;
        var ankles = 2 * (0.17f + RestSkeleton.AnkleFromFloor.Z * MathF.Sin(outwards));
        Assert.Equal(ankles, joints[(int)Joint.LeftAnkle].X - joints[(int)Joint.RightAnkle].X, 1e-3f);
        var toes = joints[(int)Joint.LeftFoot] - joints[(int)Joint.LeftAnkle];
        Assert.Equal(outwards, MathF.Atan2(toes.X, -toes.Z), 1e-3f);
        Assert.True(Vector3.Distance(-Vector3.UnitY, Vector3.Transform(Vector3.UnitY, rotations[(int)Joint.LeftAnkle])) < 1e-3f);
    }

    [Fact]
    public void Create_Mirrored_ExchangesSides()
    {
        var plain = ProceduralMotion.Create("kick").Frames[50].Pose;
        var mirrored = ProceduralMotion.Create("kick", new() { Mirror = true }).Frames[50].Pose;

        var left = mirrored.AsSpan(3 * (int)Joint.LeftHip, 3).ToArray();
        var right = plain.AsSpan(3 * (int)Joint.RightHip, 3);
        Close.Assert([right[0], -right[1], -right[2]], left, 1e-5);
    }

    [Fact]
    public void CreateRandom_SameSeed_SameMotion()
    {
        var one = ProceduralMotion.CreateRandom(5);
        var same = ProceduralMotion.CreateRandom(5);
        var other = ProceduralMotion.CreateRandom(6);

        Assert.Equal(one.Frames[10].Pose, same.Frames[10].Pose);
        Assert.NotEqual(one.Frames[10].Pose, other.Frames[10].Pose);
    }

    [Fact]
    public void Create_UnknownName_ListsThoseThereAre()
    {
        var error = Assert.Throws<InputException>(() => ProceduralMotion.Create("moonwalk"));

        Assert.Contains("jumping-jacks", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_ShippedSample_IsWhatTheCodeMakes(string name)
    {
        var shipped = MotionFile.Read(Path.Combine(Goldens.Checkout, "samples", "motions", $"{name}.npz"));
        var made = ProceduralMotion.Create(name);

        Assert.Equal(made.FramesPerSecond, shipped.FramesPerSecond);
        Assert.Equal(made.Frames.Count, shipped.Frames.Count);
        for (var i = 0; i < made.Frames.Count; i++)
            AssertNear(made.Frames[i].Pose, shipped.Frames[i].Pose, degrees: 0.1f);
    }

    private static Vector3 Front(float[] pose) => Vector3.Transform(Vector3.UnitZ, Rotations.ToQuaternion(new Vector3(pose)));

    private static Vector3[] Feet(Motion motion, int frame)
    {
        var joints = DefaultFigure.Pose(motion.Frames[frame]).Joints;
        var travel = motion.RootTravel![frame];
        return [joints[(int)Joint.LeftAnkle] + travel, joints[(int)Joint.RightAnkle] + travel];
    }

    private static void AssertNear(float[] from, float[] to, float degrees)
    {
        for (var j = 0; j < JointTree.Count; j++)
        {
            var turn = Quaternion.Conjugate(Rotations.ToQuaternion(new Vector3(from.AsSpan(3 * j)))) * Rotations.ToQuaternion(new Vector3(to.AsSpan(3 * j)));
            var angle = Rotations.ToAxisAngle(turn).Length() * (180 / MathF.PI);
            Assert.True(angle <= degrees, $"{(Joint)j} turns by {angle:0.0} degrees");
        }
    }
}
