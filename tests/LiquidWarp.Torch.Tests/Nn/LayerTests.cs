using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Nn;

// Analytic.
public sealed class LayerTests : TensorTestBase
{
    [Fact]
    public void BatchNorm_WhileTraining_MovesTheRunningStatisticsByATenth()
    {
        using var store = new ParameterStore { Training = true };
        var norm = new BatchNorm2d(store.Root, 1);
        using var scope = Scope();
        var x = Tensor.From([1f, 3, 5, 7], [1, 1, 2, 2]);
        Assert.Equal(0, norm.Forward(x).Mean().ToDouble(), 1e-6);
        Assert.Equal(0.4, store["running_mean"].ToDouble(), 1e-6);
        Assert.Equal(0.9 + 0.1 * 20 / 3, store["running_var"].ToDouble(), 1e-6);
        Assert.Equal(1, store["num_batches_tracked"].ToDouble());

        store.Training = false;
        Assert.Equal((1 - 0.4) / Math.Sqrt(0.9 + 2.0 / 3 + 1e-5), norm.Forward(x).ToArray<float>()[0], 1e-5);
        Assert.Equal(1, store["num_batches_tracked"].ToDouble());
    }

    [Fact]
    public void Dropout_FollowsTheStore()
    {
        using var store = new ParameterStore();
        var dropout = new Dropout(store.Root, 0.5);
        using var scope = Scope();
        var x = Tensor.Ones([100]);
        Assert.True(dropout.Forward(x).ElementsEqual(x));
        store.Training = true;
        Assert.False(dropout.Forward(x).ElementsEqual(x));
    }

    [Fact]
    public void PRelu_AtFirst_HasSlopeAQuarter()
    {
        using var store = new ParameterStore();
        var prelu = new PRelu(store.Root, 2);
        using var scope = Scope();
        Assert.Equal([-1f, 8], prelu.Forward(Tensor.From([-4f, 8], [1, 2, 1, 1])).ToArray<float>());
    }

    [Fact]
    public void Sequential_FreesWhatLiesBetween_AndNeverItsInput()
    {
        using var store = new ParameterStore();
        var layers = new Sequential(new Linear(store.Root / 0, 2, 2), Activation.Relu, new Linear(store.Root / 1, 2, 2));
        using var x = Tensor.Ones([1, 2]);
        var before = Tensor.LiveCount;
        using var y = layers.Forward(x);
        Assert.Equal(before + 1, Tensor.LiveCount);
        Assert.False(x.IsDisposed);
        using (Scope())
            y.Sum().Backward();
        Assert.True(store["0.weight"].HasGrad);
    }

    [Fact]
    public void Initialisers_OnManyNumbers_HaveTheirDeviation()
    {
        using var store = new ParameterStore();
        using var scope = Scope();
        double Deviation(string name, Initializer initializer) => store.Root.Parameter(name, [200, 50, 3, 3], initializer).Detach().Std().ToDouble();
        Assert.Equal(0.02, Deviation("normal", Initialize.Normal(0.02)), 2e-4);
        Assert.Equal(1 / Math.Sqrt(3 * 450), Deviation("default", Initialize.Default), 3e-4);
        Assert.Equal(Math.Sqrt(2.0 / 450), Deviation("kaiming", Initialize.KaimingNormal()), 7e-4);
        Assert.Equal(Math.Sqrt(2.0 / (250 * 9)), Deviation("xavier", Initialize.XavierNormal()), 3e-4);
        Assert.Equal(0, Deviation("ones", Initialize.Ones));
        Assert.Equal(0, Deviation("zeros", Initialize.Zeros));
    }

    [Fact]
    public void Layers_WithAnInitialiser_StartWithoutBias()
    {
        using var store = new ParameterStore();
        _ = new Conv2d(store.Root / "a", 1, 8, kernel: 3, initializer: Initialize.Ones);
        _ = new ConvTranspose2d(store.Root / "b", 1, 8, kernel: 3, initializer: Initialize.Ones);
        _ = new Linear(store.Root / "c", 1, 8, initializer: Initialize.Ones);
        _ = new Linear(store.Root / "d", 1, 8);
        Assert.All(store.Parameters.Where(p => p.Name is "a.bias" or "b.bias" or "c.bias"), p => Assert.All(p.Tensor.ToArray<float>(), v => Assert.Equal(0, v)));
        Assert.Contains(store["d.bias"].ToArray<float>(), v => v != 0);
    }
}
