using System.Numerics;
using BenchmarkDotNet.Attributes;
using LiquidWarp.Bodies;
using LiquidWarp.Tests.Bodies;

namespace LiquidWarp.Benchmarks.Bodies;

/// <summary>One posed body of SMPL's size; the baseline is the plain double-precision forward that the tests compare with.</summary>
public class SkinningBenchmark
{
    private const int Batch = 8;
    private readonly Vector3[] _joints = new Vector3[JointTree.Count];
    private BodyModel _dense = null!, _local = null!;
    private KeypointModel _reduced = null!;
    private PosedBody _posed = null!, _fewPosed = null!;
    private PosedBody[] _batch = [];
    private float[] _shape = [], _pose = [], _shapes = [], _poses = [];

    /// <summary>Makes the bodies: dense pose directions as SMPL has, and local ones as the default body has.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _dense = RandomBody.Create(6890, 1);
        _local = RandomBody.Create(6890, 1, poseDensity: 0.005);
        (_shape, _pose) = (RandomBody.Shape(1), RandomBody.Pose(1));
        _posed = _dense.CreatePosed();
        _batch = [.. Enumerable.Range(0, Batch).Select(_ => _dense.CreatePosed())];
        _shapes = [.. Enumerable.Range(0, Batch).SelectMany(RandomBody.Shape)];
        _poses = [.. Enumerable.Range(0, Batch).SelectMany(RandomBody.Pose)];
        _reduced = _dense.Reduce();
        _fewPosed = _reduced.CreatePosed();
    }

    [Benchmark(Baseline = true)]
    public float[] Reference() => ReferencePose.Pose(_dense, _shape, _pose).Vertices;

    [Benchmark]
    public void Dense() => _dense.Pose(_shape, _pose, _posed);

    [Benchmark]
    public void DenseTwoThreads() => _dense.Pose(_shape, _pose, _posed, threads: 2);

    [Benchmark(OperationsPerInvoke = Batch)]
    public void DenseBatchOf8() => _dense.PoseBatch(_shapes, _poses, _batch);

    [Benchmark]
    public void LocalCorrectives() => _local.Pose(_shape, _pose, _posed);

    [Benchmark]
    public void KeypointsOnly() => _reduced.Pose(_shape, _pose, _fewPosed);

    [Benchmark]
    public void JointsOnly() => _dense.PoseJoints(_shape, _pose, _joints);
}
