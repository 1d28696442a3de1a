using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Torch.Optim;

namespace LiquidWarp.Tests.Optim;

// Golden: the trajectory of torch.optim.LBFGS. Analytic: minima.
public sealed class LbfgsTests : TensorTestBase
{
    [Fact]
    public void Step_OnRosenbrock_FollowsPyTorch()
    {
        var golden = GoldenTensors.Own("torch", "optimisers.npz");
        using var p = Tensor.From([-1.2, 1.0, 0.5, -0.3], [4]);
        p.RequiresGrad = true;
        // PyTorch's own limit is 1.25 times its iterations.
        var optimiser = new Lbfgs([new NamedTensor("p", p)], new LbfgsOptions { MaxIterations = 4, MaxEvaluations = 5, History = 6 });
        List<float> path = [];
        for (var i = 0; i < 14; i++)
        {
            optimiser.Step(() => Rosenbrock.Of(p));
            path.AddRange(p.ToArray<float>());
        }

        Close.Assert(golden.Numbers("lbfgs"), [.. path], 1e-5);
    }

    [Fact]
    public void Step_OnRosenbrock_FindsTheMinimum_AndGivesTheLosses()
    {
        using var p = Tensor.From([-1.2, 1.0], [2]);
        p.RequiresGrad = true;
        var (before, after) = new Lbfgs([new NamedTensor("p", p)], new LbfgsOptions { MaxIterations = 100, MaxEvaluations = 300, ChangeTolerance = 1e-16 }).Step(() => Rosenbrock.Of(p));
        Assert.Equal(24.2, before, 1e-9);
        Assert.InRange(after, 0, 1e-12);
        Assert.All(p.ToArray<double>(), value => Assert.Equal(1, value, 1e-5));
    }

    [Fact]
    public void Step_OnAQuadraticOfTwoParameters_SolvesIt()
    {
        using var p = Tensor.Zeros([3]);
        using var q = Tensor.Zeros([2, 2]);
        p.RequiresGrad = q.RequiresGrad = true;
        using var scope = Scope();
        var (wantP, wantQ) = (Tensor.From([1f, -2, 3], [3]), Tensor.From([4f, 0, -1, 2], [2, 2]));
        new Lbfgs([new NamedTensor("p", p), new NamedTensor("q", q)]).Step(() => (p - wantP).Square().Sum() + (q - wantQ).Square().Sum() * 10);
        Close.Assert([1f, -2, 3], p.ToArray<float>(), 1e-4);
        Close.Assert([4f, 0, -1, 2], q.ToArray<float>(), 1e-4);
    }

    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.05, 50)]
    [InlineData(30, 50)]
    public void Step_BesidePlacesWhereTheLossIsNotANumber_FindsTheMinimum(double start, double rate)
    {
        // x − log x is least at 1 and not a number below 0, where a long first step ends.
        using var p = Tensor.From([start], [1]);
        p.RequiresGrad = true;
        var optimiser = new Lbfgs([new NamedTensor("p", p)], new LbfgsOptions { LearningRate = rate });
        for (var i = 0; i < 5; i++)
            optimiser.Step(() => (p - p.Log()).Sum());
        Assert.Equal(1, p.ToDouble(), 1e-3);
    }

    [Fact]
    public void Step_AtTheMinimum_StaysThere()
    {
        using var p = Tensor.Ones([2]);
        p.RequiresGrad = true;
        var (before, after) = new Lbfgs([new NamedTensor("p", p)]).Step(() => Rosenbrock.Of(p));
        Assert.Equal(before, after);
        Assert.Equal([1f, 1], p.ToArray<float>());
    }
}
