namespace LiquidWarp.Bodies;

/// <summary>
/// The 19 "cocoplus" keypoints that HMR and iPER use, in their order. Index 12 and above is neck and head.
/// Left and right are the person's own.
/// </summary>
public enum Keypoint
{
#pragma warning disable CS1591 // the names say it all
    RightAnkle, RightKnee, RightHip, LeftHip, LeftKnee, LeftAnkle, RightWrist, RightElbow, RightShoulder, LeftShoulder,
    LeftElbow, LeftWrist, Neck, HeadTop, Nose, LeftEye, RightEye, LeftEar, RightEar,
#pragma warning restore CS1591
}

/// <summary>How keypoints relate to the joint tree.</summary>
public static class Keypoints
{
    private static readonly Joint[] _joints =
    [
        Bodies.Joint.RightAnkle, Bodies.Joint.RightKnee, Bodies.Joint.RightHip, Bodies.Joint.LeftHip, Bodies.Joint.LeftKnee, Bodies.Joint.LeftAnkle,
        Bodies.Joint.RightWrist, Bodies.Joint.RightElbow, Bodies.Joint.RightShoulder, Bodies.Joint.LeftShoulder, Bodies.Joint.LeftElbow, Bodies.Joint.LeftWrist,
        Bodies.Joint.Neck,
    ];

    /// <summary>The joint that a keypoint marks, or null for those of the head, which are points of its surface.</summary>
    public static Joint? Joint(this Keypoint keypoint) => (int)keypoint < _joints.Length ? _joints[(int)keypoint] : null;
}
