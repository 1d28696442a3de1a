using LiquidWarp.Evaluation;
using LiquidWarp.Files;
using LiquidWarp.Torch;

namespace LiquidWarp.Tests.Evaluation;

/// <summary>Golden: numbers of scipy's sqrtm and numpy (tests/Golden/metrics/make.py). Analytic: distances that have a closed form.</summary>
public sealed class FeatureDistributionsTests : TensorTestBase
{
    [Fact]
    public void GoldenFeatures_GiveScipysNumbers()
    {
        using var scope = TensorScope.Enter();
        var arrays = NpzFile.Read(Path.Combine(Goldens.Checkout, "tests", "Golden", "metrics", "distributions.npz"));
        var (a, b) = (Read("a"), Read("b"));
        Assert.Equal(arrays["frechet"].ToDoubles()[0], FeatureDistributions.FrechetDistance(a, b), 1e-5);
        Assert.Equal(arrays["frechet"].ToDoubles()[0], FeatureDistributions.FrechetDistance(b, a), 1e-5);
        Assert.Equal(arrays["inception"].ToDoubles()[0], FeatureDistributions.InceptionScore(a), 1e-6);

        Tensor Read(string name) => Tensor.From(Array.ConvertAll(arrays[name].ToDoubles(), value => (float)value), [arrays[name].Shape[0], arrays[name].Shape[1]]);
    }

    // Fewer pictures than numbers: covariances have no inverse. b = 3a + 1 has 9 times the covariance, so the roots are known.
    [Fact]
    public void FrechetDistance_OfStretchedFeatures_IsTheClosedForm()
    {
        using var scope = TensorScope.Enter();
        var a = Features(random: new(4), count: 5, length: 16);
        var mean = a.Mean([0], keep: true);
        var spread = (a - mean).Square().Sum().ToDouble() / 4;
        Assert.Equal((2 * mean + 1).Square().Sum().ToDouble() + 4 * spread, FeatureDistributions.FrechetDistance(a, 3 * a + 1), 1e-3);
        Assert.Equal(0, FeatureDistributions.FrechetDistance(a, a), 1e-5);
    }

    [Fact]
    public void InceptionScore_OfSurePicturesOfEachClass_IsTheNumberOfClasses()
    {
        using var scope = TensorScope.Enter();
        var sure = new float[6 * 6];
        for (var i = 0; i < 6; i++)
            sure[7 * i] = 100;
        Assert.Equal(6, FeatureDistributions.InceptionScore(Tensor.From(sure, [6, 6])), 1e-6);
        Assert.Equal(1, FeatureDistributions.InceptionScore(Tensor.Zeros([6, 6])), 1e-6);
    }

    [Fact]
    public void OnePicture_OrNoNumbers_OrOtherNetworks_AreRefused()
    {
        using var scope = TensorScope.Enter();
        var two = Tensor.Zeros([2, 3]);
        Assert.Contains("two pictures", Assert.Throws<InputException>(() => FeatureDistributions.FrechetDistance(two, Tensor.Zeros([1, 3]))).Message);
        Assert.Contains("two pictures", Assert.Throws<InputException>(() => FeatureDistributions.InceptionScore(Tensor.Zeros([1, 3]))).Message);
        Assert.Contains("different networks", Assert.Throws<InputException>(() => FeatureDistributions.FrechetDistance(two, Tensor.Zeros([2, 4]))).Message);
        Assert.Contains("no numbers", Assert.Throws<InputException>(() => FeatureDistributions.FrechetDistance(two, Tensor.From([0, float.NaN, 1, 2, 3, 4], [2, 3]))).Message);
    }

    private static Tensor Features(Random random, int count, int length) =>
        Tensor.From([.. Enumerable.Range(0, count * length).Select(_ => random.NextSingle())], [count, length]);
}
