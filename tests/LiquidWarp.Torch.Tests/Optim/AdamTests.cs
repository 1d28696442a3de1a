using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Torch.Optim;

namespace LiquidWarp.Tests.Optim;

// Golden: trajectories of torch.optim.Adam. Exact: state.
public sealed class AdamTests : TensorTestBase
{
    [Theory]
    [InlineData("adam", 0)]
    [InlineData("adam_decay", 0.1)]
    public void Step_OnRosenbrock_FollowsPyTorch(string name, double decay)
    {
        var golden = GoldenTensors.Own("torch", "optimisers.npz");
        using var p = Tensor.From(Rosenbrock.Start, [4]);
        p.RequiresGrad = true;
        using var adam = new Adam([new NamedTensor("p", p)], new AdamOptions { LearningRate = 0.02, Beta1 = 0.5, Beta2 = 0.99, WeightDecay = decay });
        List<float> path = [];
        for (var i = 0; i < 30; i++)
        {
            Descend(adam, p);
            path.AddRange(p.ToArray<float>());
        }

        Close.Assert(golden.Numbers(name), [.. path], 1e-4);
    }

    [Fact]
    public void Load_OfASavedState_GoesOnAsIfNothingHappened()
    {
        using var p = Tensor.From(Rosenbrock.Start, [4]);
        p.RequiresGrad = true;
        using var first = new Adam([new NamedTensor("p", p)]);
        for (var i = 0; i < 3; i++)
            Descend(first, p);
        var state = first.Save().ToList();
        Assert.Equal(["p.mean", "p.square", "p.step"], state.Select(entry => entry.Name));

        using var q = Tensor.From(p.ToArray<float>(), [4]);
        q.RequiresGrad = true;
        using var second = new Adam([new NamedTensor("p", q)]);
        second.Load(state);
        for (var i = 0; i < 3; i++)
        {
            Descend(first, p);
            Descend(second, q);
        }

        Assert.Equal(p.ToArray<float>(), q.ToArray<float>());
        Assert.Throws<StateMismatchException>(() => second.Load([]));
    }

    [Fact]
    public void Step_OfAnOptimiserMadeBeforeTheWeightsWereLoaded_StartsFromRest()
    {
        using var p = Tensor.Full([1], double.NaN);
        p.RequiresGrad = true;
        using var adam = new Adam([new NamedTensor("p", p)], new AdamOptions { LearningRate = 0.25 });
        using var scope = Scope();
        using (NoGrad.Enter())
            p.Fill(1);
        (p * 3).Sum().Backward();
        adam.Step();
        Assert.Equal(0.75, p.ToDouble(), 1e-6);
    }

    [Fact]
    public void Step_LeavesParametersWithoutGradientAlone_AndHonoursTheLearningRate()
    {
        using var p = Tensor.Ones([1]);
        using var q = Tensor.Ones([1]);
        p.RequiresGrad = q.RequiresGrad = true;
        using var adam = new Adam([new NamedTensor("p", p), new NamedTensor("q", q)]) { LearningRate = 0.25 };
        using (Scope())
            (p * 3).Sum().Backward();
        adam.Step();
        Assert.Equal(0.75, p.ToDouble(), 1e-6); // the first step is as long as the learning rate
        Assert.Equal(1, q.ToDouble());
        adam.ClearGrads();
        adam.Step();
        Assert.Equal(0.75, p.ToDouble(), 1e-6);
    }

    [Fact]
    public void ClipGradients_BeyondTheLimit_ScalesToIt()
    {
        using var p = Tensor.Zeros([2]);
        p.RequiresGrad = true;
        using var adam = new Adam([new NamedTensor("p", p)]);
        using var scope = Scope();
        (p * Tensor.From([3f, 4], [2])).Sum().Backward();
        Assert.Equal(5, adam.ClipGradients(10), 1e-6);
        Assert.Equal([3f, 4], p.Grad.ToArray<float>());
        Assert.Equal(5, adam.ClipGradients(1), 1e-6);
        Close.Assert([0.6f, 0.8f], p.Grad.ToArray<float>(), 1e-5);
    }

    [Fact]
    public void Training_OfASmallNetwork_OverfitsOneBatch()
    {
        using var store = new ParameterStore();
        var network = new Sequential(new Conv2d(store.Root / 0, 3, 8, kernel: 3, padding: 1), Activation.Relu, new Conv2d(store.Root / 2, 8, 3, kernel: 3, padding: 1));
        using var adam = new Adam(store.Parameters, new AdamOptions { LearningRate = 0.01 });
        using var outer = Scope();
        var (x, y) = (Tensor.RandN([2, 3, 8, 8]), Tensor.RandN([2, 3, 8, 8]) * 0.1);
        var losses = new List<double>();
        var live = Tensor.LiveCount;
        for (var i = 0; i < 60; i++)
        {
            using var scope = Scope();
            adam.ClearGrads();
            var loss = network.Forward(x).MseLoss(y);
            loss.Backward();
            adam.Step();
            losses.Add(loss.ToDouble());
        }

        Assert.Equal(live, Tensor.LiveCount);
        Assert.True(losses[^1] < losses[0] / 3, $"{losses[0]} to {losses[^1]}");
    }

    private static void Descend(Adam adam, Tensor p)
    {
        using var scope = Scope();
        adam.ClearGrads();
        Rosenbrock.Of(p).Backward();
        adam.Step();
    }
}
