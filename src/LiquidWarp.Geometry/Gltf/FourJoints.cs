using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Gltf;

/// <summary>
/// The joints that move a vertex, in a format that has room for four: those with the largest weights, which are made to sum to 1
/// again. Joints of the body beyond the fourth no longer move the vertex.
/// </summary>
/// <param name="Indices">A joint in each byte, the strongest in the lowest; 0 where there is none.</param>
/// <param name="Weights">Their weights, the largest first; 0 where there is no joint.</param>
internal readonly record struct FourJoints(uint Indices, Vector4 Weights)
{
    /// <summary>The four strongest joints of a vertex.</summary>
    /// <param name="weights">(24) weights, not negative, at least one above 0.</param>
    public static FourJoints Strongest(ReadOnlySpan<float> weights)
    {
        Span<float> left = stackalloc float[JointTree.Count];
        weights.CopyTo(left);
        var (indices, kept) = (0u, Vector4.Zero);
        for (var slot = 0; slot < 4; slot++)
        {
            var strongest = 0;
            for (var joint = 1; joint < left.Length; joint++)
                if (left[joint] > left[strongest])
                    strongest = joint;
            if (left[strongest] <= 0)
                break;
            indices |= (uint)strongest << (8 * slot);
            kept[slot] = left[strongest];
            left[strongest] = 0;
        }

        kept /= Vector4.Dot(kept, Vector4.One);
        // Rounding must not show: the specification wants the sum within 2e-7 for each weight.
        kept.X = 1 - (kept.Y + kept.Z + kept.W);
        return new(indices, kept);
    }
}
