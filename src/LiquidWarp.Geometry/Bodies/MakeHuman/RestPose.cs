using System.Numerics;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>
/// Turns a standing body into SMPL's rest pose by skinning it: arms straight out to the sides, legs a little apart, feet
/// a little outward. Poses and motions made for SMPL then mean the same on it.
/// </summary>
internal static class RestPose
{
    // Where limbs point in the rest pose: each joint, the joint at the limb's other end, and the direction on the left side.
    private static readonly (Joint From, Joint To, Vector3 Direction)[] _limbs =
    [
        (Joint.LeftShoulder, Joint.LeftElbow, new(1, 0, 0)), (Joint.LeftElbow, Joint.LeftWrist, new(1, 0, 0)), (Joint.LeftWrist, Joint.LeftHand, new(1, 0, 0)),
        (Joint.RightShoulder, Joint.RightElbow, new(-1, 0, 0)), (Joint.RightElbow, Joint.RightWrist, new(-1, 0, 0)), (Joint.RightWrist, Joint.RightHand, new(-1, 0, 0)),
        (Joint.LeftHip, Joint.LeftKnee, new(0.1f, -1, 0.01f)), (Joint.LeftKnee, Joint.LeftAnkle, new(-0.03f, -1, -0.06f)),
        (Joint.RightHip, Joint.RightKnee, new(-0.1f, -1, 0.01f)), (Joint.RightKnee, Joint.RightAnkle, new(0.03f, -1, -0.06f)),
    ];

    // Feet stay level and turn about the vertical by this angle, radians.
    private const float ToesOut = 0.2f;

    /// <summary>The rotation of each joint that brings a body with these joints into the rest pose, relative to the room.</summary>
    public static Quaternion[] Rotations(Vector3[] joints)
    {
        var rotations = new Quaternion[JointTree.Count];
        Array.Fill(rotations, Quaternion.Identity);
        foreach (var (from, to, direction) in _limbs)
            rotations[(int)from] = Bodies.Rotations.Between(joints[(int)to] - joints[(int)from], direction);
        rotations[(int)Joint.LeftHand] = rotations[(int)Joint.LeftWrist];
        rotations[(int)Joint.RightHand] = rotations[(int)Joint.RightWrist];
        rotations[(int)Joint.LeftAnkle] = rotations[(int)Joint.LeftFoot] = Outward(joints[(int)Joint.LeftFoot] - joints[(int)Joint.LeftAnkle], ToesOut);
        rotations[(int)Joint.RightAnkle] = rotations[(int)Joint.RightFoot] = Outward(joints[(int)Joint.RightFoot] - joints[(int)Joint.RightAnkle], -ToesOut);
        return rotations;
    }

    /// <summary>Applies the rotations to one body: its joints along the tree, its vertices by their skinning weights.</summary>
    public static (Vector3[] Vertices, Vector3[] Joints) Apply(Quaternion[] rotations, Vector3[] joints, Vector3[] vertices, float[] skinningWeights)
    {
        var moved = new Vector3[JointTree.Count];
        for (var j = 0; j < JointTree.Count; j++)
        {
            var parent = JointTree.Parents[j];
            moved[j] = parent < 0 ? joints[j] : moved[parent] + Vector3.Transform(joints[j] - joints[parent], rotations[parent]);
        }

        var posed = new Vector3[vertices.Length];
        for (var v = 0; v < vertices.Length; v++)
            for (var j = 0; j < JointTree.Count; j++)
                if (skinningWeights[v * JointTree.Count + j] is not 0 and var weight)
                    posed[v] += weight * (moved[j] + Vector3.Transform(vertices[v] - joints[j], rotations[j]));
        return (posed, moved);
    }

    private static Quaternion Outward(Vector3 foot, float angle) =>
        Quaternion.CreateFromAxisAngle(Vector3.UnitY, angle - MathF.Atan2(foot.X, foot.Z));
}
