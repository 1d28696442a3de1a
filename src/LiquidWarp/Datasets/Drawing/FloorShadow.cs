using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Rendering;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>The ground that a person stands on, as it lies in the picture.</summary>
/// <param name="Height">Height of the floor in camera view (y down) at the person's depth, metres.</param>
/// <param name="Rise">How far the floor climbs in the picture for each metre of depth, metres: the tangent of the angle by which the camera looks down.</param>
/// <param name="WallDepth">Depth of the wall behind the person, metres; far away outdoors.</param>
internal sealed record Ground(float Height, float Rise, float WallDepth);

/// <summary>
/// The figure's shadow on floor and wall: the key light's, with an edge as soft as the light, and a wide dim one right below that
/// stands for the sky which the figure keeps off.
/// </summary>
internal sealed class FloorShadow(Rasterizer rasterizer, int side)
{
    private readonly Fragments _fragments = new(side, side);
    private readonly float[] _key = new float[side * side];
    private readonly float[] _contact = new float[side * side];
    private Vector3[] _thrown = [];
    private float _keyShare;

    public void Cast(ReadOnlySpan<Vector3> vertices, ReadOnlySpan<int> faces, Light light, Ground ground, WeakPerspectiveCamera camera)
    {
        if (_thrown.Length != vertices.Length)
            _thrown = new Vector3[vertices.Length];
        _keyShare = light.Key.Y * 0.6f / (light.Key.Y * 0.6f + light.Sky.Y);
        Throw(vertices, light.Towards, ground, camera);
        Fill(faces, _key, Math.Max(1, (int)MathF.Round((0.008f + 0.05f * light.Softness) * camera.Scale * side / 2)));
        // Up is not the picture's up where the camera looks down.
        Throw(vertices, new(0.1f * light.Towards.X, -1, -ground.Rise), ground, camera);
        Fill(faces, _contact, Math.Max(1, (int)MathF.Round(0.05f * camera.Scale * side / 2)));
    }

    /// <summary>What is left of the light at a pixel of the picture, 0 to 1.</summary>
    public float Light(int x, int y)
    {
        // Centres of pixels half as large.
        var (u, v) = (Math.Clamp(x / 2f - 0.25f, 0, side - 1.001f), Math.Clamp(y / 2f - 0.25f, 0, side - 1.001f));
        var (column, row) = ((int)u, (int)v);
        var at = row * side + column;
        (u, v) = (u - column, v - row);
        return (1 - _keyShare * Mix(_key, at, u, v)) * (1 - 0.45f * Mix(_contact, at, u, v));
    }

    private float Mix(float[] map, int at, float u, float v) =>
        (1 - v) * ((1 - u) * map[at] + u * map[at + 1]) + v * ((1 - u) * map[at + side] + u * map[at + side + 1]);

    private void Throw(ReadOnlySpan<Vector3> vertices, Vector3 towards, Ground ground, WeakPerspectiveCamera camera)
    {
        for (var i = 0; i < vertices.Length; i++)
        {
            var vertex = vertices[i];
            var toFloor = Math.Max(0, ground.Height - vertex.Y - ground.Rise * vertex.Z) / Math.Max(0.05f, -towards.Y - ground.Rise * towards.Z);
            var toWall = towards.Z < -1e-3f ? (ground.WallDepth - vertex.Z) / -towards.Z : float.PositiveInfinity;
            var landed = vertex - Math.Min(toFloor, Math.Max(0, toWall)) * towards;
            var seen = camera.Project(landed);
            _thrown[i] = new(seen.X, seen.Y, 10);
        }
    }

    private void Fill(ReadOnlySpan<int> faces, float[] map, int radius)
    {
        rasterizer.Rasterize(_thrown, faces, _fragments);
        for (var i = 0; i < map.Length; i++)
            map[i] = _fragments.FaceIndex[i] >= 0 ? 1 : 0;
        BoxFilter.Blur(map, side, side, radius);
    }
}
