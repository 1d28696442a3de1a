namespace LiquidWarp.Bodies;

/// <summary>The 24 joints of an SMPL-compatible body, in SMPL's order. Left and right are the person's own.</summary>
public enum Joint
{
#pragma warning disable CS1591 // the names say it all
    Pelvis, LeftHip, RightHip, Spine1, LeftKnee, RightKnee, Spine2, LeftAnkle, RightAnkle, Spine3, LeftFoot, RightFoot,
    Neck, LeftCollar, RightCollar, Head, LeftShoulder, RightShoulder, LeftElbow, RightElbow, LeftWrist, RightWrist,
    LeftHand, RightHand,
#pragma warning restore CS1591
}

/// <summary>The joint tree shared by all SMPL-compatible bodies.</summary>
public static class JointTree
{
    /// <summary>Number of joints.</summary>
    public const int Count = 24;

    private static readonly int[] _parents = [-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19, 20, 21];

    /// <summary>Parent of each joint; -1 for the pelvis. A parent always precedes its children.</summary>
    public static ReadOnlySpan<int> Parents => _parents;
}
