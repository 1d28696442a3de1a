using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

/// <summary>Exact.</summary>
public class MaskTests
{
    [Fact]
    public void Union_TwoMasks_IsOneWhereEitherIs() =>
        Assert.Equal([0, 1, 1, 1], Mask.Union(new Mask(2, 2, [0, 0, 1, 1]), new Mask(2, 2, [0, 1, 0, 1])).Data);

    [Fact]
    public void Union_AnotherSize_IsRefused() => Assert.Throws<ArgumentException>(() => Mask.Union(new Mask(2, 2), new Mask(4, 1)));
}
