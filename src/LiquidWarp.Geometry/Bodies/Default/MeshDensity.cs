using System.Numerics;
using static LiquidWarp.Bodies.Default.Solid;

namespace LiquidWarp.Bodies.Default;

/// <summary>How fine the mesh is where: millimetres at the eyes and lips, centimetres on the back.</summary>
internal static class MeshDensity
{
    private const float Coarse = 0.0225f;

    /// <summary>Wanted edge length at a point of the left half, metres above the floor.</summary>
    public static float EdgeLength(Vector3 point)
    {
        var length = Coarse;
        void Refine(float distance, float inside, float reach) =>
            length = MathF.Min(length, inside + (Coarse - inside) * Math.Clamp(distance / reach, 0, 1));

        var head = point - BodyField.HeadOrigin;
        Refine(Ellipsoid(head, new(0, -0.015f, 0.090f), new(0.050f, 0.075f, 0.060f)), 0.0078f, 0.15f);
        Refine(Ellipsoid(head, new(0.031f, 0.014f, 0.080f), new(0.018f, 0.010f, 0.02f)), 0.0024f, 0.075f);
        Refine(Ellipsoid(head, new(0, -0.057f, 0.095f), new(0.026f, 0.011f, 0.02f)), 0.0026f, 0.075f);
        Refine(Ellipsoid(head, new(0, -0.024f, 0.105f), new(0.018f, 0.014f, 0.03f)), 0.0038f, 0.085f);
        Refine(Ellipsoid(head, new(0.080f, 0, -0.013f), new(0.018f, 0.034f, 0.022f)), 0.0046f, 0.11f);
        var hand = point - BodyField.HandOrigin;
        Refine(0.085f - hand.X, 0.0070f, 0.20f);
        Refine(0.02f - hand.X, 0.0120f, 0.20f);
        Refine(RoundCone(hand, new(0.05f, -0.013f, 0.045f), new(0.106f, -0.016f, 0.071f), 0.012f, 0.012f), 0.0068f, 0.15f);
        var foot = point - BodyField.FootOrigin;
        Refine(MathF.Max(foot.Y - 0.045f, 0.120f - foot.Z), 0.0082f, 0.16f);
        Refine(foot.Y - 0.08f, 0.0140f, 0.25f);
        return length;
    }
}
