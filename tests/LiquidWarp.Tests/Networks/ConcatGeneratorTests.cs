using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Golden.
public sealed class ConcatGeneratorTests : TensorTestBase
{
    [Fact]
    public void Forward_OfThePublishedNetwork_EqualsItsGolden()
    {
        var golden = GoldenTensors.Shared("concat_conv8_rep2.npz");
        using var store = new ParameterStore(initialise: false);
        var generator = new ConcatGenerator(store.Root, ConcatGenerator.Published with { Width = 8, ResidualBlocks = 2 });
        Weights.Load(store, Goldens.Path("concat_conv8_rep2.pth"));

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var (background, target) = generator.Forward(golden["bg_inputs"], golden["inputs"]);
        golden.Assert("img_bg", background, 1e-4);
        golden.Assert("tsf_img", target.Color, 1e-4);
        golden.Assert("tsf_mask", target.Mask, 1e-4);
    }

    [Fact]
    public void Forward_OfAnotherDepthAndTwoHalvings_EqualsOurOwnGolden()
    {
        var golden = GoldenTensors.Own("networks", "concat.npz");
        using var store = new ParameterStore(initialise: false);
        var generator = new ConcatGenerator(store.Root, ConcatGenerator.Published with { Width = 3, ResidualBlocks = 2, Halvings = 2 });
        FormulaWeights.Fill(store);

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var (background, target) = generator.Forward(golden["bg"], golden["x"]);
        golden.Assert("background", background);
        golden.Assert("color", target.Color);
        golden.Assert("mask", target.Mask);
    }

    [Fact]
    public void Store_OfThePublishedOptions_HasThePublishedCounts()
    {
        using var store = new ParameterStore(initialise: false);
        _ = new ConcatGenerator(store.Root, ConcatGenerator.Published);
        Assert.Equal(126, store.All.Count);
        Assert.Equal(64_458_368, store.ParameterCount);
    }
}
