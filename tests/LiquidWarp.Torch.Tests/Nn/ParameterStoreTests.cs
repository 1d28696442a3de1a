using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Nn;

// Exact.
public sealed class ParameterStoreTests : TensorTestBase
{
    [Fact]
    public void Parameters_OfNestedPaths_AreNamedWithDots_AndSortedOrdinally()
    {
        using var store = new ParameterStore();
        _ = new Conv2d(store.Root / "layer" / 10 / "conv", 2, 3, kernel: 3);
        _ = new Linear(store.Root / "layer" / 9, 2, 3, bias: false);
        _ = new BatchNorm2d(store.Root / "Norm", 4);
        Assert.Equal(["Norm.bias", "Norm.num_batches_tracked", "Norm.running_mean", "Norm.running_var", "Norm.weight", "layer.10.conv.bias", "layer.10.conv.weight", "layer.9.weight"],
            store.All.Select(named => named.Name));
        Assert.Equal(3, store.Buffers.Count);
        Assert.Equal(4 + 4 + 3 + 3 * 2 * 9 + 6, store.ParameterCount);
        Assert.Equal([3L, 2, 3, 3], store["layer.10.conv.weight"].Shape);
        Assert.Throws<KeyNotFoundException>(() => store["nothing"]);
    }

    [Fact]
    public void Add_TheSameNameTwice_IsRefused()
    {
        using var store = new ParameterStore();
        _ = new Linear(store.Root / "a", 1, 1);
        Assert.Throws<ArgumentException>(() => new Linear(store.Root / "a", 1, 1));
    }

    [Fact]
    public void Parameters_MadeInsideAScope_OutliveIt()
    {
        using var store = new ParameterStore();
        using (Scope())
            _ = new Linear(store.Root, 2, 2);
        Assert.Equal(4, store["weight"].ToArray<float>().Length);
    }

    [Fact]
    public void Load_WhatSaveGave_RestoresEveryElement()
    {
        using var from = new ParameterStore();
        using var to = new ParameterStore(initialise: false);
        foreach (var store in new[] { from, to })
        {
            _ = new Conv2d(store.Root / "conv", 2, 3, kernel: 3);
            _ = new BatchNorm2d(store.Root / "norm", 3);
        }

        to.Load(from.Save());
        Assert.All(from.All.Zip(to.All), pair => Assert.True(pair.First.Tensor.ElementsEqual(pair.Second.Tensor)));
        Assert.True(to["conv.weight"].RequiresGrad);
    }

    [Fact]
    public void Load_OfHalfPrecision_Converts()
    {
        using var store = new ParameterStore();
        _ = new Linear(store.Root, 1, 1, bias: false);
        store.Load([new StateEntry("weight", DType.Float16, [1, 1], BitConverter.GetBytes((Half)0.5f))]);
        Assert.Equal(0.5, store["weight"].ToDouble());
    }

    [Fact]
    public void Load_WhatDoesNotFit_NamesKeysAndShapes_AndChangesNothing()
    {
        using var store = new ParameterStore();
        _ = new Linear(store.Root / "a", 2, 1);
        var before = store["a.bias"].ToDouble();
        var error = Assert.Throws<StateMismatchException>(() => store.Load(
        [
            new StateEntry("a.weight", DType.Float32, [2, 1], new byte[8]),
            new StateEntry("b.weight", DType.Float32, [1], new byte[4]),
        ]));
        Assert.Equal(["a.bias"], error.Missing);
        Assert.Equal(["b.weight"], error.Unexpected);
        Assert.Equal(["a.weight is [2, 1], the network's is [1, 2]"], error.WrongShapes);
        Assert.Contains("1 missing (a.bias); 1 not known (b.weight); 1 of another shape (a.weight is [2, 1]", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, store["a.bias"].ToDouble());
    }

    [Fact]
    public void RequireFit_SaysWhatLoadWould_AndSetsNothing()
    {
        using var store = new ParameterStore();
        _ = new Linear(store.Root, 2, 1);
        var before = store["weight"].ToArray<float>();
        store.RequireFit([new("weight", DType.Float16, [1, 2], new byte[4]), new("bias", DType.Float32, [1], new byte[4])]);
        Assert.Equal(["bias"], Assert.Throws<StateMismatchException>(() => store.RequireFit([new("weight", DType.Float32, [1, 2], new byte[8])])).Missing);
        Assert.Equal(before, store["weight"].ToArray<float>());
    }

    [Fact]
    public void Load_WithoutTheBatchCount_IsAccepted_AndIgnoreSkipsNames()
    {
        using var store = new ParameterStore();
        _ = new BatchNorm2d(store.Root, 1);
        var four = new[] { "weight", "bias", "running_mean", "running_var", "classifier" }
            .Select(name => new StateEntry(name, DType.Float32, [1], BitConverter.GetBytes(3f)));
        store.Load(four, ignore: name => name == "classifier");
        Assert.Equal(3, store["running_var"].ToDouble());
    }

    [Fact]
    public void Freeze_UnderAName_StopsThatPartAlone()
    {
        using var store = new ParameterStore();
        var (a, ab) = (new Linear(store.Root / "a", 1, 1), new Linear(store.Root / "ab", 1, 1));
        store.Freeze("a");
        Assert.False(store["a.weight"].RequiresGrad);
        Assert.True(store["ab.weight"].RequiresGrad);
        using (Scope())
            ab.Forward(a.Forward(Tensor.Ones([1, 1]))).Sum().Backward();
        Assert.False(store["a.weight"].HasGrad);
        Assert.True(store["ab.weight"].HasGrad);
        store.ClearGrads();
        Assert.False(store["ab.weight"].HasGrad);
        store.Unfreeze();
        Assert.True(store["a.weight"].RequiresGrad);
        Assert.Contains("'b'", Assert.Throws<KeyNotFoundException>(() => store.Freeze("b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_AnotherTypeAndOrder_ReachesTheLayersThatHoldTheTensors()
    {
        using var store = new ParameterStore();
        var conv = new Conv2d(store.Root, 2, 3, kernel: 3);
        using var scope = Scope();
        var x = Tensor.RandN([1, 2, 5, 5]);
        var before = conv.Forward(x).ToArray<float>();

        store.ToChannelsLast();
        Assert.True(store["weight"].IsChannelsLast);
        Close.Assert(before, conv.Forward(x).ToArray<float>(), 1e-5);

        store.To(DType.Float64);
        Assert.Equal(DType.Float64, store.Type);
        Assert.True(store["weight"].RequiresGrad);
        Close.Assert(before, conv.Forward(x.To(DType.Float64)).ToArray<float>(), 1e-5);
        conv.Forward(x.To(DType.Float64)).Sum().Backward();
        Assert.Equal(DType.Float64, store["weight"].Grad.Type);
    }

    [Fact]
    public void To_Cuda_ReachesTheLayers()
    {
        Assert.SkipUnless(Device.CudaCount > 0, "there is no CUDA device here");
        using var store = new ParameterStore();
        var linear = new Linear(store.Root, 4, 2);
        using var scope = Scope();
        var x = Tensor.RandN([3, 4]);
        var before = linear.Forward(x).ToArray<float>();
        store.To(Device.Cuda());
        Close.Assert(before, linear.Forward(x.To(Device.Cuda())).ToArray<float>(), 1e-3);
    }
}
