using System.Text.Json;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Golden.
public sealed class HumanMeshRecoveryTests : TensorTestBase
{
    [Fact]
    public void Forward_OfThePublishedNetwork_EqualsItsGolden()
    {
        var golden = GoldenTensors.Shared("hmr.npz");
        using var store = new ParameterStore(initialise: false);
        var network = new HumanMeshRecovery(store.Root, new HumanMeshRecoveryOptions());
        FormulaWeights.Fill(store, "resnet.");
        FormulaWeights.Fill(store, "regressor.");
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        store["regressor.fc_blocks.fc3.weight"].MultiplyInPlace(0.01);
        store["regressor.mean_theta"].CopyFrom<double>([.. Enumerable.Range(0, HumanMeshRecovery.ThetaSize).Select(k => 0.1 * Math.Sin(0.3 * k))]);
        golden.Assert("theta", network.Forward(golden["x"]), 1e-4);
    }

    [Fact]
    public void Forward_OfOurOwnDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "recovery.npz");
        using var store = new ParameterStore(initialise: false);
        var network = new HumanMeshRecovery(store.Root, new HumanMeshRecoveryOptions { Width = 4, Depths = [2, 1, 2], RegressorWidth = 16 });
        FormulaWeights.Fill(store);
        using var scope = Scope();
        golden.Assert("theta", network.Forward(golden["x"]), 1e-5, relative: 1e-5);
    }

    [Theory]
    [InlineData("identity", 2, 2)]
    [InlineData("projected", 3, 1)]
    public void Bottleneck_OfOurOwnDefinition_EqualsItsGolden(string name, int inner, int stride)
    {
        var golden = GoldenTensors.Own("networks", "bottleneck.npz");
        using var store = new ParameterStore(initialise: false);
        var bottleneck = new PreActivationBottleneck(store.Root, input: 8, inner, stride);
        FormulaWeights.Fill(store);
        using var scope = Scope();
        golden.Assert(name, bottleneck.Forward(golden["x"]));
    }

    [Fact]
    public void Store_OfThePublishedOptions_HasThePublishedNamesAndShapes()
    {
        using var store = new ParameterStore(initialise: false);
        _ = new HumanMeshRecovery(store.Root, new HumanMeshRecoveryOptions());
        Assert.Equal(326, store.All.Count);
        using var keys = JsonDocument.Parse(File.ReadAllText(Goldens.Path("hmr_keys.json")));
        var published = keys.RootElement.EnumerateArray().ToDictionary(entry => entry[0].GetString()!, entry => entry[1].EnumerateArray().Select(size => size.GetInt64()).ToArray());
        Assert.Equal(published.Keys.Order(StringComparer.Ordinal), store.All.Select(named => named.Name));
        Assert.All(store.All, named => Assert.Equal(published[named.Name], named.Tensor.Shape));
    }
}
