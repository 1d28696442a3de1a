using System.Numerics;

namespace LiquidWarp.Datasets;

/// <summary>What covers a place on the body.</summary>
internal enum Cover
{
    Skin, Hair, Top, Trousers, Shoes, Sole,
}

/// <summary>
/// Cuts and paints clothes by place on the rest body (metres, x to the person's left, y up, z to the front, pelvis at the
/// origin), so there are no seams of a texture and every edge is as sharp as the picture.
/// </summary>
internal sealed class Outfit(DrawnPersonStyle style)
{
    private const float Hem = -0.07f;
    private const float TrouserEnd = -0.868f;
    private const float SoleTop = -0.938f;

    private float SleeveEnd => style.LongSleeves ? 0.665f : 0.335f;

    /// <summary>What covers the place.</summary>
    public Cover At(Vector3 p)
    {
        if (IsArm(p))
            return MathF.Abs(p.X) < SleeveEnd ? Cover.Top : Cover.Skin;
        if (p.Y < TrouserEnd)
            return p.Y < SoleTop ? Cover.Sole : Cover.Shoes;
        if (p.Y < Hem)
            return Cover.Trousers;
        if (p.Y > 0.40f && (p.Y > 0.52f || Neckline(p) < 1))
            return IsHair(p) ? Cover.Hair : Cover.Skin;
        return Cover.Top;
    }

    /// <summary>Whether the place is on an arm, which the rest pose stretches out to the side.</summary>
    private static bool IsArm(Vector3 p) => MathF.Abs(p.X) > 0.19f && p.Y > 0.3f;

    /// <summary>How far the cover stands off the skin, metres.</summary>
    public float Thickness(Vector3 p)
    {
        var fold = ValueNoise.At(new Vector3(p.X * 9, p.Y * 5, p.Z * 9), style.Seed);
        return At(p) switch
        {
            Cover.Hair => HairThickness(p),
            Cover.Top when IsArm(p) => 0.014f + 0.012f * Near(MathF.Abs(p.X), SleeveEnd, 0.1f) + 0.003f * fold,
            Cover.Top => 0.014f + 0.012f * Near(p.Y, Hem, 0.18f) + 0.004f * fold,
            Cover.Trousers => 0.012f + 0.014f * Near(p.Y, TrouserEnd, 0.3f) + 0.003f * fold,
            Cover.Shoes => 0.012f,
            Cover.Sole => 0.016f,
            _ => 0,
        };
    }

    /// <summary>How much the body's own relief is smoothed away under the cover, 0 to 1.</summary>
    public static float Smoothing(Cover cover) => cover switch
    {
        Cover.Shoes or Cover.Sole => 1,
        Cover.Top or Cover.Trousers => 0.9f,
        Cover.Hair => 0.8f,
        _ => 0,
    };

    /// <summary>Colour without light, sRGB.</summary>
    public Vector3 Colour(Vector3 p) => At(p) switch
    {
        Cover.Hair => HairColour(p),
        Cover.Top => TopColour(p),
        Cover.Trousers => TrouserColour(p),
        Cover.Shoes => ShoeColour(p),
        Cover.Sole => new Vector3(0.93f, 0.92f, 0.89f),
        _ => FacePaint.Colour(p, style),
    };

    /// <summary>Height of folds and weave that only the light sees, metres.</summary>
    public float Relief(Vector3 p) => At(p) switch
    {
        Cover.Top => 0.0045f * Folds(p) + 0.0003f * ValueNoise.At(p * 420, style.Seed),
        Cover.Trousers => 0.004f * LegFolds(p) + 0.0004f * ValueNoise.At(p * 500, style.Seed),
        Cover.Hair => 0.0022f * Strands(p),
        Cover.Skin => 0.0002f * ValueNoise.At(p * 300, style.Seed),
        _ => 0.0004f * ValueNoise.At(p * 120, style.Seed),
    };

    /// <summary>Below 1 inside the opening of the neck, which reaches lower in front.</summary>
    private static float Neckline(Vector3 p)
    {
        var (x, y) = (p.X / 0.088f, (p.Y - 0.50f) / (0.055f + 0.02f * Math.Clamp(p.Z / 0.04f, -1, 1)));
        return x * x + y * y;
    }

    private bool IsHair(Vector3 p)
    {
        if (p.Y < (style.LongHair ? 0.50f : 0.525f))
            return false;
        var ear = MathF.Abs(p.X) > 0.0735f && p.Y is > 0.575f and < 0.655f && p.Z is > -0.012f and < 0.055f;
        var line = p.Z > 0.02f ? 0.612f + (p.Z - 0.02f) * 0.93f : 0.612f - (0.02f - p.Z) * (style.LongHair ? 2.2f : 1.25f);
        if (style.LongHair && MathF.Abs(p.X) > 0.052f && p.Z < 0.062f)
            line = Math.Min(line, 0.515f);
        line += 0.006f * ValueNoise.At(new Vector3(p.X * 70, 0, p.Z * 70), style.Seed);
        return p.Y > line && (!ear || style.LongHair);
    }

    private float HairThickness(Vector3 p)
    {
        var crown = Math.Clamp((p.Y - 0.60f) / 0.12f, 0, 1);
        var lock1 = 0.006f * ValueNoise.At(new Vector3(p.X * 28, p.Y * 14, p.Z * 28), style.Seed + 3);
        return style.LongHair ? 0.024f + 0.010f * (1 - crown) + lock1 : 0.012f + 0.020f * crown + lock1;
    }

    private Vector3 HairColour(Vector3 p) => style.Hair * (1.15f + 0.35f * Strands(p));

    private float Strands(Vector3 p)
    {
        var (around, along) = (MathF.Atan2(p.X, p.Z + 0.02f), p.Y);
        return 0.6f * ValueNoise.At(new Vector3(around * 26, along * 9, p.Z * 8), style.Seed + 5) + 0.4f * ValueNoise.At(new Vector3(around * 70, along * 16, 0), style.Seed + 6);
    }

    private Vector3 TopColour(Vector3 p)
    {
        var arm = IsArm(p);
        var collar = !arm && p.Y > 0.40f && Neckline(p) < 1.32f;
        var cuff = arm ? SleeveEnd - MathF.Abs(p.X) < 0.02f : p.Y - Hem < 0.018f;
        var colour = style.Pattern switch
        {
            ClothPattern.Stripes => Wave(arm ? MathF.Abs(p.X) + 0.02f : p.Y, 0.046f) > 0.30f ? style.TopSecond : style.Top,
            ClothPattern.Checks => Checks(p),
            ClothPattern.Print when !arm && p.Z > 0 && new Vector2(p.X, p.Y - 0.27f).Length() < 0.085f => style.TopSecond,
            _ => style.Top,
        };
        return collar || (cuff && style.Pattern != ClothPattern.Checks) ? 0.88f * style.Top : colour;
    }

    private Vector3 Checks(Vector3 p)
    {
        var colour = style.Top;
        if (Wave(p.X, 0.075f) > 0.2f)
            colour = Vector3.Lerp(colour, style.TopSecond, 0.45f);
        if (Wave(p.Y, 0.075f) > 0.2f)
            colour = Vector3.Lerp(colour, style.TopSecond, 0.45f);
        if (Wave(p.X + 0.02f, 0.075f) > 0.985f || Wave(p.Y + 0.02f, 0.075f) > 0.985f)
            colour = Vector3.Lerp(colour, new Vector3(0.95f, 0.88f, 0.70f), 0.7f);
        var button = p.Z > 0 && MathF.Abs(p.X) < 0.0042f && Wave(p.Y, 0.085f) > 0.985f;
        var placket = p.Z > 0 && MathF.Abs(MathF.Abs(p.X) - 0.016f) < 0.0012f && p.Y is < 0.45f and > Hem;
        return button ? new Vector3(0.94f, 0.92f, 0.86f) : placket ? 0.6f * colour : colour;
    }

    private Vector3 TrouserColour(Vector3 p)
    {
        var worn = 0.10f * ValueNoise.Octaves(p * 14, style.Seed + 9) + 0.05f * ValueNoise.At(p * 260, style.Seed);
        var knee = 0.10f * MathF.Exp(-MathF.Pow((p.Y + 0.33f) / 0.16f, 2)) * Math.Clamp(p.Z * 20, 0, 1);
        var side = MathF.Abs(MathF.Abs(p.X) - 0.165f) < 0.0018f || MathF.Abs(p.Y - TrouserEnd - 0.022f) < 0.0014f ? 0.72f : 1;
        return style.Trousers * (1 + worn + knee) * side;
    }

    private Vector3 ShoeColour(Vector3 p)
    {
        var lace = p.Z is > 0.02f and < 0.10f && MathF.Abs(MathF.Abs(p.X) - 0.125f) < 0.022f && p.Y > -0.925f && Wave(p.Z, 0.018f) > 0.45f;
        var toe = p.Z > 0.145f;
        return lace || toe ? new Vector3(0.94f, 0.93f, 0.90f) : style.Shoes * (1 + 0.06f * ValueNoise.At(p * 90, style.Seed));
    }

    private float Folds(Vector3 p)
    {
        if (IsArm(p))
            return ValueNoise.At(new Vector3(p.X * 26, p.Y * 12 + p.X * 6, p.Z * 12), style.Seed + 11);
        // Folds hang from the arm pits and gather above the hem.
        var slant = MathF.Sqrt(p.X * p.X + 0.004f) * 0.9f;
        return 0.8f * ValueNoise.At(new Vector3(p.X * 10, (p.Y + slant) * 15, p.Z * 6), style.Seed + 12)
            + 0.5f * Near(p.Y, Hem, 0.14f) * ValueNoise.At(new Vector3(p.X * 7, p.Y * 34, p.Z * 7), style.Seed + 13);
    }

    private float LegFolds(Vector3 p)
    {
        var knee = MathF.Exp(-MathF.Pow((p.Y + 0.47f) / 0.10f, 2)) + MathF.Exp(-MathF.Pow((p.Y + 0.09f) / 0.06f, 2)) + 1.2f * Near(p.Y, TrouserEnd, 0.12f);
        return 0.35f * ValueNoise.At(new Vector3(p.X * 8, p.Y * 6, p.Z * 8), style.Seed + 14)
            + knee * 0.8f * ValueNoise.At(new Vector3(p.X * 11, p.Y * 30 + MathF.Abs(p.X) * 14, p.Z * 9), style.Seed + 15);
    }

    private static float Near(float value, float edge, float width)
    {
        var t = Math.Clamp(1 - MathF.Abs(value - edge) / width, 0, 1);
        return t * t;
    }

    private static float Wave(float value, float period) => MathF.Cos(2 * MathF.PI * value / period);
}
