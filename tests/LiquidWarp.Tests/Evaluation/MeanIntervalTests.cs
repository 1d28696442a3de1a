using LiquidWarp.Evaluation;

namespace LiquidWarp.Tests.Evaluation;

/// <summary>Analytic.</summary>
public class MeanIntervalTests
{
    [Fact]
    public void OverVideos_OfEqualValues_HasNoWidth() => Assert.Equal(new MeanInterval(3, 3, 3), MeanInterval.OverVideos([[3, 3], [3], [3, 3, 3]]));

    // The mean of n values strays by σ/√n: 1.96 of that to either side.
    [Fact]
    public void OverVideos_OfManyVideos_IsAsWideAsTheNormalOne()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 400).Select(_ => random.NextDouble()).ToArray();
        var interval = MeanInterval.OverVideos([.. values.Select(value => (IReadOnlyList<double>)[value])]);
        var expected = 1.96 * Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)) / 400);
        Assert.Equal(values.Average(), interval.Mean, 1e-12);
        Assert.InRange((interval.High - interval.Low) / (2 * expected), 0.9, 1.1);
    }

    // A hundred frames of one video tell no more than one: the interval of two videos spans both.
    [Fact]
    public void OverVideos_OfLongVideos_DoesNotCountFramesAsVideos()
    {
        var interval = MeanInterval.OverVideos([Enumerable.Repeat(0.0, 100).ToArray(), Enumerable.Repeat(1.0, 100).ToArray()]);
        Assert.Equal(new MeanInterval(0.5, 0, 1), interval);
    }

    [Fact]
    public void OverVideos_WithoutValues_IsRefused() => Assert.Throws<ArgumentException>(() => MeanInterval.OverVideos([[]]));
}
