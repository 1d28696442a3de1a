using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;
using LiquidWarp.Tests.Bodies;

namespace LiquidWarp.Tests.Motions;

/// <summary>Exact against the body's own joints, and round trips through the reader and retargeting.</summary>
public class BvhWriterTests
{
    public static TheoryData<string> Motions => [.. ProceduralMotion.Names];

    [Fact]
    public void Write_AnyBody_SkeletonIsItsRestPoseInCentimetresOnTheFloor()
    {
        var (body, shape) = (DefaultFigure.Model, RandomBody.Shape(3));
        var rest = body.CreatePosed();
        body.Pose(shape, new float[72], rest);
        var floor = rest.Vertices.Min(vertex => vertex.Y);

        var clip = Written(RandomMotion(2, shape), body);

        Assert.Equal(Enum.GetNames<Joint>().Order(), clip.Joints.Select(joint => joint.Name).Order());
        var zero = clip.ZeroPose();
        for (var i = 0; i < zero.Length; i++)
            Assert.True(Vector3.Distance(100 * (rest.Joints[(int)Enum.Parse<Joint>(clip.Joints[i].Name)] - new Vector3(0, floor, 0)), zero[i]) < 1e-3f, clip.Joints[i].Name);
        // Fingers, toes and the crown, from their last joints.
        Vector3 End(Joint joint) => clip.Joints.Single(it => it.Name == joint.ToString()).EndSite!.Value;
        Assert.True(End(Joint.LeftHand).X is > 5 and < 20 && End(Joint.RightFoot).Z is > 5 and < 20 && End(Joint.Head).Y is > 10 and < 25);
    }

    [Fact]
    public void Write_RandomPoses_EveryJointIsWhereTheBodyHasIt()
    {
        var motion = RandomMotion(20, RandomBody.Shape(5));
        var body = RandomBody.Create(100, seed: 5);

        var clip = Written(motion, body);

        Assert.Equal(24, clip.FramesPerSecond);
        var (joints, first) = (new Vector3[JointTree.Count], clip.Pose(0).Positions[0]);
        for (var frame = 0; frame < motion.Frames.Count; frame++)
        {
            body.PoseJoints(motion.Frames[frame].Shape, motion.Frames[frame].Pose, joints);
            var positions = clip.Pose(frame).Positions;
            for (var i = 0; i < positions.Length; i++)
            {
                var view = joints[(int)Enum.Parse<Joint>(clip.Joints[i].Name)] - joints[0] + motion.RootTravel![frame];
                var world = new Vector3(view.X, -view.Y, -view.Z);
                Assert.True(Vector3.Distance(100 * world, positions[i] - first) < 0.01f, $"frame {frame}, {clip.Joints[i].Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Motions))]
    public void Write_ThenReadAsAMotion_PutsEveryJointWhereItWas(string name)
    {
        var motion = ProceduralMotion.Create(name, framesPerSecond: 15);
        using var file = new TemporaryFile(".bvh");

        BvhWriter.Write(file.Path, motion, DefaultFigure.Model);
        var read = MotionFile.Read(file.Path);

        Assert.Equal((15, motion.Frames.Count, false), (read.FramesPerSecond, read.Frames.Count, read.HasImageCamera));
        for (var frame = 0; frame < motion.Frames.Count; frame++)
        {
            var (expected, actual) = (DefaultFigure.Pose(motion.Frames[frame]).Joints, DefaultFigure.Pose(read.Frames[frame]).Joints);
            for (var joint = 0; joint < JointTree.Count; joint++)
                Assert.True(Vector3.Distance(expected[joint], actual[joint]) < 1e-3f, $"frame {frame}, {(Joint)joint}: {1000 * Vector3.Distance(expected[joint], actual[joint])} mm");
            Assert.True(Vector3.Distance(motion.RootTravel![frame], read.RootTravel![frame]) < 2e-3f, $"frame {frame}: travel {motion.RootTravel[frame]}, read {read.RootTravel[frame]}");
        }
    }

    [Fact]
    public void Write_AnotherShape_ReadBackOntoIt_IsOffByHowItsLimbsHang()
    {
        // Reading turns limbs from where they point in the file's rest pose to where they point in the mean body's: some degrees.
        float[] shape = [1.5f, -1, 0.5f, 2.5f, 0, -0.7f, 0, 0.3f, 0, -1];
        var motion = ProceduralMotion.Create("kick", framesPerSecond: 10);
        motion = motion with { Frames = [.. motion.Frames.Select(frame => frame with { Shape = shape })] };
        using var file = new TemporaryFile(".bvh");

        BvhWriter.Write(file.Path, motion, DefaultFigure.Model);
        var read = MotionFile.Read(file.Path);

        for (var frame = 0; frame < motion.Frames.Count; frame++)
        {
            var (expected, actual) = (DefaultFigure.Pose(motion.Frames[frame]).Joints, DefaultFigure.Pose(read.Frames[frame] with { Shape = shape }).Joints);
            Assert.All(expected.Zip(actual), pair => Assert.True(Vector3.Distance(pair.First, pair.Second) < 0.015f));
        }
    }

    [Fact]
    public void Write_ElbowThatBendsBeyondAQuarter_HasCurvesWithoutJumps()
    {
        var frames = Enumerable.Range(0, 30).Select(i =>
        {
            var frame = BodyParameters.Frontal();
            frame.Pose[3 * (int)Joint.LeftElbow + 1] = -5 * i * MathF.PI / 180;
            return frame;
        });
        using var file = new TemporaryFile(".bvh");

        BvhWriter.Write(file.Path, new Motion("bend", 30, [.. frames], HasImageCamera: false), DefaultFigure.Model);

        var rows = File.ReadAllLines(file.Path)[^30..].Select(line => line.Split(' ').Select(float.Parse).ToArray()).ToArray();
        Assert.Equal(-145, rows[29].Min(), 1e-3f);
        for (var frame = 1; frame < rows.Length; frame++)
            Assert.True(rows[frame].Zip(rows[frame - 1], (now, before) => MathF.Abs(now - before)).Max() < 5.1f, $"frame {frame}");
    }

    [Fact]
    public void Write_NoFrames_SaysSoAndLeavesNoFile()
    {
        using var file = new TemporaryFile(".bvh");

        var error = Assert.Throws<InputException>(() => BvhWriter.Write(file.Path, new Motion("clip", 30, [], HasImageCamera: false), DefaultFigure.Model));

        Assert.Contains("clip has no frames", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public void Write_WhereNothingCanBe_NamesTheFile()
    {
        string Error(string path) => Assert.Throws<InputException>(() => BvhWriter.Write(path, ProceduralMotion.Create("bow"), DefaultFigure.Model)).Message;

        Assert.Contains("is a folder", Error(Path.GetTempPath()), StringComparison.Ordinal);
        Assert.Contains("/no/such/a.bvh cannot be written", Error("/no/such/a.bvh"), StringComparison.Ordinal);
    }

    private static SkeletonClip Written(Motion motion, BodyModel body)
    {
        using var file = new TemporaryFile(".bvh");
        BvhWriter.Write(file.Path, motion, body);
        return BvhFile.Read(file.Path);
    }

    private static Motion RandomMotion(int frameCount, float[] shape) =>
        new("random", 24, [.. Enumerable.Range(0, frameCount).Select(i => new BodyParameters(new(1, 0, 0), RandomBody.Pose(i), shape))], HasImageCamera: false)
        {
            RootTravel = [.. Enumerable.Range(0, frameCount).Select(i => new Vector3(0.1f * i, -0.2f * i, 0.3f * i))],
        };
}
