using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Tests.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Losses;

// Golden.
public sealed class FaceIdentityLossTests : TensorTestBase
{
    [Fact]
    public void Of_ThePublishedNetwork_EqualsItsGolden()
    {
        var golden = GoldenTensors.Shared("sphere20a.npz");
        using var store = new ParameterStore(initialise: false);
        var network = new Sphere20a(store.Root);
        FormulaWeights.Fill(store);
        Assert.Equal(62, store.All.Count);
        Assert.Equal(22_670_656, store.ParameterCount);

        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var features = network.Forward(golden["x"]);
        for (var stage = 0; stage < 4; stage++)
            golden.Assert($"f{stage}", features[stage].Slice(1, 0, 4), 1e-4, relative: 1e-4);
        golden.Assert("f4", features[4], 1e-4, relative: 1e-4);
        golden.Assert("loss", new FaceIdentityLoss(network).Of(golden["a"], golden["a"] * 0.7 + 0.1, Boxes(golden.Integers("bbox"))), 1e-4, relative: 1e-4);
    }

    [Fact]
    public void Of_OurOwnDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "sphere.npz");
        using var store = new ParameterStore(initialise: false);
        var loss = new FaceIdentityLoss(new Sphere20a(store.Root, width: 2));
        FormulaWeights.Fill(store);
        using var scope = Scope();
        var pictures = golden["pictures"];
        golden.Assert("loss", loss.Of(pictures, pictures * 0.5 - 0.2, Boxes(golden.Integers("head"))), 1e-5, relative: 1e-5);
    }

    [Fact]
    public void Of_PicturesWithoutAHead_LeavesThemOut()
    {
        using var store = new ParameterStore();
        var loss = new FaceIdentityLoss(new Sphere20a(store.Root, width: 1));
        using var scope = Scope();
        var (a, b) = (Tensor.RandN([2, 3, 20, 20]), Tensor.RandN([2, 3, 20, 20]));
        var (head, none) = (new PixelBox(2, 12, 3, 15), default(PixelBox));
        var alone = loss.Of(a.Slice(0, 0, 1), b.Slice(0, 0, 1), [head]).ToDouble();
        Assert.Equal(alone, loss.Of(a, b, [head, none]).ToDouble(), 1e-5);
        Assert.Equal(0, loss.Of(a, b, [none, none]).ToDouble());
        Assert.Throws<ArgumentException>(() => loss.Of(a, b, [head]));
    }

    private static PixelBox[] Boxes(long[] numbers) =>
        [.. numbers.Chunk(4).Select(box => new PixelBox((int)box[0], (int)box[1], (int)box[2], (int)box[3]))];
}
