using LiquidWarp.Imaging;
using LiquidWarp.Torch;

namespace LiquidWarp.Networks;

/// <summary>
/// The Liquid Warping Block: adds source features, each warped by the transformation flow of its source, to the target's features
/// at the same place, X̂ = X + Σₖ warp(Xₖ, Tₖ). Several sources, as for appearance transfer, are simply summed.
/// </summary>
/// <param name="Corners">
/// Where ±1 in the flow lies: on the centres of the outermost features (published v1 checkpoints) or on their outer edges. Flows are
/// resized by centres in either case, and with their "nothing here" values of −2 in them, as the checkpoints were trained.
/// </param>
public sealed record LiquidWarpingBlock(CornerAlignment Corners)
{
    /// <summary>
    /// N×C×h×w features plus the warped ones of the sources. Sampling is done in the flow's type: as bfloat16, positions would
    /// be off by whole pixels.
    /// </summary>
    public Tensor Forward(Tensor target, ReadOnlySpan<WarpedSource> sources)
    {
        using var scope = TensorScope.Enter();
        var sum = target;
        foreach (var (features, flow) in sources)
            sum = sum.AddWarped(features, flow, alignCorners: Corners == CornerAlignment.Centres);
        return scope.Keep(sum);
    }

    /// <summary>Resizes a flow N×H×W×2 to the size of features; itself where it has that size.</summary>
    public static Tensor ResizeFlow(Tensor flow, int height, int width)
    {
        if (flow.Shape[1] == height && flow.Shape[2] == width)
            return flow;
        using var scope = TensorScope.Enter();
        return scope.Keep(flow.Permute([0, 3, 1, 2]).ResizeBilinear((height, width), alignCorners: true).Permute([0, 2, 3, 1]));
    }
}

/// <summary>Features of a source and the flow, of the same height and width, that brings them to the target.</summary>
/// <param name="Features">N×C×h×w.</param>
/// <param name="Flow">N×h×w×2, x then y in [−1, 1], −2 for nothing.</param>
public readonly record struct WarpedSource(Tensor Features, Tensor Flow);
