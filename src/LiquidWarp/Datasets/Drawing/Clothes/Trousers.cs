using System.Numerics;

namespace LiquidWarp.Datasets.Drawing.Clothes;

/// <summary>Trousers: jeans, leggings, wide ones, shorts.</summary>
internal static class Trousers
{
    /// <summary>Adds a pair.</summary>
    public static void PutOn(Fitting fitting)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        var kind = random.NextSingle();
        var (denim, leggings) = (kind < 0.4f, kind > 0.84f);
        var colour = denim ? Denim(random) : fitting.Colour();
        var wide = leggings ? 0 : random.Happens(0.28f) ? random.Between(0.02f, 0.05f) : random.Between(0, 0.014f);
        var shorts = random.Happens(0.13f);
        var hem = shorts ? a.Knee.Y + random.Between(-0.06f, 0.24f) : a.Ankle.Y + (random.Happens(0.7f) ? random.Between(-0.045f, 0.01f) : random.Between(0.01f, 0.12f));
        var waist = a.WaistHeight - random.Between(0.02f, 0.10f);
        var fabric = new Fabric(a, random, denim ? Pattern.Denim : random.Happens(0.75f) ? Pattern.Plain : Fabric.AnyPattern(random), colour);
        var stripe = !denim && random.Happens(0.12f) ? random.Between(0.01f, 0.02f) : 0;
        var seam = stripe > 0 ? fabric.Second : 0.55f * colour;
        var (creased, cuffed, belted) = (!denim && !leggings && random.Happens(0.3f), !leggings && random.Happens(0.25f), random.Happens(0.3f));
        var belt = random.Pick(Colours.Grey(0.07f), Colours.FromSrgb(0.33f, 0.2f, 0.12f), Colours.Cloth(random));
        var skin = fitting.Complexion.Skin;
        var (holes, seed) = (denim && random.Happens(0.2f), random.Next(1 << 20));
        fitting.Layers.Add(new()
        {
            Reach = p => a.IsArm(p) ? -1 : Math.Min(waist - p.Y, p.Y - hem),
            Thickness = p => (leggings ? 0.003f : 0.009f) + wide * Math.Clamp((a.Hip.Y + 0.02f - p.Y) / 0.35f, 0, 1) * (1 - 0.25f * ValueNoise.At(p * 7, seed)),
            Smoothing = leggings ? 4 : 16,
            Hang = leggings ? 0 : random.Between(0.25f, 0.95f),
            Overlap = 0.05f,
            Lined = true,
            Finish = leggings && random.Happens(0.4f) ? Finish.Satin : Finish.Cloth,
            Paint = Paint,
        });
        if (shorts && random.Happens(0.2f))
            Footwear.Tights(fitting);

        Paint Paint(Spot spot)
        {
            var paint = fabric.At(spot);
            var (p, across) = (spot.Point, MathF.Abs(spot.At.X));
            if (spot.IsLeg && across < Math.Max(stripe, 0.0022f))
                paint = paint with { Colour = seam };
            if (creased && spot.IsLeg && p.Z > a.Hip.Z && MathF.Abs(across - 0.12f) < 0.003f)
                paint = paint with { Relief = paint.Relief + 0.003f };
            if (p.Y > waist - 0.032f)
            {
                var buckle = belted && MathF.Abs(p.X) < 0.022f && p.Z > a.Hip.Z;
                return buckle ? new(Colours.Grey(0.75f), 0.003f) : new(belted ? belt : 0.8f * paint.Colour, paint.Relief + 0.002f);
            }

            if (p.Y < hem + (cuffed ? 0.045f : 0.016f) && !leggings)
                paint = new((cuffed && denim ? 1.5f : 0.85f) * paint.Colour, paint.Relief + (cuffed ? 0.003f : 0.001f));
            if (!spot.IsLeg && !leggings && MathF.Abs(p.X) < 0.003f && p.Z > a.Hip.Z)
                paint = paint with { Colour = 0.6f * paint.Colour };
            var pocket = !leggings && p.Z > a.Hip.Z && MathF.Abs(waist - 0.05f - p.Y - 1.1f * (MathF.Abs(p.X) - 0.09f)) < 0.003f && MathF.Abs(p.X) is > 0.085f and < 0.15f;
            var back = !leggings && p.Z < a.Hip.Z && Math.Max(MathF.Abs(MathF.Abs(p.X) - 0.075f) / 0.05f, MathF.Abs(p.Y - waist + 0.13f) / 0.06f) is > 0.93f and < 1;
            if (pocket || back)
                paint = paint with { Colour = 0.55f * paint.Colour };
            if (holes && spot.IsLeg && p.Z > a.Knee.Z && MathF.Abs(p.Y - a.Knee.Y) < 0.02f + 0.014f * ValueNoise.At(p * 70, seed))
                paint = new(Vector3.Lerp(skin, paint.Colour, ValueNoise.At(p * new Vector3(20, 260, 20), seed) > 0.25f ? 0.8f : 0.1f), -0.002f);
            return paint;
        }
    }

    private static Vector3 Denim(Random random) =>
        random.Happens(0.15f)
            ? Colours.Grey(random.Pick(0.1f, 0.25f, 0.85f))
            : Colours.FromHue(0.60f + random.Gaussian(0.015f), random.Between(0.25f, 0.62f), random.Between(0.14f, 0.62f));
}
