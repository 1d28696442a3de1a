using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Dresses people at random: everything worn is drawn from one generator, so a seed is a person.</summary>
internal sealed class Wardrobe
{
    private readonly Anatomy _a;
    private readonly Random _random;
    private readonly List<Layer> _layers = [];
    private readonly List<Sheet> _sheets = [];
    private readonly Vector3[] _body;
    private readonly Vector3 _headMoved;
    private readonly Complexion _complexion;

    private Wardrobe(Anatomy anatomy, float[] shape, Random random)
    {
        (_a, _random) = (anatomy, random);
        var rest = anatomy.Model.CreatePosed();
        anatomy.Model.Pose(shape, new float[BodyParameters.PoseLength], rest);
        _body = rest.Vertices;
        _headMoved = rest.Keypoints[(int)Keypoint.HeadTop] - new Vector3(0, anatomy.CrownHeight, 0);
        _headMoved.X = 0;
        _headMoved.Z = rest.Keypoints[(int)Keypoint.LeftEar].Z - anatomy.Ear.Z;
        _complexion = new(anatomy, random, beard: random.Happens(0.3f));
    }

    /// <summary>Makes a person of the given shape.</summary>
    /// <param name="anatomy">The model.</param>
    /// <param name="shape">β.</param>
    /// <param name="random">Decides on everything.</param>
    /// <param name="ambience">A colour of the surroundings that clothes now and then repeat.</param>
    /// <param name="metresPerTexel">Fineness of the paint.</param>
    public static Figure Dress(Anatomy anatomy, float[] shape, Random random, Vector3 ambience, float metresPerTexel)
    {
        var wardrobe = new Wardrobe(anatomy, shape, random);
        wardrobe.Choose(ambience);
        return Tailor.Sew(anatomy, shape, wardrobe._layers, wardrobe._sheets, metresPerTexel);
    }

    private void Choose(Vector3 ambience)
    {
        _layers.Add(new() { Reach = _ => 1, Finish = Finish.Skin, Paint = _complexion.At });
        Vector3 Colour() => _random.Happens(0.12f) ? ambience * _random.Between(0.8f, 1.2f) : Colours.Cloth(_random);
        var style = _random.NextSingle();
        Shoes(Colour());
        if (style < 0.16f)
            Dress(Colour());
        else
        {
            if (style < 0.28f)
                SkirtAlone(Colour());
            else
                Trousers(Colour());
            Top(Colour());
            if (_random.Happens(0.3f))
                Jacket(Colour());
        }

        Hair();
    }

    private void Shoes(Vector3 colour)
    {
        var boots = _random.Happens(0.25f);
        var top = boots ? _a.Ankle.Y + _random.Between(0.06f, 0.22f) : _a.Ankle.Y - _random.Between(-0.01f, 0.035f);
        var sole = _random.Happens(0.5f) ? Colours.Grey(_random.Between(0.85f, 0.95f)) : 0.5f * colour;
        var lace = _random.Happens(0.6f) ? Colours.Grey(0.9f) : 0.5f * colour;
        var soleTop = _a.SoleHeight + 0.018f;
        if (!boots && _random.Happens(0.5f))
            Socks(top + _random.Between(0.02f, 0.12f));
        _layers.Add(new()
        {
            Reach = p => p.Y > _a.Knee.Y ? -1 : top - p.Y,
            Thickness = p => boots && p.Y > _a.Ankle.Y ? 0.010f : 0.009f,
            Smoothing = 25,
            Lined = true,
            Finish = _random.Happens(0.5f) ? Finish.Leather : Finish.Cloth,
            Paint = spot =>
            {
                var p = spot.Point;
                if (spot.Limb is Limb.LeftFoot or Limb.RightFoot)
                {
                    var (around, along) = (spot.At.X, spot.At.Y);
                    if (MathF.Abs(around) > 0.068f)
                        return new(sole, 0);
                    if (!boots && MathF.Abs(around) < 0.02f && along is > 0.05f and < 0.13f && MathF.Cos(along * 400) > 0.2f)
                        return new(lace, 0.001f);
                }

                return new(colour * (1 + 0.1f * ValueNoise.At(p * 60, 5)), 0.0004f * ValueNoise.At(p * 120, 6));
            },
        });
        _ = soleTop;
    }

    private void Socks(float top)
    {
        var colour = _random.Happens(0.6f) ? Colours.Grey(_random.Happens(0.5f) ? 0.9f : 0.08f) : Colours.Cloth(_random);
        _layers.Add(new() { Reach = p => p.Y > _a.Knee.Y ? -1 : top - p.Y, Thickness = _ => 0.003f, Smoothing = 3, Finish = Finish.Cloth, Paint = _ => new(colour, 0) });
    }

    private void Trousers(Vector3 colour)
    {
        var kind = _random.NextSingle();
        var denim = kind < 0.4f;
        var leggings = kind > 0.86f;
        if (denim)
            colour = Colours.FromHue(0.60f + _random.Gaussian(0.015f), _random.Between(0.25f, 0.62f), _random.Between(0.12f, 0.62f));
        var wide = leggings ? 0 : _random.Happens(0.25f) ? _random.Between(0.02f, 0.045f) : _random.Between(0.002f, 0.016f);
        var shorts = _random.Happens(0.14f);
        var hem = shorts ? _a.Knee.Y + _random.Between(-0.06f, 0.24f) : _a.Ankle.Y + _random.Between(-0.035f, 0.06f);
        if (leggings && _random.Happens(0.3f))
            hem = _a.Ankle.Y - 0.02f;
        var waist = _a.WaistHeight - _random.Between(0.02f, 0.10f);
        var pattern = denim ? Pattern.Denim : _random.Happens(0.75f) ? Pattern.Plain : Fabric.AnyPattern(_random);
        var fabric = new Fabric(_random, pattern, colour);
        var seam = _random.Happens(0.3f) && !denim ? fabric.Second : 0.55f * colour;
        var stripe = !denim && _random.Happens(0.12f);
        var holes = denim && _random.Happens(0.2f) ? _complexion.Skin : (Vector3?)null;
        var kneeHeight = _a.Knee.Y;
        _layers.Add(new()
        {
            Reach = p => _a.IsArm(p) ? -1 : Math.Min(waist - p.Y, p.Y - hem),
            Thickness = p => (leggings ? 0.003f : 0.008f) + wide * Math.Clamp((_a.Hip.Y + 0.02f - p.Y) / 0.35f, 0, 1) * Math.Clamp(1 - 0.5f * ValueNoise.At(p * 7, 3), 0, 2),
            Smoothing = leggings ? 4 : 16,
            Lined = true,
            Finish = leggings && _random.Happens(0.3f) ? Finish.Leather : Finish.Cloth,
            Paint = spot =>
            {
                var paint = fabric.At(spot);
                var leg = spot.Limb is Limb.LeftLeg or Limb.RightLeg;
                if (leg && MathF.Abs(spot.At.X) < (stripe ? 0.016f : 0.0022f))
                    paint = paint with { Colour = seam };
                if (spot.Point.Y > waist - 0.028f && spot.Limb == Limb.Torso)
                    paint = new(0.8f * paint.Colour, paint.Relief + 0.002f);
                if (spot.Point.Y < hem + 0.02f && !leggings)
                    paint = new(0.85f * paint.Colour, paint.Relief + 0.001f);
                if (spot.Limb == Limb.Torso && MathF.Abs(spot.At.X) < 0.003f && spot.Point.Y < waist && spot.Point.Z > 0)
                    paint = paint with { Colour = 0.6f * paint.Colour };
                if (holes is { } skin && leg && spot.Point.Z > 0 && MathF.Abs(spot.Point.Y - kneeHeight) < 0.02f + 0.014f * ValueNoise.At(spot.Point * 70, 8))
                    paint = new(Vector3.Lerp(skin, paint.Colour, ValueNoise.At(spot.Point * new Vector3(20, 260, 20), 9) > 0.25f ? 0.8f : 0.1f), -0.002f);
                return paint;
            },
        });
        if (shorts && _random.Happens(0.2f))
            Tights();
    }

    private void Tights()
    {
        var colour = Vector3.Lerp(Colours.Grey(0.07f), _complexion.Skin, _random.Between(0, 0.35f));
        var shoes = _layers.FindIndex(layer => layer.Smoothing == 25);
        _layers.Insert(Math.Max(1, shoes), new() { Reach = p => _a.IsArm(p) ? -1 : _a.Hip.Y - p.Y, Thickness = _ => 0.001f, Finish = Finish.Cloth, Paint = _ => new(colour, 0) });
    }

    private void SkirtAlone(Vector3 colour)
    {
        var waist = _a.WaistHeight - _random.Between(-0.02f, 0.05f);
        var hem = float.Lerp(_a.CrotchHeight - 0.06f, _a.Ankle.Y + 0.12f, MathF.Pow(_random.NextSingle(), 1.6f));
        var fabric = new Fabric(_random, _random.Happens(0.5f) ? Pattern.Plain : Fabric.AnyPattern(_random), colour);
        _sheets.Add(Skirt.Cut(_a, _body, waist, hem, 0.012f, _random.Between(0, 0.5f), _random.Between(0, 0.018f), Finish.Cloth, fabric.At));
        Briefs(fabric, waist);
        if (_random.Happens(0.35f))
            Tights();
    }

    /// <summary>Keeps the skin below a skirt from being seen where legs and tube part.</summary>
    private void Briefs(Fabric fabric, float top) => _layers.Add(new()
    {
        Reach = p => _a.IsArm(p) ? -1 : Math.Min(top - p.Y, p.Y - _a.CrotchHeight + 0.02f),
        Thickness = _ => 0.004f,
        Smoothing = 4,
        Finish = Finish.Cloth,
        Paint = fabric.At,
    });

    private void Dress(Vector3 colour)
    {
        var fabric = new Fabric(_random, _random.Happens(0.45f) ? Pattern.Plain : Fabric.AnyPattern(_random), colour);
        var waist = _a.WaistHeight + _random.Between(-0.02f, 0.03f);
        var hem = float.Lerp(_a.CrotchHeight - 0.08f, _a.Ankle.Y + 0.1f, MathF.Pow(_random.NextSingle(), 1.6f));
        var sleeve = _random.Pick(_a.Shoulder.X - 0.035f, _a.Shoulder.X + 0.08f, _a.Elbow.X, _a.Wrist.X - 0.03f);
        Upper(fabric, waist - 0.03f, sleeve, _random.Between(0.8f, 1.3f), 0.008f, 0.004f);
        _sheets.Add(Skirt.Cut(_a, _body, waist, hem, 0.014f, _random.Between(0, 0.45f), _random.Between(0, 0.018f), Finish.Cloth, fabric.At));
        Briefs(fabric, waist);
        if (_random.Happens(0.35f))
            Tights();
    }

    private void Top(Vector3 colour)
    {
        var kind = _random.NextSingle();
        var fabric = new Fabric(_random, Fabric.AnyPattern(_random), colour);
        var hem = _a.Hip.Y + _random.Between(-0.06f, 0.07f);
        var loose = _random.Happens(0.3f) ? _random.Between(0.012f, 0.03f) : _random.Between(0, 0.012f);
        var sleeve = kind switch
        {
            < 0.08f => _a.Shoulder.X - 0.03f,
            < 0.45f => float.Lerp(_a.Shoulder.X, _a.Elbow.X, _random.Between(0.4f, 0.85f)),
            < 0.55f => float.Lerp(_a.Elbow.X, _a.Wrist.X, _random.Between(0.1f, 0.6f)),
            _ => _a.Wrist.X - _random.Between(-0.012f, 0.03f),
        };
        Upper(fabric, hem, sleeve, _random.Between(0.75f, 1.35f), 0.009f, loose);
        if (_random.Happens(0.12f) && sleeve > _a.Elbow.X)
            HoodDown(fabric);
    }

    /// <summary>A shirt, jumper or bodice: trunk and sleeves with an opening for the neck.</summary>
    private void Upper(Fabric fabric, float hem, float sleeve, float neck, float thickness, float loose)
    {
        var shirt = _random.Happens(0.25f);
        var print = !shirt && _random.Happens(0.28f) ? Print.Draw(_random, fabric.Colour) : null;
        var trim = _random.Happens(0.25f) ? fabric.Second : 0.85f * fabric.Colour;
        var vee = _random.Happens(0.25f) ? _random.Between(0.04f, 0.12f) : 0;
        var button = Colours.Grey(_random.Pick(0.9f, 0.2f));
        float Reach(Vector3 p)
        {
            if (_a.IsArm(p))
                return sleeve - MathF.Abs(p.X);
            var reach = Math.Min(p.Y - hem, 0.05f * (Neckline(p) - 1));
            return p.Y > _a.ArmpitHeight - 0.02f ? Math.Min(reach, sleeve - MathF.Abs(p.X)) : reach;
        }

        float Neckline(Vector3 p)
        {
            if (p.Y > _a.NeckHeight + 0.03f)
                return 0;
            var front = Math.Clamp((p.Z - _a.Shoulder.Z) / 0.04f, -1, 1);
            var depth = 0.052f + 0.022f * front + Math.Max(0, front) * vee;
            var (x, y) = (p.X / (0.082f * neck), (p.Y - _a.NeckHeight) / (depth * neck));
            return vee > 0 && front > 0 ? MathF.Abs(x) + MathF.Abs(y) : MathF.Sqrt(x * x + y * y);
        }

        _layers.Add(new()
        {
            Reach = Reach,
            Thickness = p =>
            {
                var fold = ValueNoise.At(new Vector3(p.X * 9, p.Y * 5, p.Z * 9), 17);
                var flare = _a.IsArm(p) ? 0.5f * loose * Near(MathF.Abs(p.X), sleeve, 0.25f) : loose * Math.Clamp((_a.ArmpitHeight + 0.05f - p.Y) / 0.25f, 0, 1);
                return thickness + flare + (0.002f + 0.2f * loose) * fold;
            },
            Smoothing = 18,
            Lined = true,
            Finish = Finish.Cloth,
            Paint = spot =>
            {
                var (p, arm) = (spot.Point, spot.Limb is Limb.LeftArm or Limb.RightArm or Limb.LeftHand or Limb.RightHand);
                var paint = fabric.At(spot);
                if (print is not null && spot.Limb == Limb.Torso && p.Z > _a.Shoulder.Z)
                    paint = print.Over(paint, new Vector2(spot.At.X, p.Y - float.Lerp(_a.WaistHeight, _a.Shoulder.Y, 0.55f)));
                if (arm ? MathF.Abs(p.X) > sleeve - 0.018f : p.Y < hem + 0.018f)
                    paint = new(trim, paint.Relief + 0.001f);
                if (!arm && Neckline(p) < 1.28f)
                    paint = new(trim, paint.Relief + 0.002f);
                if (shirt && !arm && p.Z > _a.Shoulder.Z)
                {
                    var x = MathF.Abs(spot.At.X);
                    if (x < 0.0045f && MathF.Cos(2 * MathF.PI * p.Y / 0.085f) > 0.95f)
                        paint = new(button, 0.001f);
                    else if (MathF.Abs(x - 0.016f) < 0.0014f)
                        paint = paint with { Colour = 0.6f * paint.Colour };
                }

                return paint;
            },
        });
    }

    private void Jacket(Vector3 colour)
    {
        var pattern = _random.Happens(0.7f) ? _random.Pick(Pattern.Plain, Pattern.Melange, Pattern.Denim, Pattern.Knit) : Fabric.AnyPattern(_random);
        if (pattern == Pattern.Denim)
            colour = Colours.FromHue(0.60f, 0.5f, _random.Between(0.2f, 0.6f));
        var fabric = new Fabric(_random, pattern, colour);
        var coat = _random.Happens(0.22f);
        var hem = _a.Hip.Y + (coat ? 0.05f : _random.Between(-0.10f, 0.10f));
        var open = _random.Happens(0.55f);
        var (width, widen) = (_random.Between(0.008f, 0.05f), _random.Between(0, 0.25f));
        var sleeve = _a.Wrist.X - _random.Between(-0.01f, 0.03f);
        var lapel = _random.Between(0.05f, 0.16f);
        var thick = _random.Between(0.016f, 0.026f);
        var sleeveFabric = _random.Happens(0.12f) ? new Fabric(_random, Pattern.Plain, fabric.Second) : fabric;
        var zip = Colours.Grey(_random.Pick(0.75f, 0.2f));
        float Gap(Vector3 p)
        {
            if (!open || p.Z < _a.Shoulder.Z + 0.01f)
                return 1;
            var (up, down) = (Math.Clamp((p.Y - (_a.NeckHeight - lapel)) / lapel, 0, 1.2f), Math.Max(0, _a.NeckHeight - lapel - p.Y));
            return MathF.Abs(p.X) - (width + 0.05f * up + widen * down);
        }

        float Neck(Vector3 p) => p.Y > _a.NeckHeight + 0.045f ? -1 : new Vector2(p.X / 0.074f, (p.Y - _a.NeckHeight - 0.01f) / 0.052f).Length() - 1;
        _layers.Add(new()
        {
            Reach = p => _a.IsArm(p) ? sleeve - MathF.Abs(p.X) : Math.Min(Math.Min(p.Y - hem, Gap(p)), 0.05f * Neck(p)),
            Thickness = p => thick + (_a.IsArm(p) ? 0 : 0.012f * Math.Clamp((_a.ArmpitHeight - p.Y) / 0.3f, 0, 1)) + 0.003f * ValueNoise.At(p * 8, 19),
            Smoothing = 24,
            Lined = true,
            Finish = _random.Happens(0.15f) ? Finish.Leather : Finish.Cloth,
            Paint = spot =>
            {
                var p = spot.Point;
                var arm = spot.Limb is Limb.LeftArm or Limb.RightArm or Limb.LeftHand or Limb.RightHand;
                var paint = (arm ? sleeveFabric : fabric).At(spot);
                if (arm ? MathF.Abs(p.X) > sleeve - 0.03f : p.Y < hem + 0.03f)
                    paint = new(0.75f * paint.Colour, paint.Relief + 0.001f);
                if (!arm && p.Z > _a.Shoulder.Z && (open ? Gap(p) < 0.012f : MathF.Abs(spot.At.X) < 0.004f))
                    paint = new(open ? 0.8f * paint.Colour : zip, paint.Relief + 0.0015f);
                var pocket = !arm && p.Z > 0 && MathF.Abs(MathF.Abs(spot.At.X) - 0.105f) < 0.05f && MathF.Abs(p.Y - hem - 0.10f) < 0.003f;
                return pocket ? paint with { Colour = 0.55f * paint.Colour } : paint;
            },
        });
        if (coat)
            _sheets.Add(Skirt.Cut(_a, _body, hem + 0.03f, float.Lerp(_a.CrotchHeight, _a.Knee.Y, _random.Between(0.3f, 1.3f)), thick + 0.012f, _random.Between(0.05f, 0.3f), 0.006f, Finish.Cloth, fabric.At));
        if (!coat && _random.Happens(0.3f))
            HoodDown(fabric);
    }

    /// <summary>A hood that lies on the back.</summary>
    private void HoodDown(Fabric fabric)
    {
        const int Columns = 17, Rows = 9;
        var centre = new Vector3(0, _a.NeckHeight + 0.005f, _a.Shoulder.Z) + 0.5f * _headMoved;
        _sheets.Add(new()
        {
            Columns = Columns,
            Rows = Rows,
            Closed = false,
            Finish = Finish.Cloth,
            Paint = fabric.At,
            Place = (column, row) =>
            {
                // A roll round the neck, thick at the back and thin in front.
                var angle = 2.35f * (1 - 2 * column / (Columns - 1f));
                var back = 0.5f + 0.5f * MathF.Cos(angle);
                var turn = 2 * MathF.PI * row / (Rows - 1f);
                var (thick, drop) = (0.016f + 0.030f * back, 0.045f * back);
                var radius = 0.074f + 0.024f * back + thick * MathF.Cos(turn);
                return centre + new Vector3(radius * MathF.Sin(angle), thick * MathF.Sin(turn) * 1.2f - drop, -radius * MathF.Cos(angle) * 1.05f);
            },
            Follows = (_, _) => ([(int)Joint.Spine3, (int)Joint.Neck], [0.75f, 0.25f]),
        });
    }

    private void Hair()
    {
        var style = _random.NextSingle() switch
        {
            < 0.05f => HairStyle.Bald,
            < 0.15f => HairStyle.Cropped,
            < 0.45f => HairStyle.Short,
            < 0.52f => HairStyle.Curly,
            < 0.60f => HairStyle.Bob,
            < 0.80f => HairStyle.Long,
            < 0.91f => HairStyle.Ponytail,
            _ => HairStyle.Bun,
        };
        var cut = new HairCut(_a, _random, style, _complexion.Hair);
        _layers.Add(cut.Cap());
        _sheets.AddRange(cut.Hanging(_headMoved));
        if (_random.Happens(0.14f))
            Hat();
    }

    private void Hat()
    {
        var fabric = new Fabric(_random, _random.Pick(Pattern.Plain, Pattern.Knit, Pattern.Melange), Colours.Cloth(_random));
        var (beanie, brim) = (_random.Happens(0.45f), _random.Pick(0.0f, 0.07f));
        var scale = (_a.CrownHeight - _a.Eye.Y) / 0.115f;
        var line = _a.Eye.Y + 0.04f * scale;
        _layers.Add(new()
        {
            Reach = p => p.Y < _a.Ear.Y ? -1 : p.Y - line - 0.12f * (beanie ? p.Z - _a.Skull.Z : 0.4f * (p.Z - _a.Skull.Z)),
            Thickness = p => 0.024f + (beanie ? 0.018f : 0.012f) * Math.Clamp((p.Y - line) / 0.08f, 0, 1),
            Smoothing = 12,
            Lined = true,
            Finish = Finish.Cloth,
            Paint = spot => spot.Point.Y < line + 0.03f && beanie ? new(0.85f * fabric.At(spot).Colour, 0.003f) : fabric.At(spot),
        });
        if (beanie)
            return;
        var centre = _a.Skull with { Y = line + 0.004f } + _headMoved;
        const int Columns = 28;
        _sheets.Add(new()
        {
            Columns = Columns,
            Rows = 3,
            Closed = true,
            Finish = Finish.Cloth,
            Paint = fabric.At,
            Place = (column, row) =>
            {
                var angle = 2 * MathF.PI * (column / (float)Columns - 0.5f);
                var (sin, cos) = MathF.SinCos(angle);
                // A cap's peak reaches forward only, a hat's brim all round.
                var reach = brim > 0 ? brim : 0.075f * MathF.Pow(Math.Max(0, cos), 0.7f);
                var radius = 0.092f * scale + reach * row / 2f;
                return centre + new Vector3(radius * 0.92f * sin, -0.10f * reach * row - 0.05f * 0.4f * cos * 0, radius * 1.12f * cos);
            },
            Follows = (_, _) => ([(int)Joint.Head], [1]),
        });
    }

    private static float Near(float value, float edge, float width)
    {
        var t = Math.Clamp(1 - MathF.Abs(value - edge) / width, 0, 1);
        return t * t;
    }
}
