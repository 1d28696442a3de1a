using BenchmarkDotNet.Attributes;
using LiquidWarp.Benchmarks.Rendering;
using LiquidWarp.Imaging;
using LiquidWarp.Tests.Warping;
using LiquidWarp.Warping;

namespace LiquidWarp.Benchmarks.Warping;

/// <summary>Sampling a picture or a feature map at 256² by the flow of a body; the baseline looks every neighbour up by itself.</summary>
public class SampleBenchmark
{
    private const int Size = 256;
    private readonly TransformationFlow _flow = new(Size, Size);
    private FloatImage _source = null!;
    private FloatImage _warped = null!;

    /// <summary>Channels of the map.</summary>
    [Params(3, 64)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var model = FullSizeBody.Create();
        var (posed, composer) = (model.CreatePosed(), new FlowComposer(model, Size));
        var (source, target) = (FullSizeBody.Parameters(0), FullSizeBody.Parameters(0.1f));
        model.Pose(source, posed);
        var corners = composer.Draw(posed, source.Camera);
        model.Pose(target, posed);
        composer.Imitate(corners, posed, target.Camera, _flow);
        (_source, _warped) = (new(Size, Size, Channels), new(Size, Size, Channels));
    }

    [Benchmark(Baseline = true)]
    public float[] Reference() => ReferenceWarp.Sample(_source, _flow, CornerAlignment.Centres);

    [Benchmark]
    public void Sample() => BilinearSampler.Sample(_source, _flow, CornerAlignment.Centres, _warped);
}
