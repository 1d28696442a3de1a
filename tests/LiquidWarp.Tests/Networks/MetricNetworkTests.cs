using LiquidWarp.Files;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Golden: torchvision's networks in full size (tests/Golden/metrics/networks.py). Analytic: what holds of every distance.
public sealed class MetricNetworkTests : TensorTestBase
{
    private readonly IReadOnlyDictionary<string, NdArray> _golden = NpzFile.Read(Path.Combine(Goldens.Checkout, "tests", "Golden", "metrics", "networks.npz"));

    [Fact]
    public void Inception_OfPublishedSize_GivesTorchvisionsFeatures()
    {
        using var store = new ParameterStore(initialise: false);
        var network = new InceptionV3(store.Root);
        store.Training = false;
        FormulaWeights.Fill(store);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        Compare("inception", network.Forward(Pictures("a")));
    }

    [Theory]
    [InlineData("alex", SimilarityBackbone.AlexNet)]
    [InlineData("vgg", SimilarityBackbone.Vgg16)]
    public void LearnedSimilarity_OfPublishedSize_GivesTheNumbersOfItsDefinition(string golden, SimilarityBackbone backbone)
    {
        using var store = new ParameterStore(initialise: false);
        var network = new LearnedSimilarity(store.Root, new LearnedSimilarityOptions { Backbone = backbone });
        FormulaWeights.Fill(store);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        Compare(golden, network.Forward(Pictures("a"), Pictures("b")));
        Assert.All(network.Forward(Pictures("a"), Pictures("a")).ToArray<float>(), distance => Assert.Equal(0, distance));
        Assert.True(network.Forward(Pictures("b"), Pictures("a")).ToArray<float>().Zip(_golden[golden].ToDoubles()).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4 * Math.Abs(pair.Second)));
    }

    private Tensor Pictures(string name)
    {
        var levels = _golden[name];
        return Tensor.From(Array.ConvertAll(levels.ToDoubles(), level => (float)(level / 255 * 2 - 1)), [.. levels.Shape.Select(size => (long)size)]);
    }

    private void Compare(string name, Tensor actual)
    {
        var expected = _golden[name].ToDoubles();
        var found = actual.ToArray<float>();
        Assert.Equal(expected.Length, found.Length);
        var largest = expected.Max(Math.Abs);
        Assert.True(largest > 1e-3, "the golden numbers are too small to tell anything");
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(found[i] - expected[i], -1e-3 * largest, 1e-3 * largest);
    }
}
