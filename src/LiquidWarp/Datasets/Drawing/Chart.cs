using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// A cylinder round a part of the body on which that part is unrolled: u runs round it in metres, 0 in the direction
/// <paramref name="zero"/>, v along its axis in metres. The seam lies opposite to <paramref name="zero"/>.
/// </summary>
/// <param name="origin">A point of the axis.</param>
/// <param name="axis">Unit length.</param>
/// <param name="zero">Unit length, across the axis.</param>
/// <param name="depth">Radius along <paramref name="zero"/>, metres.</param>
/// <param name="width">Radius across it, metres.</param>
internal sealed class Chart(Vector3 origin, Vector3 axis, Vector3 zero, float depth, float width)
{
    private readonly Vector3 _side = Vector3.Cross(axis, zero);

    /// <summary>Mean radius, metres.</summary>
    public float Radius { get; } = (depth + width) / 2;

    /// <summary>Once round, metres.</summary>
    public float Circumference => 2 * MathF.PI * Radius;

    /// <summary>Where a point of the part lies on the chart, metres.</summary>
    public Vector2 At(Vector3 point)
    {
        var from = point - origin;
        return new(Radius * MathF.Atan2(Vector3.Dot(from, _side) / width, Vector3.Dot(from, zero) / depth), Vector3.Dot(from, axis));
    }

    /// <summary>The point of the cylinder at a place of the chart: near the part's surface, for noise without a seam.</summary>
    public Vector3 PointAt(Vector2 place)
    {
        var (sin, cos) = MathF.SinCos(place.X / Radius);
        return origin + place.Y * axis + depth * cos * zero + width * sin * _side;
    }
}
