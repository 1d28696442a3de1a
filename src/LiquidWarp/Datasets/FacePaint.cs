using System.Numerics;

namespace LiquidWarp.Datasets;

/// <summary>Colours of skin and of the face: eyes, brows, lips, cheeks, by place on the rest head.</summary>
internal static class FacePaint
{
    private static readonly Vector2 Eye = new(0.0315f, 0.6305f);
    private static readonly Vector2 Mouth = new(0, 0.5565f);

    public static Vector3 Colour(Vector3 p, DrawnPersonStyle style)
    {
        var skin = style.Skin * (1 + 0.02f * ValueNoise.Octaves(p * 60, style.Seed + 20));
        if (p.Y < 0.5f || p.Z < 0.055f)
            return skin;
        var at = new Vector2(p.X, p.Y);
        var side = new Vector2(MathF.Abs(p.X), p.Y);
        skin = Blush(skin, side);
        skin = Lips(skin, at);
        skin = Brow(skin, side, style, p);
        return EyeColour(skin, side, style);
    }

    private static Vector3 Blush(Vector3 skin, Vector2 side)
    {
        var cheek = MathF.Exp(-(side - new Vector2(0.043f, 0.588f)).LengthSquared() / (2 * 0.016f * 0.016f));
        var nose = MathF.Exp(-(side - new Vector2(0, 0.592f)).LengthSquared() / (2 * 0.011f * 0.011f));
        return skin * (Vector3.One - (0.10f * cheek + 0.06f * nose) * new Vector3(0.1f, 1, 1));
    }

    private static Vector3 Lips(Vector3 skin, Vector2 at)
    {
        var x = at.X / 0.0255f;
        var y = at.Y - Mouth.Y - 0.0034f * x * x;
        if (MathF.Abs(x) >= 1)
            return skin;
        var taper = MathF.Sqrt(1 - x * x);
        var upper = y >= 0 && y < 0.0068f * taper * (1 - 0.25f * MathF.Exp(-x * x * 40));
        var lower = y < 0 && y > -0.0085f * taper;
        var seam = MathF.Abs(y) < 0.0011f;
        var lips = skin * new Vector3(0.86f, 0.62f, 0.62f);
        return seam ? 0.55f * lips : upper ? 0.92f * lips : lower ? lips : skin;
    }

    private static Vector3 Brow(Vector3 skin, Vector2 side, DrawnPersonStyle style, Vector3 p)
    {
        var x = (side.X - 0.034f) / 0.0205f;
        var middle = Eye.Y + 0.0195f - 0.0035f * x * x + 0.002f * x;
        var thick = 0.0036f * (1 - 0.45f * Math.Clamp(x, -0.2f, 1));
        if (MathF.Abs(x) > 1 || MathF.Abs(side.Y - middle) > thick)
            return skin;
        return Vector3.Lerp(skin, style.Hair, 0.72f + 0.2f * ValueNoise.At(p * 500, style.Seed + 21));
    }

    private static Vector3 EyeColour(Vector3 skin, Vector2 side, DrawnPersonStyle style)
    {
        var from = side - Eye;
        var x = from.X / 0.0150f;
        if (MathF.Abs(x) >= 1.12f)
            return skin;
        var arch = MathF.Sqrt(MathF.Max(0, 1 - x * x));
        var (top, bottom) = (0.0066f * arch, -0.0048f * arch);
        if (from.Y > top - 0.0003f && from.Y < top + 0.0020f && MathF.Abs(x) < 1.08f)
            return Vector3.Lerp(skin, new Vector3(0.12f, 0.08f, 0.07f), 0.85f);
        if (from.Y > top || from.Y < bottom || arch == 0)
            return from.Y > top && from.Y < top + 0.006f ? 0.88f * skin : skin;
        var iris = new Vector2(from.X, from.Y - 0.0006f).Length();
        if (new Vector2(from.X - 0.0016f, from.Y - 0.0026f).Length() < 0.0011f)
            return new Vector3(0.98f);
        if (iris < 0.0026f)
            return new Vector3(0.04f);
        if (iris < 0.0058f)
            return style.Eyes * (iris > 0.0051f ? 0.5f : 1);
        return new Vector3(0.93f, 0.92f, 0.91f) * (from.Y > top - 0.0018f ? 0.75f : 1);
    }
}
