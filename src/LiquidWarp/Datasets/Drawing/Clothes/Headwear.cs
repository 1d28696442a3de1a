using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing.Clothes;

/// <summary>Beanies, caps, hats with a brim.</summary>
internal static class Headwear
{
    private static readonly (int[], float[]) Head = ([(int)Joint.Head], [1]);

    /// <summary>Adds one.</summary>
    public static void PutOn(Fitting fitting)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        var (beanie, brimmed) = (random.Happens(0.45f), random.Happens(0.4f));
        var fabric = new Fabric(a, random, beanie ? random.Pick(Pattern.Knit, Pattern.Knit, Pattern.Plain, Pattern.Stripes) : random.Pick(Pattern.Plain, Pattern.Melange), Colours.Cloth(random));
        var scale = (a.CrownHeight - a.Eye.Y) / 0.115f;
        var line = a.Eye.Y + 0.036f * scale;
        var tilt = beanie ? 0.12f : 0.04f;
        var (high, seed) = (random.Between(0.006f, 0.03f), random.Next(1 << 20));
        const float Thick = 0.014f;
        fitting.Layers.Add(new()
        {
            Reach = p => p.Y < a.Ear.Y ? -1 : p.Y - line - tilt * (p.Z - a.Skull.Z),
            Thickness = p => Thick + high * Math.Clamp((p.Y - line) / 0.08f, 0, 1) * (1 + 0.3f * ValueNoise.At(p * 22, seed)),
            Smoothing = 12,
            Hides = false,
            Lined = true,
            Finish = Finish.Cloth,
            Paint = spot =>
            {
                var paint = fabric.At(spot);
                return spot.Point.Y < line + (beanie ? 0.032f : 0.016f) ? new((beanie ? 0.85f : 0.6f) * paint.Colour, paint.Relief + 0.003f) : paint;
            },
        });
        if (beanie)
            return;

        var outline = new Outline(a, fitting.Body, line + 0.01f, 0.02f);
        var (reach, droop) = (brimmed ? random.Between(0.045f, 0.085f) : 0.075f, random.Between(0.05f, 0.35f));
        const int Columns = 30;
        fitting.Sheets.Add(new()
        {
            Columns = Columns,
            Rows = 4,
            Closed = true,
            Limb = Limb.Head,
            Finish = Finish.Cloth,
            Paint = fabric.At,
            Follows = (_, _) => Head,
            Place = (column, row) =>
            {
                var angle = 2 * MathF.PI * (column / (float)Columns - 0.5f);
                // A cap's peak reaches forward only, a hat's brim all round.
                var wide = reach * (brimmed ? 1 : MathF.Pow(Math.Max(0, MathF.Cos(angle) - 0.2f) / 0.8f, 0.6f)) * row / 3;
                var place = outline.At(angle, Thick - 0.004f + wide);
                place.Y += tilt * (place.Z - outline.Centre.Y) - 0.006f - droop * wide * (brimmed ? 0.4f : 1) * (1 - 0.5f * MathF.Abs(MathF.Sin(angle)));
                return place;
            },
        });
    }
}
