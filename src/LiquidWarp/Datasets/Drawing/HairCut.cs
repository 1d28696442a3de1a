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
    private readonly HairStyle _style;
    private readonly Vector3 _colour;
    private readonly int _seed;
    private readonly float _volume;
    private readonly float _forehead;
    private readonly float _parting;
    private readonly float _length;

    public HairCut(Anatomy anatomy, Random random, HairStyle style, Vector3 colour)
    {
        (_anatomy, _style, _colour) = (anatomy, style, colour);
        _seed = random.Next(1 << 20);
        _volume = random.Between(0.7f, 1.4f);
        _forehead = random.Between(-0.008f, 0.012f);
        _parting = random.Between(-0.035f, 0.035f);
        _length = random.Between(0.10f, 0.34f);
    }

    /// <summary>The hair on the skull.</summary>
    public Layer Cap() => new()
    {
        Reach = Reach,
        Thickness = Thickness,
        Smoothing = 8,
        Finish = Finish.Hair,
        Paint = At,
    };

    /// <summary>What hangs down.</summary>
    public IEnumerable<Sheet> Hanging(Vector3 moved)
    {
        if (_style is HairStyle.Long or HairStyle.Bob)
            yield return Curtain(moved, _style == HairStyle.Bob ? 0.05f : _length);
        if (_style == HairStyle.Ponytail)
            yield return Tail(moved, new(0, 0.02f, -0.10f), 0.030f, 0.12f + 0.6f * _length);
        if (_style == HairStyle.Bun)
            yield return Tail(moved, _parting > 0 ? new(0, 0.10f, -0.05f) : new(0, 0.04f, -0.105f), 0.042f, 0.075f);
    }

    private float HeadScale => (_anatomy.CrownHeight - _anatomy.Eye.Y) / 0.115f;

    private float Reach(Vector3 p)
    {
        if (_style == HairStyle.Bald || p.Y < _anatomy.NeckHeight)
            return -1;
        var s = HeadScale;
        var from = p - _anatomy.Skull;
        // The hairline: high at the forehead, down before the ears, low at the nape.
        var front = _anatomy.Eye.Y + (0.062f + _forehead) * s;
        var long1 = _style is HairStyle.Long or HairStyle.Bob;
        var nape = _anatomy.Ear.Y - (long1 ? 0.075f : 0.05f) * s;
        var temple = long1 ? _anatomy.Ear.Y - 0.03f * s : _anatomy.Ear.Y + 0.006f * s;
        var line = from.Z > 0.015f * s
            ? float.Lerp(temple, front, Math.Clamp((from.Z / s - 0.015f) / 0.055f, 0, 1))
            : float.Lerp(temple, nape, Math.Clamp((0.015f - from.Z / s) / 0.06f, 0, 1));
        line += 0.004f * ValueNoise.At(new Vector3(p.X * 60, 0, p.Z * 60), _seed);
        var reach = p.Y - line;
        if (!long1)
        {
            // Ears stay free.
            var ear = new Vector2((p.Z - _anatomy.Ear.Z) / 0.026f, (p.Y - _anatomy.Ear.Y + 0.004f) / 0.036f).Length() - 1;
            if (MathF.Abs(p.X) > 0.8f * MathF.Abs(_anatomy.Ear.X))
                reach = Math.Min(reach, 0.03f * ear);
        }

        return reach;
    }

    private float Thickness(Vector3 p)
    {
        var crown = Math.Clamp((p.Y - _anatomy.Ear.Y) / 0.10f, 0, 1);
        var front = Math.Clamp((p.Z - _anatomy.Skull.Z) / 0.08f, 0, 1);
        var lump = ValueNoise.At(p * 26, _seed + 3);
        return _style switch
        {
            HairStyle.Cropped => 0.004f + 0.003f * crown,
            HairStyle.Curly => _volume * (0.022f + 0.020f * crown + 0.010f * lump),
            HairStyle.Short => _volume * (0.009f + 0.020f * crown + 0.008f * front * crown + 0.006f * lump),
            HairStyle.Ponytail or HairStyle.Bun => 0.010f + 0.004f * crown,
            _ => _volume * (0.014f + 0.010f * crown + 0.004f * lump),
        };
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
        var strand = 0.6f * ValueNoise.At(new Vector3(spot.At.X * 130, spot.At.Y * 12, 0), _seed + 5) + 0.4f * ValueNoise.At(new Vector3(spot.At.X * 380, spot.At.Y * 18, 0), _seed + 6);
        var part = _style is HairStyle.Long or HairStyle.Bob or HairStyle.Ponytail && MathF.Abs(spot.At.X - _parting) < 0.0022f ? 0.5f : 1;
        return new(_colour * (1 + 0.55f * strand) * part, 0.0018f * strand);
    }

    /// <summary>Hair that hangs from the skull round the back and the sides.</summary>
    private Sheet Curtain(Vector3 moved, float length)
    {
        const int Columns = 26, Rows = 10;
        const float Open = 0.95f;
        var skull = _anatomy.Skull + moved;
        var s = HeadScale;
        var (wide, deep) = (0.092f * s * (0.85f + 0.2f * _volume), 0.104f * s);
        var top = skull.Y + 0.035f * s;
        var bottom = _anatomy.NeckHeight + 0.02f - length + moved.Y;
        return new()
        {
            Columns = Columns,
            Rows = Rows,
            Closed = false,
            Finish = Finish.Hair,
            Paint = At,
            Place = (column, row) =>
            {
                // From the left of the face round the back to the right of it: angles from the back of the head.
                var angle = (MathF.PI - Open) * (1 - 2 * column / (Columns - 1f));
                var down = row / (Rows - 1f);
                var y = float.Lerp(top, bottom, down);
                var lock1 = 0.010f * ValueNoise.At(new Vector3(angle * 4, y * 9, 0), _seed + 8) * down;
                // Below the jaw hair falls in to the neck and out again over the shoulders.
                var fall = 1 + 0.25f * down * down - 0.18f * MathF.Sin(MathF.PI * Math.Clamp(down * 1.1f, 0, 1));
                var (sin, cos) = MathF.SinCos(angle);
                return new(skull.X + (wide * fall + lock1) * sin, y, skull.Z - (deep * fall + lock1) * cos - 0.02f * down);
            },
            Follows = (_, row) =>
            {
                var down = row / (Rows - 1f);
                var shoulder = Math.Clamp(down * (length + 0.1f) / 0.3f - 0.25f, 0, 0.85f);
                return ([(int)Joint.Head, (int)Joint.Neck, (int)Joint.Spine3], [1 - shoulder, 0.4f * shoulder, 0.6f * shoulder]);
            },
        };
    }

    /// <summary>A tail or bun: a bag that starts at the skull.</summary>
    private Sheet Tail(Vector3 moved, Vector3 seat, float radius, float length)
    {
        const int Columns = 12, Rows = 9;
        var start = _anatomy.Skull + moved + seat * HeadScale;
        var bun = length < 0.09f;
        var out1 = Vector3.Normalize(seat with { Y = seat.Y + 0.02f });
        return new()
        {
            Columns = Columns,
            Rows = Rows,
            Closed = true,
            Lined = false,
            Finish = Finish.Hair,
            Paint = At,
            Place = (column, row) =>
            {
                var down = row / (Rows - 1f);
                var turn = 2 * MathF.PI * column / Columns;
                var thick = bun ? radius * MathF.Sin(MathF.PI * (0.04f + 0.96f * down)) : radius * MathF.Sin(MathF.PI * MathF.Pow(0.06f + 0.94f * down, 0.6f)) * (1 - 0.5f * down);
                var along = bun
                    ? start + out1 * (length * (down - 0.25f))
                    : start + new Vector3(0, -length * (1.15f * down * down + 0.1f * down - 0.1f), -0.055f * MathF.Sin(MathF.PI * Math.Min(1, 1.3f * down)));
                var axis = bun ? out1 : Vector3.Normalize(new Vector3(0, -down - 0.05f, -0.35f * (1 - down)));
                var side = Vector3.UnitX;
                var up = Vector3.Normalize(Vector3.Cross(axis, side));
                return along + thick * (MathF.Cos(turn) * up + MathF.Sin(turn) * side);
            },
            Follows = (_, row) =>
            {
                var down = bun ? 0 : 0.6f * row / (Rows - 1f);
                return ([(int)Joint.Head, (int)Joint.Neck, (int)Joint.Spine3], [1 - down, 0.5f * down, 0.5f * down]);
            },
        };
    }
}
