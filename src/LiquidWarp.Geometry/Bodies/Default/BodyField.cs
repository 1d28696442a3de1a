using System.Numerics;
using static LiquidWarp.Bodies.Default.Solid;

namespace LiquidWarp.Bodies.Default;

/// <summary>The whole body in rest pose as one signed distance, metres above the floor, symmetric in x.</summary>
internal sealed class BodyField
{
    private readonly TorsoField _torso = new();
    private readonly LimbField _limbs = new();
    private readonly HeadField _head = new();

    /// <summary>Where the head's own frame stands: the middle between the ear canals.</summary>
    public static Vector3 HeadOrigin { get; } = new(0, 1.570f, 0.015f);

    /// <summary>Where the left hand's own frame stands: the wrist.</summary>
    public static Vector3 HandOrigin { get; } = new(0.690f, 1.385f, -0.020f);

    /// <summary>The point of the floor below the left ankle.</summary>
    public static Vector3 FootOrigin { get; } = new(0.118f, 0, -0.034f);

    /// <summary>Angle by which the feet point outwards, radians.</summary>
    public const float FootTurn = 0.10f;

    /// <summary>Signed distance, metres; exact on the surface and good to first order around it.</summary>
    public float Distance(Vector3 point)
    {
        point.X = MathF.Abs(point.X);
        var distance = float.MaxValue;
        if (Near(point, new(0, 0.79f, -0.15f), new(0.20f, 1.62f, 0.13f), distance)) distance = _torso.Distance(point);
        if (Near(point, new(0, 0.04f, -0.12f), new(0.19f, 0.92f, 0.10f), distance)) distance = Union(distance, _limbs.Leg(point), 0.022f);
        if (Near(point, new(0.05f, 0, -0.12f), new(0.21f, 0.12f, 0.19f), distance)) distance = Union(distance, Foot(point), 0.034f);
        if (Near(point, new(0.08f, 1.28f, -0.10f), new(0.73f, 1.46f, 0.06f), distance)) distance = Union(distance, _limbs.Arm(point), 0.040f);
        if (Near(point, new(0.67f, 1.33f, -0.08f), new(0.90f, 1.42f, 0.08f), distance)) distance = Union(distance, HandField.Distance(point - HandOrigin), 0.016f);
        if (Near(point, new(0, 1.45f, -0.11f), new(0.11f, 1.71f, 0.14f), distance)) distance = Union(distance, _head.Distance(point - HeadOrigin), 0.020f);
        return distance;
    }

    /// <summary>Unit normal that points out of the body.</summary>
    public Vector3 Normal(Vector3 point)
    {
        const float h = 4e-4f;
        return Vector3.Normalize(new(
            Distance(point + new Vector3(h, 0, 0)) - Distance(point - new Vector3(h, 0, 0)),
            Distance(point + new Vector3(0, h, 0)) - Distance(point - new Vector3(0, h, 0)),
            Distance(point + new Vector3(0, 0, h)) - Distance(point - new Vector3(0, 0, h))));
    }

    private static float Foot(Vector3 point)
    {
        var offset = point - FootOrigin;
        var (sine, cosine) = MathF.SinCos(FootTurn);
        return FootField.Distance(new(offset.X * cosine - offset.Z * sine, offset.Y, offset.X * sine + offset.Z * cosine));
    }

    /// <summary>Whether a part inside the box can still change the distance; beyond the widest blend it cannot.</summary>
    private static bool Near(Vector3 point, Vector3 low, Vector3 high, float distance)
    {
        var outside = Vector3.Max(Vector3.Max(low - point, point - high), Vector3.Zero).Length();
        return outside < 0.05f || outside < distance;
    }
}
