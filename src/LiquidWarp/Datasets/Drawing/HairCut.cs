using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Ways of wearing hair.</summary>
internal enum HairStyle
{
    Bald, Cropped, Short, Curly, Bob, Long, Ponytail, Bun,
}

/// <summary>Hair as a layer on the skull and, where it hangs, sheets from it.</summary>
internal sealed class HairCut
{
    private readonly Anatomy _anatomy;
    private readonly Vector3[] _body;
    private readonly HairStyle _style;
    private readonly Vector3 _colour;
    private readonly int _seed;
    private readonly float _volume;
    private readonly float _forehead;
    private readonly float _recede;
    private readonly float _parting;
    private readonly float _length;
    private readonly bool _fringe;
    private readonly bool _flattened;

    /// <summary>Cuts hair for one person.</summary>
    /// <param name="anatomy">The model.</param>
    /// <param name="body">(V) the person's own body in rest pose.</param>
    /// <param name="random">Decides on length, volume and hairline.</param>
    /// <param name="style">The cut.</param>
    /// <param name="colour">Linear colour.</param>
    /// <param name="flattened">Whether a hat lies on it.</param>
    public HairCut(Anatomy anatomy, Vector3[] body, Random random, HairStyle style, Vector3 colour, bool flattened)
    {
        (_anatomy, _body, _style, _colour, _flattened) = (anatomy, body, style, colour, flattened);
        _seed = random.Next(1 << 20);
        _volume = random.Between(0.75f, 1.5f);
        _forehead = random.Between(-0.006f, 0.014f);
        _fringe = style is HairStyle.Bob or HairStyle.Long or HairStyle.Short && random.Happens(0.28f);
        _recede = style is HairStyle.Short or HairStyle.Cropped ? random.Between(0, 0.02f) : random.Between(0, 0.008f);
        _parting = random.Between(-0.035f, 0.035f);
        _length = random.Between(0.10f, 0.36f);
        HeadScale = (anatomy.CrownHeight - anatomy.Eye.Y) / 0.115f;
        var (from, to) = (anatomy.Skull, new Outline(anatomy, body, anatomy.Ear.Y + 0.02f, 0.025f));
        HeadMoved = new Vector3(to.Centre.X, to.Height, to.Centre.Y) - new Vector3(0, from.Y, new Outline(anatomy, anatomy.Model.Template, anatomy.Ear.Y + 0.02f, 0.025f).Centre.Y);
    }

    /// <summary>Size of the head against the one that all lengths here are meant for.</summary>
    private float HeadScale { get; }

    /// <summary>How far the person's head lies from the mean body's, in rest pose.</summary>
    private Vector3 HeadMoved { get; }

    private bool IsLong => _style is HairStyle.Long or HairStyle.Bob;

    /// <summary>The hair on the skull.</summary>
    public Layer Cap() => new()
    {
        Reach = Reach,
        Thickness = Thickness,
        Smoothing = 8,
        Hides = false,
        Finish = Finish.Hair,
        Paint = At,
    };

    /// <summary>What hangs down.</summary>
    public IEnumerable<Sheet> Hanging()
    {
        if (IsLong)
            yield return Curtain(_style == HairStyle.Bob ? 0.02f + 0.15f * _length : _length);
        if (_style == HairStyle.Ponytail)
            yield return Tail(new(0, 0.02f, -0.10f), 0.032f, 0.12f + 0.6f * _length, bun: false);
        if (_style == HairStyle.Bun)
            yield return Tail(_parting > 0 ? new(0, 0.10f, -0.05f) : new(0, 0.04f, -0.105f), 0.042f, 0.075f, bun: true);
    }

    /// <summary>How far a place of the mean body is inside the hairline, metres.</summary>
    public float Reach(Vector3 p)
    {
        if (_style == HairStyle.Bald || p.Y < _anatomy.NeckHeight)
            return -1;
        var s = HeadScale;
        var from = p - _anatomy.Skull;
        // The hairline: high at the forehead and higher beside its middle, down before the ears, low at the nape.
        var front = _anatomy.Eye.Y + (_fringe ? 0.036f : 0.060f + _forehead) * s;
        front += _recede * Math.Clamp(MathF.Abs(MathF.Abs(p.X) / s - 0.012f) / 0.03f, 0, 1);
        var nape = _anatomy.Ear.Y - (IsLong ? 0.075f : 0.05f) * s;
        var temple = IsLong ? _anatomy.Ear.Y - 0.03f * s : _anatomy.Ear.Y + 0.002f * s;
        var line = from.Z > 0.015f * s
            ? float.Lerp(temple, front, Math.Clamp((from.Z / s - 0.015f) / (IsLong ? 0.035f : 0.055f), 0, 1))
            : float.Lerp(temple, nape, Math.Clamp((0.015f - from.Z / s) / 0.06f, 0, 1));
        line += 0.004f * ValueNoise.At(new Vector3(p.X * 60, 0, p.Z * 60), _seed) + 0.003f * ValueNoise.At(new Vector3(p.X * 190, 0, p.Z * 190), _seed + 1);
        var reach = p.Y - line;
        if (IsLong)
            return reach;
        // Ears stay free.
        var ear = new Vector2((p.Z - _anatomy.Ear.Z) / 0.026f, (p.Y - _anatomy.Ear.Y + 0.004f) / 0.036f).Length() - 1;
        return MathF.Abs(p.X) > 0.8f * MathF.Abs(_anatomy.Ear.X) ? Math.Min(reach, 0.03f * ear) : reach;
    }

    private float Thickness(Vector3 p)
    {
        var crown = Math.Clamp((p.Y - _anatomy.Ear.Y) / 0.10f, 0, 1);
        var front = Math.Clamp((p.Z - _anatomy.Skull.Z) / 0.08f, 0, 1);
        var lump = ValueNoise.At(p * 26, _seed + 3);
        var full = _flattened ? 0.008f : _style switch
        {
            HairStyle.Cropped => 0.004f + 0.003f * crown,
            HairStyle.Curly => _volume * (0.020f + 0.018f * crown + 0.010f * lump),
            HairStyle.Short => _volume * (0.010f + 0.018f * crown + 0.010f * front * crown + 0.007f * lump + 0.004f * ValueNoise.At(p * 70, _seed + 4)),
            HairStyle.Ponytail or HairStyle.Bun => 0.009f + 0.004f * crown,
            _ => _volume * (0.013f + 0.010f * crown + 0.004f * lump),
        };
        // Grows from nothing at the hairline, quicker where a fringe falls over the forehead.
        var quick = _fringe || (IsLong && p.Z < _anatomy.Skull.Z + 0.055f * HeadScale);
        return full * Math.Clamp(Reach(p) / (quick ? 0.008f : 0.022f), 0, 1);
    }

    private Paint At(Spot spot)
    {
        var p = spot.Point;
        if (_style == HairStyle.Curly)
        {
            var curl = ValueNoise.At(p * 75, _seed + 5);
            return new(_colour * (1 + 0.7f * curl), 0.004f * curl);
        }

        // Strands run down from the crown, so colour changes round the head and hardly along.
        var (around, along) = (spot.At.X, spot.At.Y);
        if (_style is HairStyle.Ponytail or HairStyle.Bun)
            (around, along) = (p.Y * 1.3f + 0.4f * MathF.Abs(p.X), p.Z); // combed back
        var strand = 0.6f * ValueNoise.At(new Vector3(around * 130, along * 12, 0), _seed + 5) + 0.4f * ValueNoise.At(new Vector3(around * 380, along * 18, 0), _seed + 6);
        var part = _style is HairStyle.Long or HairStyle.Bob && p.Y > _anatomy.Eye.Y && MathF.Abs(p.X - _parting) < 0.0022f && p.Z > _anatomy.Skull.Z - 0.03f ? 0.5f : 1;
        return new(_colour * (1 + 0.55f * strand) * part, 0.0018f * strand);
    }

    /// <summary>Hair that hangs from inside the cap round the back and the sides, in front of the shoulders or behind them.</summary>
    private Sheet Curtain(float length)
    {
        const int Columns = 30, Rows = 12;
        const float Open = 1.22f;
        var s = HeadScale;
        var skull = _anatomy.Skull + HeadMoved;
        var top = new Outline(_anatomy, _body, _anatomy.Ear.Y + 0.02f * s, 0.03f);
        var thick = _volume * 0.013f;
        var bottom = _anatomy.NeckHeight + 0.02f - length + HeadMoved.Y;
        return new()
        {
            Columns = Columns,
            Rows = Rows,
            Closed = false,
            Finish = Finish.Hair,
            Limb = Limb.Head,
            Paint = At,
            Place = (column, row) =>
            {
                // From the left of the face round the back to the right of it: angles from the front.
                var side = 1 - 2 * column / (Columns - 1f);
                var angle = MathF.PI - (MathF.PI - Open) * side;
                var edge = MathF.Pow(MathF.Abs(side), 6);
                var down = row / (Rows - 1f);
                var lock1 = ValueNoise.At(new Vector3(angle * 4, 0.5f, 0.5f), _seed + 8);
                var end = float.Lerp(bottom, skull.Y - 0.10f, 0.12f * (1 + lock1) * (IsLong && _style == HairStyle.Bob ? 0.3f : 1));
                var y = float.Lerp(skull.Y + 0.045f * s, end, down);
                // Tucked in at the top and at the front edge; in to the neck below the jaw, out again over the shoulders.
                var fall = down < 0.001f ? -0.02f : thick + 0.004f - 0.010f * edge - 0.010f * MathF.Sin(MathF.PI * Math.Clamp(down * 1.2f, 0, 1)) + 0.02f * down * down;
                var place = top.At(angle, fall + 0.006f * lock1 * down) with { Y = y };
                return row < 3 ? place : Clear(place, back: MathF.Abs(side) < 0.66f);
            },
            Follows = (_, row) =>
            {
                var down = row / (Rows - 1f);
                var shoulder = Math.Clamp(down * (length + 0.1f) / 0.3f - 0.25f, 0, 0.85f);
                return ([(int)Joint.Head, (int)Joint.Neck, (int)Joint.Spine3], [1 - shoulder, 0.4f * shoulder, 0.6f * shoulder]);
            },
        };

        // Brings hair out of the shoulders and the clothes on them.
        Vector3 Clear(Vector3 place, bool back)
        {
            const float Near = 0.03f, Clothes = 0.028f;
            foreach (var vertex in _body)
                if (MathF.Abs(vertex.Y - place.Y) < Near && MathF.Abs(vertex.X - place.X) < Near && vertex.Y < _anatomy.NeckHeight + HeadMoved.Y)
                    place.Z = back ? Math.Min(place.Z, vertex.Z - Clothes) : Math.Max(place.Z, vertex.Z + Clothes);
            return place;
        }
    }

    /// <summary>A tail or bun: a bag that starts at the skull.</summary>
    private Sheet Tail(Vector3 seat, float radius, float length, bool bun)
    {
        const int Columns = 12, Rows = 9;
        var start = _anatomy.Skull + HeadMoved + seat * HeadScale;
        var outwards = Vector3.Normalize(seat with { Y = seat.Y + 0.02f });
        return new()
        {
            Columns = Columns,
            Rows = Rows,
            Closed = true,
            Lined = false,
            Finish = Finish.Hair,
            Limb = Limb.Head,
            Paint = At,
            Place = (column, row) =>
            {
                var down = row / (Rows - 1f);
                var turn = 2 * MathF.PI * column / Columns;
                var thick = bun
                    ? radius * MathF.Sin(MathF.PI * (0.04f + 0.96f * down))
                    : radius * MathF.Sin(MathF.PI * MathF.Pow(0.06f + 0.94f * down, 0.6f)) * (1 - 0.5f * down);
                var along = bun
                    ? start + outwards * (length * (down - 0.25f))
                    : start + new Vector3(0, -length * (1.15f * down * down + 0.1f * down - 0.1f), -0.055f * MathF.Sin(MathF.PI * Math.Min(1, 1.3f * down)));
                var axis = bun ? outwards : Vector3.Normalize(new Vector3(0, -down - 0.05f, -0.35f * (1 - down)));
                var up = Vector3.Normalize(Vector3.Cross(axis, Vector3.UnitX));
                return along + thick * (MathF.Cos(turn) * up + MathF.Sin(turn) * Vector3.UnitX);
            },
            Follows = (_, row) =>
            {
                var down = bun ? 0 : 0.6f * row / (Rows - 1f);
                return ([(int)Joint.Head, (int)Joint.Neck, (int)Joint.Spine3], [1 - down, 0.5f * down, 0.5f * down]);
            },
        };
    }
}
