using System.Numerics;
using LiquidWarp.Rendering;

namespace LiquidWarp.Datasets;

/// <summary>
/// Light from a large window and from all round, with soft shadows: a few dozen directions, each with a depth map of the scene
/// seen from there. A place is lit by the directions from which nothing is in between.
/// </summary>
internal sealed class SoftLight
{
    private const int MapSide = 384;
    private const float Reach = 1.25f;

    private readonly List<Source> _sources = [];
    private readonly Vector3 _centre;

    private sealed record Source(Vector3 Towards, Vector3 Right, Vector3 Down, Vector3 Strength, Fragments Map);

    /// <summary>Lights a mesh in camera view (x right, y down, z away).</summary>
    public SoftLight(Vector3[] vertices, int[] faces, Vector3 window)
    {
        _centre = vertices.Aggregate(Vector3.Zero, (sum, vertex) => sum + vertex) / vertices.Length;
        var rasterizer = new Rasterizer();
        var warm = new Vector3(1.02f, 0.99f, 0.94f);
        var cool = new Vector3(0.94f, 0.98f, 1.04f);
        for (var k = 0; k < 10; k++)
            Add(window + 0.28f * Spiral(k, 10), 0.82f / 10 * warm);
        for (var k = 0; k < 26; k++)
        {
            // Evenly over the upper half and the side of the camera: the sky of the room.
            var (turn, up) = (k * 2.39996f, (k + 0.5f) / 26);
            var flat = MathF.Sqrt(1 - up * up);
            Add(new Vector3(flat * MathF.Cos(turn), -up * 0.9f, flat * MathF.Sin(turn) * 0.7f - 0.45f), 0.62f / 26 * cool);
        }

        void Add(Vector3 towards, Vector3 strength)
        {
            towards = Vector3.Normalize(towards);
            var away = -towards;
            var right = Vector3.Normalize(Vector3.Cross(MathF.Abs(away.Y) < 0.95f ? Vector3.UnitY : Vector3.UnitX, away));
            var down = Vector3.Cross(away, right);
            var map = new Fragments(MapSide, MapSide);
            var seen = vertices.Select(vertex => ToMap(vertex, right, down, away)).ToArray();
            rasterizer.Rasterize(seen, faces, map);
            _sources.Add(new(towards, right, down, strength, map));
        }
    }

    /// <summary>Light that arrives at a place whose surface faces <paramref name="normal"/>; 1 is a well lit white wall.</summary>
    /// <param name="place">Camera view, metres.</param>
    /// <param name="normal">Unit length, out of the surface.</param>
    /// <param name="wrap">How far light reaches round, 0 for cloth, more for skin.</param>
    public Vector3 At(Vector3 place, Vector3 normal, float wrap)
    {
        var light = new Vector3(0.06f);
        foreach (var source in _sources)
        {
            var facing = (Vector3.Dot(normal, source.Towards) + wrap) / (1 + wrap);
            if (facing > 0 && IsLit(place + 0.012f * normal, source))
                light += facing * source.Strength;
        }
        return light;
    }

    /// <summary>Gloss towards the viewer from the window's directions.</summary>
    public float Gloss(Vector3 place, Vector3 normal, float sharpness)
    {
        var gloss = 0f;
        foreach (var source in _sources.Take(10))
        {
            var half = Vector3.Normalize(source.Towards - Vector3.UnitZ);
            if (Vector3.Dot(normal, half) is var facing and > 0 && IsLit(place + 0.012f * normal, source))
                gloss += MathF.Pow(facing, sharpness) / 10;
        }
        return gloss;
    }

    private bool IsLit(Vector3 place, Source source)
    {
        var seen = ToMap(place, source.Right, source.Down, -source.Towards);
        var (x, y) = ((int)((seen.X + 1) * MapSide / 2), (int)((seen.Y + 1) * MapSide / 2));
        return x < 0 || y < 0 || x >= MapSide || y >= MapSide || seen.Z < source.Map.Depth[y * MapSide + x] + 0.012f;
    }

    private Vector3 ToMap(Vector3 place, Vector3 right, Vector3 down, Vector3 away)
    {
        var from = place - _centre;
        return new(Vector3.Dot(from, right) / Reach, Vector3.Dot(from, down) / Reach, Vector3.Dot(from, away) + 4);
    }

    private static Vector3 Spiral(int k, int count)
    {
        var radius = MathF.Sqrt((k + 0.5f) / count);
        return new(radius * MathF.Cos(k * 2.39996f), radius * MathF.Sin(k * 2.39996f), 0);
    }
}
