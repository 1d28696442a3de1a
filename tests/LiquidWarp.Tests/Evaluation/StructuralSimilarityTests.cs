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

    [Fact]
    public void Of_NoisyPictures_IsScikitImages()
    {
        var arrays = LiquidWarp.Files.NpzFile.Read(Goldens.Path("image_metrics.npz"));
        FloatImage Read(string name) => new(arrays[name].Shape[1], arrays[name].Shape[0], 3, Array.ConvertAll(arrays[name].Data.ToArray(), level => level / 255f * 2 - 1));
        // The file's range is 255 for bytes, which is 2 for colours in [−1, 1], but the means of its colours differ by 1.
        var (a, b) = (Read("a"), Read("b"));
        foreach (var picture in new[] { a, b })
            for (var i = 0; i < picture.Data.Length; i++)
                picture.Data[i] = (picture.Data[i] + 1) / 2;
        Assert.Equal(arrays["ssim_multichannel"].ToDoubles()[0], StructuralSimilarity.Of(a, b, range: 1), 1e-5);
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
