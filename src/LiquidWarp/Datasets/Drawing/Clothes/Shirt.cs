using System.Numerics;

namespace LiquidWarp.Datasets.Drawing.Clothes;

/// <summary>Anything worn on the trunk below a jacket: T-shirts, shirts, blouses, jumpers, hoodies, the bodice of a dress.</summary>
internal sealed class Shirt
{
    private enum CollarKind
    {
        None, Folded, Hood, Rolled,
    }

    private readonly Anatomy _a;
    private readonly Fabric _fabric;
    private readonly float _hem;
    private readonly float _sleeve;
    private readonly float _neck;
    private readonly float _vee;
    private readonly float _loose;
    private readonly bool _buttoned;
    private readonly bool _jumper;
    private readonly CollarKind _collar;
    private readonly Vector3 _trim;
    private readonly Vector3 _button;
    private readonly Print? _print;
    private readonly int _seed;

    private Shirt(Fitting fitting, Fabric fabric, float hem, float sleeve, bool bodice)
    {
        var random = fitting.Random;
        (_a, _fabric, _hem, _sleeve) = (fitting.Anatomy, fabric, hem, sleeve);
        _buttoned = random.Happens(bodice ? 0.1f : 0.28f);
        _jumper = !bodice && !_buttoned && sleeve > _a.Elbow.X && random.Happens(0.6f);
        _collar = bodice ? CollarKind.None : (_buttoned, random.NextSingle()) switch
        {
            (true, < 0.85f) => CollarKind.Folded,
            (false, < 0.2f) when _jumper => CollarKind.Hood,
            (false, < 0.34f) when _jumper => CollarKind.Rolled,
            _ => CollarKind.None,
        };
        _neck = _collar == CollarKind.None ? random.Between(0.82f, 1.35f) : 0.76f;
        _vee = _collar is CollarKind.None or CollarKind.Folded && random.Happens(0.25f) ? random.Between(0.03f, 0.12f) : 0;
        _loose = bodice ? 0.003f : _jumper ? random.Between(0.006f, 0.035f) : random.Happens(0.3f) ? random.Between(0.012f, 0.03f) : random.Between(0, 0.012f);
        _trim = random.Happens(0.25f) ? fabric.Second : 0.85f * fabric.Colour;
        _button = Colours.Grey(random.Pick(0.9f, 0.2f));
        _print = !_buttoned && random.Happens(0.3f) ? Print.Draw(random, fabric.Colour) : null;
        _seed = random.Next(1 << 20);
        fitting.Layers.Add(new()
        {
            Reach = Reach,
            Thickness = Thickness,
            Smoothing = 25,
            Hang = bodice ? 0.2f : random.Between(0.2f, 1),
            Overlap = 0.04f,
            Lined = true,
            Finish = random.Happens(0.12f) ? Finish.Satin : Finish.Cloth,
            Paint = At,
        });
    }

    /// <summary>Adds a top that ends about the hips.</summary>
    /// <param name="fitting">Whom for.</param>
    /// <param name="tucked">Whether trousers will be worn over its hem.</param>
    public static void PutOn(Fitting fitting, bool tucked)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        var fabric = new Fabric(a, random, Fabric.AnyPattern(random), fitting.Colour());
        var sleeve = random.NextSingle() switch
        {
            < 0.08f => a.Shoulder.X - 0.03f,
            < 0.42f => float.Lerp(a.Shoulder.X, a.Elbow.X, random.Between(0.4f, 0.9f)),
            < 0.52f => float.Lerp(a.Elbow.X, a.Wrist.X, random.Between(0.1f, 0.6f)),
            _ => a.Wrist.X - random.Between(-0.014f, 0.03f),
        };
        var shirt = new Shirt(fitting, fabric, a.Hip.Y + (tucked ? 0.05f : random.Between(-0.07f, 0.06f)), sleeve, bodice: false);
        switch (shirt._collar)
        {
            case CollarKind.Folded:
                Collar.Folded(fitting, fabric, 0.014f + 0.3f * shirt._loose, open: 0.22f + 1.2f * shirt._vee);
                break;
            case CollarKind.Hood:
                Collar.Hood(fitting, fabric);
                break;
            case CollarKind.Rolled:
                Collar.Rolled(fitting, fabric, 0.014f);
                break;
        }
    }

    /// <summary>Adds the upper part of a dress, down to the waist.</summary>
    public static void PutOnBodice(Fitting fitting, Fabric fabric, float waist)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        _ = new Shirt(fitting, fabric, waist, random.Pick(a.Shoulder.X - 0.035f, a.Shoulder.X + 0.08f, a.Elbow.X, a.Wrist.X - 0.03f), bodice: true);
    }

    private float Reach(Vector3 p)
    {
        if (_a.IsArm(p))
            return _sleeve - MathF.Abs(p.X);
        var reach = Math.Min(p.Y - _hem, 0.05f * (Neckline(p) - 1));
        return p.Y > _a.ArmpitHeight - 0.02f ? Math.Min(reach, _sleeve - MathF.Abs(p.X)) : reach;
    }

    /// <summary>Below 1 inside the opening for the neck, which reaches lower in front.</summary>
    private float Neckline(Vector3 p)
    {
        if (p.Y > _a.NeckHeight + 0.03f)
            return 0;
        var front = Math.Clamp((p.Z - _a.Shoulder.Z) / 0.04f, -1, 1);
        var depth = 0.052f + 0.022f * front + Math.Max(0, front) * _vee;
        var (x, y) = (p.X / (0.082f * _neck), (p.Y - _a.NeckHeight) / (depth * _neck));
        return _vee > 0 && front > 0 ? MathF.Abs(x) + MathF.Abs(y) : MathF.Sqrt(x * x + y * y);
    }

    private float Thickness(Vector3 p)
    {
        var fold = ValueNoise.At(new Vector3(p.X * 9, p.Y * 5, p.Z * 9), _seed);
        var flare = _a.IsArm(p)
            ? 0.5f * _loose + (_sleeve < _a.Elbow.X ? 0.006f : 0) * Math.Clamp(1 - (_sleeve - MathF.Abs(p.X)) / 0.15f, 0, 1)
            : _loose * Math.Clamp((_a.ArmpitHeight + 0.05f - p.Y) / 0.25f, 0, 1);
        var cuff = _jumper && (_a.IsArm(p) ? _sleeve - MathF.Abs(p.X) : p.Y - _hem) < 0.035f ? 0.4f : 1;
        return 0.010f + cuff * (flare + (0.002f + 0.2f * _loose) * fold);
    }

    private Paint At(Spot spot)
    {
        var p = spot.Point;
        var front = p.Z > _a.Shoulder.Z;
        var paint = _fabric.At(spot);
        if (_print is not null && front && !spot.IsArm && !spot.IsLeg)
            paint = _print.Over(paint, new Vector2(spot.At.X, p.Y - float.Lerp(_a.WaistHeight, _a.Shoulder.Y, 0.55f)));
        var edge = spot.IsArm ? _sleeve - MathF.Abs(p.X) : p.Y - _hem;
        if (edge < (_jumper ? 0.035f : 0.016f))
            paint = new(_trim, paint.Relief + 0.001f + (_jumper ? 0.0012f * MathF.Cos(spot.At.X * 900) : 0));
        if (!spot.IsArm && Neckline(p) < 1.26f)
            paint = new(_trim, paint.Relief + 0.002f);
        if (_buttoned && !spot.IsArm && front)
        {
            var x = MathF.Abs(p.X);
            if (x < 0.0045f && MathF.Cos(2 * MathF.PI * p.Y / 0.085f) > 0.95f)
                return new(_button, 0.001f);
            if (MathF.Abs(x - 0.016f) < 0.0014f)
                return paint with { Colour = 0.6f * paint.Colour };
        }

        return paint;
    }
}
