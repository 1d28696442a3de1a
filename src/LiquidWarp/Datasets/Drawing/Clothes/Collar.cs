using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing.Clothes;

/// <summary>What lies round the neck: collars, hoods, scarves.</summary>
internal static class Collar
{
    private static readonly (int[], float[]) Neck = ([(int)Joint.Spine3, (int)Joint.Neck], [0.6f, 0.4f]);

    /// <summary>A shirt's collar: up, then folded over outwards.</summary>
    /// <param name="fitting">Whom for.</param>
    /// <param name="fabric">Cloth.</param>
    /// <param name="thickness">Of the garment that it is sewn to, metres.</param>
    /// <param name="open">Half the angle that stays open in front, radians.</param>
    public static void Folded(Fitting fitting, Fabric fabric, float thickness, float open)
    {
        var ring = fitting.NeckRing(-0.004f, 0.022f);
        var height = fitting.Random.Between(0.024f, 0.036f);
        fitting.Sheets.Add(Band(fabric, 25, 6, open, (angle, row) =>
        {
            // Rows: base, half up, top, over, half down, tip; tips are long in front.
            var (outside, up) = row switch
            {
                0 => (thickness - 0.004f, 0),
                1 => (thickness - 0.005f, 0.6f),
                2 => (thickness - 0.004f, 1),
                3 => (thickness + 0.004f, 0.98f),
                4 => (thickness + 0.010f, 0.5f),
                _ => (thickness + 0.016f, -0.15f - 0.55f * MathF.Pow(Math.Max(0, MathF.Cos(angle)), 4)),
            };
            return ring(angle, outside) + new Vector3(0, height * up, 0);
        }));
    }

    /// <summary>A roll neck.</summary>
    public static void Rolled(Fitting fitting, Fabric fabric, float thickness)
    {
        var ring = fitting.NeckRing(-0.006f, 0.020f);
        fitting.Sheets.Add(Band(fabric, 25, 5, 0, (angle, row) =>
            ring(angle, thickness - 0.006f + 0.004f * MathF.Sin(row * 2.1f)) + new Vector3(0, 0.014f * (4 - row), 0)));
    }

    /// <summary>A jacket's collar that stands.</summary>
    public static void Standing(Fitting fitting, Fabric fabric, float thickness, float open)
    {
        var ring = fitting.NeckRing(-0.006f, 0.028f);
        var height = fitting.Random.Between(0.025f, 0.055f);
        fitting.Sheets.Add(Band(fabric, 25, 4, open, (angle, row) => ring(angle, thickness + 0.002f * (3 - row)) + new Vector3(0, height * (3 - row) / 3, 0)));
    }

    /// <summary>A hood that lies on the back.</summary>
    public static void Hood(Fitting fitting, Fabric fabric)
    {
        var ring = fitting.NeckRing(-0.004f, 0.015f);
        var full = fitting.Random.Between(0.024f, 0.040f);
        fitting.Sheets.Add(Band(fabric, 21, 11, 0.3f, (angle, row) =>
        {
            // A roll round the neck, thick at the back and thin in front.
            var back = 0.5f - 0.5f * MathF.Cos(angle);
            var turn = 2 * MathF.PI * row / 10 + MathF.PI;
            var thick = 0.012f + full * back;
            return ring(angle, 0.012f + thick + thick * MathF.Cos(turn)) + new Vector3(0, 1.3f * thick * MathF.Sin(-turn) - 0.6f * full * back, 0);
        }));
    }

    /// <summary>A scarf, with or without ends that hang in front.</summary>
    public static void Scarf(Fitting fitting)
    {
        var random = fitting.Random;
        var fabric = new Fabric(fitting.Anatomy, random, random.Pick(Pattern.Plain, Pattern.Knit, Pattern.Plaid, Pattern.Stripes, Pattern.Flowers), Colours.Cloth(random));
        var ring = fitting.NeckRing(0.002f, 0.03f);
        var (thick, seed) = (random.Between(0.018f, 0.030f), random.Next(1 << 20));
        fitting.Sheets.Add(Band(fabric, 25, 11, 0, (angle, row) =>
        {
            var turn = 2 * MathF.PI * row / 10 + MathF.PI;
            var lump = 1 + 0.25f * ValueNoise.At(new(3 * MathF.Cos(angle), 3 * MathF.Sin(angle), row * 0.6f), seed);
            return ring(angle, 0.012f + thick + thick * lump * MathF.Cos(turn)) + new Vector3(0, 1.2f * thick * lump * MathF.Sin(-turn), 0);
        }));
    }

    /// <summary>A strip round the neck; angles from the front to the left.</summary>
    private static Sheet Band(Fabric fabric, int columns, int rows, float open, Func<float, int, Vector3> place) => new()
    {
        Columns = columns,
        Rows = rows,
        Closed = open == 0,
        Finish = Finish.Cloth,
        Paint = fabric.At,
        // From the right front round the back to the left front, as the others run from left to right seen from outside.
        Place = (column, row) => place(open + (2 * MathF.PI - 2 * open) * column / (open == 0 ? columns : columns - 1f), row),
        Follows = (_, _) => Neck,
    };
}
