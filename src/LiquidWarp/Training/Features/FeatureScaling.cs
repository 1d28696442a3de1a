using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Training.Features;

/// <summary>
/// Networks of convolutions, rectifiers, poolings and residual sums are homogeneous: a stage's output can be scaled by its parameters,
/// and the next stage take the scale back, without any change in what the network tells.
/// </summary>
internal static class FeatureScaling
{
    /// <summary>Multiplies the output of each stage by its factor.</summary>
    /// <param name="store">The network's parameters: weight and bias of each layer.</param>
    /// <param name="stages">Names of the layers of each stage, the first of which takes in the stage before.</param>
    /// <param name="factors">Positive; one for each stage.</param>
    public static void Apply(ParameterStore store, IReadOnlyList<IReadOnlyList<string>> stages, IReadOnlyList<double> factors)
    {
        using var unrecorded = NoGrad.Enter();
        var before = 1.0;
        foreach (var (layers, factor) in stages.Zip(factors))
        {
            store[$"{layers[0]}.weight"].MultiplyInPlace(factor / before);
            foreach (var layer in layers)
                store[$"{layer}.bias"].MultiplyInPlace(factor);
            before = factor;
        }
    }

    /// <summary>Factors after which features of unrelated pictures differ by as much as wanted, at each level: mean |difference|.</summary>
    /// <param name="features">Of N pictures, at each level: N×….</param>
    /// <param name="difference">The mean that is wanted.</param>
    public static double[] Factors(IReadOnlyList<Tensor> features, double difference)
    {
        // Each picture against its neighbour in the batch, of other people.
        using var scope = TensorScope.Enter();
        return [.. features.Select(level => difference / (level - Tensor.Cat([level.Slice(0, 1), level.Slice(0, 0, 1)], 0)).Abs().Mean().ToDouble())];
    }
}
