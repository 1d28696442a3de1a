using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Tests.Networks;

// Golden: PyTorch's own definition at a small width. Exact: the rest.
public sealed class CompactGeneratorTests : TensorTestBase
{
    private static readonly CompactGeneratorOptions Small = new() { Widths = [4, 6, 8], BackgroundWidths = [3, 4, 5], ResidualBlocks = 2, FinishWidth = 6 };

    [Fact]
    public void Forward_OfPyTorchsDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "compact.npz");
        using var store = new ParameterStore(initialise: false);
        var generator = new CompactGenerator(store.Root, Small);
        FormulaWeights.Fill(store);
        using (NoGrad.Enter())
            foreach (var (_, tensor) in store.Parameters.Where(parameter => parameter.Tensor.Rank > 1))
                tensor.MultiplyInPlace(0.25);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var output = generator.Forward(golden["background"], golden["source"], golden["target"], golden["flow"]);
        golden.Assert("painted", output.Background, 1e-5);
        golden.Assert("source_color", output.Source.Color, 1e-5);
        golden.Assert("source_mask", output.Source.Mask, 1e-5);
        golden.Assert("target_color", output.Target.Color, 1e-4);
        golden.Assert("target_mask", output.Target.Mask, 1e-4);
    }

    [Fact]
    public void Infer_FromKeptFeatures_IsForwardsTarget()
    {
        using var store = new ParameterStore();
        var generator = new CompactGenerator(store.Root, Small);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var (background, source, target, flow) = Inputs();
        var whole = generator.Forward(background, source, target, flow);
        using var features = generator.EncodeSource(source);
        var inferred = generator.Infer(target, features, flow);
        Assert.True(whole.Target.Color.ElementsEqual(inferred.Color));
        Assert.True(whole.Target.Mask.ElementsEqual(inferred.Mask));
        Assert.True(whole.Background.ElementsEqual(generator.PaintBackground(background)));
    }

    [Fact]
    public void Infer_IsThePaintOverTheWarpedPicture()
    {
        using var store = new ParameterStore();
        var generator = new CompactGenerator(store.Root, Small);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var (_, source, target, flow) = Inputs();
        var features = generator.EncodeSource(source);
        var paint = generator.Paint(target, [(features, flow)]);
        var person = generator.Infer(target, features, flow);
        var (color, trust, warped) = (paint.Color.ToFloatImage(), paint.Trust.ToFloatImage(), target.ToFloatImage());
        float[] mixed = [.. color.Data.Select((painted, i) => trust.Data[i / 3] * warped.Data[12 * (i / 3) + i % 3] + (1 - trust.Data[i / 3]) * painted)];
        Close.Assert(mixed, person.Color.ToFloatImage().Data, 1e-6);
        Close.Assert(paint.Mask.ToFloatImage().Data, person.Mask.ToFloatImage().Data, 0);
        Assert.All(trust.Data, value => Assert.InRange(value, 0, 1));
    }

    // Sums do not depend on their order, and a source that is seen nowhere adds nothing.
    [Fact]
    public void Swap_TwoSources_IsSymmetricAndSums()
    {
        using var store = new ParameterStore();
        var generator = new CompactGenerator(store.Root, Small);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var (_, source, target, flow) = Inputs();
        var (_, other, _, otherFlow) = Inputs(seed: 7);
        var (first, second) = (generator.EncodeSource(source), generator.EncodeSource(other));
        var (one, two) = (generator.Swap(target, first, flow, second, otherFlow), generator.Swap(target, second, otherFlow, first, flow));
        Close.Assert(one.Color.ToArray<float>(), two.Color.ToArray<float>(), 1e-6);
        var nowhere = Tensor.Full(flow.Shape, -2);
        Close.Assert(generator.Infer(target, first, flow).Color.ToArray<float>(), generator.Swap(target, first, flow, second, nowhere).Color.ToArray<float>(), 1e-6);
    }

    [Fact]
    public void PaintBackground_WhereItIsKnown_KeepsThePicture()
    {
        using var store = new ParameterStore();
        var generator = new CompactGenerator(store.Root, Small);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var (background, _, _, _) = Inputs();
        var painted = generator.PaintBackground(background);
        var (known, picture) = (background.Slice(1, 3, 4), background.Slice(1, 0, 3));
        Assert.True((painted * known).ElementsEqual(picture * known));
        Assert.False((painted * (1 - known)).ElementsEqual(picture * (1 - known)));
    }

    [Fact]
    public void Constructor_Defaults_AreAsDocumented()
    {
        using var store = new ParameterStore(initialise: false);
        Assert.Equal(16, new CompactGenerator(store.Root, new CompactGeneratorOptions()).Multiple);
        Assert.Equal(4_326_117, store.ParameterCount);
    }

    // What training computes in; three decimal digits are what bfloat16 has.
    [Fact]
    public void Forward_InBFloat16_IsClose()
    {
        using var store = new ParameterStore();
        var generator = new CompactGenerator(store.Root, Small);
        store.ToChannelsLast();
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var (background, source, target, flow) = Inputs();
        var exact = generator.Forward(background, source, target, flow);
        Tensor Short(Tensor x) => x.To(DType.BFloat16).ChannelsLast();
        var rounded = generator.Forward(Short(background), Short(source), Short(target), flow);
        Assert.Equal(DType.Float32, rounded.Target.Color.Type);
        Close.Assert(exact.Target.Color.ToArray<float>(), rounded.Target.Color.ToArray<float>(), 0.05);
        Close.Assert(exact.Target.Mask.ToArray<float>(), rounded.Target.Mask.ToArray<float>(), 0.03);
    }

    private static (Tensor Background, Tensor Source, Tensor Target, Tensor Flow) Inputs(int seed = 1)
    {
        Tensor Noise(int salt, params long[] shape) => Tensor.From(Numbers((int)shape.Aggregate((a, b) => a * b), seed + salt), shape);
        var known = (Noise(1, 1, 1, 32, 32) * 1000).Clamp(0, 1);
        return (Tensor.Cat([Noise(2, 1, 3, 32, 32) * known, known], 1), Noise(3, 1, 11, 32, 32), Noise(4, 1, 12, 32, 32), Noise(5, 1, 32, 32, 2));
    }
}
