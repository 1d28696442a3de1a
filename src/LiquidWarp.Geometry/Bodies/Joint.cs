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

    private static readonly int[] _mirrored = [0, 2, 1, 3, 5, 4, 6, 8, 7, 9, 11, 10, 12, 14, 13, 15, 17, 16, 19, 18, 21, 20, 23, 22];

    /// <summary>For each joint the same one on the body's other side; itself for those in the middle.</summary>
    public static ReadOnlySpan<int> Mirrored => _mirrored;

    /// <summary>Parent of each joint; -1 for the pelvis. A parent always precedes its children.</summary>
    public static ReadOnlySpan<int> Parents => _parents;
}
