using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>Which faces of the default body are which part, the front of the face, and the head.</summary>
internal static class FaceRegions
{
    /// <summary>The part of each face (see <see cref="BodyParts"/>); a right face has the part opposite to its mirror image's.</summary>
    public static byte[] Parts(SymmetricMesh mesh, float[] skinningWeights)
    {
        var parts = BodyParts.FromSkinningWeights(mesh.Faces, skinningWeights);
        var half = parts.Length / 2;
        for (var face = 0; face < half; face++)
        {
            // Next to the middle the right leg may hold more of a left face than the left leg does.
            if (parts[face] == 3) parts[face] = 2;
            parts[face + half] = parts[face] < 2 ? parts[face] : (byte)(parts[face] + 1);
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
}
