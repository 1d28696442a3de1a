using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Synthesis;
using LiquidWarp.Torch;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Tests.Synthesis;

/// <summary>Memory is the process's: nothing else may run beside this.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class RunsAlone;

// Exact.
[Collection("alone")]
public sealed class LongMotionTests : TensorTestBase
{
    // Memory must not grow with the number of frames; what libtorch and the collector keep for later is there after the first few.
    [Fact]
    public void Frames_OfALongMotion_KeepNeitherTensorsNorMemory()
    {
        const int frames = 10_000;
        using var synthesizer = new CompactSynthesizer(CompactSynthesizerTests.Generator(), DollPhoto.Model, [new(DollPhoto.Source)], 16, new() { NetworkSize = 16, Precision = DType.Float32 });
        var performance = new Performance(30, frames, Enumerable.Range(0, frames).Select(frame => DollPhoto.Body.Turned(Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.01f * frame))));
        var (done, tensors, memory) = (0, 0L, 0L);
        foreach (var _ in new FrameLoop(DollPhoto.Source, synthesizer).Frames(performance, cancellation: TestContext.Current.CancellationToken))
            if (++done == 500)
                (tensors, memory) = (Tensor.LiveCount, GC.GetTotalMemory(forceFullCollection: true));
        Assert.Equal(frames, done);
        Assert.Equal(tensors, Tensor.LiveCount);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 300_000);
    }
}
