using LiquidWarp.Torch;

namespace LiquidWarp.Networks;

/// <summary>
/// A generator with the paper's three streams: background, source, and a target stream into which Liquid Warping Blocks carry the
/// source's features. What its inputs hold is the business of its conditioning; the target's first three channels are always the warped source.
/// </summary>
public interface ILiquidWarpingGenerator
{
    /// <summary>Height and width of all inputs must be multiples of this.</summary>
    int Multiple { get; }

    /// <summary>All three streams together, as in training.</summary>
    /// <param name="background">N×4×H×W: the picture with 0 where the person was, and the mask (1 = background).</param>
    /// <param name="source">N×C×H×W: the source person and its map.</param>
    /// <param name="target">N×C×H×W: the source warped by the flow, and the target's map.</param>
    /// <param name="flow">N×H×W×2 from target to source, −2 for nothing.</param>
    GeneratorOutput Forward(Tensor background, Tensor source, Tensor target, Tensor flow);

    /// <summary>The background alone: N×3×H×W in [−1, 1].</summary>
    Tensor PaintBackground(Tensor background);

    /// <summary>Everything that depends on the source alone.</summary>
    SourceFeatures EncodeSource(Tensor source);

    /// <summary>The target from one source.</summary>
    PaintedPerson Infer(Tensor target, SourceFeatures source, Tensor flow);

    /// <summary>The target from two sources, for appearance transfer; their order does not matter.</summary>
    PaintedPerson Swap(Tensor target, SourceFeatures first, Tensor firstFlow, SourceFeatures second, Tensor secondFlow);
}
