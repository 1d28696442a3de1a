using LiquidWarp.Torch;

namespace LiquidWarp.Tests;

// Analytic.
public sealed class AutogradTests : TensorTestBase
{
    [Fact]
    public void Backward_OfSumOfSquares_GivesTwiceTheInput()
    {
        using var scope = Scope();
        var x = Tensor.From([1f, -2, 3], [3]);
        x.RequiresGrad = true;
        Assert.False(x.HasGrad);
        x.Square().Sum().Backward();
        Assert.Equal([2f, -4, 6], x.Grad.ToArray<float>());
        x.Square().Sum().Backward();
        Assert.Equal([4f, -8, 12], x.Grad.ToArray<float>());
        x.ClearGrad();
        Assert.False(x.HasGrad);
        Assert.Throws<InvalidOperationException>(() => x.Grad);
    }

    [Fact]
    public void Backward_ThroughConvolution_MatchesFiniteDifferences()
    {
        using var scope = Scope();
        var x = Tensor.From(Numbers(2 * 3 * 5 * 5), [2, 3, 5, 5]).To(DType.Float64);
        var weight = Tensor.From(Numbers(4 * 3 * 3 * 3, 1), [4, 3, 3, 3]).To(DType.Float64);
        weight.RequiresGrad = true;
        Tensor Loss(Tensor w) => x.Conv2d(w, stride: 2, padding: 1).Tanh().Sum();
        Loss(weight).Backward();
        var gradient = weight.Grad.ToArray<double>();

        const double step = 1e-6;
        foreach (var i in new[] { 0, 17, 107 })
        {
            var nudge = new double[108];
            nudge[i] = step;
            var delta = Tensor.From(nudge, [4, 3, 3, 3]);
            var numeric = (Loss(weight.Detach() + delta).ToDouble() - Loss(weight.Detach() - delta).ToDouble()) / (2 * step);
            Assert.Equal(numeric, gradient[i], 1e-6);
        }
    }

    [Fact]
    public void Gradients_WithCreateGraph_GivesSecondDerivatives()
    {
        using var scope = Scope();
        var x = Tensor.From([2.0], [1]);
        x.RequiresGrad = true;
        var first = x.Pow(3).Sum().Gradients([x], createGraph: true)[0];
        Assert.Equal(12, first.ToDouble(), 1e-12);
        Assert.Equal(12, first.Sum().Gradients([x])[0].ToDouble(), 1e-12);
        Assert.False(x.HasGrad);
    }

    [Fact]
    public void Gradients_OfAnInputThatWasNotUsed_IsAnError()
    {
        using var scope = Scope();
        var x = Tensor.Ones([1]);
        var unused = Tensor.Ones([1]);
        x.RequiresGrad = unused.RequiresGrad = true;
        Assert.Throws<TorchException>(() => (x * 2).Gradients([unused]));
    }

    [Fact]
    public void NoGradAndInferenceMode_RecordNothing_AndEndWithTheirScope()
    {
        using var scope = Scope();
        var x = Tensor.Ones([1]);
        x.RequiresGrad = true;
        using (NoGrad.Enter())
        {
            Assert.False((x * 2).RequiresGrad);
            using (NoGrad.Enter())
                Assert.False((x * 2).RequiresGrad);
            Assert.False((x * 2).RequiresGrad);
        }

        using (InferenceMode.Enter())
            Assert.False((x * 2).RequiresGrad);
        Assert.True((x * 2).RequiresGrad);
        Assert.False((x * 2).Detach().RequiresGrad);
    }

    [Fact]
    public void Backward_OfWhatInferenceModeMade_IsRefused()
    {
        using var scope = Scope();
        var x = Tensor.Ones([2]);
        x.RequiresGrad = true;
        Tensor features;
        using (InferenceMode.Enter())
            features = x * 2;
        Assert.Throws<TorchException>(() => (x * features).Sum().Backward());
    }

    [Fact]
    public void Dispose_OfAnInferenceModeTwice_IsRefused_AndTheOuterOneHolds()
    {
        using var scope = Scope();
        var x = Tensor.Ones([1]);
        x.RequiresGrad = true;
        using (InferenceMode.Enter())
        {
            var inner = InferenceMode.Enter();
            inner.Dispose();
            var refused = false;
            try
            {
                inner.Dispose();
            }
            catch (TorchException)
            {
                refused = true;
            }

            Assert.True(refused);
            Assert.False((x * 2).RequiresGrad);
        }

        Assert.True((x * 2).RequiresGrad);
    }

    [Fact]
    public void NoGrad_OfOneThread_LeavesOthersRecording()
    {
        using var scope = Scope();
        var x = Tensor.Ones([1]);
        x.RequiresGrad = true;
        using var unrecorded = NoGrad.Enter();
        var recorded = false;
        var thread = new Thread(() =>
        {
            using var own = TensorScope.Enter();
            recorded = (x * 2).RequiresGrad;
        });
        thread.Start();
        thread.Join();
        Assert.True(recorded);
        Assert.False((x * 2).RequiresGrad);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Backward_OfPartsOfABatch_AddsUpToTheWhole(int parts)
    {
        using var scope = Scope();
        var (x, weight) = (Tensor.From(Numbers(10 * 3), [10, 3]), Tensor.From(Numbers(3, 1), [1, 3]));
        weight.RequiresGrad = true;
        x.Linear(weight).Square().Mean().Backward();
        var whole = weight.Grad.ToArray<float>();

        weight.ClearGrad();
        for (var part = 0; part < parts; part++)
            (x.Slice(0, part * 10 / parts, (part + 1) * 10 / parts).Linear(weight).Square().Mean() / parts).Backward();
        Close.Assert(whole, weight.Grad.ToArray<float>(), 1e-5);
    }
}
