namespace LiquidWarp.Models;

/// <summary>Shape of the networks that the losses compare features of; the default is the published ones'.</summary>
public sealed record BackboneOptions
{
    /// <summary>Channels of the first stage; 64 by default.</summary>
    public int Width { get; init; } = 64;
}
