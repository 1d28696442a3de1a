using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>One key light, light from the sky and from the ground; linear colours, 1 lights a white wall fully.</summary>
/// <param name="Towards">To the key light, unit length, camera view (y down, so above is negative).</param>
/// <param name="Key">Colour of the key light.</param>
/// <param name="Sky">What surfaces that face up receive from all round.</param>
/// <param name="Ground">What surfaces that face down receive.</param>
/// <param name="Softness">Width of shadow edges, 0 hard to 1 very soft.</param>
internal sealed record Light(Vector3 Towards, Vector3 Key, Vector3 Sky, Vector3 Ground, float Softness)
{
    /// <summary>A light drawn at random: overcast, a window at the side, a lamp or flash near the camera, sun.</summary>
    public static Light Random(Random random)
    {
        var kind = random.NextSingle();
        var (side, up) = (random.Between(-1.1f, 1.1f), random.Between(0.35f, 1.3f));
        var towards = Vector3.Normalize(new(side, -up, -1));
        var strength = kind < 0.4f ? random.Between(0.15f, 0.4f) : kind < 0.8f ? random.Between(0.4f, 0.75f) : random.Between(0.75f, 1.1f);
        var softness = kind < 0.8f ? random.Between(0.4f, 1) : random.Between(0, 0.4f);
        var warmth = random.Gaussian(0.05f);
        var tint = new Vector3(1 + warmth, 1, 1 - warmth);
        var ambient = Math.Max(0.22f, 0.95f - 0.8f * strength) * random.Between(0.85f, 1.1f);
        var ground = ambient * random.Between(0.35f, 0.8f);
        return new(towards, strength * tint, ambient * (2 * Vector3.One - tint), ground * new Vector3(1, 0.97f, 0.93f), softness);
    }

    /// <summary>Light from all round on a surface, without the key light.</summary>
    public Vector3 Ambient(Vector3 normal) => Vector3.Lerp(Sky, Ground, 0.5f + 0.5f * normal.Y);
}
