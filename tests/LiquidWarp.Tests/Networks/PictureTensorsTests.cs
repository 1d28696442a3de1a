using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Networks;

// Exact.
public sealed class PictureTensorsTests : TensorTestBase
{
    [Fact]
    public void ToFloatImage_OfToTensor_IsTheSamePicture()
    {
        using var scope = Scope();
        var picture = new FloatImage(5, 4, 3, Numbers(5 * 4 * 3));
        var tensor = picture.ToTensor();
        Assert.Equal([1L, 3, 4, 5], tensor.Shape);
        Assert.True(tensor.IsChannelsLast);
        Assert.Equal(picture.Row(2)[3 * 3 + 1], tensor.Select(0, 0).Select(0, 1).Select(0, 2).ToArray<float>()[3]);
        Assert.Equal(picture.Data, tensor.ToFloatImage().Data);
        Assert.Equal(picture.Data, tensor.Contiguous().ToFloatImage().Data);
    }

    [Fact]
    public void ToTensor_OfAFlow_KeepsXThenY()
    {
        using var scope = Scope();
        var flow = new TransformationFlow(3, 2);
        (flow.Data[(1 * 3 + 2) * 2], flow.Data[(1 * 3 + 2) * 2 + 1]) = (0.25f, -0.5f);
        var tensor = flow.ToTensor();
        Assert.Equal([1L, 2, 3, 2], tensor.Shape);
        Assert.Equal([0.25f, -0.5f], tensor.Select(0, 0).Select(0, 1).Select(0, 2).ToArray<float>());
        Assert.Equal(-2, tensor.Min().ToDouble());
    }

    [Fact]
    public void ToFloatImage_OfABatch_IsRefused()
    {
        using var scope = Scope();
        var two = Tensor.Zeros([2, 3, 4, 4]);
        Assert.Throws<ArgumentException>(two.ToFloatImage);
    }
}
