using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// A motion on a body as animation programs keep it: metres, y up, somebody who faces the camera faces +z, and the soles of the
/// rest body stand on the floor y = 0. The root starts where the rest body has it, so a motion that starts upright starts on the
/// floor. A rig has one shape, the mean over the frames; cameras play no part.
/// </summary>
internal sealed class WorldMotion
{
    private static readonly Quaternion ToWorld = Quaternion.Conjugate(Retargeting.WorldToCamera);

    private readonly Motion _motion;

    /// <summary>Puts a motion into the world.</summary>
    /// <exception cref="InputException">The motion has no frames.</exception>
    public WorldMotion(Motion motion, BodyModel body)
    {
        ArgumentNullException.ThrowIfNull(motion);
        ArgumentNullException.ThrowIfNull(body);
        if (motion.Frames.Count == 0)
            throw new InputException($"{motion.Name} has no frames: there is nothing to write.");
        _motion = motion;
        var rest = body.CreatePosed();
        body.Pose(MeanShape(motion.Frames), new float[BodyParameters.PoseLength], rest);
        var lift = new Vector3(0, -rest.Vertices.Min(vertex => vertex.Y), 0);
        Vertices = Array.ConvertAll(rest.Vertices, vertex => vertex + lift);
        Joints = Array.ConvertAll(rest.Joints, joint => joint + lift);
        RootPositions = [.. motion.Frames.Select((_, frame) => motion.RootTravel is { } travel ? Joints[0] + Vector3.Transform(travel[frame], ToWorld) : Joints[0])];
    }

    /// <summary>(V) the rest body.</summary>
    public Vector3[] Vertices { get; }

    /// <summary>(24) its joints.</summary>
    public Vector3[] Joints { get; }

    /// <summary>(frames) where the pelvis is.</summary>
    public Vector3[] RootPositions { get; }

    /// <summary>From a joint's parent to it in the rest body; for the pelvis from the origin.</summary>
    public Vector3 Offset(int joint) => JointTree.Parents[joint] is >= 0 and var parent ? Joints[joint] - Joints[parent] : Joints[joint];

    /// <summary>(frames) rotation of a joint against its parent, each given by the one of its two quaternions that is nearer to the one before.</summary>
    public Quaternion[] Rotations(int joint)
    {
        var rotations = new Quaternion[_motion.Frames.Count];
        for (var frame = 0; frame < rotations.Length; frame++)
        {
            var rotation = Bodies.Rotations.ToQuaternion(new Vector3(_motion.Frames[frame].Pose.AsSpan(3 * joint)));
            if (joint == (int)Joint.Pelvis)
                rotation = Quaternion.Normalize(ToWorld * rotation);
            rotations[frame] = frame > 0 && Quaternion.Dot(rotations[frame - 1], rotation) < 0 ? -rotation : rotation;
        }

        return rotations;
    }

    private static float[] MeanShape(IReadOnlyList<BodyParameters> frames) =>
        [.. Enumerable.Range(0, BodyParameters.ShapeLength).Select(i => (float)frames.Average(frame => (double)frame.Shape[i]))];
}
