using LiquidWarp.Training.Features;

namespace LiquidWarp.Tests.Training.Features;

// Exact.
public sealed class RepeatedPairsTests
{
    [Fact]
    public void Pair_OfABlock_ComesAsOftenAsAskedFor_AndIsDrawnOnce()
    {
        var dolls = new PaintedDolls(8);
        var repeated = new RepeatedPairs(dolls, block: 3, repeats: 2);
        var pairs = Enumerable.Range(0, 12).Select(i => repeated.Pair(i)).ToList();
        Assert.Equal(6, dolls.Drawn);
        int[] expected = [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(new PaintedDolls(8).Pair(expected[i]).Source.Picture.Data, pairs[i].Source.Picture.Data);
        Assert.Same(pairs[6], pairs[9]);
        Assert.NotEqual(dolls.Identity, repeated.Identity);
    }

    [Fact]
    public void Pair_InAnyOrder_IsThePairOfItsNumber()
    {
        var repeated = new RepeatedPairs(new PaintedDolls(8), block: 3, repeats: 2);
        foreach (var i in (int[])[100, 2, 7, 100, 0])
            Assert.Equal(new PaintedDolls(8).Pair(i / 6 * 3 + i % 3).Target.Picture.Data, repeated.Pair(i).Target.Picture.Data);
    }
}
