using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>
/// θ of one person in one frame: camera 3 | pose 72 | shape 10, the 85-vector of HMR (REFERENCE: "θ vector").
/// The pose is 24 axis-angle triples in radians; the first is the global orientation in the camera view
/// (x right, y down, z away), so a person who stands upright and faces the camera has (π, 0, 0) there.
/// </summary>
/// <param name="Camera">Weak-perspective camera.</param>
/// <param name="Pose">72 numbers: axis-angle of 24 joints, radians.</param>
/// <param name="Shape">10 numbers β: coefficients of the body model's shape directions, in standard deviations.</param>
public sealed record BodyParameters(WeakPerspectiveCamera Camera, float[] Pose, float[] Shape)
{
    /// <summary>Length of the whole vector.</summary>
    public const int Length = 85;

    /// <summary>Length of the pose part.</summary>
    public const int PoseLength = 72;

    /// <summary>Length of the shape part.</summary>
    public const int ShapeLength = 10;

    /// <summary>Rest pose and mean shape, upright, facing a camera that frames the whole body.</summary>
    public static BodyParameters Frontal()
    {
        var pose = new float[PoseLength];
        pose[0] = MathF.PI;
        return new(new(0.9f, 0, 0), pose, new float[ShapeLength]);
    }

    /// <summary>The same body turned as a whole about its pelvis, in the camera's view; the camera stays.</summary>
    public BodyParameters Turned(Quaternion turn)
    {
        if (turn.IsIdentity)
            return this;
        var pose = (float[])Pose.Clone();
        Rotations.ToAxisAngle(turn * Rotations.ToQuaternion(new Vector3(pose))).CopyTo(pose);
        return this with { Pose = pose };
    }

    /// <summary>The same body seen in a mirror: left and right are exchanged, in the picture and on the body, which must be symmetric.</summary>
    public BodyParameters Mirrored()
    {
        var pose = new float[PoseLength];
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            // A turn about the axis across the mirror stays as it is; those about the other two go the other way.
            var turn = Pose.AsSpan(3 * joint, 3);
            new Vector3(turn[0], -turn[1], -turn[2]).CopyTo(pose, 3 * JointTree.Mirrored[joint]);
        }

        return new(Camera with { X = -Camera.X }, pose, Shape);
    }

    /// <summary>Reads the 85-vector camera | pose | shape.</summary>
    public static BodyParameters FromVector(ReadOnlySpan<float> theta)
    {
        if (theta.Length != Length)
            throw new ArgumentException($"θ has {theta.Length} numbers, expected {Length} (camera 3, pose 72, shape 10).", nameof(theta));
        return new(new(theta[0], theta[1], theta[2]), theta.Slice(3, PoseLength).ToArray(), theta.Slice(3 + PoseLength).ToArray());
    }

    /// <summary>The 85-vector camera | pose | shape.</summary>
    public float[] ToVector() => [Camera.Scale, Camera.X, Camera.Y, .. Pose, .. Shape];
}
