using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

// Exact.
public sealed class JudgeNetworksTests : TensorTestBase, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("liquidwarp-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Load_OfAStandIn_JudgesWithItAndSaysSo()
    {
        using (var store = new ParameterStore())
        {
            _ = new Vgg19(store.Root, width: 2);
            Weights.Save(store, Path.Combine(_folder, "perceptual.safetensors"), DType.Float16);
        }

        ModelFolder.Describe(_folder, null, [new(NetworkArchitecture.Of(NetworkRole.Perceptual, "vgg-19"), new Vgg19Options { Width = 2 }, "perceptual.safetensors",
            new() { [JudgeNetworks.StandsInFor] = "VGG-19" })]);
        using var judges = JudgeNetworks.Load(ModelFolder.Open(_folder));
        Assert.Null(judges.Face);
        Assert.Contains("stands in for VGG-19", Assert.Single(judges.Notes), StringComparison.Ordinal);

        using var scope = Scope();
        var picture = Tensor.RandN([1, 3, 32, 32]);
        picture.RequiresGrad = true;
        judges.Perceptual!.Of(picture, Tensor.RandN([1, 3, 32, 32])).Backward();
        Assert.True(picture.HasGrad);
    }

    [Fact]
    public void Load_OfAFolderWithoutThem_HasNone()
    {
        ModelFolder.Describe(_folder, null, []);
        using var judges = JudgeNetworks.Load(ModelFolder.Open(_folder));
        Assert.Null(judges.Perceptual);
        Assert.Null(judges.Face);
        Assert.Empty(judges.Notes);
    }
}
