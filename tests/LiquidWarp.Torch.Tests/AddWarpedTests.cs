using LiquidWarp.Torch;

namespace LiquidWarp.Tests;

// Parity: target + GridSample(features), which takes row-major memory and is libtorch's own.
public sealed class AddWarpedTests : TensorTestBase
{
    // Channels about the blocks that threads share; features of another size than the target.
    public static TheoryData<int, int, int, int, bool> Cases => new()
    {
        { 1, 1, 4, 4, false },
        { 2, 3, 5, 7, true },
        { 3, 32, 8, 6, false },
        { 2, 40, 9, 4, true },
        { 1, 65, 2, 3, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AddWarped_InChannelsLast_GivesWhatGridSampleGives_WithGradients(int images, int channels, int height, int width, bool alignCorners)
    {
        using var scope = Scope();
        var (target, features, flow) = Inputs(images, channels, height, width);
        var weight = Tensor.From(Numbers(images * channels * 6 * 5, seed: 4), target.Shape);

        var expected = target + features.GridSample(flow, alignCorners);
        expected.Backward(weight);
        var (fast, fastFeatures) = (Leaf(target.ChannelsLast()), Leaf(features.ChannelsLast()));
        var sum = fast.AddWarped(fastFeatures, flow, alignCorners);
        sum.Backward(weight);

        Assert.True(sum.IsChannelsLast);
        Close.Assert(expected.ToArray<float>(), sum.ToArray<float>(), 1e-5);
        Close.Assert(weight.ToArray<float>(), fast.Grad.ToArray<float>(), 0);
        Close.Assert(features.Grad.ToArray<float>(), fastFeatures.Grad.ToArray<float>(), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AddWarped_InBFloat16_RoundsOnce(int images, int channels, int height, int width, bool alignCorners)
    {
        using var scope = Scope();
        var (target, features, flow) = Inputs(images, channels, height, width);
        var (half, halfFeatures) = (Leaf(target.ChannelsLast().To(DType.BFloat16)), Leaf(features.ChannelsLast().To(DType.BFloat16)));
        var wide = (Target: Leaf(half.Detach().To(DType.Float32)), Features: Leaf(halfFeatures.Detach().To(DType.Float32)));
        var weight = Tensor.From(Numbers(images * channels * 6 * 5, seed: 4), target.Shape).To(DType.BFloat16);

        var expected = wide.Target.AddWarped(wide.Features, flow, alignCorners);
        expected.Backward(weight.To(DType.Float32));
        var sum = half.AddWarped(halfFeatures, flow, alignCorners);
        sum.Backward(weight);

        Assert.Equal(DType.BFloat16, sum.Type);
        Assert.True(expected.To(DType.BFloat16).ElementsEqual(sum));
        Assert.True(wide.Features.Grad.To(DType.BFloat16).ElementsEqual(halfFeatures.Grad));
    }

    [Fact]
    public void AddWarped_OnAnyNumberOfThreads_GivesTheSameBits()
    {
        var before = TorchRuntime.ThreadCount;
        try
        {
            float[]? sum = null, gradient = null;
            foreach (var threads in (int[])[1, 2, 5])
            {
                TorchRuntime.ThreadCount = threads;
                using var scope = Scope();
                var (target, features, flow) = Inputs(2, 80, 40, 40);
                var (fast, fastFeatures) = (Leaf(target.ChannelsLast()), Leaf(features.ChannelsLast()));
                var result = fast.AddWarped(fastFeatures, flow, alignCorners: false);
                (result * result).Sum().Backward();
                Assert.Equal(sum ??= result.ToArray<float>(), result.ToArray<float>());
                Assert.Equal(gradient ??= fastFeatures.Grad.ToArray<float>(), fastFeatures.Grad.ToArray<float>());
            }
        }
        finally
        {
            TorchRuntime.ThreadCount = before;
        }
    }

    [Fact]
    public void AddWarped_WhereTheFlowIsNothingOrNoNumber_LeavesTheTarget()
    {
        using var scope = Scope();
        var target = Tensor.RandN([1, 3, 1, 4]).ChannelsLast();
        var flow = Tensor.From([-2f, -2, float.NaN, 0, float.PositiveInfinity, 0, 0, -1e30f], [1, 1, 4, 2]);
        var features = Tensor.Full([1, 3, 8, 8], double.NaN).ChannelsLast();
        Assert.True(target.ElementsEqual(target.AddWarped(features, flow, alignCorners: false)));
    }

    [Fact]
    public void AddWarped_WithALearnedFlow_OrInRowMajorOrder_ComposesGridSample()
    {
        using var scope = Scope();
        var (target, features, flow) = Inputs(2, 3, 5, 7);
        var (learned, alike) = (Leaf(flow), Leaf(flow));
        target.Detach().ChannelsLast().AddWarped(features.Detach().ChannelsLast(), learned, alignCorners: true).Sum().Backward();
        features.Detach().GridSample(alike, alignCorners: true).Sum().Backward();
        Close.Assert(alike.Grad.ToArray<float>(), learned.Grad.ToArray<float>(), 1e-4);

        var sum = target.AddWarped(features, flow, alignCorners: true);
        Assert.True(sum.IsContiguous);
        Assert.True(sum.ElementsEqual(target + features.GridSample(flow, alignCorners: true)));
    }

    [Fact]
    public void AddWarped_WhatDoesNotFit_IsRefused_AndSoAreSecondDerivatives()
    {
        using var scope = Scope();
        var (target, features, flow) = Inputs(2, 3, 5, 7);
        Assert.Contains("flow", Assert.Throws<TorchException>(() => target.AddWarped(features, flow.Slice(1, 0, 3), false)).Message, StringComparison.Ordinal);
        Assert.Throws<TorchException>(() => target.AddWarped(features.Slice(1, 0, 2), flow, false));
        Assert.Throws<TorchException>(() => target.AddWarped(features.Slice(0, 0, 1), flow, false));

        var fast = Leaf(features.ChannelsLast());
        var sum = target.Detach().ChannelsLast().AddWarped(fast, flow, false).Sum();
        Assert.Contains("second derivative", Assert.Throws<TorchException>(() => sum.Gradients([fast], createGraph: true)).Message, StringComparison.Ordinal);
    }

    // A flow that stays inside, leaves by parts of a pixel and by far.
    private static (Tensor Target, Tensor Features, Tensor Flow) Inputs(int images, int channels, int height, int width)
    {
        var target = Leaf(Tensor.From(Numbers(images * channels * 6 * 5, seed: 1), [images, channels, 6, 5]));
        var features = Leaf(Tensor.From(Numbers(images * channels * height * width, seed: 2), [images, channels, height, width]));
        var flow = Tensor.From(Array.ConvertAll(Numbers(images * 6 * 5 * 2, seed: 3), value => value * 1.4f), [images, 6, 5, 2]);
        return (target, features, flow);
    }

    private static Tensor Leaf(Tensor values)
    {
        var leaf = values.Detach().Clone();
        leaf.RequiresGrad = true;
        return leaf;
    }
}
