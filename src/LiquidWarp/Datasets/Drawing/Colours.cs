using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Colours in linear light (the square of sRGB, near enough and quick), 0 to 1.</summary>
internal static class Colours
{
    /// <summary>From sRGB, 0 to 1.</summary>
    public static Vector3 FromSrgb(float r, float g, float b) => new(r * r, g * g, b * b);

    public static Vector3 FromSrgb(Vector3 srgb) => srgb * srgb;

    public static Vector3 Grey(float srgb) => new(srgb * srgb);

    /// <summary>From hue in turns, saturation and value.</summary>
    public static Vector3 FromHue(float hue, float saturation, float value)
    {
        float Channel(float shift)
        {
            var h = 6 * (hue + shift - MathF.Floor(hue + shift));
            return value * (1 - saturation * Math.Clamp(2 - MathF.Abs(h - 3), 0, 1));
        }

        // The channel that dips opposite to its own hue.
        return FromSrgb(Channel(0.0f), Channel(2 / 3f), Channel(1 / 3f));
    }

    /// <summary>Colours as clothes have them: much black, white and grey, navy and denim, some of everything.</summary>
    public static Vector3 Cloth(Random random) => random.NextSingle() switch
    {
        < 0.24f => Grey(random.Between(0.04f, 0.17f)),
        < 0.40f => Grey(random.Between(0.82f, 0.97f)) * Vector3.Lerp(Vector3.One, FromSrgb(1, 0.96f, 0.88f), random.NextSingle()),
        < 0.52f => Grey(random.Between(0.2f, 0.8f)),
        < 0.64f => FromHue(0.60f + random.Gaussian(0.03f), random.Between(0.3f, 0.8f), random.Between(0.15f, 0.55f)),
        < 0.72f => FromHue(0.09f + random.Gaussian(0.02f), random.Between(0.2f, 0.6f), random.Between(0.35f, 0.85f)),
        _ => FromHue(random.NextSingle(), random.Between(0.25f, 0.95f), random.Between(0.25f, 0.95f)),
    };

    /// <summary>A colour that can be told from another.</summary>
    public static Vector3 Beside(Random random, Vector3 other)
    {
        var colour = Cloth(random);
        for (var i = 0; i < 8 && Vector3.Distance(Vector3.SquareRoot(colour), Vector3.SquareRoot(other)) < 0.3f; i++)
            colour = Cloth(random);
        return colour;
    }
}
