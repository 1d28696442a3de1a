using System.Numerics;
using static LiquidWarp.Bodies.Default.Solid;

namespace LiquidWarp.Bodies.Default;

/// <summary>The left foot in the frame of the point of the floor below the ankle: x to the outside, y up, z to the toes.</summary>
internal static class FootField
{
    // Root, tip, radius at root and tip of each toe from the big one outwards.
    private static readonly (Vector3 Root, Vector3 Tip, float RootRadius, float TipRadius)[] _toes =
    [
        (new(-0.026f, 0.0150f, 0.130f), new(-0.020f, 0.0125f, 0.180f), 0.0145f, 0.0120f),
        (new(-0.004f, 0.0150f, 0.133f), new(-0.001f, 0.0100f, 0.181f), 0.0110f, 0.0088f),
        (new(0.012f, 0.0145f, 0.129f), new(0.014f, 0.0095f, 0.173f), 0.0105f, 0.0084f),
        (new(0.027f, 0.0140f, 0.121f), new(0.028f, 0.0090f, 0.161f), 0.0100f, 0.0080f),
        (new(0.040f, 0.0130f, 0.109f), new(0.041f, 0.0090f, 0.147f), 0.0100f, 0.0080f),
    ];

    /// <summary>Signed distance of a point in the frame of the floor below the ankle.</summary>
    public static float Distance(Vector3 point)
    {
        var foot = Ellipsoid(point, new(0, 0.034f, -0.026f), new(0.0315f, 0.038f, 0.034f));
        foot = Union(foot, RoundCone(point, new(0, 0.064f, -0.010f), new(-0.006f, 0.050f, 0.050f), 0.034f, 0.026f), 0.034f);
        foot = Union(foot, RoundCone(point, new(-0.006f, 0.050f, 0.050f), new(-0.020f, 0.020f, 0.122f), 0.028f, 0.0165f), 0.022f);
        foot = Union(foot, RoundCone(point, new(0.004f, 0.042f, 0.055f), new(0.004f, 0.018f, 0.126f), 0.026f, 0.0150f), 0.016f);
        foot = Union(foot, RoundCone(point, new(0.012f, 0.034f, 0.040f), new(0.034f, 0.014f, 0.108f), 0.024f, 0.0130f), 0.018f);
        // The outer edge carries weight all along; the inner edge is the arch.
        foot = Union(foot, RoundCone(point, new(0.010f, 0.020f, -0.020f), new(0.036f, 0.014f, 0.100f), 0.020f, 0.0135f), 0.020f);
        foot = Union(foot, RoundCone(point, new(-0.026f, 0.014f, 0.112f), new(0.034f, 0.013f, 0.100f), 0.0160f, 0.0135f), 0.014f);

        var toes = float.MaxValue;
        foreach (var (root, tip, rootRadius, tipRadius) in _toes)
            toes = Union(toes, RoundCone(point, root, tip, rootRadius, tipRadius), 0.0025f);
        foot = Union(foot, toes, 0.010f);
        return Intersection(foot, HalfSpace(point, Vector3.Zero, -Vector3.UnitY), 0.006f);
    }
}
