using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Golden: both discriminators. Exact: counts and refusals.
public sealed class DiscriminatorTests : TensorTestBase
{
    [Theory]
    [InlineData("patch_instance", false)]
    [InlineData("patch_batch", true)]
    public void Patch_OfThePublishedNetwork_EqualsItsGolden(string name, bool batchNorm)
    {
        var golden = GoldenTensors.Shared($"{name}.npz");
        using var store = new ParameterStore(initialise: false);
        var discriminator = new PatchDiscriminator(store.Root, new PatchDiscriminatorOptions { Width = 8, BatchNorm = batchNorm });
        Weights.Load(store, Goldens.Path($"{name}.pth"));
        using var scope = Scope();
        golden.Assert("y", discriminator.Forward(golden["x"]), 1e-4);
    }

    [Fact]
    public void GlobalLocal_OfThePublishedNetwork_EqualsItsGolden()
    {
        var golden = GoldenTensors.Shared("global_local.npz");
        using var store = new ParameterStore(initialise: false);
        var discriminator = new GlobalLocalDiscriminator(store.Root, new PatchDiscriminatorOptions { Width = 8, Layers = 3 });
        Weights.Load(store, Goldens.Path("global_local.pth"));
        using var scope = Scope();
        golden.Assert("y", discriminator.Forward(golden["global_x"], golden["local_x"], Boxes(golden.Integers("rects"))), 1e-4);
    }

    [Theory]
    [InlineData("instance", false)]
    [InlineData("batch", true)]
    public void Patch_OfOurOwnDefinition_EqualsItsGolden(string name, bool batchNorm)
    {
        var golden = GoldenTensors.Own("networks", "discriminators.npz");
        using var store = new ParameterStore(initialise: false);
        var discriminator = new PatchDiscriminator(store.Root, new PatchDiscriminatorOptions { Width = 4, BatchNorm = batchNorm });
        FormulaWeights.Fill(store);
        using var scope = Scope();
        golden.Assert(name, discriminator.Forward(golden["x"]));
    }

    [Fact]
    public void GlobalLocal_OfOurOwnDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "discriminators.npz");
        using var store = new ParameterStore(initialise: false);
        var discriminator = new GlobalLocalDiscriminator(store.Root, new PatchDiscriminatorOptions { Width = 4, Layers = 3 });
        FormulaWeights.Fill(store);
        using var scope = Scope();
        var x = golden["x"];
        golden.Assert("global_local", discriminator.Forward(x.Slice(1, 0, 4), x, Boxes(golden.Integers("boxes"))));
    }

    [Fact]
    public void GlobalLocal_WithAnEmptyBox_SaysWhichPicture()
    {
        using var store = new ParameterStore();
        var discriminator = new GlobalLocalDiscriminator(store.Root, new PatchDiscriminatorOptions { Width = 2, Layers = 2 });
        using var scope = Scope();
        var x = Tensor.Zeros([1, 6, 32, 32]);
        var error = Assert.Throws<ArgumentException>(() => discriminator.Forward(x.Slice(1, 0, 4), x, [new PixelBox(5, 5, 0, 9)]));
        Assert.Contains("picture 0", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => discriminator.Forward(x.Slice(1, 0, 4), x, [new PixelBox(-5, 9, 0, 9)]));
        Assert.Contains("1 pictures", Assert.Throws<ArgumentException>(() => discriminator.Forward(x.Slice(1, 0, 4), x, [])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => discriminator.Forward(x.Slice(1, 0, 4), x, [new PixelBox(5, 9, 0, 33)]));
    }

    [Fact]
    public void Stores_OfThePublishedOptions_HaveThePublishedCounts()
    {
        using var patch = new ParameterStore(initialise: false);
        _ = new PatchDiscriminator(patch.Root, new PatchDiscriminatorOptions());
        Assert.Equal(12, patch.All.Count);
        Assert.Equal(6_962_625, patch.ParameterCount);

        using var both = new ParameterStore(initialise: false);
        _ = new GlobalLocalDiscriminator(both.Root, new PatchDiscriminatorOptions());
        Assert.Equal(24, both.All.Count);
        Assert.Equal(13_923_202, both.ParameterCount);
    }

    private static PixelBox[] Boxes(long[] numbers) =>
        [.. numbers.Chunk(4).Select(box => new PixelBox((int)box[0], (int)box[1], (int)box[2], (int)box[3]))];
}
