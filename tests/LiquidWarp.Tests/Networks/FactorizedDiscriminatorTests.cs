using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Golden: PyTorch's own definition at small widths. Exact: the paper's sizes, and who sees what.
public sealed class FactorizedDiscriminatorTests : TensorTestBase
{
    [Fact]
    public void Forward_OfPyTorchsDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "factorized.npz");
        using var store = new ParameterStore(initialise: false);
        var discriminator = new FactorizedDiscriminator(store.Root, new() { JointWidth = 4, PoseWidth = 12 });
        FormulaWeights.Fill(store);
        using var scope = Scope();
        golden.Assert("logits", discriminator.Forward(golden["theta"]), 1e-5, relative: 1e-5);
    }

    [Fact]
    public void Store_OfThePapersOptions_HasThePapersSizes()
    {
        using var store = new ParameterStore();
        _ = new FactorizedDiscriminator(store.Root, new());
        Assert.Equal([32L, 9], store["embed.0.weight"].Shape);
        Assert.Equal([23L, 32, 1, 1], store["joints.weight"].Shape);
        Assert.Equal([1024L, 23 * 32], store["pose.0.weight"].Shape);
        Assert.Equal([1024L, 1024], store["pose.1.weight"].Shape);
        Assert.Equal([5L, 10], store["shape.1.weight"].Shape);
    }

    [Fact]
    public void Forward_WithOneJointTurned_ChangesItsLogitAndThatOfThePose()
    {
        using var store = new ParameterStore();
        var discriminator = new FactorizedDiscriminator(store.Root, new() { PoseWidth = 8 });
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var theta = Numbers(2 * HumanMeshRecovery.ThetaSize);
        float[] Changes(int at)
        {
            var moved = (float[])theta.Clone();
            moved[at] += 0.5f;
            long[] shape = [2, HumanMeshRecovery.ThetaSize];
            return (discriminator.Forward(Tensor.From(moved, shape)) - discriminator.Forward(Tensor.From(theta, shape))).ToArray<float>();
        }

        const int joint = 5, logits = FactorizedDiscriminator.Logits;
        Assert.Equal([joint - 1, logits - 2], Changed(Changes(3 + 3 * joint)));
        Assert.Equal([logits - 1], Changed(Changes(75)));
        Assert.Empty(Changed(Changes(0))); // camera
        Assert.Empty(Changed(Changes(4))); // global orientation

        static int[] Changed(float[] changes) => [.. Enumerable.Range(0, changes.Length).Where(i => MathF.Abs(changes[i]) > 1e-6f)];
    }
}
