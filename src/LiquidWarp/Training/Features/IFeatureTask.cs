using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Training.Features;

/// <summary>A network whose features shall mean something, and what teaches it: heads that are thrown away afterwards.</summary>
public interface IFeatureTask : IDisposable
{
    /// <summary>What is trained and kept.</summary>
    ParameterStore Network { get; }

    /// <summary>What is trained along and thrown away.</summary>
    ParameterStore Heads { get; }

    /// <summary>What becomes of a pair: a map of each picture, always of the same size. Runs on several threads at once.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="random">For what is left to chance.</param>
    /// <returns>Null where the pair does not show what is needed.</returns>
    (FloatImage First, FloatImage Second)? Prepare(PersonPair pair, Random random);

    /// <summary>The loss of a batch, a single number.</summary>
    /// <param name="first">N×C×H×W: the maps of the pairs' first pictures.</param>
    /// <param name="second">The maps of the second ones, in the same order.</param>
    Tensor Loss(Tensor first, Tensor second);

    /// <summary>What the network can do on pairs that it never saw. Nothing is recorded for gradients.</summary>
    IReadOnlyList<FeatureScore> Score(Tensor first, Tensor second);

    /// <summary>
    /// Makes the network what it shall be in use: norms that it was trained with go into the convolutions, and its stages are scaled so that
    /// losses made for the published networks need no other weights: unrelated pictures differ by a known amount at each level. What the
    /// features tell stays the same; the heads no longer fit, and training is over.
    /// </summary>
    void Finish(Tensor first, Tensor second);
}

/// <summary>One result of a test on people whom training never saw.</summary>
/// <param name="Name">What was measured, as provenance names it.</param>
/// <param name="Value">The number.</param>
/// <param name="Text">The number with its unit, for people.</param>
public sealed record FeatureScore(string Name, double Value, string Text);
