using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Training.Timed;

/// <summary>A network that is trained for a given time, and what teaches it.</summary>
public interface ITimedTask : IDisposable
{
    /// <summary>What is trained and kept.</summary>
    ParameterStore Network { get; }

    /// <summary>What is trained along and thrown away.</summary>
    ParameterStore Heads { get; }

    /// <summary>What becomes of a pair: maps, always as many and of the same sizes. Runs on several threads at once.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="random">For what is left to chance.</param>
    /// <returns>Null where the pair does not show what is needed.</returns>
    IReadOnlyList<FloatImage>? Prepare(PersonPair pair, Random random);

    /// <summary>The loss of a batch, a single number.</summary>
    /// <param name="maps">For each map of <see cref="Prepare"/> N×C×H×W of the batch's pairs.</param>
    Tensor Loss(IReadOnlyList<Tensor> maps);

    /// <summary>What the network can do on pairs that it never saw. Nothing is recorded for gradients.</summary>
    IReadOnlyList<TaskScore> Score(IReadOnlyList<Tensor> maps);

    /// <summary>
    /// Makes the network what it shall be in use: norms that it was trained with go into the convolutions, and features that losses are made of
    /// are scaled. Training is over.
    /// </summary>
    void Finish(IReadOnlyList<Tensor> maps);
}

/// <summary>One result of a test on people whom training never saw.</summary>
/// <param name="Name">What was measured, as provenance names it.</param>
/// <param name="Value">The number.</param>
/// <param name="Text">The number with its unit, for people.</param>
public sealed record TaskScore(string Name, double Value, string Text);
