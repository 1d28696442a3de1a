using System.Numerics;
using static LiquidWarp.Bodies.Default.Solid;

namespace LiquidWarp.Bodies.Default;

/// <summary>The left arm to the wrist and the left leg to the ankle, in rest pose, metres above the floor.</summary>
internal sealed class LimbField
{
    // u is height, v is depth: the palm looks down, so the biceps is in front and the elbow's point behind.
    private readonly Loft _arm = new(0,
    [
        new(0.095f, 1.370f, -0.020f, 0.036f, 0.074f, 0.062f, 0.064f),
        new(0.130f, 1.376f, -0.020f, 0.043f, 0.074f, 0.060f, 0.062f),
        new(0.165f, 1.381f, -0.020f, 0.0475f, 0.068f, 0.060f, 0.060f),
        new(0.200f, 1.384f, -0.020f, 0.0490f, 0.0580f, 0.0560f, 0.0560f),
        new(0.240f, 1.385f, -0.020f, 0.0470f, 0.0510f, 0.0510f, 0.0520f),
        new(0.280f, 1.385f, -0.020f, 0.0440f, 0.0460f, 0.0490f, 0.0490f),
        new(0.330f, 1.385f, -0.020f, 0.0405f, 0.0430f, 0.0480f, 0.0460f),
        new(0.380f, 1.385f, -0.020f, 0.0375f, 0.0395f, 0.0430f, 0.0415f),
        new(0.420f, 1.385f, -0.020f, 0.0365f, 0.0370f, 0.0370f, 0.0395f),
        new(0.445f, 1.385f, -0.020f, 0.0370f, 0.0365f, 0.0345f, 0.0395f),
        new(0.475f, 1.385f, -0.020f, 0.0400f, 0.0375f, 0.0375f, 0.0365f),
        new(0.505f, 1.385f, -0.020f, 0.0405f, 0.0385f, 0.0400f, 0.0360f),
        new(0.545f, 1.385f, -0.020f, 0.0375f, 0.0365f, 0.0385f, 0.0350f),
        new(0.590f, 1.385f, -0.020f, 0.0310f, 0.0310f, 0.0340f, 0.0320f),
        new(0.635f, 1.385f, -0.020f, 0.0245f, 0.0245f, 0.0300f, 0.0290f, 2.1f),
        new(0.670f, 1.385f, -0.020f, 0.0205f, 0.0200f, 0.0280f, 0.0280f, 2.2f),
        new(0.700f, 1.385f, -0.020f, 0.0190f, 0.0190f, 0.0275f, 0.0275f, 2.3f),
        new(0.725f, 1.385f, -0.020f, 0.0170f, 0.0170f, 0.0270f, 0.0270f, 2.3f),
    ]);

    // u is the side (+ outer), v is depth (+ front).
    private readonly Loft _leg = new(1,
    [
        new(0.030f, 0.118f, -0.034f, 0.018f, 0.018f, 0.018f, 0.018f),
        new(0.055f, 0.118f, -0.034f, 0.030f, 0.030f, 0.031f, 0.032f),
        new(0.080f, 0.118f, -0.034f, 0.0350f, 0.0350f, 0.0350f, 0.0370f),
        new(0.110f, 0.117f, -0.034f, 0.0315f, 0.0320f, 0.0340f, 0.0345f),
        new(0.150f, 0.116f, -0.033f, 0.0325f, 0.0330f, 0.0340f, 0.0345f),
        new(0.200f, 0.115f, -0.030f, 0.0375f, 0.0385f, 0.0370f, 0.0410f),
        new(0.250f, 0.113f, -0.026f, 0.0450f, 0.0460f, 0.0400f, 0.0510f),
        new(0.290f, 0.112f, -0.023f, 0.0505f, 0.0515f, 0.0425f, 0.0620f),
        new(0.330f, 0.111f, -0.020f, 0.0545f, 0.0550f, 0.0445f, 0.0695f),
        new(0.365f, 0.110f, -0.017f, 0.0545f, 0.0550f, 0.0460f, 0.0700f),
        new(0.400f, 0.109f, -0.013f, 0.0520f, 0.0535f, 0.0480f, 0.0640f),
        new(0.435f, 0.108f, -0.009f, 0.0475f, 0.0500f, 0.0510f, 0.0560f),
        new(0.470f, 0.107f, -0.005f, 0.0490f, 0.0515f, 0.0560f, 0.0540f, 2.1f),
        new(0.510f, 0.106f, -0.002f, 0.0525f, 0.0545f, 0.0575f, 0.0575f, 2.1f),
        new(0.550f, 0.104f, 0.000f, 0.0600f, 0.0610f, 0.0640f, 0.0640f),
        new(0.600f, 0.102f, 0.002f, 0.0660f, 0.0665f, 0.0720f, 0.0715f),
        new(0.650f, 0.100f, 0.002f, 0.0690f, 0.0720f, 0.0780f, 0.0775f),
        new(0.700f, 0.098f, 0.001f, 0.0730f, 0.0770f, 0.0820f, 0.0830f),
        new(0.750f, 0.096f, -0.001f, 0.0765f, 0.0810f, 0.0850f, 0.0880f),
        new(0.800f, 0.094f, -0.003f, 0.0810f, 0.0830f, 0.0860f, 0.0940f),
        new(0.850f, 0.092f, -0.004f, 0.0830f, 0.0750f, 0.0830f, 0.0950f),
        new(0.900f, 0.088f, -0.004f, 0.0740f, 0.0600f, 0.0680f, 0.0700f),
        new(0.945f, 0.080f, -0.004f, 0.0400f, 0.0400f, 0.0400f, 0.0400f),
    ]);

    /// <summary>Signed distance of the arm.</summary>
    public float Arm(Vector3 point)
    {
        var arm = _arm.Distance(point);
        var deltoid = Ellipsoid(point, new(0.196f, 1.388f, -0.020f), new(0.068f, 0.0445f, 0.0535f), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -0.12f));
        var biceps = Ellipsoid(point, new(0.320f, 1.390f, 0.000f), new(0.075f, 0.030f, 0.030f));
        var triceps = Ellipsoid(point, new(0.300f, 1.383f, -0.042f), new(0.085f, 0.034f, 0.030f));
        var elbow = Ellipsoid(point, new(0.444f, 1.385f, -0.047f), new(0.018f, 0.017f, 0.015f));
        arm = Union(arm, deltoid, 0.025f);
        arm = Union(arm, biceps, 0.022f);
        arm = Union(arm, triceps, 0.022f);
        return Union(arm, elbow, 0.018f);
    }

    /// <summary>Signed distance of the leg.</summary>
    public float Leg(Vector3 point)
    {
        var leg = _leg.Distance(point);
        var kneecap = Ellipsoid(point, new(0.107f, 0.477f, 0.034f), new(0.030f, 0.036f, 0.0225f));
        var innerCalf = Ellipsoid(point, new(0.092f, 0.340f, -0.058f), new(0.030f, 0.068f, 0.030f));
        var outerCalf = Ellipsoid(point, new(0.132f, 0.355f, -0.053f), new(0.026f, 0.062f, 0.028f));
        var innerMalleolus = Ellipsoid(point, new(0.089f, 0.083f, -0.030f), new(0.012f, 0.014f, 0.014f));
        var outerMalleolus = Ellipsoid(point, new(0.147f, 0.072f, -0.040f), new(0.012f, 0.014f, 0.013f));
        var vastus = Ellipsoid(point, new(0.082f, 0.535f, 0.030f), new(0.024f, 0.045f, 0.026f));
        leg = Union(leg, kneecap, 0.024f);
        leg = Union(leg, innerCalf, 0.018f);
        leg = Union(leg, outerCalf, 0.018f);
        leg = Union(leg, innerMalleolus, 0.012f);
        leg = Union(leg, vastus, 0.022f);
        return Union(leg, outerMalleolus, 0.012f);
    }
}
