using System.Numerics;

namespace LiquidWarp.Rendering;

/// <summary>What colours a shaded body has.</summary>
public enum BodyColours
{
    /// <summary>One colour like skin.</summary>
    Skin,

    /// <summary>A colour of its own for each part of the body's surface, so that sides and limbs can be told apart.</summary>
    Parts,
}

/// <summary>How <see cref="Shader"/> draws a body.</summary>
public sealed record ShadingOptions
{
    /// <summary>The body's colours; a body without a surface is drawn as skin. Default: skin.</summary>
    public BodyColours Colours { get; init; } = BodyColours.Skin;

    /// <summary>sRGB colour of the skin, each in [0, 1].</summary>
    public Vector3 Skin { get; init; } = new(0.86f, 0.68f, 0.58f);

    /// <summary>sRGB colour behind the body, each in [0, 1], where there is no photo.</summary>
    public Vector3 Background { get; init; } = new(0.93f, 0.94f, 0.95f);

    /// <summary>How much of the body covers a photo below it, 0 to 1. Default 0.75.</summary>
    public float Opacity { get; init; } = 0.75f;

    /// <summary>Samples along each side of a pixel. Default 2, that is four a pixel.</summary>
    public int Supersampling { get; init; } = 2;
}
