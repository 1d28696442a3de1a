using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets;

/// <summary>
/// The room behind a drawn person: a wall with a picture, a skirting board, a floor of planks. Lit by the same light, so the
/// person throws a soft shadow on it.
/// </summary>
/// <param name="style">Colours.</param>
/// <param name="camera">The person's camera.</param>
/// <param name="floor">Height of the soles in camera view (y down), metres.</param>
internal sealed class DrawnRoom(DrawnPersonStyle style, WeakPerspectiveCamera camera, float floor)
{
    private const float WallDepth = 1.1f;
    private const float Rise = 0.14f;

    private float WallFoot => camera.Scale * (floor - Rise * WallDepth + camera.Y);

    /// <summary>Colour at a place of the picture, normalised coordinates.</summary>
    public Vector3 Colour(float x, float y, SoftLight light)
    {
        var across = x / camera.Scale - camera.X;
        if (y >= WallFoot)
        {
            var depth = (floor - (y / camera.Scale - camera.Y)) / Rise;
            var lit = light.At(new Vector3(across, floor, depth), -Vector3.UnitY, 0);
            return Floor(x, y) * lit * 1.05f;
        }
        // The wall is far behind: too far for a shadow with an edge, so it only darkens away from the window and near the floor.
        var glow = 1.06f - 0.09f * (x + 0.6f) * (x + 0.6f) - 0.10f * (y + 0.3f) * (y + 0.3f) - 0.07f * MathF.Exp(-(WallFoot - y) / 0.05f);
        return Wall(x, y) * glow;
    }

    private Vector3 Wall(float x, float y)
    {
        var board = 0.062f * camera.Scale;
        if (y > WallFoot - board)
            return MathF.Abs(y - (WallFoot - board)) < 0.006f ? new Vector3(0.70f) : y > WallFoot - 0.006f ? new Vector3(0.45f) : new Vector3(0.93f, 0.92f, 0.90f);
        if (Picture(x, y) is { } picture)
            return picture;
        var grain = 1 + 0.012f * ValueNoise.Octaves(new Vector3(x * 60, y * 60, 0), style.Seed + 40);
        return style.Wall * grain;
    }

    /// <summary>A framed abstract picture on the wall, to the left of the person.</summary>
    private Vector3? Picture(float x, float y)
    {
        var (u, v) = ((x + 0.66f) / 0.20f, (y + 0.52f) / 0.26f);
        if (MathF.Max(MathF.Abs(u), MathF.Abs(v)) > 1)
            return null;
        if (MathF.Abs(u) > 0.93f || MathF.Abs(v) > 0.945f)
            return new Vector3(0.25f, 0.19f, 0.15f);
        if (MathF.Abs(u) > 0.74f || MathF.Abs(v) > 0.80f)
            return new Vector3(0.95f, 0.94f, 0.91f);
        if (new Vector2(u - 0.22f, (v + 0.30f) * 1.3f).Length() < 0.26f)
            return new Vector3(0.92f, 0.62f, 0.30f);
        var hills = 0.12f + 0.16f * MathF.Sin(3.1f * u + style.Seed) - 0.05f * MathF.Sin(7 * u);
        return v > hills + 0.32f ? new Vector3(0.18f, 0.33f, 0.36f) : v > hills ? new Vector3(0.36f, 0.55f, 0.52f) : new Vector3(0.86f, 0.85f, 0.77f);
    }

    private Vector3 Floor(float x, float y)
    {
        var near = (y - WallFoot) / 0.5f;
        var scale = 1 / (0.75f + near);
        var (across, along) = (x * scale * 5.2f, 6 * scale);
        var plank = MathF.Floor(across);
        var shift = ValueNoise.At(new Vector3(plank * 7.3f, 0.5f, 0.5f), style.Seed + 41);
        var (line, end) = (across - plank, along * 0.9f + 3 * shift);
        var tone = 1 + 0.10f * ValueNoise.At(new Vector3(plank * 3.7f, MathF.Floor(end) * 5.1f, 0.5f), style.Seed + 42)
            + 0.07f * ValueNoise.Octaves(new Vector3(across * 9, along * 2.2f, plank), style.Seed + 43);
        if (line < 0.018f / scale * 0.8f || end - MathF.Floor(end) < 0.01f)
            tone *= 0.72f;
        return new Vector3(0.70f, 0.53f, 0.38f) * tone;
    }
}
