using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// A tube round a part of the body on which that part is unrolled: u runs round it in metres, 0 in the direction
/// <paramref name="zero"/>, v along its axis in metres. The seam lies opposite to <paramref name="zero"/>.
/// </summary>
/// <param name="path">Points that the tube's middle passes, at least one, in the order of their v; straight on beyond the ends.</param>
/// <param name="axis">Direction of v, unit length.</param>
/// <param name="zero">Unit length, across the axis.</param>
/// <param name="depth">Radius along <paramref name="zero"/>, metres.</param>
/// <param name="width">Radius across it, metres.</param>
internal sealed class Chart(Vector3[] path, Vector3 axis, Vector3 zero, float depth, float width)
{
    private readonly Vector3 _side = Vector3.Cross(axis, zero);
    private readonly float[] _heights = Array.ConvertAll(path, point => Vector3.Dot(point, axis));
    private readonly float _radius = (depth + width) / 2;

    /// <summary>Once round, metres.</summary>
    public float Circumference => 2 * MathF.PI * _radius;

    /// <summary>Where a point of the part lies on the chart, metres.</summary>
    public Vector2 At(Vector3 point)
    {
        var along = Vector3.Dot(point, axis);
        var from = point - Middle(along);
        return new(_radius * MathF.Atan2(Vector3.Dot(from, _side) / width, Vector3.Dot(from, zero) / depth), along);
    }

    private Vector3 Middle(float along)
    {
        for (var i = 0; i + 1 < path.Length; i++)
            if (along < _heights[i + 1])
                return Vector3.Lerp(path[i], path[i + 1], Math.Clamp((along - _heights[i]) / (_heights[i + 1] - _heights[i]), 0, 1));
        return path[^1];
    }
}
