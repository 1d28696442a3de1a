using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Patterns of cloth.</summary>
internal enum Pattern
{
    Plain, Stripes, Pinstripes, Checks, Plaid, Dots, Flowers, Camouflage, Knit, Melange, Gradient, Denim, Blocks, Lace, Quilted,
}

/// <summary>Cloth: its colours, pattern and folds, place by place on the charts of the body.</summary>
internal sealed class Fabric
{
    private readonly Anatomy _anatomy;
    private readonly int _seed;
    private readonly float _scale;
    private readonly float _turn;
    private readonly float _fold;

    /// <summary>Weaves cloth.</summary>
    public Fabric(Anatomy anatomy, Random random, Pattern pattern, Vector3 colour)
    {
        (_anatomy, Pattern, Colour) = (anatomy, pattern, colour);
        Second = Colours.Beside(random, colour);
        Third = Colours.Beside(random, colour);
        _seed = random.Next(1 << 20);
        _scale = random.Between(0.7f, 1.6f);
        _turn = random.NextSingle();
        _fold = random.Between(0.5f, 1.3f);
    }

    public Pattern Pattern { get; }

    public Vector3 Colour { get; }

    public Vector3 Second { get; }

    public Vector3 Third { get; }

    /// <summary>Draws a pattern at random; plain cloth is the most common.</summary>
    public static Pattern AnyPattern(Random random) => random.NextSingle() switch
    {
        < 0.40f => Pattern.Plain,
        < 0.50f => Pattern.Melange,
        < 0.60f => Pattern.Stripes,
        < 0.64f => Pattern.Pinstripes,
        < 0.69f => Pattern.Checks,
        < 0.76f => Pattern.Plaid,
        < 0.80f => Pattern.Dots,
        < 0.86f => Pattern.Flowers,
        < 0.89f => Pattern.Camouflage,
        < 0.94f => Pattern.Knit,
        < 0.97f => Pattern.Blocks,
        _ => Pattern.Gradient,
    };

    /// <summary>Paints a place.</summary>
    public Paint At(Spot spot)
    {
        var folds = _fold * Folds(spot);
        var (colour, relief) = Woven(spot);
        return new(colour * (1 + 10 * Math.Clamp(folds, -0.012f, 0.006f)), relief + folds);
    }

    /// <summary>Pattern and weave alone, without folds.</summary>
    public Paint Woven(Spot spot)
    {
        var (u, v) = (spot.At.X / _scale, spot.At.Y / _scale);
        var grain = ValueNoise.At(new Vector3(spot.At.X * 260, spot.At.Y * 260, 0), _seed);
        switch (Pattern)
        {
            case Pattern.Stripes:
                return new(Wave(v, 0.05f) > 0.6f * _turn ? Second : Colour, 0);
            case Pattern.Pinstripes:
                return new(Wave(u, 0.022f) > 0.86f ? Vector3.Lerp(Colour, Second, 0.7f) : Colour, 0);
            case Pattern.Checks:
                return new((Wave(u, 0.06f) > 0) == (Wave(v, 0.06f) > 0) ? Colour : Second, 0);
            case Pattern.Plaid:
                var plaid = Colour;
                if (Wave(u, 0.09f) > 0.2f)
                    plaid = Vector3.Lerp(plaid, Second, 0.5f);
                if (Wave(v, 0.09f) > 0.2f)
                    plaid = Vector3.Lerp(plaid, Second, 0.5f);
                if (Wave(u + 0.02f, 0.09f) > 0.96f || Wave(v + 0.02f, 0.09f) > 0.96f)
                    plaid = Vector3.Lerp(plaid, Third, 0.7f);
                return new(plaid, 0);
            case Pattern.Dots:
                var (row, column) = (MathF.Round(v / 0.03f), 0f);
                column = MathF.Round(u / 0.036f - 0.5f * (row % 2));
                var from = new Vector2(u - 0.036f * (column + 0.5f * (row % 2)), v - 0.03f * row);
                return new(from.Length() < 0.006f + 0.005f * _turn ? Second : Colour, 0);
            case Pattern.Flowers:
                return new(Flower(u, v), 0);
            case Pattern.Camouflage:
                var (rough, fine) = (ValueNoise.Octaves(spot.Point * (11 / _scale), _seed), ValueNoise.Octaves(spot.Point * (14 / _scale), _seed + 9));
                return new(rough > 0.12f ? Second : fine > 0.1f ? Third : Colour, 0);
            case Pattern.Knit:
                var stitch = Wave(u + 0.25f * MathF.Abs(((v / 0.012f % 1) + 1) % 1 - 0.5f) * 0.02f, 0.011f);
                return new(Colour * (0.88f + 0.12f * stitch + 0.05f * grain), 0.0022f * stitch);
            case Pattern.Melange:
                return new(Vector3.Lerp(Colour, Second, Math.Clamp(0.16f + 0.16f * grain + 0.1f * ValueNoise.At(spot.Point * 90, _seed + 1), 0, 1)), 0);
            case Pattern.Gradient:
                return new(Vector3.Lerp(Colour, Second, Math.Clamp(0.5f + (spot.Point.Y - _anatomy.WaistHeight) / 0.5f, 0, 1)), 0);
            case Pattern.Denim:
                var worn = 0.16f * ValueNoise.Octaves(spot.Point * 12, _seed) + 0.10f * grain;
                return new(Colour * (1 + worn) + new Vector3(Math.Max(0, worn) * 0.1f), 0.0003f * grain);
            case Pattern.Blocks:
                return new((_turn < 0.5f && spot.IsArm) || spot.Point.Y > _anatomy.ArmpitHeight + 0.16f * (_turn - 0.8f) ? Second : Colour, 0);
            case Pattern.Quilted:
                return new(Colour * (1 + 0.05f * grain), 0.010f * MathF.Sqrt(MathF.Abs(MathF.Sin(MathF.PI * (spot.IsArm ? u : v) / 0.07f))));
            case Pattern.Lace:
                var hole = Wave(u, 0.016f) * Wave(v, 0.016f);
                return new(Colour * (hole > 0.35f ? 0.55f : 1), 0.001f * hole);
            default:
                return new(Colour * (1 + 0.03f * grain), 0.0002f * grain);
        }
    }

    private Vector3 Flower(float u, float v)
    {
        const float Cell = 0.042f;
        var colour = Colour;
        var (column, row) = (MathF.Floor(u / Cell), MathF.Floor(v / Cell));
        for (var k = 0; k < 4; k++)
        {
            var cell = new Vector2(column + (k & 1) - 0.5f, row + (k >> 1) - 0.5f);
            var jitter = new Vector2(ValueNoise.At(new(cell.X * 7.7f, cell.Y * 5.3f, 0.3f), _seed), ValueNoise.At(new(cell.X * 3.1f, cell.Y * 9.1f, 0.7f), _seed));
            var from = new Vector2(u, v) - Cell * (cell + new Vector2(0.5f) + 0.35f * jitter);
            var (radius, angle) = (from.Length(), MathF.Atan2(from.Y, from.X) + 3 * jitter.X);
            var petal = 0.011f * (0.65f + 0.35f * MathF.Cos(5 * angle)) * (1 + 0.5f * jitter.Y);
            if (radius < 0.004f)
                return Third;
            if (radius < petal)
                return Second;
            if (radius < 1.5f * petal && MathF.Cos(3 * angle + 1) > 0.7f)
                colour = Vector3.Lerp(Colour, Colours.FromSrgb(0.25f, 0.45f, 0.2f), 0.8f);
        }

        return colour;
    }

    /// <summary>
    /// Folds as the light sees them, metres: ridges that come in patches, slanting from the armpits on the trunk, across at elbows
    /// and behind knees, gathered above hems.
    /// </summary>
    private float Folds(Spot spot)
    {
        var p = spot.Point;
        var patch = 0.35f + 0.65f * Math.Clamp(0.5f + ValueNoise.At(p * 6.5f, _seed + 10), 0, 1);
        if (spot.IsArm)
        {
            var bend = 0.4f + MathF.Exp(-Square((MathF.Abs(p.X) - _anatomy.Elbow.X) / 0.09f));
            return 0.009f * patch * bend * Ridge(new(p.X * 15, p.Y * 6 + p.X * 5, p.Z * 6), 11) + 0.002f * ValueNoise.At(new Vector3(p.X * 8, p.Y * 14, p.Z * 14), _seed + 12);
        }

        if (spot.IsLeg)
        {
            var bend = 0.35f + MathF.Exp(-Square((p.Y - _anatomy.Knee.Y) / 0.09f)) + MathF.Exp(-Square((p.Y - _anatomy.Ankle.Y - 0.03f) / 0.06f)) + 0.7f * MathF.Exp(-Square((p.Y - _anatomy.CrotchHeight) / 0.06f));
            return 0.009f * patch * bend * Ridge(new(p.X * 6, p.Y * 15 + MathF.Abs(p.X) * 9, p.Z * 6), 15) + 0.003f * ValueNoise.At(new Vector3(p.X * 13, p.Y * 3, p.Z * 13), _seed + 14);
        }

        var slant = 0.9f * MathF.Sqrt(p.X * p.X + 0.004f);
        return 0.009f * patch * Ridge(new(p.X * 5, (p.Y + slant) * 8, p.Z * 4), 12) + 0.004f * ValueNoise.At(new Vector3(p.X * 12, p.Y * 3, p.Z * 12), _seed + 13);
    }

    /// <summary>A sharp crest where noise crosses 0, flat elsewhere; -0.5 to 0.5.</summary>
    private float Ridge(Vector3 place, int layer)
    {
        var crest = 1 - Math.Min(1, 2.2f * MathF.Abs(ValueNoise.At(place, _seed + layer)));
        return crest * crest * (3 - 2 * crest) - 0.5f;
    }

    private static float Square(float value) => value * value;

    private static float Wave(float value, float period) => MathF.Cos(2 * MathF.PI * value / period);
}
