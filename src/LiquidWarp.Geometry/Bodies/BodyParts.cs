namespace LiquidWarp.Bodies;

/// <summary>
/// The ten parts that partition a body's faces, by the names of the published index files (REFERENCE 3.5), sorted. On the
/// project's own bodies and on imported ones that have skinning weights only, left and right are the person's own; the
/// published SMPL files name the sides the other way round, and reading them keeps their names.
/// </summary>
public static class BodyParts
{
    /// <summary>The names in sorted order; a part's number is its place here.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "00_head", "01_torso", "02_left_leg", "03_right_leg", "04_left_arm", "05_right_arm",
        "06_left_foot", "07_right_foot", "08_left_hand", "09_right_hand",
    ];

    /// <summary>The part that a joint carries: the head above the neck, hands from the wrist, feet from the ankle.</summary>
    public static byte Of(Joint joint) => joint switch
    {
        Joint.Head => 0,
        Joint.LeftHip or Joint.LeftKnee => 2,
        Joint.RightHip or Joint.RightKnee => 3,
        Joint.LeftShoulder or Joint.LeftElbow => 4,
        Joint.RightShoulder or Joint.RightElbow => 5,
        Joint.LeftAnkle or Joint.LeftFoot => 6,
        Joint.RightAnkle or Joint.RightFoot => 7,
        Joint.LeftWrist or Joint.LeftHand => 8,
        Joint.RightWrist or Joint.RightHand => 9,
        _ => 1,
    };

    /// <summary>For each face the part of the joint that has the most skinning weight over its three corners.</summary>
    /// <param name="faces">(F, 3) vertex indices.</param>
    /// <param name="skinningWeights">(V, 24).</param>
    public static byte[] FromSkinningWeights(ReadOnlySpan<int> faces, ReadOnlySpan<float> skinningWeights)
    {
        var parts = new byte[faces.Length / 3];
        Span<float> sums = stackalloc float[Names.Count];
        for (var f = 0; f < parts.Length; f++)
        {
            sums.Clear();
            for (var corner = 0; corner < 3; corner++)
                for (var j = 0; j < JointTree.Count; j++)
                    sums[Of((Joint)j)] += skinningWeights[faces[3 * f + corner] * JointTree.Count + j];
            for (byte part = 1; part < sums.Length; part++)
                if (sums[part] > sums[parts[f]])
                    parts[f] = part;
        }

        return parts;
    }
}
