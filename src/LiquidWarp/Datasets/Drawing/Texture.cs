using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>A place to be painted.</summary>
/// <param name="Limb">The part of the body.</param>
/// <param name="At">Place on its chart, metres.</param>
/// <param name="Point">The place near the mean body's surface, metres: for what must not show a seam.</param>
internal readonly record struct Spot(Limb Limb, Vector2 At, Vector3 Point);

/// <summary>What is painted: linear colour, and how far the surface stands out as the light sees it, metres.</summary>
internal readonly record struct Paint(Vector3 Colour, float Relief);

/// <summary>How a surface answers light.</summary>
/// <param name="Gloss">Strength of the highlight.</param>
/// <param name="Sharpness">Exponent of the highlight.</param>
/// <param name="Wrap">How far light reaches round, 0 for cloth, more for skin.</param>
internal sealed record Finish(float Gloss, float Sharpness, float Wrap)
{
    public static Finish Cloth { get; } = new(0, 1, 0.05f);

    public static Finish Leather { get; } = new(0.10f, 18, 0);

    public static Finish Skin { get; } = new(0.05f, 14, 0.25f);

    public static Finish Hair { get; } = new(0.09f, 20, 0.15f);
}

/// <summary>A painted piece of a chart: texels of <see cref="Paint"/> in rows.</summary>
internal sealed class Texture
{
    private readonly Vector4[] _texels;
    private readonly int _width;
    private readonly int _height;

    /// <summary>Paints the rectangle from <paramref name="low"/> to <paramref name="high"/> of a chart.</summary>
    public Texture(Limb limb, Chart chart, Vector2 low, Vector2 high, float metresPerTexel, Finish finish, Func<Spot, Paint> paint)
    {
        (Origin, TexelsPerMetre, Finish) = (low - new Vector2(metresPerTexel), 1 / metresPerTexel, finish);
        _width = Math.Clamp((int)MathF.Ceiling((high.X - Origin.X) * TexelsPerMetre) + 2, 2, 4096);
        _height = Math.Clamp((int)MathF.Ceiling((high.Y - Origin.Y) * TexelsPerMetre) + 2, 2, 4096);
        _texels = new Vector4[_width * _height];
        for (var y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++)
            {
                var place = Origin + metresPerTexel * new Vector2(x, y);
                var (colour, relief) = paint(new(limb, place, chart.PointAt(place)));
                _texels[y * _width + x] = new(Vector3.Clamp(colour, Vector3.Zero, Vector3.One), relief);
            }
    }

    public Vector2 Origin { get; }

    public float TexelsPerMetre { get; }

    public Finish Finish { get; }

    /// <summary>Linear colour and relief between texels.</summary>
    /// <param name="x">Texels from the left edge.</param>
    /// <param name="y">Texels from the lower edge.</param>
    public Vector4 Sample(float x, float y)
    {
        x = Math.Clamp(x, 0, _width - 1.001f);
        y = Math.Clamp(y, 0, _height - 1.001f);
        var (column, row) = ((int)x, (int)y);
        var (across, up) = (x - column, y - row);
        var at = row * _width + column;
        var lower = _texels[at] + across * (_texels[at + 1] - _texels[at]);
        var upper = _texels[at + _width] + across * (_texels[at + _width + 1] - _texels[at + _width]);
        return lower + up * (upper - lower);
    }
}
