using LiquidWarp.Tests.Training.Features;
using LiquidWarp.Training.Timed;
using LiquidWarp.Training.Features;

namespace LiquidWarp.Tests.Training.Timed;

// Exact.
public sealed class ShuffledPairsTests
{
    private static readonly ShuffleOptions Options = new() { InARow = 5, PairsOfOne = 2, People = 3, Repeats = 2 };

    // Two pairs of each of three people, one of each person at a time, all twice; then the next three.
    private static readonly long[] Expected = [0, 5, 10, 1, 6, 11, 0, 5, 10, 1, 6, 11, 15, 20, 25, 16, 21, 26, 15, 20, 25, 16, 21, 26];

    [Fact]
    public void Pair_InOrder_IsOfAnotherPersonEachTime_AndDrawnOnce()
    {
        var dolls = new PaintedDolls(8);
        var shuffled = new ShuffledPairs(dolls, Options);
        var pairs = Enumerable.Range(0, Expected.Length).Select(i => shuffled.Pair(i)).ToList();
        Assert.Equal(12, dolls.Drawn);
        for (var i = 0; i < Expected.Length; i++)
            Assert.Equal(new PaintedDolls(8).Pair(Expected[i]).Source.Picture.Data, pairs[i].Source.Picture.Data);
        Assert.Same(pairs[3], pairs[9]);
    }

    [Fact]
    public void Pair_InAnyOrder_IsThePairOfItsNumber()
    {
        var shuffled = new ShuffledPairs(new PaintedDolls(8), Options);
        foreach (var i in (int[])[23, 2, 7, 23, 0])
            Assert.Equal(new PaintedDolls(8).Pair(Expected[i]).Target.Picture.Data, shuffled.Pair(i).Target.Picture.Data);
    }

    [Fact]
    public void Identity_OfAnotherOrder_IsAnother()
    {
        var dolls = new PaintedDolls(8);
        Assert.NotEqual(new ShuffledPairs(dolls, Options).Identity, new ShuffledPairs(dolls, Options with { Repeats = 3 }).Identity);
        Assert.Contains(dolls.Identity, new ShuffledPairs(dolls, Options).Identity, StringComparison.Ordinal);
    }
}
