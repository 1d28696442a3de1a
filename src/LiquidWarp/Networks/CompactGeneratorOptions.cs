using System.Text.Json.Serialization;

namespace LiquidWarp.Networks;

/// <summary>Shape of a <see cref="CompactGenerator"/>; the defaults are those of the shipped model (about 5 GFLOP a frame at 256²).</summary>
public sealed record CompactGeneratorOptions
{
    /// <summary>Channels of the background input: picture 3, mask 1.</summary>
    public const int BackgroundChannels = 4;

    /// <summary>Channels of the source input: cut-out picture 3, coverage 1, surface coordinates 4, normals 3.</summary>
    public const int SourceChannels = 11;

    /// <summary>Channels of the target input: warped picture 3, warped coverage 1, certainty 1, surface coordinates 4, normals 3.</summary>
    public const int TargetChannels = 12;

    /// <summary>Channels of the source and target streams at a half, a quarter, an eighth … of the size; 32, 64, 96, 128 by default.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 96, 128];

    /// <summary>Channels of the background stream at the same sizes; 16, 32, 48, 64 by default.</summary>
    public IReadOnlyList<int> BackgroundWidths { get; init; } = [16, 32, 48, 64];

    /// <summary>Residual blocks at the smallest size; 4 by default.</summary>
    public int ResidualBlocks { get; init; } = 4;

    /// <summary>Channels at full size, where the target stream looks at its picture once more; 16 by default.</summary>
    public int FinishWidth { get; init; } = 16;

    /// <summary>Height and width must be multiples of this.</summary>
    [JsonIgnore]
    public int Multiple => 1 << Widths.Count;
}
