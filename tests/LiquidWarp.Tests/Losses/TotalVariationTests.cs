using LiquidWarp.Losses;
using LiquidWarp.Torch;

namespace LiquidWarp.Tests.Losses;

// Golden and analytic.
public sealed class TotalVariationTests : TensorTestBase
{
    [Fact]
    public void Absolute_OfThePublishedTrainer_EqualsItsGolden()
    {
        var golden = GoldenTensors.Shared("tv.npz");
        using var scope = Scope();
        golden.Assert("smooth", TotalVariation.Absolute(golden["mask"]), 1e-6);
    }

    [Fact]
    public void BothForms_OfARamp_GiveTheClosedForm()
    {
        // Columns 0, 1, 2 on two rows: across 4 differences of 1, down 3 of 0.
        using var scope = Scope();
        var ramp = Tensor.From([0f, 1, 2, 0, 1, 2], [1, 1, 2, 3]);
        Assert.Equal(1, TotalVariation.Absolute(ramp).ToDouble());
        Assert.Equal(4, TotalVariation.Squared(ramp).ToDouble());
    }
}
