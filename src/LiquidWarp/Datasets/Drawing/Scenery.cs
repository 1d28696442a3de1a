using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>What stands behind a person, painted once a video: studio, rooms, walls, streets, gardens, clutter.</summary>
internal sealed class Scenery
{
    private readonly Anatomy _anatomy;
    private readonly Random _random;
    private readonly int _size;
    private readonly Vector3[] _light;
    private readonly int _seed;
    private readonly float _horizon;

    private Scenery(Anatomy anatomy, Random random, int size, float horizon)
    {
        (_anatomy, _random, _size, _horizon) = (anatomy, random, size, horizon);
        _light = new Vector3[size * size];
        _seed = random.Next(1 << 20);
    }

    /// <summary>Paints a background, linear light.</summary>
    /// <param name="anatomy">Sizes of patterns.</param>
    /// <param name="random">Decides on everything.</param>
    /// <param name="size">Side in pixels.</param>
    /// <param name="horizon">Height where wall and floor meet, in [-1, 1], y down.</param>
    /// <param name="ambience">A colour that stands out in it.</param>
    public static Vector3[] Paint(Anatomy anatomy, Random random, int size, float horizon, out Vector3 ambience)
    {
        var scenery = new Scenery(anatomy, random, size, horizon);
        ambience = scenery.Compose();
        return scenery._light;
    }

    private Vector3 Compose()
    {
        var kind = _random.NextSingle();
        Vector3 wall;
        if (kind < 0.16f)
            wall = Studio();
        else if (kind < 0.62f)
        {
            wall = Wall();
            Floor();
            Skirting();
            for (var i = _random.Next(0, 4); i > 0; i--)
                Furniture();
        }
        else if (kind < 0.88f)
            wall = Outdoors();
        else
            wall = Clutter();
        if (_random.Happens(0.3f))
            Gradient();
        if (_random.Happens(0.25f))
            CastShade();
        return wall;
    }

    private Vector3 Studio()
    {
        var wall = Colours.Grey(_random.Happens(0.6f) ? _random.Between(0.86f, 1) : _random.Between(0.25f, 0.86f)) * Tint(0.04f);
        var floor = wall * _random.Between(0.85f, 1.03f);
        var soft = _random.Between(0.02f, 0.25f);
        Each((x, y) => Vector3.Lerp(wall, floor, Math.Clamp((y - _horizon) / soft + 0.5f, 0, 1)) * (1.02f - 0.10f * (x * x + y * y)));
        return wall;
    }

    private Vector3 Wall()
    {
        var colour = _random.Happens(0.55f) ? Colours.Grey(_random.Between(0.55f, 0.95f)) * Tint(0.08f) : Colours.FromHue(_random.NextSingle(), _random.Between(0.05f, 0.55f), _random.Between(0.25f, 0.9f));
        var kind = _random.NextSingle();
        if (kind < 0.42f)
            Each((x, y) => colour * (1 + 0.03f * ValueNoise.Octaves(new(x * 9, y * 9, 0), _seed)));
        else if (kind < 0.58f)
            Bricks(colour);
        else if (kind < 0.70f)
            Boards(colour);
        else if (kind < 0.80f)
            Tiles(colour);
        else if (kind < 0.9f)
            Each((x, y) => colour * (1 + 0.28f * ValueNoise.Octaves(new(x * 6, y * 6, 0), _seed) + 0.1f * ValueNoise.At(new(x * 60, y * 60, 0), _seed + 1)));
        else
            Wallpaper(colour);
        return colour;
    }

    private void Bricks(Vector3 colour)
    {
        if (_random.Happens(0.5f))
            colour = Colours.FromHue(_random.Between(0.02f, 0.07f), _random.Between(0.2f, 0.55f), _random.Between(0.4f, 0.75f));
        var mortar = _random.Happens(0.5f) ? 1.35f * colour : 0.6f * colour;
        var (height, width) = (_random.Between(0.045f, 0.10f), _random.Between(2, 3.4f));
        Each((x, y) =>
        {
            var row = MathF.Floor(y / height);
            var at = x / (height * width) + 0.5f * MathF.Abs(row % 2);
            var (column, inX, inY) = (MathF.Floor(at), at - MathF.Floor(at), y / height - row);
            if (inX * width < 0.10f || inY < 0.10f)
                return mortar;
            return colour * (1 + 0.25f * ValueNoise.At(new(column * 3.7f + 0.5f, row * 5.3f + 0.5f, 0.5f), _seed) + 0.12f * ValueNoise.At(new(x * 50, y * 50, 0), _seed));
        });
    }

    private void Boards(Vector3 colour)
    {
        var upright = _random.Happens(0.6f);
        var width = _random.Between(0.06f, 0.22f);
        Each((x, y) =>
        {
            var (across, along) = upright ? (x, y) : (y, x);
            var board = MathF.Floor(across / width);
            if (across / width - board < 0.05f)
                return 0.5f * colour;
            return colour * (1 + 0.16f * ValueNoise.At(new(board * 3.1f + 0.5f, 0.5f, 0.5f), _seed) + 0.14f * ValueNoise.Octaves(new(across * 40, along * 3, board), _seed + 2));
        });
    }

    private void Tiles(Vector3 colour)
    {
        var (width, height) = (_random.Between(0.06f, 0.3f), _random.Between(0.06f, 0.2f));
        var other = _random.Happens(0.3f) ? Colours.Beside(_random, colour) : colour;
        Each((x, y) =>
        {
            var (column, row) = (MathF.Floor(x / width), MathF.Floor(y / height));
            if (x / width - column < 0.012f / width || y / height - row < 0.012f / height)
                return 0.6f * colour;
            return ((int)(column + row) % 2 == 0 ? colour : other) * (1 + 0.08f * ValueNoise.At(new(column * 3.3f + 0.5f, row * 5.1f + 0.5f, 0.5f), _seed));
        });
    }

    private void Wallpaper(Vector3 colour)
    {
        var fabric = new Fabric(_anatomy, _random, _random.Pick(Pattern.Stripes, Pattern.Flowers, Pattern.Dots, Pattern.Plaid, Pattern.Checks), colour);
        var scale = _random.Between(0.5f, 1.5f);
        Each((x, y) => fabric.Woven(new(Limb.Torso, scale * new Vector2(x, y), new(scale * x, -scale * y, 0))).Colour);
    }

    private void Floor()
    {
        var colour = _random.NextSingle() switch
        {
            < 0.45f => Colours.FromHue(_random.Between(0.04f, 0.10f), _random.Between(0.25f, 0.7f), _random.Between(0.25f, 0.75f)),
            < 0.8f => Colours.Grey(_random.Between(0.25f, 0.85f)) * Tint(0.06f),
            _ => Colours.FromHue(_random.NextSingle(), _random.Between(0.1f, 0.5f), _random.Between(0.25f, 0.7f)),
        };
        var kind = _random.Next(4);
        var scale = _random.Between(2.5f, 7);
        var gloss = _random.Happens(0.35f) ? _random.Between(0.05f, 0.3f) : 0;
        var turned = _random.Happens(0.5f);
        for (var py = Math.Clamp((int)((_horizon + 1) / 2 * _size), 0, _size); py < _size; py++)
            for (var px = 0; px < _size; px++)
            {
                var (x, y) = ((2 * px + 1f) / _size - 1, (2 * py + 1f) / _size - 1);
                var near = 1 / (0.42f + (y - _horizon));
                var (across, along) = (x * near * scale * 0.6f, near * scale);
                if (turned)
                    (across, along) = (along * 1.6f, across * 0.7f);
                var (column, row) = (MathF.Floor(across), MathF.Floor(along));
                var tone = kind switch
                {
                    0 => 1 + 0.14f * ValueNoise.At(new(column * 3.7f + 0.5f, 0.5f, MathF.Floor(along * 0.7f + 3 * ValueNoise.At(new(column * 7.3f, 0.5f, 0.5f), _seed)) * 3.1f + 0.5f), _seed) + 0.08f * ValueNoise.At(new(across * 9, along * 2, column), _seed) - (across - column < 0.04f ? 0.3f : 0),
                    1 => 1 + 0.06f * ValueNoise.At(new(column * 3.7f + 0.5f, row * 5.1f + 0.5f, 0.5f), _seed) - (across - column < 0.03f || along - row < 0.03f ? 0.25f : 0),
                    2 => 1 + 0.15f * ValueNoise.Octaves(new(across * 5, along * 5, 0), _seed),
                    _ => 1 + 0.03f * ValueNoise.At(new(across * 12, along * 12, 0), _seed),
                };
                var mirrored = gloss > 0 ? _light[Math.Clamp((int)((_horizon + 1) * _size) - py - 1, 0, _size - 1) * _size + px] : Vector3.Zero;
                _light[py * _size + px] = Vector3.Lerp(colour * tone, mirrored, gloss);
            }
    }

    private void Skirting()
    {
        if (_random.Happens(0.45f))
            return;
        var (colour, height) = (_random.Happens(0.6f) ? Colours.Grey(_random.Between(0.8f, 0.97f)) : Colours.FromHue(0.05f, 0.5f, _random.Between(0.15f, 0.5f)), _random.Between(0.015f, 0.06f));
        Rectangle(-1, _horizon - height, 1, _horizon, (_, v) => v is < 0.08f or > 0.93f ? 0.5f * colour : colour);
    }

    private void Furniture()
    {
        var colour = Colours.Cloth(_random);
        var x = _random.Happens(0.8f) ? _random.Pick(-1, 1) * _random.Between(0.3f, 1.0f) : _random.Between(-0.3f, 0.3f);
        switch (_random.Next(7))
        {
            case 0: // a picture on the wall
                var (w, h, inner) = (_random.Between(0.08f, 0.25f), _random.Between(0.08f, 0.3f), Colours.Cloth(_random));
                var y = _random.Between(-0.8f, Math.Min(-0.2f, _horizon - 0.5f));
                Rectangle(x - w, y - h, x + w, y + h, (u, v) => Math.Max(MathF.Abs(u - 0.5f), MathF.Abs(v - 0.5f)) > 0.44f ? colour : Vector3.Lerp(inner, colour, 0.5f + 0.5f * ValueNoise.Octaves(new(u * 3, v * 3, x), _seed)));
                break;
            case 1: // a door or a cupboard
                var (dw, dh) = (_random.Between(0.15f, 0.28f), _random.Between(0.9f, 1.5f));
                Rectangle(x - dw, _horizon - dh, x + dw, _horizon, (u, v) => u is < 0.05f or > 0.95f || v < 0.03f ? 0.7f * colour : MathF.Abs(u - 0.88f) < 0.03f && MathF.Abs(v - 0.55f) < 0.02f ? Colours.Grey(0.5f) : colour * (0.97f + 0.03f * v));
                break;
            case 2: // a window
                var (ww, wh, sky) = (_random.Between(0.18f, 0.4f), _random.Between(0.25f, 0.5f), new Vector3(0.9f, 1.0f, 1.15f) * _random.Between(0.5f, 1.1f));
                var wy = _random.Between(-0.7f, -0.3f);
                Rectangle(x - ww, wy - wh, x + ww, wy + wh, (u, v) => MathF.Abs(u - 0.5f) < 0.02f || MathF.Abs(v - 0.5f) < 0.015f || u is < 0.04f or > 0.96f || v is < 0.03f or > 0.97f ? Colours.Grey(0.9f) : sky * (1.1f - 0.4f * v) * (v > 0.7f + 0.1f * MathF.Sin(9 * u) ? new Vector3(0.4f, 0.55f, 0.35f) : Vector3.One));
                break;
            case 3: // a table or a sofa
                var (tw, th) = (_random.Between(0.2f, 0.5f), _random.Between(0.25f, 0.55f));
                Rectangle(x - tw, _horizon + 0.05f - th, x + tw, _horizon + 0.05f, (u, v) => v < 0.12f ? 1.2f * colour : u is < 0.08f or > 0.92f ? 0.9f * colour : 0.6f * colour);
                break;
            case 4: // a plant
                Plant(x, _horizon + _random.Between(-0.05f, 0.12f), _random.Between(0.25f, 0.8f));
                break;
            case 5: // a shelf with books
                var (sw, sh) = (_random.Between(0.2f, 0.4f), _random.Between(0.5f, 1.2f));
                Rectangle(x - sw, _horizon - sh, x + sw, _horizon, (u, v) =>
                {
                    var board = v * 5 - MathF.Floor(v * 5);
                    var book = MathF.Floor(u * 24);
                    var tall = 0.25f + 0.2f * ValueNoise.At(new(book * 3.1f, MathF.Floor(v * 5) * 7.7f, 0.5f), _seed);
                    return board > 0.9f || u is < 0.03f or > 0.97f ? colour : board < tall ? 0.15f * colour : Colours.FromHue(0.5f + 0.5f * ValueNoise.At(new(book * 1.7f + 0.5f, MathF.Floor(v * 5) + 0.5f, 3.5f), _seed), 0.5f, 0.5f);
                });
                break;
            default: // a pole or a lamp
                var pole = _random.Between(0.008f, 0.04f);
                Rectangle(x - pole, -1, x + pole, _horizon + 0.1f, (u, _) => colour * (0.6f + 0.8f * u * (1 - u) * 2));
                break;
        }
    }

    private Vector3 Outdoors()
    {
        var sky = _random.NextSingle() switch { < 0.5f => Colours.FromSrgb(0.55f, 0.72f, 0.92f), < 0.8f => Colours.Grey(0.88f), _ => Colours.FromSrgb(0.9f, 0.75f, 0.6f) } * _random.Between(0.7f, 1.15f);
        var clouds = _random.NextSingle();
        Each((x, y) => Vector3.Lerp(sky * (1 - 0.25f * (_horizon - y)), Colours.Grey(0.97f), clouds * Math.Clamp(ValueNoise.Octaves(new(x * 2.2f, y * 4, 0), _seed) + 0.2f, 0, 1)));
        var kind = _random.Next(3);
        if (kind != 1)
        {
            // Houses: blocks with rows of windows.
            for (var i = _random.Next(2, 7); i > 0; i--)
            {
                var (x, w, h) = (_random.Between(-1, 1), _random.Between(0.15f, 0.5f), _random.Between(0.3f, 1.5f));
                var (wall, glass) = (Colours.Grey(_random.Between(0.3f, 0.85f)) * Tint(0.25f), Colours.Grey(_random.Between(0.1f, 0.7f)));
                var (nx, ny) = (_random.Next(3, 9), _random.Next(3, 12));
                Rectangle(x - w, _horizon - h, x + w, _horizon, (u, v) => (u * nx % 1) is > 0.3f and < 0.75f && (v * ny % 1) is > 0.3f and < 0.75f ? glass : wall * (1 + 0.06f * ValueNoise.At(new(u * 30, v * 30, i), _seed)));
            }
        }

        if (kind != 0)
        {
            var green = Colours.FromHue(_random.Between(0.2f, 0.36f), _random.Between(0.3f, 0.7f), _random.Between(0.2f, 0.55f));
            var (height, rough) = (_random.Between(0.1f, 0.8f), _random.Between(0.05f, 0.35f));
            for (var py = 0; py < _size; py++)
                for (var px = 0; px < _size; px++)
                {
                    var (x, y) = ((2 * px + 1f) / _size - 1, (2 * py + 1f) / _size - 1);
                    if (y < _horizon && y > _horizon - height - rough * ValueNoise.Octaves(new(x * 4, 0.3f, 0), _seed + 4) - 0.06f * ValueNoise.At(new(x * 30, y * 30, 0), _seed + 6))
                        _light[py * _size + px] = green * (0.75f + 0.6f * ValueNoise.Octaves(new(x * 14, y * 14, 0), _seed + 5) + 0.4f * ValueNoise.At(new(x * 55, y * 55, 0), _seed + 8));
                }

            for (var i = _random.Next(0, 4); i > 0; i--)
                Rectangle(_random.Between(-1, 1) is var trunk ? trunk : 0, -1, trunk + _random.Between(0.02f, 0.1f), _horizon + 0.05f, (u, v) => Colours.FromSrgb(0.32f, 0.25f, 0.2f) * (0.5f + u) * (1 + 0.3f * ValueNoise.At(new(u * 6, v * 60, i), _seed)));
        }

        var ground = _random.Happens(0.5f) ? Colours.Grey(_random.Between(0.3f, 0.65f)) : _random.Happens(0.6f) ? Colours.FromHue(0.27f, 0.5f, _random.Between(0.25f, 0.5f)) : Colours.FromHue(0.1f, 0.35f, _random.Between(0.5f, 0.8f));
        var coarse = _random.Between(4, 14);
        for (var py = Math.Clamp((int)((_horizon + 1) / 2 * _size), 0, _size); py < _size; py++)
            for (var px = 0; px < _size; px++)
            {
                var (x, y) = ((2 * px + 1f) / _size - 1, (2 * py + 1f) / _size - 1);
                var near = 1 / (0.3f + (y - _horizon));
                _light[py * _size + px] = ground * (1 + 0.25f * ValueNoise.Octaves(new(x * near * coarse, near * 2 * coarse, 0), _seed + 7) + 0.15f * ValueNoise.At(new(px * 0.7f, py * 0.7f, 0), _seed + 9));
            }

        if (_random.Happens(0.6f))
            Defocus(_random.Next(1, Math.Max(2, _size / 60)));
        return ground;
    }

    private Vector3 Clutter()
    {
        var (a, b) = (Colours.Cloth(_random), Colours.Cloth(_random));
        var scale = _random.Between(1.5f, 8);
        Each((x, y) => Vector3.Lerp(a, b, Math.Clamp(0.5f + 0.9f * ValueNoise.Octaves(new(x * scale, y * scale, 0), _seed), 0, 1)));
        for (var i = _random.Next(0, 30); i > 0; i--)
        {
            var (colour, other) = (Colours.Cloth(_random), Colours.Cloth(_random));
            var (x, y, w, h) = (_random.Between(-1.1f, 1), _random.Between(-1.1f, 1), _random.Between(0.02f, 0.5f), _random.Between(0.02f, 0.5f));
            var round = _random.Happens(0.4f);
            var stripes = _random.Happens(0.3f) ? _random.Between(2, 12) : 0;
            Rectangle(x, y, x + w, y + h, (u, v) => stripes > 0 && (u * stripes % 1) > 0.5f ? other : colour, round);
        }

        if (_random.Happens(0.5f))
            Defocus(_random.Next(1, Math.Max(2, _size / 40)));
        return a;
    }

    private void Plant(float x, float foot, float height)
    {
        var (green, pot) = (Colours.FromHue(_random.Between(0.22f, 0.38f), _random.Between(0.4f, 0.8f), _random.Between(0.2f, 0.6f)), Colours.Cloth(_random));
        for (var leaf = _random.Next(8, 26); leaf > 0; leaf--)
        {
            var angle = _random.Gaussian(0.5f);
            var (length, wide, bend) = (height * _random.Between(0.5f, 1), _random.Between(0.008f, 0.035f), _random.Gaussian(0.4f));
            var tone = green * _random.Between(0.6f, 1.4f);
            for (var t = 0f; t < 1; t += 1f / _size)
            {
                var turned = angle + bend * t;
                var (cx, cy) = (x + length * t * MathF.Sin(turned), foot - 0.1f - length * t * MathF.Cos(turned));
                var half = wide * MathF.Sin(MathF.PI * MathF.Sqrt(t));
                Rectangle(cx - half, cy - 0.006f, cx + half, cy + 0.006f, (_, _) => tone);
            }
        }

        Rectangle(x - 0.07f, foot - 0.15f, x + 0.07f, foot, (u, _) => pot * (0.7f + 0.5f * u));
    }

    /// <summary>Light falls off to one side.</summary>
    private void Gradient()
    {
        var (dx, dy) = (_random.Gaussian(0.2f), _random.Gaussian(0.15f));
        for (var i = 0; i < _light.Length; i++)
            _light[i] *= Math.Clamp(1 + dx * (2f * (i % _size) / _size - 1) + dy * (2f * (i / _size) / _size - 1), 0.3f, 1.6f);
    }

    /// <summary>The soft shadow of something outside the picture.</summary>
    private void CastShade()
    {
        var (angle, offset, dark, soft) = (_random.Between(0, MathF.PI), _random.Between(-0.7f, 0.7f), _random.Between(0.4f, 0.85f), _random.Between(0.02f, 0.3f));
        var (sin, cos) = MathF.SinCos(angle);
        for (var i = 0; i < _light.Length; i++)
        {
            var (x, y) = (2f * (i % _size) / _size - 1, 2f * (i / _size) / _size - 1);
            _light[i] *= float.Lerp(1, dark, Math.Clamp((x * cos + y * sin - offset) / soft + 0.5f, 0, 1));
        }
    }

    private void Defocus(int radius)
    {
        var channel = new float[_light.Length];
        for (var c = 0; c < 3; c++)
        {
            for (var i = 0; i < channel.Length; i++)
                channel[i] = _light[i][c];
            BoxFilter.Blur(channel, _size, _size, radius);
            for (var i = 0; i < channel.Length; i++)
                _light[i][c] = channel[i];
        }
    }

    private Vector3 Tint(float strength) => Vector3.One + new Vector3(_random.Gaussian(strength), _random.Gaussian(strength / 2), _random.Gaussian(strength));

    private void Each(Func<float, float, Vector3> colour)
    {
        for (var y = 0; y < _size; y++)
            for (var x = 0; x < _size; x++)
                _light[y * _size + x] = colour((2 * x + 1f) / _size - 1, (2 * y + 1f) / _size - 1);
    }

    private void Rectangle(float left, float top, float right, float bottom, Func<float, float, Vector3> colour, bool round = false)
    {
        int From(float value) => Math.Clamp((int)MathF.Ceiling((value + 1) / 2 * _size - 0.5f), 0, _size);
        for (var y = From(top); y < From(bottom); y++)
            for (var x = From(left); x < From(right); x++)
            {
                var (u, v) = (((2 * x + 1f) / _size - 1 - left) / (right - left), ((2 * y + 1f) / _size - 1 - top) / (bottom - top));
                if (!round || (u - 0.5f) * (u - 0.5f) + (v - 0.5f) * (v - 0.5f) < 0.25f)
                    _light[y * _size + x] = colour(u, v);
            }
    }
}
