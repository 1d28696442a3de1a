using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Something printed on the chest: a disc, rings, a panel of ornament, bars, letters.</summary>
internal sealed class Print
{
    private readonly int _kind;
    private readonly float _size;
    private readonly float _low;
    private readonly Vector3 _first;
    private readonly Vector3 _second;
    private readonly int _seed;
    private readonly ulong[] _letters;

    private Print(Random random, Vector3 ground)
    {
        _kind = random.Next(6);
        _size = random.Between(0.05f, 0.12f);
        _low = random.Between(-0.03f, 0.05f);
        _first = Colours.Beside(random, ground);
        _second = Colours.Beside(random, _first);
        _seed = random.Next(1 << 20);
        // Letters that say nothing: strokes on a grid of 4 by 6.
        _letters = [.. Enumerable.Range(0, random.Next(3, 8)).Select(_ => (ulong)random.NextInt64() | 0x1111)];
    }

    public static Print Draw(Random random, Vector3 ground) => new(random, ground);

    /// <summary>The print over cloth; <paramref name="at"/> is measured from the middle of the chest, metres.</summary>
    public Paint Over(Paint cloth, Vector2 at)
    {
        at.Y -= _low;
        var r = at.Length() / _size;
        var (x, y) = (at.X / _size, at.Y / _size);
        Vector3? ink = _kind switch
        {
            0 when r < 1 => y > 0.3f * MathF.Sin(3 * x) ? _first : _second,
            1 when r < 1 => MathF.Cos(12 * r) > 0 ? _first : _second,
            2 when MathF.Abs(x) < 1 && MathF.Abs(y) < 1.1f => Ornament(x, y),
            3 when MathF.Abs(x) < 1.1f && MathF.Abs(y) < 0.32f => Letter(x / 1.1f, y / 0.32f),
            4 when MathF.Abs(y) < 0.35f => MathF.Abs(y) < 0.12f ? _second : _first,
            5 when MathF.Abs(x) < 0.9f && MathF.Abs(y) < 1 => Picture(x, y),
            _ => null,
        };
        return ink is { } colour ? cloth with { Colour = Vector3.Lerp(colour, cloth.Colour / Math.Max(0.05f, cloth.Colour.Y) * colour, 0.15f) } : cloth;
    }

    private Vector3? Ornament(float x, float y)
    {
        if (Math.Max(MathF.Abs(x), MathF.Abs(y) / 1.1f) is > 0.88f and < 0.96f)
            return _first;
        var (u, v) = (MathF.Abs(x), MathF.Abs(y));
        var noise = ValueNoise.At(new(u * 7, v * 7, 0.5f), _seed) + 0.5f * MathF.Cos(18 * u) * MathF.Cos(18 * v);
        return noise > 0.15f ? _first : null;
    }

    private Vector3? Letter(float x, float y)
    {
        var place = (x + 1) / 2 * _letters.Length;
        var index = Math.Clamp((int)place, 0, _letters.Length - 1);
        var (column, row) = ((int)((place - index) * 5), (int)((y + 1) / 2 * 6));
        return column < 4 && row is >= 0 and < 6 && (_letters[index] >> (4 * row + column) & 1) != 0 ? _first : null;
    }

    private Vector3? Picture(float x, float y)
    {
        var hills = -0.3f + 0.25f * ValueNoise.At(new(x * 2.5f, 0.5f, 0.5f), _seed);
        return new Vector2(x - 0.3f, y - 0.4f).Length() < 0.25f ? _first : y < hills ? _second : Vector3.Lerp(_first, _second, 0.5f + 0.4f * y);
    }
}
