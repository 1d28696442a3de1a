using System.Numerics;
using BenchmarkDotNet.Attributes;
using LiquidWarp.Bodies;
using LiquidWarp.Rendering;
using LiquidWarp.Tests.Rendering;

namespace LiquidWarp.Benchmarks.Rendering;

/// <summary>One body of 13,776 faces; the baseline tries every face at every pixel.</summary>
public class RasterizeBenchmark
{
    private readonly Rasterizer _one = new(1);
    private readonly Rasterizer _two = new(2);
    private BodyModel _model = null!;
    private Vector3[] _projected = [];
    private Fragments _fragments = null!;

    /// <summary>Side of the picture.</summary>
    [Params(256, 512)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _model = FullSizeBody.Create();
        var posed = _model.CreatePosed();
        var parameters = FullSizeBody.Parameters(0.1f);
        _model.Pose(parameters, posed);
        _projected = Projection.Project(posed, parameters.Camera);
        _fragments = new(Size, Size);
    }

    [Benchmark(Baseline = true)]
    public Fragments Reference() => ReferenceRasterizer.Rasterize(_projected, _model.Faces, Size, Size);

    [Benchmark]
    public void OneThread() => _one.Rasterize(_projected, _model.Faces, _fragments);

    [Benchmark]
    public void TwoThreads() => _two.Rasterize(_projected, _model.Faces, _fragments);
}
