using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Golden: real captures must look like people: the figure that they draw agrees with the skeleton they come from.</summary>
public class SharedMotionTests
{
    public static TheoryData<string> Files =>
    [
        "bvh/dab.bvh", "bvh/jesse_dance.bvh", "bvh/jumping_jacks.bvh", "bvh/wave_hello.bvh",
        .. ((string[])["cartwheel", "dance_a", "dance_b", "dance_spin", "jog", "jump", "kick", "punch", "run", "spin", "spinkick", "stealthy_walk", "walk", "zombie_walk"])
            .Select(name => $"deepmimic/humanoid3d_{name}.txt"),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_Capture_StandsUprightAndBendsTheHumanWay(string name)
    {
        var motion = MotionFile.Read(Goldens.Sample($"samples/motions/{name}"));

        var joints = motion.Frames.Select(frame => Positions(frame.Pose)).ToArray();
        // y is down: in most frames the head is above the feet.
        Assert.True(joints.Count(at => at[(int)Joint.Head].Y < at[(int)Joint.LeftAnkle].Y) > 0.6 * joints.Length);
        AssertBends(motion, Joint.LeftKnee, Vector3.UnitX, KneeBendAtRest);
        AssertBends(motion, Joint.RightKnee, Vector3.UnitX, KneeBendAtRest);
        AssertBends(motion, Joint.LeftElbow, -Vector3.UnitY);
        AssertBends(motion, Joint.RightElbow, Vector3.UnitY);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void FaceCamera_Capture_ShowsTheLeftHipOnTheRight(string name)
    {
        var motion = MotionFile.Read(Goldens.Sample($"samples/motions/{name}")).FaceCamera();

        var first = Positions(motion.Frames[0].Pose);
        Assert.True(motion.Frames.Average(frame => Front(frame.Pose).Z) < 0 || Front(motion.Frames[0].Pose).Z < -0.8f);
        if (Front(motion.Frames[0].Pose).Z < -0.5f)
            Assert.True(first[(int)Joint.LeftHip].X > first[(int)Joint.RightHip].X);
    }

    [Theory]
    [InlineData("dab")]
    [InlineData("jesse_dance")]
    [InlineData("jumping_jacks")]
    [InlineData("wave_hello")]
    public void Read_Bvh_LimbsPointWhereTheSkeletonsDo(string name)
    {
        var path = Goldens.Sample($"samples/motions/bvh/{name}.bvh");
        var clip = BvhFile.Read(path);
        var human = HumanSkeleton.Find(clip.Joints, path);
        var motion = MotionFile.Read(path);
        var zUp = motion.Assumptions[0].Contains("+z", StringComparison.Ordinal);

        (Joint From, Joint To)[] limbs =
        [
            (Joint.LeftShoulder, Joint.LeftElbow), (Joint.LeftElbow, Joint.LeftWrist), (Joint.RightShoulder, Joint.RightElbow), (Joint.RightElbow, Joint.RightWrist),
            (Joint.LeftHip, Joint.LeftKnee), (Joint.LeftKnee, Joint.LeftAnkle), (Joint.RightHip, Joint.RightKnee), (Joint.RightKnee, Joint.RightAnkle),
        ];
        for (var frame = 0; frame < motion.Frames.Count; frame += 20)
        {
            var source = clip.Pose(frame).Positions;
            var body = Positions(motion.Frames[frame].Pose);
            foreach (var (from, to) in limbs)
            {
                var bone = Vector3.Normalize(source[human[to]] - source[human[from]]);
                // World to camera: y up is (x, -y, -z), z up is (x, -z, y).
                var expected = zUp ? new Vector3(bone.X, -bone.Z, bone.Y) : new Vector3(bone.X, -bone.Y, -bone.Z);
                var actual = Vector3.Normalize(body[(int)to] - body[(int)from]);
                Assert.True(Vector3.Distance(expected, actual) < 1e-3f, $"frame {frame}, {from} to {to}: {expected} but {actual}");
            }
        }
    }

    private static Vector3 Front(float[] pose) => Vector3.Transform(Vector3.UnitZ, Rotations.ToQuaternion(new Vector3(pose)));

    private static Vector3[] Positions(float[] pose) =>
        DefaultFigure.Pose(new(new(1, 0, 0), pose, new float[BodyParameters.ShapeLength])).Joints;

    /// <summary>Degrees: the rest pose's shin leans back against its thigh.</summary>
    private static float KneeBendAtRest => (Lean(Joint.LeftKnee) - Lean(Joint.LeftAnkle)) * 180 / MathF.PI;

    private static float Lean(Joint to) => MathF.Atan2(RestSkeleton.Offsets[(int)to].Z, -RestSkeleton.Offsets[(int)to].Y);

    private static void AssertBends(Motion motion, Joint joint, Vector3 axis, float atRest = 0)
    {
        var bends = motion.Frames.Select(frame => atRest + Vector3.Dot(new(frame.Pose.AsSpan(3 * (int)joint)), axis) * 180 / MathF.PI).Order().ToArray();
        // Captures overstretch a little; one bent the wrong way would be far below.
        Assert.True(bends[bends.Length / 50] > -16, $"{joint} bends by {bends[bends.Length / 50]:0} degrees");
        Assert.True(bends[bends.Length / 2] > -8, $"{joint} bends by {bends[bends.Length / 2]:0} degrees in the middle");
    }
}
