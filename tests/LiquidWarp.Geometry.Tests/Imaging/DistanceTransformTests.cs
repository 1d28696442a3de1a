using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class DistanceTransformTests
{
    // Parity: the envelope against trying every pixel.
    [Fact]
    public void ToOnes_RandomMask_EqualsTryingAllPixels()
    {
        var mask = DrawnMask.Noise(19, 27, 5, 0.04);
        var distances = DistanceTransform.ToOnes(mask);
        for (var i = 0; i < mask.Data.Length; i++)
        {
            var nearest = double.PositiveInfinity;
            for (var j = 0; j < mask.Data.Length; j++)
                if (mask.Data[j] == 1)
                    nearest = Math.Min(nearest, Math.Sqrt(Math.Pow(i % 19 - j % 19, 2) + Math.Pow(i / 19 - j / 19, 2)));
            Assert.Equal(nearest, distances.Data[i], 1e-5);
        }
    }

    [Fact]
    public void ToOnes_EmptyMask_IsInfinite() =>
        Assert.All(DistanceTransform.ToOnes(new Mask(5, 6)).Data, distance => Assert.Equal(float.PositiveInfinity, distance));

    [Fact]
    public void Signed_Step_IsHalfBesideTheOutline()
    {
        var mask = DrawnMask.Of("...##", "...##");
        Close.Assert([-2.5f, -1.5f, -0.5f, 0.5f, 1.5f], DistanceTransform.Signed(mask).Data.AsSpan(0, 5), 1e-6);
        Close.Assert([0, 0, 0.15625f, 0.84375f, 1], DistanceTransform.Feather(mask, 2).Data.AsSpan(0, 5), 1e-6);
        Close.Assert([0, 0, 0, 0.15625f, 0.84375f], DistanceTransform.Feather(mask, 2, inset: 1).Data.AsSpan(0, 5), 1e-6);
    }
}
