using LiquidWarp.Training.Timed;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training.Features;

namespace LiquidWarp.Tests.Training.Timed;

// Parity: the folded network, and a plain one with its weights, are the normalised one.
public sealed class FoldableNormsTests : TensorTestBase
{
    [Fact]
    public void Fold_NormsOfWholeNetworks_LeavesTheirFeatures()
    {
        Check(
            (path, around) => new Vgg19(path, width: 2, around).Forward,
            () => Tensor.RandN([2, 3, 32, 32]));
        Check(
            (path, around) => new Sphere20a(path, width: 1, embedding: 5, around).Forward,
            () => Tensor.RandN([2, 3, 112, 96]));
    }

    private static void Check(Func<ParameterPath, ConvolutionWrapper?, Func<Tensor, Tensor[]>> create, Func<Tensor> picture)
    {
        using var network = new ParameterStore();
        using var heads = new ParameterStore();
        var norms = new FoldableNorms(heads);
        var forward = create(network.Root, norms.Around);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        foreach (var (name, tensor) in heads.All.Where(named => named.Tensor.Type == DType.Float32))
            if (name.EndsWith("running_mean", StringComparison.Ordinal) || name.EndsWith("bias", StringComparison.Ordinal))
                tensor.FillNormal(0, 0.3);
            else
                tensor.FillUniform(0.5, 2);
        var input = picture();
        var before = forward(input);
        norms.Fold();

        using var plain = new ParameterStore(initialise: false);
        var alone = create(plain.Root, null);
        plain.Load(network.Save());
        foreach (var ((expected, folded), bare) in before.Zip(forward(input)).Zip(alone(input)))
        {
            Close.Assert(expected.ToArray<float>(), folded.ToArray<float>(), 1e-4, 1e-4); // other order of sums through 20 layers
            Assert.True(folded.ElementsEqual(bare));
        }
    }
}
