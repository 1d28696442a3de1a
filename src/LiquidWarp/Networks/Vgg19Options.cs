namespace LiquidWarp.Networks;

/// <summary>Shape of a <see cref="Vgg19"/>; the default is the published one's.</summary>
public sealed record Vgg19Options
{
    /// <summary>Channels of the first stage; 64 by default.</summary>
    public int Width { get; init; } = 64;
}
