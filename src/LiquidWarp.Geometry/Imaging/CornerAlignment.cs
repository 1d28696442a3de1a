namespace LiquidWarp.Imaging;

/// <summary>
/// Where in a picture the normalised coordinates -1 and 1 lie (REFERENCE 0.1). A model must be run with the one that it was trained with.
/// </summary>
public enum CornerAlignment
{
    /// <summary>
    /// On the centres of the corner pixels: PyTorch's <c>align_corners=True</c>. Published ICCV 2019 checkpoints; every resize of a flow.
    /// </summary>
    Centres,

    /// <summary>
    /// On the outer edges of the picture: PyTorch's <c>align_corners=False</c>. Agrees with the rasteriser's pixel centres; own models
    /// and the published second version.
    /// </summary>
    Edges,
}
