using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Analytic: skeletons whose pose on the 24 joints is known.</summary>
public class RetargetingTests
{
    private static readonly float[] Standing = BodyParameters.Frontal().Pose;

    [Fact]
    public void Retarget_ZeroPoseIsTPose_GivesRestSeenFromTheFront()
    {
        var motion = Retarget(TestPerson.Bvh([new()]));

        Close.Assert(Standing, motion.Frames[0].Pose, 1e-5);
        Assert.Equal(30, motion.FramesPerSecond);
        Assert.False(motion.HasImageCamera);
    }

    [Theory]
    [InlineData(45)]
    [InlineData(90)]
    public void Retarget_ZeroPoseHasLoweredArms_HeldInTPose_GivesRest(float lowered)
    {
        // The zero pose's arms hang down by this much, and the frame lifts them.
        Vector3 Lower(string name, Vector3 offset)
        {
            var side = name.StartsWith("Left", StringComparison.Ordinal) ? 1 : -1;
            return name is "LeftForeArm" or "RightForeArm" or "LeftHand" or "RightHand"
                ? Vector3.Transform(offset, Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -side * lowered * MathF.PI / 180))
                : offset;
        }

        var motion = Retarget(TestPerson.Bvh([new() { ["LeftArm.Zrotation"] = lowered, ["RightArm.Zrotation"] = -lowered }], offset: Lower));

        Close.Assert(Standing, motion.Frames[0].Pose, 1e-4);
    }

    [Fact]
    public void Retarget_ZeroPoseStandsOnUprightLegs_SoDoesTheDefaultBody()
    {
        var motion = Retarget(TestPerson.Bvh([new()], offset: TestPerson.Straight));

        var (rotations, joints) = DefaultFigure.Pose(motion.Frames[0]);
        foreach (var (from, to) in (ReadOnlySpan<(Joint, Joint)>)[(Joint.LeftHip, Joint.LeftKnee), (Joint.LeftKnee, Joint.LeftAnkle), (Joint.RightHip, Joint.RightKnee), (Joint.RightKnee, Joint.RightAnkle)])
            Assert.True(Vector3.Distance(Vector3.UnitY, Vector3.Normalize(joints[(int)to] - joints[(int)from])) < 1e-3f, $"{from} to {to}");
        foreach (var (from, to, way) in (ReadOnlySpan<(Joint, Joint, float)>)[(Joint.LeftShoulder, Joint.LeftElbow, 1), (Joint.LeftElbow, Joint.LeftWrist, 1), (Joint.RightShoulder, Joint.RightElbow, -1), (Joint.RightElbow, Joint.RightWrist, -1)])
            Assert.True(Vector3.Distance(way * Vector3.UnitX, Vector3.Normalize(joints[(int)to] - joints[(int)from])) < 1e-3f, $"{from} to {to}");
        // Feet are flat in both rest poses, whatever the legs do. y is down.
        Assert.True(Vector3.Distance(-Vector3.UnitY, Vector3.Transform(Vector3.UnitY, rotations[(int)Joint.LeftAnkle])) < 1e-3f);
        Assert.True(Vector3.Distance(-Vector3.UnitY, Vector3.Transform(Vector3.UnitY, rotations[(int)Joint.RightAnkle])) < 1e-3f);
    }

    [Fact]
    public void Retarget_ZeroPoseIsAStraddle_FeetThatTiltWithTheLegsAreFlatBelowUprightOnes()
    {
        // Legs spread by 20 degrees in the zero pose, the feet along with them; the frame closes them.
        Quaternion Spread(string name) => Quaternion.CreateFromAxisAngle(Vector3.UnitZ, (name.StartsWith("Left", StringComparison.Ordinal) ? 20 : -20) * MathF.PI / 180);
        Vector3 Straddle(string name, Vector3 offset) => name is "LeftLeg" or "LeftFoot" or "LeftToeBase" or "RightLeg" or "RightFoot" or "RightToeBase"
            ? Vector3.Transform(TestPerson.Straight(name, offset), Spread(name))
            : offset;

        var motion = Retarget(TestPerson.Bvh([new() { ["LeftUpLeg.Zrotation"] = -20, ["RightUpLeg.Zrotation"] = 20 }], offset: Straddle));

        var (rotations, joints) = DefaultFigure.Pose(motion.Frames[0]);
        Assert.True(Vector3.Distance(Vector3.UnitY, Vector3.Normalize(joints[(int)Joint.LeftAnkle] - joints[(int)Joint.LeftKnee])) < 1e-3f);
        Assert.True(Vector3.Distance(-Vector3.UnitY, Vector3.Transform(Vector3.UnitY, rotations[(int)Joint.LeftAnkle])) < 1e-3f);
        Assert.True(Vector3.Distance(-Vector3.UnitY, Vector3.Transform(Vector3.UnitY, rotations[(int)Joint.RightAnkle])) < 1e-3f);
    }

    [Fact]
    public void Retarget_LeftElbowBentForwards_BendsThatJointAlone()
    {
        var motion = Retarget(TestPerson.Bvh([new() { ["LeftForeArm.Yrotation"] = -80 }]));

        var expected = (float[])Standing.Clone();
        expected[3 * (int)Joint.LeftElbow + 1] = -80 * MathF.PI / 180;
        Close.Assert(expected, motion.Frames[0].Pose, 1e-5);
    }

    [Theory]
    [InlineData("XYZ")]
    [InlineData("XZY")]
    [InlineData("YXZ")]
    [InlineData("YZX")]
    [InlineData("ZXY")]
    [InlineData("ZYX")]
    public void Retarget_AnyChannelOrder_TurnsInThatOrder(string order)
    {
        var degrees = new Dictionary<char, float> { ['X'] = 20, ['Y'] = -35, ['Z'] = 50 };
        var motion = Retarget(TestPerson.Bvh([degrees.ToDictionary(axis => $"RightArm.{axis.Key}rotation", axis => axis.Value)], order));

        var rotation = Matrix4x4.Identity;
        foreach (var axis in order.Reverse())
        {
            var angle = degrees[axis] * MathF.PI / 180;
            rotation *= axis switch { 'X' => Matrix4x4.CreateRotationX(angle), 'Y' => Matrix4x4.CreateRotationY(angle), _ => Matrix4x4.CreateRotationZ(angle) };
        }

        var expected = (float[])Standing.Clone();
        Rotations.ToAxisAngle(rotation).CopyTo(expected, 3 * (int)Joint.RightShoulder);
        Close.Assert(expected, motion.Frames[0].Pose, 1e-5);
    }

    [Fact]
    public void Retarget_ZUpFile_EqualsYUpFile()
    {
        // y up, z to the front becomes z up, -y to the front.
        var upright = Retarget(TestPerson.Bvh([
            new() { ["LeftForeArm.Yrotation"] = -60, ["Hips.Yposition"] = 95 },
            new() { ["RightUpLeg.Xrotation"] = -50, ["Hips.Yrotation"] = 30, ["Hips.Yposition"] = 105, ["Hips.Zposition"] = 20 }]));
        var lying = Retarget(TestPerson.Bvh([
            new() { ["LeftForeArm.Zrotation"] = -60, ["Hips.Zposition"] = 95 },
            new() { ["RightUpLeg.Xrotation"] = -50, ["Hips.Zrotation"] = 30, ["Hips.Zposition"] = 105, ["Hips.Yposition"] = -20 }],
            offset: (_, at) => new(at.X, -at.Z, at.Y)));

        for (var frame = 0; frame < 2; frame++)
        {
            AssertSameRotations(upright.Frames[frame].Pose, lying.Frames[frame].Pose);
            Assert.True(Vector3.Distance(upright.RootTravel![frame], lying.RootTravel![frame]) < 1e-5f);
        }
    }

    [Fact]
    public void Retarget_RootMoves_ScalesByTheLegsIntoCameraView()
    {
        var motion = Retarget(TestPerson.Bvh([new() { ["Hips.Yposition"] = 95 },
            new() { ["Hips.Xposition"] = 84, ["Hips.Yposition"] = 95 + 42, ["Hips.Zposition"] = 8.4f }]));

        // 84 cm of legs are the body's; the person's left is the picture's right, up is -y, towards the camera is -z.
        var expected = RestSkeleton.LegLength * new Vector3(1, -0.5f, -0.1f);
        Assert.True(Vector3.Distance(expected, motion.RootTravel![1]) < 1e-5f, $"{motion.RootTravel[1]}");
        Assert.Equal(new WeakPerspectiveCamera(1, motion.RootTravel[1].X, motion.RootTravel[1].Y), motion.Frames[1].Camera);
        Assert.Equal(new WeakPerspectiveCamera(1, 0, 0), motion.Frames[0].Camera);
    }

    [Theory]
    [InlineData("Hips.Xposition")]
    [InlineData("Hips.Yposition")]
    [InlineData("Hips.Zposition")]
    public void Retarget_RootBeyondAllNumbers_NamesTheFrame(string channel)
    {
        var error = Assert.Throws<InputException>(() => Retarget(TestPerson.Bvh([new(), new() { [channel] = 3e38f }])));

        Assert.Contains("frame 1 holds numbers too large", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Retarget_BonesAllAlongX_EqualsPlainZeroPose()
    {
        // The same motion, once with axes as the world's at rest, once with each joint's x along its bone and other axes anyhow,
        // so that the zero pose is no person at all.
        var frames = Enumerable.Range(0, 20).Select(i => (Turns(i), new Vector3(0, 95, 0))).ToArray();
        var plain = TestPerson.StraightClip(frames);
        var axes = TestPerson.Bones.Select(bone => JointAxes(bone.Name)).ToArray();
        Quaternion ParentAxes(int j) => plain.Joints[j].Parent < 0 ? Quaternion.Identity : axes[plain.Joints[j].Parent];
        var odd = new SkeletonClip
        {
            Name = "odd",
            FramesPerSecond = 30,
            Joints = [.. plain.Joints.Select((joint, j) => joint with { Offset = Vector3.Transform(joint.Offset, Quaternion.Conjugate(ParentAxes(j))) })],
            LocalRotations = [.. plain.LocalRotations.Select(frame => frame.Select((turn, j) => Quaternion.Conjugate(ParentAxes(j)) * turn * axes[j]).ToArray())],
            LocalPositions = [.. plain.LocalPositions.Select(frame => frame.Select((at, j) => Vector3.Transform(at, Quaternion.Conjugate(ParentAxes(j)))).ToArray())],
        };

        var expected = Retargeting.Retarget(plain);
        var actual = Retargeting.Retarget(odd);

        for (var i = 0; i < frames.Length; i++)
            AssertSameRotations(expected.Frames[i].Pose, actual.Frames[i].Pose);
    }

    [Fact]
    public void Retarget_FiveSpineJoints_FoldIntoThree()
    {
        // Between hips and chest five joints bend by 6 degrees each; the chest is bent by 30 on both skeletons.
        var plain = TestPerson.Clip((new(), new(0, 95, 0)));
        var joints = plain.Joints.Take(1).ToList();
        for (var i = 0; i < 5; i++)
            joints.Add(new($"Spine{i}", i, new(0, 7, 0), null));
        foreach (var joint in plain.Joints.Skip(4))
        {
            var parent = joint.Parent == 3 ? 5 : joint.Parent == 0 ? 0 : joint.Parent + 2;
            joints.Add(joint with { Parent = parent });
        }

        var bend = Quaternion.CreateFromAxisAngle(Vector3.UnitX, 6 * MathF.PI / 180);
        var clip = new SkeletonClip
        {
            Name = "five",
            FramesPerSecond = 30,
            Joints = joints,
            LocalRotations = [[.. joints.Select((_, j) => j is >= 1 and <= 5 ? bend : Quaternion.Identity)]],
            LocalPositions = [[.. joints.Select(joint => joint.Offset)]],
        };

        var pose = Retargeting.Retarget(clip).Frames[0].Pose;

        var expected = (float[])Standing.Clone();
        foreach (var joint in (Joint[])[Joint.Spine1, Joint.Spine2, Joint.Spine3])
            expected[3 * (int)joint] = 10 * MathF.PI / 180;
        Close.Assert(expected, pose, 1e-4);
    }

    [Fact]
    public void Retarget_KneesOfAnOddSkeleton_BendBackwards()
    {
        var clip = TestPerson.Clip([.. Enumerable.Range(0, 20).Select(i => (Turns(i), new Vector3(0, 95, 0)))]);

        foreach (var frame in Retargeting.Retarget(clip).Frames)
            Assert.True(frame.Pose[3 * (int)Joint.LeftKnee] >= -1e-4f && frame.Pose[3 * (int)Joint.RightKnee] >= -1e-4f);
    }

    /// <summary>A half turn has two axis-angle vectors, so rotations are compared.</summary>
    private static void AssertSameRotations(float[] expected, float[] actual)
    {
        for (var j = 0; j < JointTree.Count; j++)
        {
            var turn = Quaternion.Conjugate(Rotations.ToQuaternion(new Vector3(expected.AsSpan(3 * j)))) * Rotations.ToQuaternion(new Vector3(actual.AsSpan(3 * j)));
            Assert.True(Rotations.ToAxisAngle(turn).Length() < 1e-3f, $"{(Joint)j} is off by {Rotations.ToAxisAngle(turn)}");
        }
    }

    private static Motion Retarget(string bvh)
    {
        using var file = new TemporaryFile(".bvh", bvh);
        return MotionFile.Read(file.Path);
    }

    private static Dictionary<string, Quaternion> Turns(int frame)
    {
        var s = MathF.Abs(MathF.Sin(frame * 0.4f));
        Quaternion About(Vector3 axis, float degrees) => Quaternion.CreateFromAxisAngle(axis, degrees * MathF.PI / 180);
        return new()
        {
            ["LeftArm"] = About(Vector3.UnitZ, -60 + 20 * s),
            ["RightArm"] = About(Vector3.UnitZ, 60 - 30 * s),
            ["LeftForeArm"] = About(-Vector3.UnitY, 20 + 70 * s),
            ["RightForeArm"] = About(Vector3.UnitY, 30 + 60 * s),
            ["LeftUpLeg"] = About(-Vector3.UnitX, 40 * s),
            ["LeftLeg"] = About(Vector3.UnitX, 15 + 60 * s),
            ["RightLeg"] = About(Vector3.UnitX, 70 - 60 * s),
            ["Spine1"] = About(Vector3.UnitX, 10 * s),
            ["Head"] = About(Vector3.UnitY, 20 * s),
        };
    }

    /// <summary>Axes of the odd skeleton's joint at rest: x along the bone; on the right side and the feet also turned about it.</summary>
    private static Quaternion JointAxes(string name)
    {
        Quaternion About(Vector3 axis, int quarters) => Quaternion.CreateFromAxisAngle(axis, quarters * MathF.PI / 2);
        return name switch
        {
            "Hips" => Quaternion.Identity,
            "LeftShoulder" or "LeftArm" or "LeftForeArm" or "LeftHand" => Quaternion.Identity,
            "RightShoulder" or "RightArm" or "RightForeArm" or "RightHand" => About(Vector3.UnitY, 2),
            "LeftUpLeg" or "LeftLeg" or "RightUpLeg" or "RightLeg" => About(Vector3.UnitZ, -1),
            "LeftFoot" or "RightFoot" => About(Vector3.UnitY, -1) * About(Vector3.UnitX, 1),
            "Head" => Quaternion.Identity,
            "LeftToeBase" or "RightToeBase" => About(Vector3.UnitY, -1) * About(Vector3.UnitX, 1),
            _ => About(Vector3.UnitZ, 1),
        };
    }
}
