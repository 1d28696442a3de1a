using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>Where the joints and keypoints of the default body are, metres above the floor, x to the person's left.</summary>
internal static class Skeleton
{
    private static readonly Vector3[] _joints = Mirror(
        (Joint.Pelvis, new(0, 0.955f, -0.010f)),
        (Joint.LeftHip, new(0.086f, 0.880f, -0.006f)),
        (Joint.Spine1, new(0, 1.060f, -0.022f)),
        (Joint.LeftKnee, new(0.107f, 0.475f, -0.008f)),
        (Joint.Spine2, new(0, 1.190f, -0.028f)),
        (Joint.LeftAnkle, new(0.118f, 0.078f, -0.036f)),
        (Joint.Spine3, new(0, 1.250f, -0.030f)),
        (Joint.LeftFoot, new(0.132f, 0.020f, 0.080f)),
        (Joint.Neck, new(0, 1.450f, -0.028f)),
        (Joint.LeftCollar, new(0.070f, 1.372f, -0.024f)),
        (Joint.Head, new(0, 1.535f, -0.004f)),
        (Joint.LeftShoulder, new(0.170f, 1.388f, -0.021f)),
        (Joint.LeftElbow, new(0.445f, 1.385f, -0.021f)),
        (Joint.LeftWrist, new(0.690f, 1.385f, -0.020f)),
        (Joint.LeftHand, new(0.776f, 1.3865f, -0.018f)));

    private static readonly Vector3[] _keypoints = MirrorKeypoints(
        (Keypoint.LeftAnkle, _joints[(int)Joint.LeftAnkle]),
        (Keypoint.LeftKnee, _joints[(int)Joint.LeftKnee]),
        (Keypoint.LeftHip, _joints[(int)Joint.LeftHip]),
        (Keypoint.LeftWrist, _joints[(int)Joint.LeftWrist]),
        (Keypoint.LeftElbow, _joints[(int)Joint.LeftElbow]),
        (Keypoint.LeftShoulder, _joints[(int)Joint.LeftShoulder]),
        (Keypoint.Neck, new(0, 1.415f, -0.005f)),
        (Keypoint.HeadTop, BodyField.HeadOrigin + new Vector3(0, 0.130f, -0.012f)),
        (Keypoint.Nose, BodyField.HeadOrigin + new Vector3(0, -0.0205f, 0.1105f)),
        (Keypoint.LeftEye, BodyField.HeadOrigin + new Vector3(0.0315f, 0.0145f, 0.0785f)),
        (Keypoint.LeftEar, BodyField.HeadOrigin + new Vector3(0.0760f, -0.002f, -0.0060f)));

    /// <summary>The 24 joints, indexed by <see cref="Joint"/>.</summary>
    public static ReadOnlySpan<Vector3> Joints => _joints;

    /// <summary>The keypoints inside the body, in their order: ankles to neck.</summary>
    public static ReadOnlySpan<Vector3> InnerKeypoints => _keypoints.AsSpan(0, (int)Keypoint.HeadTop);

    /// <summary>The keypoints on the surface of the head, in their order: top, nose, eyes, ears.</summary>
    public static ReadOnlySpan<Vector3> SurfaceKeypoints => _keypoints.AsSpan((int)Keypoint.HeadTop);

    /// <summary>The joint on the other side of the body, or the joint itself if it is in the middle.</summary>
    public static int Opposite(int joint) => (int)Opposite((Joint)joint);

    private static T Opposite<T>(T named) where T : struct, Enum
    {
        var name = named.ToString();
        return name.StartsWith("Left", StringComparison.Ordinal) ? Enum.Parse<T>("Right" + name[4..])
            : name.StartsWith("Right", StringComparison.Ordinal) ? Enum.Parse<T>("Left" + name[5..])
            : named;
    }

    private static Vector3[] Mirror(params ReadOnlySpan<(Joint Name, Vector3 At)> left)
    {
        var all = new Vector3[JointTree.Count];
        foreach (var (name, at) in left)
        {
            all[(int)Opposite(name)] = at with { X = -at.X };
            all[(int)name] = at;
        }
        return all;
    }

    private static Vector3[] MirrorKeypoints(params ReadOnlySpan<(Keypoint Name, Vector3 At)> left)
    {
        var all = new Vector3[19];
        foreach (var (name, at) in left)
        {
            all[(int)Opposite(name)] = at with { X = -at.X };
            all[(int)name] = at;
        }
        return all;
    }
}
