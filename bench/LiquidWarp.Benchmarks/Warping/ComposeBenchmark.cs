using BenchmarkDotNet.Attributes;
using LiquidWarp.Benchmarks.Rendering;
using LiquidWarp.Bodies;
using LiquidWarp.Tests.Warping;
using LiquidWarp.Warping;

namespace LiquidWarp.Benchmarks.Warping;

/// <summary>
/// The transformation flow at 256² for a body of 13,776 faces, and the whole geometry of a frame on one core (skinning, projection,
/// rasterising, flow), which is to stay below 5 ms.
/// </summary>
public class ComposeBenchmark
{
    private const int Size = 256;
    private readonly TransformationFlow _flow = new(Size, Size);
    private readonly BodyParameters _target = FullSizeBody.Parameters(0.1f);
    private BodyModel _model = null!;
    private PosedBody _posed = null!;
    private FlowComposer _composer = null!;
    private FaceCorners _source = null!;

    [GlobalSetup]
    public void Setup()
    {
        _model = FullSizeBody.Create();
        _posed = _model.CreatePosed();
        _composer = new(_model, Size, threads: 1);
        var source = FullSizeBody.Parameters(0);
        _model.Pose(source, _posed);
        _source = _composer.Draw(_posed, source.Camera);
        WholeFrame();
    }

    [Benchmark(Baseline = true)]
    public float[] Reference() => ReferenceWarp.Compose(_source.Points, _composer.Target);

    [Benchmark]
    public void Compose() => _flow.Compose(_source, _composer.Target);

    [Benchmark]
    public void WholeFrame()
    {
        _model.Pose(_target, _posed);
        _composer.Imitate(_source, _posed, _target.Camera, _flow);
    }
}
