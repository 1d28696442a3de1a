using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// Brings a captured skeleton's motion onto the 24 joints: how far each captured joint is turned in the world from the rest
/// pose is what the same joint of the body is turned by. Angles are never copied, so proportions, extra joints, axes and
/// zero poses may differ.
/// </summary>
internal static class Retargeting
{
    /// <summary>Half a turn about x: a body that stands in a y-up world, seen by a camera with y down and z away.</summary>
    public static Quaternion WorldToCamera { get; } = new(1, 0, 0, 0);

    /// <summary>Retargets a clip.</summary>
    /// <param name="clip">What was captured.</param>
    /// <param name="toFront">Turns the file's world to y up and z to the front, where its format says how it lies; null to find out.</param>
    /// <exception cref="InputException">If the skeleton is no person's.</exception>
    public static Motion Retarget(SkeletonClip clip, Quaternion? toFront = null)
    {
        var human = HumanSkeleton.Find(clip.Joints, clip.Name);
        var rest = ReferencePose.Find(clip, human);
        var assumptions = new List<string>();
        var toCamera = WorldToCamera * (toFront ?? Rotations.Between(FindUp(clip, human, rest, assumptions), Vector3.UnitY));
        var fromBody = Quaternion.Conjugate(rest.ToBody);
        var legLength = LegLength(clip, human);
        var metres = RestSkeleton.LegLength / legLength;
        assumptions.Add($"Legs of {legLength:0.##} units were taken as {RestSkeleton.LegLength:0.##} m, which scales the travel.");
        if (rest.Turned.Count > 0)
            assumptions.Add($"The zero pose of these joints was turned so that they move as a person's do: {string.Join(", ", rest.Turned)}.");

        var poses = new List<float[]>();
        var roots = new List<Vector3>();
        for (var frame = 0; frame < clip.LocalRotations.Count; frame++)
        {
            var (rotations, positions) = clip.Pose(frame);
            poses.Add(ToLocalPose(human, joint => toCamera * rest.FromRest(rotations, joint) * fromBody));
            roots.Add(metres * Vector3.Transform(positions[human[Joint.Pelvis]], toCamera));
            if (!Array.TrueForAll(poses[frame], float.IsFinite) || !float.IsFinite(roots[frame].LengthSquared()))
                throw new InputException($"{clip.Name}: frame {frame} holds numbers too large for a person; check its positions and offsets.");
        }

        return Motion.FromCapture(clip.Name, clip.FramesPerSecond, poses, new float[BodyParameters.ShapeLength], roots, assumptions);
    }

    /// <summary>The pose of the 24 joints from the world rotation of each captured one.</summary>
    private static float[] ToLocalPose(HumanSkeleton human, Func<int, Quaternion> world)
    {
        Span<Quaternion> global = stackalloc Quaternion[JointTree.Count];
        var pose = new float[BodyParameters.PoseLength];
        for (var j = 0; j < JointTree.Count; j++)
        {
            var parent = JointTree.Parents[j];
            global[j] = (Joint)j switch
            {
                Joint.Spine1 => AlongSpine(human, world, 1 / 3f),
                Joint.Spine2 => AlongSpine(human, world, 2 / 3f),
                Joint.Spine3 => AlongSpine(human, world, 1),
                Joint.Neck when human.Neck.Length > 0 => world(human.Neck[human.Neck.Length / 2]),
                // A head without a neck shares its turn with it.
                Joint.Neck => Quaternion.Slerp(global[parent], world(human[Joint.Head]), 0.5f),
                var joint when human[joint] >= 0 => world(human[joint]),
                _ => global[parent],
            };
            var local = parent < 0 ? global[j] : Quaternion.Conjugate(global[parent]) * global[j];
            Rotations.ToAxisAngle(local).CopyTo(pose.AsSpan(3 * j));
        }

        return pose;
    }

    /// <summary>The spine's rotation at a fraction of its way from pelvis to chest, however many joints it has.</summary>
    private static Quaternion AlongSpine(HumanSkeleton human, Func<int, Quaternion> world, float fraction)
    {
        var at = fraction * human.Spine.Length;
        var below = (int)MathF.Floor(at + 1e-4f);
        Quaternion At(int i) => world(i == 0 ? human[Joint.Pelvis] : human.Spine[i - 1]);
        return at - below < 1e-3f ? At(below) : Quaternion.Slerp(At(below), At(below + 1), at - below);
    }

    /// <summary>
    /// The world's vertical: the axis along which the head is above the feet in most frames, else that of the zero pose.
    /// </summary>
    private static Vector3 FindUp(SkeletonClip clip, HumanSkeleton human, ReferencePose rest, List<string> assumptions)
    {
        var mean = Vector3.Zero;
        for (var frame = 0; frame < clip.LocalRotations.Count; frame++)
        {
            var positions = clip.Pose(frame).Positions;
            var feet = (positions[human[Joint.LeftAnkle]] + positions[human[Joint.RightAnkle]]) / 2;
            var upwards = positions[human[Joint.Head]] - feet;
            // One frame without a direction, its head at its feet or numbers out of range, must not cost the others theirs.
            if (upwards.Length() is > 0 and < float.PositiveInfinity and var length)
                mean += upwards / length;
        }

        mean /= clip.LocalRotations.Count;
        if (mean.Length() < 0.5f)
            mean = Vector3.Transform(Vector3.UnitY, Quaternion.Conjugate(rest.ToBody));
        var axis = MathF.Abs(mean.X) > MathF.Abs(mean.Y) && MathF.Abs(mean.X) > MathF.Abs(mean.Z) ? 0 : MathF.Abs(mean.Y) > MathF.Abs(mean.Z) ? 1 : 2;
        var up = Vector3.Zero;
        up[axis] = MathF.Sign(mean[axis]);
        assumptions.Add($"Up is {(up[axis] < 0 ? "-" : "+")}{"xyz"[axis]}, where the head is above the feet.");
        return up;
    }

    private static float LegLength(SkeletonClip clip, HumanSkeleton human)
    {
        var zero = clip.ZeroPose();
        float Bone(Joint from, Joint to) => (zero[human[from]] - zero[human[to]]).Length();
        var length = (Bone(Joint.LeftHip, Joint.LeftKnee) + Bone(Joint.LeftKnee, Joint.LeftAnkle)
            + Bone(Joint.RightHip, Joint.RightKnee) + Bone(Joint.RightKnee, Joint.RightAnkle)) / 2;
        return length > 0 && float.IsFinite(length)
            ? length
            : throw new InputException($"{clip.Name}: the legs have no length; are the joints' offsets missing?");
    }
}
