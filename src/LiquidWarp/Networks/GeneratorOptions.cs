using LiquidWarp.Imaging;

namespace LiquidWarp.Networks;

/// <summary>Shape of a generator; the defaults are the published one's (97,452,736 parameters).</summary>
public sealed record GeneratorOptions
{
    /// <summary>Channels of the background input: picture 3, mask 1; 4 by default.</summary>
    public int BackgroundChannels { get; init; } = 4;

    /// <summary>Channels of the source input: picture 3, correspondence map 3; 6 by default.</summary>
    public int SourceChannels { get; init; } = 6;

    /// <summary>Channels of the target input: warped picture 3, correspondence map 3; 6 by default. W_F has only the map: 3.</summary>
    public int TargetChannels { get; init; } = 6;

    /// <summary>Channels at full size, doubled at each halving; 64 by default.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Residual blocks at the smallest size; 6 by default.</summary>
    public int ResidualBlocks { get; init; } = 6;

    /// <summary>How often the size is halved; 3 by default. Height and width must be multiples of 2 to this power.</summary>
    public int Halvings { get; init; } = 3;

    /// <summary>Convention of warping features: centres for published v1 checkpoints (the default), edges for own models.</summary>
    public CornerAlignment Corners { get; init; } = CornerAlignment.Centres;
}
