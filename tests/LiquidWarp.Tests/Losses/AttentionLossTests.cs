using LiquidWarp.Losses;
using LiquidWarp.Torch;

namespace LiquidWarp.Tests.Losses;

// Golden and analytic.
public sealed class AttentionLossTests : TensorTestBase
{
    [Theory]
    [InlineData(MaskForm.SquaredSum, 0.04 + 0.09 + 0.25)] // one pair
    [InlineData(MaskForm.SquaredMean, (0.04 + 0.09 + 0.25) / 4)]
    public void Mask_Squared_IsTheClosedForm(MaskForm form, double expected)
    {
        using var scope = Scope();
        var (source, target) = (Row(0.2f, 0.7f), Row(1, 0.5f)); // 1 = background
        var (sourceSilhouette, targetSilhouette) = (Row(1, 0), Row(0, 1)); // 1 = person
        Assert.Equal(expected, AttentionLoss.Mask(source, target, sourceSilhouette, targetSilhouette, form).ToDouble(), 1e-6);
    }

    [Fact]
    public void Mask_CrossEntropy_IsTheClosedForm()
    {
        using var scope = Scope();
        var loss = AttentionLoss.Mask(Row(0.2f, 0.7f), Row(0.9f, 0.5f), Row(1, 0), Row(0, 0.25f), MaskForm.CrossEntropy);
        var expected = -(Math.Log(0.8) + Math.Log(0.7) + Math.Log(0.9) + Math.Log(0.5)) / 4;
        Assert.Equal(expected, loss.ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData(SmoothnessForm.SquaredSum, 4 + 0.25)]
    [InlineData(SmoothnessForm.SquaredMean, (4 + 0.25) / 6)]
    [InlineData(SmoothnessForm.AbsoluteMean, 2.5 / 4)]
    public void Smoothness_OfRows_IsTheClosedForm(SmoothnessForm form, double expected)
    {
        // Differences to the right 0, 2 and 0.5, 0. Two rows in one picture would add those downwards; the mean over no rows is none.
        using var scope = Scope();
        var (source, target) = (TwoRows(0, 0, 2), TwoRows(0.5f, 0, 0));
        var rows = form == SmoothnessForm.SquaredSum ? 2 : 1; // equal rows: twice the sum, the same means
        Assert.Equal(expected * rows, AttentionLoss.Smoothness(source, target, form).ToDouble(), 1e-6);
    }

    [Fact]
    public void Smoothness_OfThePublishedTrainer_EqualsItsGolden()
    {
        // The mean over both masks: twice the same mask has the loss of one.
        var golden = GoldenTensors.Shared("tv.npz");
        using var scope = Scope();
        golden.Assert("smooth", AttentionLoss.Smoothness(golden["mask"], golden["mask"], SmoothnessForm.AbsoluteMean), 1e-6);
    }

    [Theory]
    [InlineData(MaskForm.SquaredSum)]
    [InlineData(MaskForm.SquaredMean)]
    [InlineData(MaskForm.CrossEntropy)]
    public void Mask_TwoPairs_IsTheMeanOfEach_AndLeavesTheSilhouettesAlone(MaskForm form)
    {
        using var scope = Scope();
        var (source, target) = (Tensor.Rand([2, 1, 4, 5]), Tensor.Rand([2, 1, 4, 5]));
        var (sourceSilhouette, targetSilhouette) = (Tensor.Rand([2, 1, 4, 5]), Tensor.Rand([2, 1, 4, 5]));
        source.RequiresGrad = sourceSilhouette.RequiresGrad = targetSilhouette.RequiresGrad = true;
        Tensor One(long i) => AttentionLoss.Mask(Of(source, i), Of(target, i), Of(sourceSilhouette, i), Of(targetSilhouette, i), form);
        var both = AttentionLoss.Mask(source, target, sourceSilhouette, targetSilhouette, form);
        Assert.Equal((One(0).ToDouble() + One(1).ToDouble()) / 2, both.ToDouble(), 1e-5);

        both.Backward();
        Assert.True(source.HasGrad);
        Assert.False(sourceSilhouette.HasGrad || targetSilhouette.HasGrad);
    }

    private static Tensor Of(Tensor batch, long i) => batch.Slice(0, i, i + 1);

    private static Tensor Row(float a, float b) => Tensor.From([a, b], [1, 1, 1, 2]);

    private static Tensor TwoRows(float a, float b, float c) => Tensor.From([a, b, c, a, b, c], [1, 1, 2, 3]);
}
