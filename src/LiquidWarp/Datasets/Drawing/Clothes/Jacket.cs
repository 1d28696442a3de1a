using System.Numerics;

namespace LiquidWarp.Datasets.Drawing.Clothes;

/// <summary>Jackets, coats, cardigans and vests over the top, open or closed.</summary>
internal static class Jacket
{
    /// <summary>Adds one.</summary>
    public static void PutOn(Fitting fitting)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        var pattern = random.Happens(0.75f) ? random.Pick(Pattern.Plain, Pattern.Plain, Pattern.Melange, Pattern.Denim, Pattern.Knit, Pattern.Quilted) : Fabric.AnyPattern(random);
        var colour = pattern == Pattern.Denim ? Colours.FromHue(0.60f, 0.5f, random.Between(0.2f, 0.6f)) : fitting.Colour();
        var fabric = new Fabric(a, random, pattern, colour);
        var coat = random.Happens(0.22f);
        var hem = a.Hip.Y + (coat ? 0.05f : random.Between(-0.10f, 0.10f));
        var open = random.Happens(0.55f);
        var (width, widen, lapel) = (random.Between(0.008f, 0.05f), random.Between(0, 0.22f), random.Between(0.05f, 0.18f));
        var sleeve = random.Happens(0.1f) ? a.Shoulder.X - 0.015f : a.Wrist.X - random.Between(-0.012f, 0.03f);
        var thick = random.Between(0.018f, 0.028f);
        var sleeves = random.Happens(0.14f) ? new Fabric(a, random, Pattern.Plain, fabric.Second) : fabric;
        var zip = Colours.Grey(random.Pick(0.75f, 0.2f));
        var collar = random.NextSingle();
        var neck = collar < 0.85f ? 0.86f : 1.05f;
        var (cuffs, seed) = (random.Happens(0.4f), random.Next(1 << 20));
        fitting.Layers.Add(new()
        {
            Reach = Reach,
            Thickness = p => thick + (a.IsArm(p) ? -0.004f : 0.012f * Math.Clamp((a.ArmpitHeight - p.Y) / 0.3f, 0, 1)) + 0.003f * ValueNoise.At(p * 8, seed),
            Smoothing = 28,
            Hang = random.Between(0.4f, 1),
            Overlap = open ? 0.14f : 0.04f,
            Lined = true,
            Finish = random.Happens(0.15f) ? Finish.Leather : Finish.Cloth,
            Paint = Paint,
        });
        if (coat)
        {
            var skirt = new Skirt(hem + 0.03f, float.Lerp(a.CrotchHeight, a.Knee.Y, random.Between(0.3f, 1.3f)), thick + 0.014f, random.Between(0.05f, 0.3f), 0.006f);
            fitting.Sheets.Add(skirt.Cut(a, fitting.Body, Finish.Cloth, fabric.At));
        }

        if (collar < 0.3f)
            Collar.Hood(fitting, fabric);
        else if (collar < 0.6f)
            Collar.Standing(fitting, fabric, thick + 0.004f, open ? 0.9f : 0.35f);
        else if (collar < 0.85f)
            Collar.Folded(fitting, fabric, thick + 0.006f, open ? 0.75f : 0.3f);

        // The gap in front, widest where lapels turn over.
        float Gap(Vector3 p)
        {
            if (!open || p.Z < a.Shoulder.Z + 0.01f)
                return 1;
            var (up, down) = (Math.Clamp((p.Y - (a.NeckHeight - lapel)) / lapel, 0, 1.5f), Math.Max(0, a.NeckHeight - lapel - p.Y));
            return MathF.Abs(p.X) - (width + 0.07f * up + widen * down);
        }

        float Neck(Vector3 p) => p.Y > a.NeckHeight + 0.04f ? -1 : new Vector2(p.X / (0.074f * neck), (p.Y - a.NeckHeight - 0.006f) / (0.053f * neck)).Length() - 1;

        float Reach(Vector3 p)
        {
            if (a.IsArm(p))
                return sleeve - MathF.Abs(p.X);
            var reach = Math.Min(Math.Min(p.Y - hem, Gap(p)), 0.05f * Neck(p));
            return p.Y > a.ArmpitHeight - 0.02f ? Math.Min(reach, sleeve - MathF.Abs(p.X)) : reach;
        }

        Paint Paint(Spot spot)
        {
            var p = spot.Point;
            var front = !spot.IsArm && p.Z > a.Shoulder.Z;
            var paint = (spot.IsArm ? sleeves : fabric).At(spot);
            var edge = spot.IsArm ? sleeve - MathF.Abs(p.X) : p.Y - hem;
            if (edge < 0.032f)
                paint = cuffs ? new(fabric.Second, paint.Relief + 0.0012f * MathF.Cos(spot.At.X * 900)) : new(0.75f * paint.Colour, paint.Relief + 0.001f);
            if (front && (open ? Gap(p) < 0.012f : MathF.Abs(p.X) < 0.004f))
                paint = new(open ? 0.8f * paint.Colour : zip, paint.Relief + 0.0015f);
            var pocket = front && MathF.Abs(MathF.Abs(p.X) - 0.10f) < 0.05f && MathF.Abs(p.Y - hem - 0.10f) < 0.003f;
            return pocket ? paint with { Colour = 0.5f * paint.Colour } : paint;
        }
    }
}
