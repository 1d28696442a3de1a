using LiquidWarp.Evaluation;
using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Evaluation;

/// <summary>Golden: the number that REFERENCE 11 gives, and scikit-image's on noise. Exact: the rest.</summary>
public class StructuralSimilarityTests
{
    [Fact]
    public void Of_ThePicturesOfTheReference_IsItsNumber()
    {
        var a = Picture((x, y, c) => (7 * x + 13 * y + 29 * c) % 256);
        var b = Picture((x, y, c) => (7 * x + 13 * y + 29 * c + x * y % 11) % 256);
        Assert.Equal(0.82267694, StructuralSimilarity.Of(a, b), 1e-6);
    }

    [Theory]
    [InlineData("ssim_multichannel", false)]
    [InlineData("ssim_gaussian", true)]
    public void Of_NoisyPictures_IsScikitImages(string golden, bool gaussian)
    {
        var (arrays, a, b) = GoldenPictures.Read();
        Assert.Equal(arrays[golden].ToDoubles()[0], StructuralSimilarity.Of(a, b, range: 1, window: gaussian ? SimilarityWindow.Gaussian : SimilarityWindow.Uniform), 1e-5);
    }

    [Fact]
    public void Of_APictureAndItself_IsOne()
    {
        var random = new Random(2);
        var picture = new FloatImage(20, 9, 3, [.. Enumerable.Range(0, 540).Select(_ => random.NextSingle())]);
        Assert.Equal(1, StructuralSimilarity.Of(picture, picture.Copy()), 1e-12);
        Assert.Equal(1, StructuralSimilarity.Of(picture, picture.Copy(), box: (3, 1, 8, 7)), 1e-12);
    }

    // A box is the same as the picture cut to it.
    [Fact]
    public void Of_ABox_IsThatOfTheCutPicture()
    {
        var random = new Random(3);
        FloatImage Noise() => new(24, 20, 1, [.. Enumerable.Range(0, 480).Select(_ => random.NextSingle())]);
        var (a, b) = (Noise(), Noise());
        FloatImage Cut(FloatImage picture) => new(10, 9, 1, [.. Enumerable.Range(0, 90).Select(i => picture.Data[(4 + i / 10) * 24 + 5 + i % 10])]);
        Assert.Equal(StructuralSimilarity.Of(Cut(a), Cut(b)), StructuralSimilarity.Of(a, b, box: (5, 4, 10, 9)), 1e-12);
    }

    [Fact]
    public void Of_OtherSizesOrTooSmall_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => StructuralSimilarity.Of(new(8, 8, 3), new(8, 9, 3)));
        Assert.Throws<ArgumentException>(() => StructuralSimilarity.Of(new(8, 6, 3), new(8, 6, 3)));
    }

    private static FloatImage Picture(Func<int, int, int, int> level)
    {
        var picture = new FloatImage(16, 16, 3);
        for (var i = 0; i < picture.Data.Length; i++)
            picture.Data[i] = level(i / 3 % 16, i / 48, i % 3) / 255f * 2 - 1;
        return picture;
    }
}
