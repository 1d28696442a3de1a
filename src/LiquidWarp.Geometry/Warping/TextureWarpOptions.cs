namespace LiquidWarp.Warping;

/// <summary>How <see cref="TextureWarp"/> judges its source and draws.</summary>
public sealed record TextureWarpOptions
{
    /// <summary>
    /// Width of the rim at every outline of the source body (towards the background, and between one limb and what lies behind it) that is not
    /// trusted, as a share of the picture's side: recovered bodies are never exact. Default 0.008, that is 2 pixels of 256.
    /// </summary>
    public float Rim { get; init; } = 0.008f;

    /// <summary>
    /// How far two neighbouring pixels' places on the body's rest shape must lie apart for an outline to run between them, metres. Default 0.1.
    /// </summary>
    public float OutlineStep { get; init; } = 0.1f;

    /// <summary>Samples along each side of a target pixel, for smooth edges. Default 2.</summary>
    public int Supersampling { get; init; } = 2;

    /// <summary>Threads to use at most for rasterising; 0 means one a processor.</summary>
    public int Threads { get; init; }
}
