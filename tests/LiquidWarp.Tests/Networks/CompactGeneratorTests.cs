using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Exact: shapes, and what the parts of a painted person make together. Analytic: sums of warps.
public sealed class CompactGeneratorTests : TensorTestBase
{
    private static readonly CompactGeneratorOptions Options = new() { Widths = [4, 6], BackgroundWidths = [4, 4], ResidualBlocks = 1 };

    [Fact]
    public void Infer_IsThePaintOverTheWarpedPicture()
    {
        using var store = new ParameterStore();
        var generator = Create(store);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var (target, flow) = (Planes(9, 2), Flow(3));
        var source = generator.EncodeSource(Planes(8, 1));
        var paint = generator.Paint(target, [(source, flow)]);
        var person = generator.Infer(target, source, flow);

        Assert.Equal([1L, 3, 16, 16], paint.Color.Shape);
        Assert.Equal([1L, 1, 16, 16], paint.Mask.Shape);
        Assert.Equal([1L, 1, 16, 16], paint.Trust.Shape);
        var (color, trust, warped) = (paint.Color.ToFloatImage(), paint.Trust.ToFloatImage(), target.ToFloatImage());
        float[] mixed = [.. color.Data.Select((painted, i) => trust.Data[i / 3] * warped.Data[9 * (i / 3) + i % 3] + (1 - trust.Data[i / 3]) * painted)];
        Close.Assert(mixed, person.Color.ToFloatImage().Data, 1e-6);
        Close.Assert(paint.Mask.ToFloatImage().Data, person.Mask.ToFloatImage().Data, 0);
        Assert.All(trust.Data, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Swap_OneSourceThatLeadsNowhere_IsTheOtherAlone()
    {
        using var store = new ParameterStore();
        var generator = Create(store);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var (target, flow, nowhere) = (Planes(9, 2), Flow(3), Tensor.Full([1, 16, 16, 2], -2));
        var (first, second) = (generator.EncodeSource(Planes(8, 1)), generator.EncodeSource(Planes(8, 5)));
        var alone = generator.Infer(target, first, flow).Color.ToFloatImage();
        Close.Assert(alone.Data, generator.Swap(target, first, flow, second, nowhere).Color.ToFloatImage().Data, 0);
        Close.Assert(alone.Data, generator.Swap(target, second, nowhere, first, flow).Color.ToFloatImage().Data, 0);
        Assert.NotEqual(alone.Data, generator.Swap(target, first, flow, second, flow).Color.ToFloatImage().Data);
    }

    private static CompactGenerator Create(ParameterStore store)
    {
        var generator = new CompactGenerator(store.Root, Options);
        FormulaWeights.Fill(store);
        return generator;
    }

    private static Tensor Planes(int channels, int seed) => Tensor.From(Numbers(channels * 256, seed), [1, channels, 16, 16]);

    private static Tensor Flow(int seed) => Tensor.From(Numbers(512, seed), [1, 16, 16, 2]);
}
