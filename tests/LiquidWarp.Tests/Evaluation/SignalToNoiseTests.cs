using LiquidWarp.Evaluation;
using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Evaluation;

/// <summary>Golden: scikit-image's number, and that of REFERENCE 11. Exact: the rest.</summary>
public class SignalToNoiseTests
{
    [Fact]
    public void Of_NoisyPictures_IsScikitImages()
    {
        var (arrays, a, b) = GoldenPictures.Read();
        Assert.Equal(arrays["psnr"].ToDoubles()[0], SignalToNoise.Of(a, b, range: 1), 1e-5);
    }

    [Fact]
    public void Of_ThePicturesOfTheReference_IsItsNumber()
    {
        FloatImage Picture(Func<int, int, int, int> level) =>
            new(16, 16, 3, [.. Enumerable.Range(0, 768).Select(i => level(i / 3 % 16, i / 48, i % 3) % 256 / 255f * 2 - 1)]);
        var (a, b) = (Picture((x, y, c) => 7 * x + 13 * y + 29 * c), Picture((x, y, c) => 7 * x + 13 * y + 29 * c + x * y % 11));
        Assert.Equal(17.5016019, SignalToNoise.Of(a, b), 1e-5);
    }

    [Fact]
    public void Of_PicturesThatDifferByATenthOfTheRange_IsTwentyDecibels()
    {
        var (a, b) = (new FloatImage(5, 4, 3), new FloatImage(5, 4, 3));
        Array.Fill(b.Data, 0.2f);
        Assert.Equal(20, SignalToNoise.Of(a, b), 1e-5);
        Assert.Equal(double.PositiveInfinity, SignalToNoise.Of(a, a.Copy()));
        Assert.Throws<ArgumentException>(() => SignalToNoise.Of(a, new(4, 5, 3)));
    }
}
