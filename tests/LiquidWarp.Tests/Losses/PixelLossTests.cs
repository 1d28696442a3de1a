using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Tests.Losses;

// Analytic.
public sealed class PixelLossTests : TensorTestBase
{
    [Fact]
    public void Inside_OfTwoPictures_IsTheMeanOfTheirMeans()
    {
        // Picture 0: two of four pixels, differences 1 and 3. Picture 1: one pixel, counted half, difference 4.
        using var scope = Scope();
        var picture = Grey([1, 9, 3, 9, 9, 4, 9, 9]);
        var silhouette = Tensor.From([1f, 0, 1, 0, 0, 0.5f, 0, 0], [2, 1, 2, 2]);
        Assert.Equal((2 + 2) / 2.0, PixelLoss.Inside(silhouette, picture, Tensor.Zeros([2, 3, 2, 2])).ToDouble(), 1e-6);
    }

    [Fact]
    public void Inside_WithNobodyThere_CountsNothing()
    {
        using var scope = Scope();
        Assert.Equal(0, PixelLoss.Inside(Tensor.Zeros([1, 1, 2, 2]), Tensor.Ones([1, 3, 2, 2]), Tensor.Zeros([1, 3, 2, 2])).ToDouble());
    }

    [Fact]
    public void Boxes_SomeEmpty_IsTheMeanOfTheOthers()
    {
        using var scope = Scope();
        var picture = Grey([1, 9, 3, 9, 7, 7, 7, 7]);
        var zero = Tensor.Zeros([2, 3, 2, 2]);
        var left = new PixelBox(0, 1, 0, 2);
        Assert.Equal(2, PixelLoss.Boxes([left, default], picture, zero).ToDouble(), 1e-6);
        Assert.Equal((2 + 7) / 2.0, PixelLoss.Boxes([left, left], picture, zero).ToDouble(), 1e-6);
        Assert.Equal(0, PixelLoss.Boxes([default, default], picture, zero).ToDouble());
    }

    [Fact]
    public void All_OfHalfPrecision_IsSummedInSingle_AndLeavesTheTargetAlone()
    {
        using var scope = Scope();
        var picture = Tensor.Full([1, 3, 64, 64], 1, DType.BFloat16);
        var target = Tensor.Full([1, 3, 64, 64], -0.003);
        picture.RequiresGrad = target.RequiresGrad = true;
        var loss = PixelLoss.All(picture, target);
        Assert.Equal(DType.Float32, loss.Type);
        Assert.Equal(1.003, loss.ToDouble(), 1e-6);
        loss.Backward();
        Assert.True(picture.HasGrad);
        Assert.False(target.HasGrad);
    }

    private static Tensor Grey(float[] pixels) => Tensor.From(pixels, [2, 1, 2, 2]).Expand([2, 3, 2, 2]);
}
