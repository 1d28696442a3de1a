using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Skin, eyes, brows, lips, beard and glasses, painted on the charts of the body.</summary>
internal sealed class Complexion
{
    private readonly Chart _head;
    private readonly Vector2 _eye;
    private readonly Vector2 _nose;
    private readonly float _unit;
    private readonly int _seed;
    private readonly float _beard;
    private readonly bool _glasses;
    private readonly float _lipstick;
    private readonly float _brow;
    private readonly float _mouth;
    private readonly float _smile;

    public Complexion(Anatomy anatomy, Random random, bool beard)
    {
        _head = anatomy.ChartOf(Limb.Head);
        _eye = _head.At(anatomy.Eye);
        _nose = _head.At(anatomy.Nose);
        var mouth = _head.At(anatomy.Mouth);
        // All sizes of the face follow the distance of its eyes.
        _unit = _eye.X / 0.0315f;
        _mouth = (mouth.Y - _eye.Y) / _unit;
        _smile = random.Happens(0.3f) ? random.Between(0.2f, 0.8f) : 0;
        _seed = random.Next(1 << 20);
        _beard = beard ? random.Between(0.15f, 0.9f) : 0;
        _glasses = random.Happens(0.18f);
        _lipstick = !beard && random.Happens(0.5f) ? random.Between(0.2f, 0.9f) : 0;
        _brow = random.Between(0.7f, 1.5f);
        var tone = random.NextSingle();
        Skin = Colours.FromSrgb(Vector3.Lerp(Vector3.Lerp(new(0.95f, 0.79f, 0.69f), new(0.80f, 0.60f, 0.46f), Math.Min(1, 2 * tone)), new(0.36f, 0.23f, 0.17f), Math.Max(0, 2 * tone - 1)))
            * (1 + random.Gaussian(0.05f));
        Hair = HairColour(random, tone);
        var brown = Colours.FromSrgb(0.25f, 0.15f, 0.09f) * random.Between(0.4f, 1.2f);
        Iris = tone > 0.4f ? brown : random.Pick(brown, brown, Colours.FromSrgb(0.33f, 0.42f, 0.48f), Colours.FromSrgb(0.33f, 0.36f, 0.25f));
    }

    public Vector3 Skin { get; }

    public Vector3 Hair { get; }

    public Vector3 Iris { get; }

    /// <summary>How far a place of the mean body is inside the hairline, metres: skin shows the roots of hair near it.</summary>
    public Func<Vector3, float> Hairline { get; set; } = _ => -1;

    /// <summary>Paints a place of the skin.</summary>
    public Paint At(Spot spot)
    {
        var mottle = ValueNoise.Octaves(spot.Point * 45, _seed);
        var skin = Skin * (1 + 0.05f * mottle);
        if (spot.Limb is Limb.LeftHand or Limb.RightHand)
            skin *= new Vector3(0.97f, 0.90f, 0.88f);
        if (spot.Limb != Limb.Head)
            return new(skin, 0.0002f * mottle);
        var roots = Math.Clamp(0.55f + Hairline(spot.Point) / 0.016f, 0, 0.92f);
        if (roots > 0)
            skin = Vector3.Lerp(skin, 0.8f * Hair, roots * (0.8f + 0.2f * ValueNoise.At(spot.Point * 300, _seed + 7)));
        var at = (spot.At - _nose with { Y = _eye.Y }) / _unit;
        if (MathF.Abs(at.X) > 0.11f)
            return new(skin, 0);
        var side = at with { X = MathF.Abs(at.X) };
        var nose = (_nose.Y - _eye.Y) / _unit;
        skin = Blush(skin, side, nose);
        skin = Beard(skin, side, nose, spot.Point);
        var (colour, relief) = Lips(skin, at);
        colour = NoseShade(colour, side, nose);
        colour = Brow(colour, side, spot.Point);
        colour = Eye(colour, side);
        return new(_glasses ? Glasses(colour, side) : colour, relief);
    }

    private static Vector3 HairColour(Random random, float tone)
    {
        var kind = random.NextSingle() + 0.5f * MathF.Max(0, tone - 0.3f);
        return kind switch
        {
            < 0.16f => Colours.FromSrgb(random.Between(0.65f, 0.85f), random.Between(0.52f, 0.68f), random.Between(0.32f, 0.45f)),
            < 0.22f => Colours.FromSrgb(0.52f, 0.25f, 0.13f),
            < 0.28f => Colours.Grey(random.Between(0.5f, 0.8f)),
            < 0.60f => Colours.FromSrgb(0.33f, 0.22f, 0.15f) * random.Between(0.5f, 1.4f),
            _ => Colours.FromSrgb(0.12f, 0.095f, 0.085f) * random.Between(0.6f, 1.5f),
        };
    }

    private static Vector3 Blush(Vector3 skin, Vector2 side, float nose)
    {
        var cheek = MathF.Exp(-(side - new Vector2(0.043f, nose - 0.006f)).LengthSquared() / (2 * 0.016f * 0.016f));
        var tip = MathF.Exp(-(side - new Vector2(0, nose)).LengthSquared() / (2 * 0.011f * 0.011f));
        return skin * (Vector3.One - (0.16f * cheek + 0.10f * tip) * new Vector3(0.1f, 1, 1));
    }

    private Vector3 Beard(Vector3 skin, Vector2 side, float nose, Vector3 point)
    {
        if (_beard == 0)
            return skin;
        var jaw = Math.Clamp((nose - 0.012f - side.Y - 0.25f * Math.Max(0, 0.05f - side.X)) / 0.012f, 0, 1) * Math.Clamp((0.092f - side.X) / 0.02f, 0, 1);
        var strands = 0.75f + 0.25f * ValueNoise.At(point * 420, _seed + 3);
        var bare = MathF.Abs(side.Y - _mouth) < 0.009f && side.X < 0.024f ? 0 : 1;
        return Vector3.Lerp(skin, Hair, _beard * jaw * strands * bare);
    }

    private (Vector3 Colour, float Relief) Lips(Vector3 skin, Vector2 at)
    {
        var x = at.X / (0.0255f + 0.005f * _smile);
        var y = at.Y - _mouth - (0.0034f + 0.004f * _smile) * x * x + 0.002f * _smile;
        if (MathF.Abs(x) >= 1)
            return (skin, 0);
        var taper = MathF.Sqrt(1 - x * x);
        var gap = 0.0062f * Math.Max(0, _smile - 0.4f) * taper;
        var upper = y >= 0 && y < 0.0068f * taper * (1 - 0.25f * MathF.Exp(-x * x * 40));
        var lower = y < 0 && y > -0.0085f * taper - gap;
        var natural = skin * new Vector3(0.74f, 0.42f, 0.42f);
        var lips = Vector3.Lerp(natural, new Vector3(0.45f, 0.03f, 0.06f), _lipstick);
        if (gap > 0.0008f && y < 0 && y > -gap)
            return (MathF.Abs(x) > 0.85f ? Colours.Grey(0.3f) : Colours.Grey(0.88f), 0);
        return MathF.Abs(y) < 0.0014f ? (0.3f * lips, 0) : upper ? (0.82f * lips, 0.001f) : lower ? (lips, 0.0018f) : (skin, 0);
    }

    private static Vector3 NoseShade(Vector3 skin, Vector2 side, float nose)
    {
        var nostril = (side - new Vector2(0.0075f, nose - 0.0085f)) * new Vector2(1, 1.6f);
        var wing = MathF.Exp(-(side - new Vector2(0.0155f, nose - 0.003f)).LengthSquared() / (2 * 0.003f * 0.003f));
        return nostril.Length() < 0.0036f ? 0.22f * skin : skin * (1 - 0.3f * wing);
    }

    private Vector3 Brow(Vector3 skin, Vector2 side, Vector3 point)
    {
        var x = (side.X - 0.034f) / 0.0205f;
        var middle = 0.0195f - 0.0035f * x * x + 0.002f * x;
        var thick = 0.0036f * _brow * (1 - 0.45f * Math.Clamp(x, -0.2f, 1));
        if (MathF.Abs(x) > 1 || MathF.Abs(side.Y - middle) > thick)
            return skin;
        return Vector3.Lerp(skin, 0.6f * Hair, 0.72f + 0.2f * ValueNoise.At(point * 500, _seed + 1));
    }

    private Vector3 Eye(Vector3 skin, Vector2 side)
    {
        var from = side with { X = side.X - 0.0315f };
        var x = from.X / 0.0150f;
        var socket = MathF.Exp(-(from - new Vector2(-0.002f, 0.003f)).LengthSquared() / (2 * 0.011f * 0.011f));
        skin *= 1 - 0.22f * socket;
        if (MathF.Abs(x) >= 1.12f)
            return skin;
        var arch = MathF.Sqrt(MathF.Max(0, 1 - x * x));
        var (top, bottom) = (0.0066f * arch, -0.0048f * arch);
        if (from.Y > top - 0.0006f && from.Y < top + 0.0024f && MathF.Abs(x) < 1.08f)
            return Vector3.Lerp(skin, Colours.Grey(0.09f), 0.85f);
        if (from.Y > top || from.Y < bottom || arch == 0)
            return from.Y > top && from.Y < top + 0.006f ? 0.8f * skin : skin;
        if (new Vector2(from.X - 0.0016f, from.Y - 0.0026f).Length() < 0.0013f)
            return Colours.Grey(0.85f);
        var iris = new Vector2(from.X, from.Y - 0.0006f).Length();
        return iris < 0.0028f ? Colours.Grey(0.04f) : iris < 0.0062f ? Iris * (iris > 0.0053f ? 0.4f : 1) : Colours.Grey(0.84f) * (from.Y > top - 0.0018f ? 0.5f : 1);
    }

    private static Vector3 Glasses(Vector3 colour, Vector2 side)
    {
        var from = (side - new Vector2(0.033f, -0.001f)) / new Vector2(0.0245f, 0.0175f);
        var edge = MathF.Pow(MathF.Pow(MathF.Abs(from.X), 3) + MathF.Pow(MathF.Abs(from.Y), 3), 1 / 3f);
        var bridge = side.X < 0.0095f && MathF.Abs(side.Y - 0.005f) < 0.0016f;
        var temple = side.X > 0.056f && MathF.Abs(side.Y - 0.005f) < 0.0018f;
        if (bridge || temple || MathF.Abs(edge - 1) < 0.085f)
            return Colours.Grey(0.10f);
        return edge < 1 ? 0.94f * colour + new Vector3(0.02f) : colour;
    }
}
