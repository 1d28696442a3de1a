using BenchmarkDotNet.Attributes;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Benchmarks.Networks;

/// <summary>One frame of the generator at 256² with the source's features at hand: what imitation does for each frame.</summary>
public class GeneratorBenchmark
{
    private const int Size = 256;

    private ParameterStore _store = null!;
    private ParameterStore _channelsLastStore = null!;
    private ImpersonatorGenerator _generator = null!;
    private ImpersonatorGenerator _channelsLast = null!;
    private SourceFeatures _features = null!;
    private SourceFeatures _channelsLastFeatures = null!;
    private Tensor _source = null!;
    private Tensor _target = null!;
    private Tensor _flow = null!;

    /// <summary>Channels at full size; 64 is the published network.</summary>
    [Params(16, 64)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        using var unrecorded = NoGrad.Enter();
        var options = new GeneratorOptions { Width = Width };
        (_store, _channelsLastStore) = (new ParameterStore(), new ParameterStore());
        (_generator, _channelsLast) = (new ImpersonatorGenerator(_store.Root, options), new ImpersonatorGenerator(_channelsLastStore.Root, options));
        _channelsLastStore.ToChannelsLast();
        (_source, _target, _flow) = (Tensor.RandN([1, 6, Size, Size]), Tensor.RandN([1, 6, Size, Size]), Tensor.Rand([1, Size, Size, 2]));
        _features = _generator.EncodeSource(_source);
        _channelsLastFeatures = _channelsLast.EncodeSource(_source);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var owned in new IDisposable[] { _store, _channelsLastStore, _features, _channelsLastFeatures, _source, _target, _flow })
            owned.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Infer()
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        _generator.Infer(_target, _features, _flow);
    }

    [Benchmark]
    public void InferWithChannelsLastWeights()
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        _channelsLast.Infer(_target, _channelsLastFeatures, _flow);
    }

    [Benchmark]
    public void EncodeSource()
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        _generator.EncodeSource(_source);
    }
}
