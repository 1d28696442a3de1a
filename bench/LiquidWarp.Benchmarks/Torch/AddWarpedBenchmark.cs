using BenchmarkDotNet.Attributes;
using LiquidWarp.Torch;

namespace LiquidWarp.Benchmarks.Torch;

/// <summary>The Liquid Warping Block's sum and its gradient in one pass over channels-last memory, against libtorch's grid_sampler.</summary>
public class AddWarpedBenchmark
{
    private Tensor _target = null!;
    private Tensor _features = null!;
    private Tensor _flow = null!;
    private Tensor _gradient = null!;

    [Params(DType.Float32, DType.BFloat16)]
    public DType Type { get; set; }

    /// <summary>Four pictures of so many channels at 64².</summary>
    [Params(64)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Tensor Make() => Tensor.RandN([4, Channels, 64, 64]).To(Type).ChannelsLast().Outlive();
        (_target, _features, _gradient) = (Make(), Make(), Make());
        _target.RequiresGrad = _features.RequiresGrad = true;

        // A slight turn, as between two poses: neighbours stay neighbours.
        var at = Enumerable.Range(0, 64).Select(i => (2f * i + 1) / 64 - 1).ToArray();
        var turn = (from y in at from x in at from v in new[] { x + 0.1f * y, y - 0.1f * x } select v).ToArray();
        _flow = Tensor.From([.. turn, .. turn, .. turn, .. turn], [4, 64, 64, 2]).Outlive();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var tensor in (Tensor[])[_target, _features, _flow, _gradient])
            tensor.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Composed() => Step(() => _target + _features.GridSample(_flow, alignCorners: false));

    [Benchmark]
    public void Fused() => Step(() => _target.AddWarped(_features, _flow, alignCorners: false));

    private void Step(Func<Tensor> sum)
    {
        using var scope = TensorScope.Enter();
        _target.ClearGrad();
        _features.ClearGrad();
        sum().Backward(_gradient);
    }
}
