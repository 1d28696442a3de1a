using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Torch.Optim;

namespace LiquidWarp.Tests.Optim;

// Exact and analytic.
public sealed class ParameterAverageTests : TensorTestBase
{
    [Fact]
    public void Step_FollowsTheFormula_WithAWarmUp()
    {
        using var p = Tensor.Full([1], 8);
        using var average = new ParameterAverage([new NamedTensor("p", p)], decay: 0.25);
        var expected = 8.0;
        double[] decays = [1 / 10.0, 2 / 11.0, 3 / 12.0, 0.25, 0.25];
        for (var i = 0; i < decays.Length; i++)
        {
            p.Fill(i - 2);
            average.Step();
            expected = decays[i] * expected + (1 - decays[i]) * (i - 2);
            Assert.Equal(expected, Averages(average)[0], 1e-6);
        }
    }

    [Fact]
    public void Step_OfParametersThatRest_ChangesNothing_ToTheBit()
    {
        using var p = Tensor.From(Numbers(100), [100]);
        using var average = new ParameterAverage([new NamedTensor("p", p)], decay: 0.999);
        for (var i = 0; i < 50; i++)
            average.Step();
        Assert.Equal(Numbers(100), Averages(average));
    }

    [Fact]
    public void Use_PutsTheAveragesUnderTheLayers_AndGivesTheParametersBack()
    {
        using var store = new ParameterStore();
        var layer = new Linear(store.Root, 1, 1, bias: false, initializer: Initialize.Ones);
        using var average = new ParameterAverage(store.Parameters, decay: 0.999);
        using (NoGrad.Enter())
            store["weight"].Fill(5);
        using var scope = Scope();
        var x = Tensor.Ones([1, 1]);
        layer.Forward(x).Sum().Backward();

        var use = average.Use();
        Assert.Equal(1, layer.Forward(x).ToDouble());
        Assert.Throws<InvalidOperationException>(average.Step);
        Assert.Throws<InvalidOperationException>(average.Use);
        Assert.Throws<InvalidOperationException>(() => average.Save().ToList());
        use.Dispose();
        use.Dispose();
        Assert.Equal(5, layer.Forward(x).ToDouble());
        Assert.Equal(1, store["weight"].Grad.ToDouble());
        Assert.True(store["weight"].RequiresGrad);

        // The exchange left each in its own memory: writing to one does not show in the other.
        average.Step();
        Assert.Equal(0.1 * 1 + 0.9 * 5, Averages(average)[0], 1e-6);
        Assert.Equal(5, store["weight"].ToDouble());
    }

    [Fact]
    public void Load_OfASavedState_GoesOnAsIfNothingHappened()
    {
        using var store = new ParameterStore();
        _ = new Conv2d(store.Root / "conv", 2, 3, kernel: 3);
        store.ToChannelsLast();
        using var first = new ParameterAverage(store.Parameters, decay: 0.9);
        Move(store, first, steps: 3);
        var state = first.Save().ToList();
        Assert.Equal(["conv.bias", "conv.weight", "steps"], state.Select(entry => entry.Name));

        using var second = new ParameterAverage(store.Parameters, decay: 0.9);
        second.Load(state);
        Move(store, first, steps: 1);
        second.Step();
        Assert.Equal(Averages(first), Averages(second));

        Assert.Throws<StateMismatchException>(() => second.Load(state.Where(entry => entry.Name != "conv.bias")));
        Assert.Equal(Averages(first), Averages(second));
    }

    private static void Move(ParameterStore store, ParameterAverage average, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using (NoGrad.Enter())
                foreach (var (_, tensor) in store.Parameters)
                    tensor.FillNormal(0, 1);
            average.Step();
        }
    }

    private static float[] Averages(ParameterAverage average) =>
        [.. average.Save().Where(entry => entry.Name != "steps").SelectMany(entry => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(entry.Data.Span).ToArray())];
}
