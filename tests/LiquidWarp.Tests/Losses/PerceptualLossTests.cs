using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Tests.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Losses;

// Golden.
public sealed class PerceptualLossTests : TensorTestBase
{
    [Fact]
    public void Of_ThePublishedNetwork_EqualsItsGolden()
    {
        var golden = GoldenTensors.Shared("vgg19.npz");
        using var store = new ParameterStore(initialise: false);
        var network = new Vgg19(store.Root);
        FormulaWeights.Fill(store);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var features = network.Forward(golden["a"]);
        for (var level = 0; level < 5; level++)
        {
            // Values grow from level to level: compared with the largest of each.
            var name = $"h{level + 1}";
            golden.Assert(name, features[level].Slice(1, 0, 4), 1e-4 * golden[name].Abs().Max().ToDouble());
        }

        golden.Assert("loss", new PerceptualLoss(network).Of(golden["a"], golden["b"]), 0, relative: 1e-4);
    }

    [Fact]
    public void Of_OurOwnDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "vgg.npz");
        using var store = new ParameterStore(initialise: false);
        var network = new Vgg19(store.Root, width: 4);
        FormulaWeights.Fill(store);
        using var scope = Scope();
        var features = network.Forward(golden["a"]);
        for (var level = 0; level < 5; level++)
            golden.Assert($"f{level}", features[level], 1e-5, relative: 1e-4);
        golden.Assert("loss", new PerceptualLoss(network).Of(golden["a"], golden["b"]), 0, relative: 1e-4);
    }

    [Fact]
    public void Of_APictureThatLearns_SendsNoGradientIntoTheTarget()
    {
        using var store = new ParameterStore();
        var loss = new PerceptualLoss(new Vgg19(store.Root, width: 2));
        store.Freeze();
        using var scope = Scope();
        var (picture, target) = (Tensor.RandN([1, 3, 32, 32]), Tensor.RandN([1, 3, 32, 32]));
        picture.RequiresGrad = target.RequiresGrad = true;
        loss.Of(picture, target).Backward();
        Assert.True(picture.HasGrad);
        Assert.False(target.HasGrad);
    }

    [Theory]
    [InlineData("classifier.0.weight", true)]
    [InlineData("features.30.bias", true)]
    [InlineData("features.28.weight", false)]
    [InlineData("0.weight", false)]
    public void IsUnused_NamesOfTorchvision_AreToldApart(string name, bool unused) => Assert.Equal(unused, Vgg19.IsUnused(name));
}
