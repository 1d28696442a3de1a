using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>A place to be painted.</summary>
/// <param name="Limb">The part of the body.</param>
/// <param name="At">Place on its chart, metres.</param>
/// <param name="Point">The place on the mean body in rest pose, metres; of a sheet, in rest pose on the person.</param>
internal readonly record struct Spot(Limb Limb, Vector2 At, Vector3 Point)
{
    public bool IsArm => Limb is Limb.LeftArm or Limb.RightArm or Limb.LeftHand or Limb.RightHand;

    public bool IsLeg => Limb is Limb.LeftLeg or Limb.RightLeg or Limb.LeftFoot or Limb.RightFoot;
}

/// <summary>What is painted: linear colour, and how far the surface stands out as the light sees it, metres.</summary>
internal readonly record struct Paint(Vector3 Colour, float Relief);

/// <summary>How a surface answers light.</summary>
/// <param name="Gloss">Strength of the highlight.</param>
/// <param name="Sharpness">Exponent of the highlight.</param>
/// <param name="Wrap">How far light reaches round, 0 for cloth, more for skin.</param>
internal sealed record Finish(float Gloss, float Sharpness, float Wrap)
{
    public static Finish Cloth { get; } = new(0, 1, 0.05f);

    public static Finish Satin { get; } = new(0.05f, 8, 0.05f);

    public static Finish Leather { get; } = new(0.10f, 18, 0);

    public static Finish Skin { get; } = new(0.05f, 14, 0.25f);

    public static Finish Hair { get; } = new(0.09f, 20, 0.15f);
}

/// <summary>A painted piece of a chart: texels of <see cref="Paint"/> in rows. Filled face by face, then read between texels.</summary>
internal sealed class Texture
{
    // Painted this far beyond a face, in texels, so that reading between texels meets paint only.
    private const float Margin = 1.5f;

    private readonly Vector4[] _texels;
    private readonly int _width;
    private readonly int _height;

    // While it is filled: how far inside a face each texel lies, and the point there.
    private float[] _inside;
    private Vector3[] _points;

    /// <summary>An empty texture for the rectangle from <paramref name="low"/> to <paramref name="high"/> of a chart.</summary>
    public Texture(Limb limb, Vector2 low, Vector2 high, float metresPerTexel, Finish finish)
    {
        (Limb, Origin, TexelsPerMetre, Finish) = (limb, low - new Vector2(2 * metresPerTexel), 1 / metresPerTexel, finish);
        _width = Math.Clamp((int)MathF.Ceiling((high.X - Origin.X) * TexelsPerMetre) + 3, 4, 2048);
        _height = Math.Clamp((int)MathF.Ceiling((high.Y - Origin.Y) * TexelsPerMetre) + 3, 4, 2048);
        _texels = new Vector4[_width * _height];
        _inside = new float[_texels.Length];
        _points = new Vector3[_texels.Length];
        Array.Fill(_inside, -Margin);
    }

    /// <summary>The part of the body that it is painted for.</summary>
    public Limb Limb { get; }

    private Vector2 Origin { get; }

    private float TexelsPerMetre { get; }

    public Finish Finish { get; }

    /// <summary>From a chart's metres to texels.</summary>
    public Vector2 ToTexels(Vector2 place) => (place - Origin) * TexelsPerMetre;

    /// <summary>Notes which points a face shows.</summary>
    /// <param name="a">First corner, texels.</param>
    /// <param name="b">Second corner.</param>
    /// <param name="c">Third corner.</param>
    /// <param name="points">The point at each corner.</param>
    public void Cover(Vector2 a, Vector2 b, Vector2 c, (Vector3 A, Vector3 B, Vector3 C) points)
    {
        var area = Cross(b - a, c - a);
        if (MathF.Abs(area) < 1e-6f)
            return;
        var (low, high) = (Vector2.Min(Vector2.Min(a, b), c), Vector2.Max(Vector2.Max(a, b), c));
        // Distances to the edges grow inwards by so much a texel.
        var (toA, toB, toC) = (Slope(b, c), Slope(c, a), Slope(a, b));
        for (var y = Math.Max(0, (int)(low.Y - Margin)); y <= Math.Min(_height - 1, (int)(high.Y + Margin + 1)); y++)
            for (var x = Math.Max(0, (int)(low.X - Margin)); x <= Math.Min(_width - 1, (int)(high.X + Margin + 1)); x++)
            {
                var at = new Vector2(x, y);
                var wb = Cross(at - a, c - a) / area;
                var wc = Cross(b - a, at - a) / area;
                var wa = 1 - wb - wc;
                var inside = Math.Min(wa * toA, Math.Min(wb * toB, wc * toC));
                var i = y * _width + x;
                if (inside <= _inside[i])
                    continue;
                _inside[i] = inside;
                _points[i] = wa * points.A + wb * points.B + wc * points.C;
            }

        float Slope(Vector2 from, Vector2 to) => MathF.Abs(area) / Math.Max(1e-4f, Vector2.Distance(from, to));
    }

    /// <summary>Paints what faces show, once all are noted.</summary>
    public void Fill(Func<Spot, Paint> paint)
    {
        for (var y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++)
            {
                var i = y * _width + x;
                if (_inside[i] <= -Margin)
                    continue;
                var (colour, relief) = paint(new(Limb, Origin + new Vector2(x, y) / TexelsPerMetre, _points[i]));
                _texels[i] = new(Vector3.Clamp(colour, Vector3.Zero, Vector3.One), relief);
            }

        (_inside, _points) = ([], []);
    }

    /// <summary>Linear colour and relief between texels.</summary>
    public Vector4 Sample(Vector2 texel)
    {
        var x = Math.Clamp(texel.X, 0, _width - 1.001f);
        var y = Math.Clamp(texel.Y, 0, _height - 1.001f);
        var (column, row) = ((int)x, (int)y);
        var (across, up) = (x - column, y - row);
        var at = row * _width + column;
        var lower = _texels[at] + across * (_texels[at + 1] - _texels[at]);
        var upper = _texels[at + _width] + across * (_texels[at + _width + 1] - _texels[at + _width]);
        return lower + up * (upper - lower);
    }

    private static float Cross(Vector2 a, Vector2 b) => a.X * b.Y - a.Y * b.X;
}
