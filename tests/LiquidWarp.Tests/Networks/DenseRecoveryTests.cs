using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Golden: PyTorch's own definition at a small width.
public sealed class DenseRecoveryTests : TensorTestBase
{
    private static readonly DenseRecoveryOptions Small = new() { Size = 32, Points = 5, Parts = 4, Widths = [3, 4, 5, 6], Blocks = [1, 2, 1, 2] };

    [Fact]
    public void Forward_OfPyTorchsDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "dense_recovery.npz");
        using var store = new ParameterStore(initialise: false);
        var network = new DenseRecovery(store.Root, Small);
        FormulaWeights.Fill(store);
        using (NoGrad.Enter())
            foreach (var (_, tensor) in store.Parameters.Where(parameter => parameter.Tensor.Rank > 1))
                tensor.MultiplyInPlace(0.25);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var seen = network.Forward(golden["picture"]);
        golden.Assert("heat", seen.Heat, 1e-5);
        golden.Assert("depth", seen.Depth, 1e-5);
        golden.Assert("parts", seen.Parts, 1e-5);
        golden.Assert("mask", seen.Mask, 1e-5);
    }

    [Fact]
    public void Forward_Defaults_HaveTheDocumentedShapes()
    {
        var options = new DenseRecoveryOptions();
        using var store = new ParameterStore();
        var network = new DenseRecovery(store.Root, options);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var seen = network.Forward(Tensor.Zeros([2, 3, 128, 128]));
        Assert.Equal([2, 23, 32, 32], seen.Heat.Shape.ToArray());
        Assert.Equal([2, 23, 32, 32], seen.Depth.Shape.ToArray());
        Assert.Equal([2, 12, 64, 64], seen.Parts.Shape.ToArray());
        Assert.Equal([2, 1, 128, 128], seen.Mask.Shape.ToArray());
        Assert.Equal(32, options.Cells);
    }
}
