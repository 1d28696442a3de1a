using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class ConnectedComponentsTests
{
    [Fact]
    public void Of_TwoIslands_AreCountedAndTheLargerKept()
    {
        var mask = DrawnMask.Of("##..#", "##..#", "....#", "#...#");
        var islands = ConnectedComponents.Of(mask);
        Assert.Equal([4, 4, 1], islands.Areas);
        Assert.Equal([0, 0, -1, -1, 1], islands.Labels[..5]);
        Assert.Equal(DrawnMask.Of("##...", "##...", ".....", ".....").Data, ConnectedComponents.Largest(mask).Data);
        Assert.Equal(new byte[20], ConnectedComponents.Largest(new Mask(5, 4)).Data);
    }

    [Fact]
    public void FillHoles_RingAndBay_FillsTheRingOnly() =>
        Assert.Equal(
            DrawnMask.Of("###..", "###.#", "###.#", "...##").Data,
            ConnectedComponents.FillHoles(DrawnMask.Of("###..", "#.#.#", "###.#", "...##")).Data);
}
