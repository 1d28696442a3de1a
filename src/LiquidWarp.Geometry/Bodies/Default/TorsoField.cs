using System.Numerics;
using static LiquidWarp.Bodies.Default.Solid;

namespace LiquidWarp.Bodies.Default;

/// <summary>Trunk from the crotch to the root of the neck, with the neck itself; metres above the floor, left half mirrored.</summary>
internal sealed class TorsoField
{
    // Breadths and depths of the trunk by height. The centre line leans back at the chest and forward at the neck.
    private readonly Loft _trunk = new(1,
    [
        new(0.795f, 0, -0.005f, 0.090f, 0.090f, 0.050f, 0.055f),
        new(0.830f, 0, -0.005f, 0.140f, 0.140f, 0.076f, 0.084f),
        new(0.865f, 0, -0.005f, 0.169f, 0.169f, 0.094f, 0.100f, 2.1f),
        new(0.900f, 0, -0.005f, 0.172f, 0.172f, 0.101f, 0.107f, 2.15f),
        new(0.940f, 0, -0.005f, 0.165f, 0.165f, 0.104f, 0.103f, 2.2f),
        new(0.980f, 0, -0.003f, 0.155f, 0.155f, 0.104f, 0.092f, 2.25f),
        new(1.020f, 0, -0.001f, 0.145f, 0.145f, 0.103f, 0.082f, 2.3f),
        new(1.060f, 0, -0.001f, 0.1350f, 0.1350f, 0.101f, 0.078f, 2.3f),
        new(1.100f, 0, -0.002f, 0.1330f, 0.1330f, 0.100f, 0.080f, 2.3f),
        new(1.140f, 0, -0.004f, 0.1370f, 0.1370f, 0.103f, 0.087f, 2.3f),
        new(1.180f, 0, -0.006f, 0.144f, 0.144f, 0.108f, 0.095f, 2.3f),
        new(1.220f, 0, -0.009f, 0.150f, 0.150f, 0.112f, 0.102f, 2.3f),
        new(1.260f, 0, -0.012f, 0.155f, 0.155f, 0.111f, 0.107f, 2.35f),
        new(1.300f, 0, -0.016f, 0.158f, 0.158f, 0.104f, 0.107f, 2.4f),
        new(1.340f, 0, -0.021f, 0.152f, 0.152f, 0.091f, 0.103f, 2.4f),
        new(1.380f, 0, -0.026f, 0.134f, 0.134f, 0.074f, 0.093f, 2.3f),
        new(1.415f, 0, -0.029f, 0.104f, 0.104f, 0.060f, 0.078f, 2.1f),
        new(1.445f, 0, -0.030f, 0.066f, 0.066f, 0.048f, 0.056f),
        new(1.480f, 0, -0.030f, 0.030f, 0.030f, 0.030f, 0.030f),
    ]);

    private readonly Loft _neck = new(1,
    [
        new(1.360f, 0, -0.024f, 0.064f, 0.064f, 0.064f, 0.066f),
        new(1.400f, 0, -0.020f, 0.060f, 0.060f, 0.062f, 0.062f),
        new(1.440f, 0, -0.014f, 0.0505f, 0.0505f, 0.0545f, 0.054f),
        new(1.480f, 0, -0.009f, 0.0480f, 0.0480f, 0.0525f, 0.053f),
        new(1.520f, 0, -0.004f, 0.0480f, 0.0480f, 0.0525f, 0.054f),
        new(1.570f, 0, -0.001f, 0.0500f, 0.0500f, 0.0480f, 0.058f),
    ]);

    /// <summary>Signed distance; the point's x must not be negative.</summary>
    public float Distance(Vector3 point)
    {
        var other = point with { X = -point.X };
        var trunk = _trunk.Distance(point);
        trunk = Union(trunk, Chest(point, other), 0.030f);
        trunk = Union(trunk, Buttocks(point, other), 0.030f);
        trunk = Union(trunk, ShoulderBlade(point), 0.045f);
        trunk = Union(trunk, Trapezius(point), 0.045f);
        // The furrow of the spine behind; the white line and the edges of the straight muscles in front.
        trunk += point.Z < 0
            ? 0.0060f * Bell(point.X, 0, 0.017f) * Bell(point.Y, 1.13f, 0.16f)
            : 0.0020f * Bell(point.X, 0, 0.010f) * Bell(point.Y, 1.13f, 0.10f) + 0.0020f * Bell(point.X, 0.066f, 0.016f) * Bell(point.Y, 1.08f, 0.09f);
        trunk = Difference(trunk, Ellipsoid(point, new(0, 1.035f, 0.108f), new(0.006f, 0.008f, 0.009f)), 0.008f);
        trunk = Union(trunk, _neck.Distance(point), 0.030f);
        trunk = Union(trunk, RoundCone(point, new(0.049f, 1.550f, -0.009f), new(0.014f, 1.398f, 0.033f), 0.009f, 0.007f), 0.022f);
        trunk = Union(trunk, Clavicle(point), 0.016f);
        // The hollow above the breastbone, between the collar bones.
        trunk = Difference(trunk, Ellipsoid(point, new(0, 1.404f, 0.055f), new(0.011f, 0.014f, 0.012f)), 0.018f);
        return trunk;
    }

    private static float Chest(Vector3 point, Vector3 other)
    {
        static float Half(Vector3 p) => Ellipsoid(p, new(0.074f, 1.262f, 0.050f), new(0.078f, 0.066f, 0.056f),
            Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.30f));
        return Union(Half(point), Half(other), 0.020f);
    }

    private static float Buttocks(Vector3 point, Vector3 other)
    {
        static float Half(Vector3 p) => Ellipsoid(p, new(0.074f, 0.872f, -0.058f), new(0.077f, 0.086f, 0.074f));
        return Union(Half(point), Half(other), 0.008f);
    }

    private static float ShoulderBlade(Vector3 point) =>
        Ellipsoid(point, new(0.086f, 1.310f, -0.082f), new(0.056f, 0.080f, 0.036f), Quaternion.CreateFromAxisAngle(Vector3.UnitY, -0.25f));

    private static float Trapezius(Vector3 point) => Union(
        RoundCone(point, new(0.018f, 1.464f, -0.034f), new(0.165f, 1.393f, -0.026f), 0.025f, 0.026f),
        RoundCone(point, new(0.013f, 1.486f, -0.034f), new(0.026f, 1.330f, -0.086f), 0.025f, 0.030f), 0.04f);

    private static float Clavicle(Vector3 point) => Union(
        RoundCone(point, new(0.022f, 1.392f, 0.034f), new(0.085f, 1.400f, 0.030f), 0.0085f, 0.0075f),
        RoundCone(point, new(0.085f, 1.400f, 0.030f), new(0.160f, 1.408f, -0.008f), 0.0075f, 0.0080f), 0.010f);
}
