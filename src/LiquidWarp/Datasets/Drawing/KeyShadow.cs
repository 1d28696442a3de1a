using System.Numerics;
using LiquidWarp.Rendering;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// Shadows of the figure on itself: depth seen from the key light with its variance, blurred, so that shadow edges are soft at
/// one look-up a sample (Donnelly and Lauritzen, "Variance Shadow Maps", 2006).
/// </summary>
internal sealed class KeyShadow(Rasterizer rasterizer, int side)
{
    private const float Reach = 1.35f;
    private const float Bias = 0.015f;

    private readonly Fragments _map = new(side, side);
    private readonly float[] _depth = new float[side * side];
    private readonly float[] _squared = new float[side * side];
    private Vector3[] _seen = [];
    private Vector3 _centre;
    private Vector3 _right;
    private Vector3 _down;
    private Vector3 _away;

    public void Cast(ReadOnlySpan<Vector3> vertices, ReadOnlySpan<int> faces, Light light)
    {
        if (_seen.Length != vertices.Length)
            _seen = new Vector3[vertices.Length];
        _away = -light.Towards;
        _right = Vector3.Normalize(Vector3.Cross(MathF.Abs(_away.Y) < 0.95f ? Vector3.UnitY : Vector3.UnitX, _away));
        _down = Vector3.Cross(_away, _right);
        var (low, high) = (vertices[0], vertices[0]);
        foreach (var vertex in vertices)
            (low, high) = (Vector3.Min(low, vertex), Vector3.Max(high, vertex));
        _centre = (low + high) / 2;
        for (var i = 0; i < vertices.Length; i++)
            _seen[i] = ToMap(vertices[i]);
        rasterizer.Rasterize(_seen, faces, _map);
        for (var i = 0; i < _depth.Length; i++)
        {
            // Beyond everything, but near enough to keep the variance at outlines small.
            var depth = Math.Min(_map.Depth[i], 5.2f) - 4;
            (_depth[i], _squared[i]) = (depth, depth * depth);
        }

        var radius = 1 + (int)MathF.Round(light.Softness * 0.02f * side / Reach);
        BoxFilter.Blur(_depth, side, side, radius, passes: 1);
        BoxFilter.Blur(_squared, side, side, radius, passes: 1);
    }

    /// <summary>Share of the key light that reaches a place, 0 to 1.</summary>
    public float Lit(Vector3 place)
    {
        var seen = ToMap(place);
        var (x, y) = ((seen.X + 1) * side / 2 - 0.5f, (seen.Y + 1) * side / 2 - 0.5f);
        if (!(x >= 0 && y >= 0 && x < side - 1 && y < side - 1))
            return 1;
        var (column, row) = ((int)x, (int)y);
        var at = row * side + column;
        var (u, v) = (x - column, y - row);
        var mean = Mix(_depth, at, u, v);
        var behind = seen.Z - 4 - Bias - mean;
        if (behind <= 0)
            return 1;
        var variance = Math.Max(Mix(_squared, at, u, v) - mean * mean, 4e-5f);
        var bound = variance / (variance + behind * behind);
        // The bound leaks light where several layers overlap; its lower part is cut off.
        return Math.Clamp((bound - 0.25f) / 0.75f, 0, 1);
    }

    private float Mix(float[] map, int at, float u, float v) =>
        (1 - v) * ((1 - u) * map[at] + u * map[at + 1]) + v * ((1 - u) * map[at + side] + u * map[at + side + 1]);

    private Vector3 ToMap(Vector3 place)
    {
        var from = place - _centre;
        return new(Vector3.Dot(from, _right) / Reach, Vector3.Dot(from, _down) / Reach, Vector3.Dot(from, _away) + 4);
    }
}
