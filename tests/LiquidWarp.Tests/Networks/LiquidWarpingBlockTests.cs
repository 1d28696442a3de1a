using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Tests.Networks;

// Analytic.
public sealed class LiquidWarpingBlockTests : TensorTestBase
{
    [Fact]
    public void Forward_WithAFlowOfNothing_LeavesTheTarget()
    {
        using var scope = Scope();
        var (target, source) = (Tensor.RandN([1, 3, 4, 4]), Tensor.RandN([1, 3, 4, 4]));
        Assert.True(target.ElementsEqual(new LiquidWarpingBlock(CornerAlignment.Centres).Forward(target, [new(source, Tensor.Full([1, 4, 4, 2], -2))])));
    }

    [Theory]
    [InlineData(CornerAlignment.Centres)]
    [InlineData(CornerAlignment.Edges)]
    public void Forward_WithTheIdentityFlowOfItsConvention_AddsEachSourceUnmoved(CornerAlignment corners)
    {
        using var scope = Scope();
        var (target, a, b) = (Tensor.RandN([1, 2, 4, 4]), Tensor.RandN([1, 2, 4, 4]), Tensor.RandN([1, 2, 4, 4]));
        var at = Enumerable.Range(0, 4).Select(i => corners == CornerAlignment.Centres ? 2f * i / 3 - 1 : (2f * i + 1) / 4 - 1).ToArray();
        var identity = Tensor.From([.. from y in at from x in at from v in new[] { x, y } select v], [1, 4, 4, 2]);
        var sum = new LiquidWarpingBlock(corners).Forward(target, [new(a, identity), new(b, identity)]);
        Close.Assert((target + a + b).ToArray<float>(), sum.ToArray<float>(), 1e-5);
    }

    [Fact]
    public void Forward_OfBFloat16FeaturesWithASingleFlow_SamplesAtTheFlowsPrecision()
    {
        // The last column but one of 512: as bfloat16 its position would be the last one.
        using var scope = Scope();
        var ramp = Tensor.Arange(0, 512).Reshape([1, 1, 1, 512]) - 400;
        var flow = Tensor.From([1f - 2f / 511, 0], [1, 1, 1, 2]);
        var sum = new LiquidWarpingBlock(CornerAlignment.Centres).Forward(Tensor.Zeros([1, 1, 1, 1], DType.BFloat16), [new(ramp.To(DType.BFloat16), flow)]);
        Assert.Equal(DType.BFloat16, sum.Type);
        Assert.Equal(110, sum.ToDouble());
    }

    [Fact]
    public void ResizeFlow_WithNothingInIt_BlendsTheRawValues()
    {
        // REFERENCE 11: one row −2, −2, −0.5, 0, 0.5, 1, −2, −2 from 8 to 4.
        using var scope = Scope();
        float[] row = [-2, -2, -0.5f, 0, 0.5f, 1, -2, -2];
        var flow = Tensor.From([.. from y in Enumerable.Range(0, 8) from v in row from both in new[] { v, v } select both], [1, 8, 8, 2]);
        var resized = LiquidWarpingBlock.ResizeFlow(flow, 4, 4);
        Assert.Equal([1L, 4, 4, 2], resized.Shape);
        Close.Assert([-2, -1f / 3, 0.8333333f, -2], resized.Select(3, 0).Select(1, 0).ToArray<float>(), 1e-5);
        Assert.Same(flow, LiquidWarpingBlock.ResizeFlow(flow, 8, 8));
    }
}
