using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// The ten parts that partition the faces, under the names that the field uses (REFERENCE: "Index JSON files"). Left is
/// the person's own left here, x above zero.
/// </summary>
internal static class BodyParts
{
    /// <summary>Part names in sorted order.</summary>
    public static readonly string[] Names =
    [
        "00_head", "01_torso", "02_left_leg", "03_right_leg", "04_left_arm", "05_right_arm", "06_left_foot", "07_right_foot",
        "08_left_hand", "09_right_hand",
    ];

    private const byte HeadPart = 0, Torso = 1, LeftLeg = 2, LeftArm = 4, LeftFoot = 6, LeftHand = 8;

    /// <summary>The part of each face, by the joint that most of its corners' weight follows.</summary>
    public static byte[] OfFaces(SymmetricMesh mesh, float[] skinningWeights)
    {
        var parts = new byte[mesh.Faces.Length / 3];
        for (var face = 0; face < parts.Length / 2; face++)
        {
            Span<float> shares = stackalloc float[10];
            for (var k = 0; k < 3; k++)
                for (var joint = 0; joint < JointTree.Count; joint++)
                    shares[PartOf((Joint)joint)] += skinningWeights[mesh.Faces[3 * face + k] * JointTree.Count + joint];
            var best = HeadPart;
            for (byte part = 1; part < shares.Length; part++)
                if (shares[part] > shares[best]) best = part;
            parts[face] = best;
            parts[face + parts.Length / 2] = best < LeftLeg ? best : (byte)(best + 1);
        }
        return parts;
    }

    /// <summary>Whether each face belongs to the front of the face: forehead to chin, without the ears.</summary>
    public static bool[] FrontalFace(SymmetricMesh mesh) => Select(mesh, (middle, normal) =>
    {
        var head = middle - BodyField.HeadOrigin;
        return head.Z > 0.028f && head.Y is > -0.100f and < 0.062f && normal.Z > -0.45f && MathF.Abs(head.X) < 0.066f;
    });

    /// <summary>Whether each face belongs to the head, the upper neck included.</summary>
    public static bool[] Head(SymmetricMesh mesh) => Select(mesh, (middle, _) =>
        middle.Y + 0.45f * middle.Z > 1.455f && MathF.Abs(middle.X) < 0.12f);

    private static bool[] Select(SymmetricMesh mesh, Func<Vector3, Vector3, bool> belongs)
    {
        var selected = new bool[mesh.Faces.Length / 3];
        for (var face = 0; face < selected.Length; face++)
        {
            var (a, b, c) = (mesh.Positions[mesh.Faces[3 * face]], mesh.Positions[mesh.Faces[3 * face + 1]], mesh.Positions[mesh.Faces[3 * face + 2]]);
            selected[face] = belongs((a + b + c) / 3, Vector3.Normalize(Vector3.Cross(b - a, c - a)));
        }
        return selected;
    }

    private static byte PartOf(Joint joint) => joint switch
    {
        Joint.Head => HeadPart,
        Joint.LeftHip or Joint.LeftKnee => LeftLeg,
        Joint.RightHip or Joint.RightKnee => LeftLeg + 1,
        Joint.LeftShoulder or Joint.LeftElbow => LeftArm,
        Joint.RightShoulder or Joint.RightElbow => LeftArm + 1,
        Joint.LeftAnkle or Joint.LeftFoot => LeftFoot,
        Joint.RightAnkle or Joint.RightFoot => LeftFoot + 1,
        Joint.LeftWrist or Joint.LeftHand => LeftHand,
        Joint.RightWrist or Joint.RightHand => LeftHand + 1,
        _ => Torso,
    };
}
