using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training.Features;

namespace LiquidWarp.Tests.Training.Features;

// Analytic: a homogeneous network scaled is its output scaled.
public sealed class FeatureScalingTests : TensorTestBase
{
    [Fact]
    public void Apply_StagesOfANetwork_ScalesEachOutputAndNothingElse()
    {
        using var store = new ParameterStore();
        var network = new Vgg19(store.Root, width: 2);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var picture = Tensor.RandN([1, 3, 32, 32]);
        var before = network.Forward(picture);
        double[] factors = [2, 0.5, 3, 1, 7];
        FeatureScaling.Apply(store, [["0", "2"], ["5", "7"], ["10", "12", "14", "16"], ["19", "21", "23", "25"], ["28"]], factors);
        foreach (var (level, (own, factor)) in network.Forward(picture).Zip(before.Zip(factors)))
            Close.Assert((own * factor).ToArray<float>(), level.ToArray<float>(), 1e-5, 1e-4);
    }

    [Fact]
    public void Factors_OfFeatures_BringNeighboursToTheDifferenceAskedFor()
    {
        using var scope = Scope();
        var level = Tensor.From([0f, 4, 6], [3, 1]); // differences 4, 2 and 6
        Assert.Equal([0.25], FeatureScaling.Factors([level], 1));
    }
}
