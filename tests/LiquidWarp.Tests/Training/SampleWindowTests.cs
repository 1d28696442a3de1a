using LiquidWarp.Imaging;
using LiquidWarp.Tests.Training.Features;
using LiquidWarp.Training;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Training;

/// <summary>Analytic: warping within the window is the same as warping the whole and cutting then.</summary>
public class SampleWindowTests
{
    private const int Size = 48;

    [Fact]
    public void Cut_Sample_WarpsWhatTheWholeWarps()
    {
        var whole = new SurfacePairConditioning(Size, RecoveryNoise.None, 1).Condition(new PaintedDolls(Size).Pair(3), 3);
        var cut = new SurfacePairConditioning(Size, RecoveryNoise.None, 1, window: 32).Condition(new PaintedDolls(Size).Pair(3), 3);
        Assert.Equal((32, Size), (cut.Target.Width, cut.Target.Height));
        var left = Enumerable.Range(0, Size - 32 + 1).Single(x => whole.Truth.TargetPicture.Columns(x, 32).Data.AsSpan().SequenceEqual(cut.Truth.TargetPicture.Data)
            && whole.Target.Columns(x, 32).Data.AsSpan().SequenceEqual(cut.Target.Data));

        var expected = BilinearSampler.Sample(whole.Truth.SourcePicture, whole.Flow, CornerAlignment.Edges).Columns(left, 32);
        var actual = BilinearSampler.Sample(cut.Truth.SourcePicture, cut.Flow, CornerAlignment.Edges);
        var compared = 0;
        for (var pixel = 0; pixel < 32 * Size; pixel++)
        {
            var x = (cut.Flow.Data[2 * pixel] + 1) / 2 * 32;
            if (cut.Flow.Data[2 * pixel] != TransformationFlow.Nothing && x is < 1 or > 31)
                continue; // beyond the window the cut one sees nothing
            compared++;
            Close.Assert(expected.Data.AsSpan(3 * pixel, 3), actual.Data.AsSpan(3 * pixel, 3), 1e-4);
        }

        Assert.InRange(compared, 30 * Size, 32 * Size);
        Assert.Equal(whole.Truth.Head.MaxX - whole.Truth.Head.MinX, cut.Truth.Head.MaxX - cut.Truth.Head.MinX);
    }

    [Fact]
    public void Cut_AsWideAsTheSample_IsTheSample()
    {
        var whole = new SurfacePairConditioning(Size, RecoveryNoise.None, 1).Condition(new PaintedDolls(Size).Pair(3), 3);
        Assert.Equal(whole.Flow.Data, new SurfacePairConditioning(Size, RecoveryNoise.None, 1, window: Size).Condition(new PaintedDolls(Size).Pair(3), 3).Flow.Data);
    }
}
