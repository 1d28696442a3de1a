using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class MorphologyTests
{
    // Parity: running sums against counting every box.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(51)]
    public void ErodeAndDilate_RandomMask_EqualCountingTheBox(int kernel)
    {
        var mask = DrawnMask.Noise(23, 31, 3, 0.85);
        var (eroded, dilated) = (Morphology.Erode(mask, kernel), Morphology.Dilate(mask, kernel));
        for (var y = 0; y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
            {
                var (withOnes, withZeros) = (0, 0);
                for (var v = y - kernel / 2; v <= y + kernel / 2; v++)
                    for (var u = x - kernel / 2; u <= x + kernel / 2; u++)
                    {
                        var inside = u >= 0 && u < mask.Width && v >= 0 && v < mask.Height;
                        withOnes += inside ? mask.Row(v)[u] : 1;
                        withZeros += inside ? mask.Row(v)[u] : 0;
                    }

                Assert.Equal(withOnes == kernel * kernel ? 1 : 0, eroded.Row(y)[x]);
                Assert.Equal(withZeros >= 1 ? 1 : 0, dilated.Row(y)[x]);
            }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-3)]
    public void ErodeAndDilate_KernelWithoutMiddle_Throw(int kernel)
    {
        Assert.Throws<ArgumentException>(() => Morphology.Erode(new Mask(4, 4), kernel));
        Assert.Throws<ArgumentException>(() => Morphology.Dilate(new Mask(4, 4), kernel));
    }
}
