using System.Numerics;

namespace LiquidWarp.Datasets.Drawing.Clothes;

/// <summary>Shoes, boots, sandals, socks and tights.</summary>
internal static class Footwear
{
    /// <summary>Shoes that end below the ankle, trainers or boots; now and then bare feet.</summary>
    public static void Shoes(Fitting fitting, bool boots)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        if (!boots && random.Happens(0.06f))
            return;
        var top = boots ? a.Ankle.Y + random.Between(0.06f, 0.24f) : a.Ankle.Y - random.Between(-0.02f, 0.035f);
        if (!boots && random.Happens(0.5f))
            Socks(fitting, top + random.Between(0.01f, 0.12f));
        var colour = random.Happens(0.5f) ? Colours.Grey(random.Pick(0.10f, 0.9f) + random.Between(-0.06f, 0.06f)) : fitting.Colour();
        var sole = random.Happens(0.5f) ? Colours.Grey(random.Between(0.82f, 0.95f)) : 0.35f * colour;
        var lace = random.Happens(0.6f) ? Colours.Grey(0.9f) : 0.5f * colour;
        var (cap, laced, striped) = (random.Happens(0.3f), random.Happens(0.65f), random.Happens(0.25f));
        var soleTop = a.SoleHeight + random.Between(0.012f, 0.026f);
        var seed = random.Next(1 << 20);
        fitting.Layers.Add(new()
        {
            Reach = p => p.Y > a.Knee.Y ? -1 : top - p.Y,
            Thickness = p => 0.010f + 0.006f * Math.Clamp((soleTop - p.Y) / 0.01f, 0, 1),
            Smoothing = 42,
            Stiffness = 21,
            Lined = true,
            Finish = random.Happens(0.5f) ? Finish.Leather : Finish.Cloth,
            Paint = spot =>
            {
                var (p, ahead) = (spot.Point, spot.Point.Z - a.Ankle.Z);
                if (p.Y < soleTop)
                    return new(sole, 0);
                var worn = colour * (1 + 0.12f * ValueNoise.At(p * 60, seed));
                var middle = MathF.Abs(MathF.Abs(p.X) - a.Ankle.X - 0.05f * ahead);
                if (laced && ahead is > 0.03f and < 0.13f && middle < 0.018f && p.Y > soleTop + 0.012f)
                    return new(MathF.Cos(ahead * 380) > 0.1f ? lace : 0.7f * worn, 0.001f);
                if (cap && ahead > 0.155f)
                    return new(sole, 0);
                if (striped && p.Y < a.Ankle.Y - 0.01f && MathF.Cos((ahead + 0.6f * p.Y) * 330) > 0.5f && ahead is > 0.01f and < 0.09f && middle > 0.025f)
                    return new(lace, 0);
                return new(worn, 0.0005f * ValueNoise.At(p * 120, seed + 1));
            },
        });
    }

    /// <summary>Thin cloth on the legs below a skirt or shorts.</summary>
    public static void Tights(Fitting fitting)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        var thin = random.Happens(0.5f) ? random.Between(0.1f, 0.6f) : 0;
        var colour = Vector3.Lerp(random.Happens(0.75f) ? Colours.Grey(0.06f) : Colours.Cloth(random), fitting.Complexion.Skin, thin);
        fitting.Layers.Add(new() { Reach = p => a.IsArm(p) ? -1 : a.Hip.Y - p.Y, Thickness = _ => 0.001f, Finish = Finish.Satin, Paint = _ => new(colour, 0) });
    }

    private static void Socks(Fitting fitting, float top)
    {
        var random = fitting.Random;
        var colour = random.Happens(0.6f) ? Colours.Grey(random.Pick(0.9f, 0.08f)) : Colours.Cloth(random);
        var knee = fitting.Anatomy.Knee.Y;
        fitting.Layers.Add(new() { Reach = p => p.Y > knee ? -1 : top - p.Y, Thickness = _ => 0.003f, Smoothing = 4, Finish = Finish.Cloth, Paint = _ => new(colour, 0) });
    }
}
