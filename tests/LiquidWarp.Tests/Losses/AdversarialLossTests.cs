using LiquidWarp.Losses;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Losses;

// Analytic.
public sealed class AdversarialLossTests : TensorTestBase
{
    [Fact]
    public void BothSides_OfKnownLogits_AreTheClosedForm()
    {
        // Logits are picture plus map: fake 0.5 and −0.25, real 1 and 0.5.
        using var scope = Scope();
        var loss = new AdversarialLoss(new SumOfChannels());
        var (fake, real, map) = (Picture(0.25f, -0.5f), Picture(0.75f, 0.25f), Picture(0.25f, 0.25f));
        Assert.Equal((0.25 + 0.0625) / 2, loss.Generator(fake, map).ToDouble(), 1e-6);
        Assert.Equal((0 + 0.25) / 2 + (2.25 + 0.5625) / 2, loss.Discriminator(fake, real, map).ToDouble(), 1e-6);
    }

    [Fact]
    public void Gradients_OfBothSides_ReachTheGeneratorOnlyFromItsOwn()
    {
        using var scope = Scope();
        var loss = new AdversarialLoss(new SumOfChannels());
        var (fake, real, map) = (Picture(0.25f, -0.5f), Picture(0.75f, 0.25f), Picture(0.25f, 0.25f));
        fake.RequiresGrad = real.RequiresGrad = map.RequiresGrad = true;
        loss.Generator(fake, map).Backward();
        Assert.Equal([0.5f, -0.25f], fake.Grad.Select(1, 0).ToArray<float>());
        Assert.False(map.HasGrad);

        fake.ClearGrad();
        using var store = new ParameterStore();
        var bias = store.Root.Parameter("bias", [1], Initialize.Zeros);
        new AdversarialLoss(new SumOfChannels(bias)).Discriminator(fake, real, map).Backward();
        Assert.True(bias.HasGrad);
        Assert.False(fake.HasGrad || real.HasGrad || map.HasGrad);
    }

    // One row of two grey pixels, a third of the value in each channel so that a sum over channels gives it back.
    private static Tensor Picture(float a, float b) => (Tensor.From([a, b], [1, 1, 1, 2]).Expand([1, 3, 1, 2]) / 3).Detach();

    private sealed class SumOfChannels(Tensor? bias = null) : ILayer
    {
        public Tensor Forward(Tensor x)
        {
            Assert.Equal([1, 6, 1, 2], x.Shape);
            var sum = x.Sum([1], keep: true);
            return bias is null ? sum : sum + bias;
        }
    }
}
