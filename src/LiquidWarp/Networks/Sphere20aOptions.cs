namespace LiquidWarp.Networks;

/// <summary>Shape of a <see cref="Sphere20a"/>; the defaults are the published one's.</summary>
public sealed record Sphere20aOptions
{
    /// <summary>Channels of the first stage; 64 by default.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Length of the embedding; 512 by default.</summary>
    public int Embedding { get; init; } = 512;
}
