using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>Rotations along the joint tree: steps 3 to 5 of the SMPL forward (REFERENCE 1.2).</summary>
internal static class JointChain
{
    /// <summary>Pose features of one joint: the entries of R − I.</summary>
    public const int FeaturesPerJoint = 9;

    /// <summary>Numbers of one 3×4 transform.</summary>
    public const int TransformLength = 12;

    /// <summary>Rodrigues for every joint.</summary>
    /// <param name="pose">72 numbers, axis-angle.</param>
    /// <param name="rotations">(24) row-vector convention.</param>
    public static void Rotate(ReadOnlySpan<float> pose, Span<Matrix4x4> rotations)
    {
        for (var j = 0; j < JointTree.Count; j++)
            rotations[j] = Rotations.ToMatrix(new(pose[3 * j], pose[3 * j + 1], pose[3 * j + 2]));
    }

    /// <summary>Entries of R − I of joints 1 to 23, textbook rows first.</summary>
    /// <returns>One bit for each joint whose features are not all zero.</returns>
    public static uint Features(ReadOnlySpan<Matrix4x4> rotations, Span<float> features)
    {
        uint active = 0;
        for (var j = 1; j < JointTree.Count; j++)
        {
            var r = rotations[j];
            var f = features.Slice(FeaturesPerJoint * (j - 1), FeaturesPerJoint);
            (f[0], f[1], f[2]) = (r.M11 - 1, r.M21, r.M31);
            (f[3], f[4], f[5]) = (r.M12, r.M22 - 1, r.M32);
            (f[6], f[7], f[8]) = (r.M13, r.M23, r.M33 - 1);
            if (f.ContainsAnyExcept(0f))
                active |= 1u << j;
        }

        return active;
    }

    /// <summary>Follows the tree from the pelvis.</summary>
    /// <param name="rest">(24) rest joints of the shaped body.</param>
    /// <param name="rotations">(24) local rotations.</param>
    /// <param name="joints">(24) receives the posed joints.</param>
    /// <param name="transforms">(24, 12) receives each joint's transform of rest space: textbook rows x, y, z of [R | t].</param>
    public static void Follow(ReadOnlySpan<Vector3> rest, ReadOnlySpan<Matrix4x4> rotations, Span<Vector3> joints, Span<float> transforms)
    {
        Span<Matrix4x4> global = stackalloc Matrix4x4[JointTree.Count];
        for (var j = 0; j < JointTree.Count; j++)
        {
            var parent = JointTree.Parents[j];
            var local = rotations[j];
            local.Translation = parent < 0 ? rest[j] : rest[j] - rest[parent];
            var g = global[j] = parent < 0 ? local : local * global[parent];
            joints[j] = g.Translation;
            var t = g.Translation - Vector3.TransformNormal(rest[j], g);
            var into = transforms.Slice(TransformLength * j, TransformLength);
            (into[0], into[1], into[2], into[3]) = (g.M11, g.M21, g.M31, t.X);
            (into[4], into[5], into[6], into[7]) = (g.M12, g.M22, g.M32, t.Y);
            (into[8], into[9], into[10], into[11]) = (g.M13, g.M23, g.M33, t.Z);
        }
    }
}
