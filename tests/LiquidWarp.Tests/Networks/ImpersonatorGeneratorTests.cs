using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Golden: the published network at width 8 (shared), our own definition of it at width 4 (committed). Exact: the rest.
public sealed class ImpersonatorGeneratorTests : TensorTestBase
{
    private static readonly GeneratorOptions Published = new() { Width = 8, ResidualBlocks = 2 };
    private static readonly GeneratorOptions Tiny = new() { Width = 4, ResidualBlocks = 1 };

    [Theory]
    [InlineData("generator_conv8_rep2.pth")]
    [InlineData("generator_conv8_rep2_legacy_dataparallel.pth")]
    public void Forward_OfThePublishedNetwork_EqualsItsGolden(string checkpoint)
    {
        var golden = GoldenTensors.Shared("generator_conv8_rep2.npz");
        using var store = new ParameterStore(initialise: false);
        var generator = new ImpersonatorGenerator(store.Root, Published);
        Weights.Load(store, Goldens.Path(checkpoint));

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var output = generator.Forward(golden["bg_inputs"], golden["src_inputs"], golden["tsf_inputs"], golden["T"]);
        golden.Assert("img_bg", output.Background, 1e-4);
        golden.Assert("src_img", output.Source.Color, 1e-4);
        golden.Assert("src_mask", output.Source.Mask, 1e-4);
        golden.Assert("tsf_img", output.Target.Color, 1e-4);
        golden.Assert("tsf_mask", output.Target.Mask, 1e-4);
    }

    [Fact]
    public void InferAndSwap_OfThePublishedNetwork_EqualTheirGolden()
    {
        var golden = GoldenTensors.Shared("generator_conv8_rep2.npz");
        using var store = new ParameterStore(initialise: false);
        var generator = new ImpersonatorGenerator(store.Root, Published);
        Weights.Load(store, Goldens.Path("generator_conv8_rep2.pth"));

        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var first = generator.EncodeSource(golden["src_inputs"]);
        var second = generator.EncodeSource(golden["tsf_inputs"]);
        var inferred = generator.Infer(golden["tsf_inputs"], first, golden["T"]);
        golden.Assert("infer_img", inferred.Color, 1e-4);
        golden.Assert("infer_mask", inferred.Mask, 1e-4);
        var swapped = generator.Swap(golden["tsf_inputs"], first, golden["T"], second, golden["T21"]);
        golden.Assert("swap_img", swapped.Color, 1e-4);
        golden.Assert("swap_mask", swapped.Mask, 1e-4);
    }

    [Fact]
    public void EveryForm_OfOurOwnDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "generator.npz");
        using var store = new ParameterStore(initialise: false);
        var generator = new ImpersonatorGenerator(store.Root, Tiny);
        Weights.Load(store, GoldenTensors.OwnPath("networks", "generator.pth"));

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var output = generator.Forward(golden["bg"], golden["src"], golden["tsf"], golden["t1"]);
        golden.Assert("background", output.Background);
        golden.Assert("source_color", output.Source.Color);
        golden.Assert("source_mask", output.Source.Mask);
        golden.Assert("color", output.Target.Color);
        golden.Assert("mask", output.Target.Mask);

        var swapped = generator.Swap(golden["tsf"], generator.EncodeSource(golden["src"]), golden["t1"], generator.EncodeSource(golden["tsf"]), golden["t2"]);
        golden.Assert("swap_color", swapped.Color);
        golden.Assert("swap_mask", swapped.Mask);
    }

    [Fact]
    public void Infer_WithoutAlignedCorners_EqualsItsGolden_AndDiffersFromAligned()
    {
        var golden = GoldenTensors.Own("networks", "generator.npz");
        using var store = new ParameterStore(initialise: false);
        var generator = new ImpersonatorGenerator(store.Root, Tiny with { Corners = CornerAlignment.Edges });
        FormulaWeights.Fill(store);

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var painted = generator.Infer(golden["tsf"], generator.EncodeSource(golden["src"]), golden["t1"]);
        golden.Assert("halves_color", painted.Color);
        golden.Assert("halves_mask", painted.Mask);
        Assert.True((painted.Color - golden["color"]).Abs().Max().ToDouble() > 1e-3);
    }

    [Fact]
    public void Infer_InChannelsLastOrder_GivesTheSamePicture()
    {
        var golden = GoldenTensors.Own("networks", "generator.npz");
        using var store = new ParameterStore(initialise: false);
        var generator = new ImpersonatorGenerator(store.Root, Tiny);
        FormulaWeights.Fill(store);
        store.ToChannelsLast();

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var painted = generator.Infer(golden["tsf"].ChannelsLast(), generator.EncodeSource(golden["src"].ChannelsLast()), golden["t1"]);
        golden.Assert("color", painted.Color);
    }

    [Fact]
    public void Store_OfThePublishedOptions_HasThePublishedNamesAndCounts()
    {
        using var store = new ParameterStore(initialise: false);
        _ = new ImpersonatorGenerator(store.Root, new GeneratorOptions());
        Assert.Equal(194, store.All.Count);
        Assert.Equal(97_452_736, store.ParameterCount);
        Assert.Equal(58, store.All.Count(named => named.Name.StartsWith("bg_model.model.", StringComparison.Ordinal)));
        Assert.Equal(68, store.All.Count(named => named.Name.StartsWith("src_model.", StringComparison.Ordinal)));
        Assert.Equal(68, store.All.Count(named => named.Name.StartsWith("tsf_model.", StringComparison.Ordinal)));
        Assert.Equal([512L, 512, 3, 3], store["tsf_model.resnets.5.main.3.weight"].Shape);
    }

    [Fact]
    public void SourceFeatures_ThatOutliveAScope_ServeManyFrames_AndAreFreedOnce()
    {
        using var store = new ParameterStore();
        var generator = new ImpersonatorGenerator(store.Root, Tiny);
        using var unrecorded = NoGrad.Enter();
        SourceFeatures features;
        using (Scope())
            features = generator.EncodeSource(Tensor.RandN([1, 6, 16, 16])).Outlive();
        using (features)
            for (var frame = 0; frame < 2; frame++)
            {
                using var scope = Scope();
                var painted = generator.Infer(Tensor.RandN([1, 6, 16, 16]), features, Tensor.Rand([1, 16, 16, 2]));
                Assert.Equal([1L, 3, 16, 16], painted.Over(Tensor.Zeros([1, 3, 16, 16])).Shape);
            }
    }

    [Fact]
    public void Forward_WhileLearning_ReachesEveryParameter()
    {
        using var store = new ParameterStore();
        var generator = new ImpersonatorGenerator(store.Root, Tiny);
        using var scope = Scope();
        var output = generator.Forward(Tensor.RandN([1, 4, 16, 16]), Tensor.RandN([1, 6, 16, 16]), Tensor.RandN([1, 6, 16, 16]), Tensor.Rand([1, 16, 16, 2]) * 2 - 1);
        (output.Target.Over(output.Background).Square().Sum() + output.Source.Over(output.Background).Square().Sum()).Backward();
        Assert.All(store.Parameters, parameter => Assert.True(parameter.Tensor.HasGrad, parameter.Name));
    }
}
