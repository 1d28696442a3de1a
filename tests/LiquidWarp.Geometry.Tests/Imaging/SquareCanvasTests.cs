using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class SquareCanvasTests
{
    [Fact]
    public void Place_TallPicture_RepeatsEdgesWithOddColumnRight()
    {
        var image = new RgbImage(2, 5, [.. Enumerable.Range(0, 30).Select(i => (byte)i)]);
        var canvas = SquareCanvas.Of(image).Place(image);
        Assert.Equal((5, 5), (canvas.Width, canvas.Height));
        Assert.Equal([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5, 3, 4, 5], canvas.Row(0).ToArray());
        Assert.Equal([24, 25, 26], canvas.Row(4)[..3].ToArray());
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(4, 9)]
    [InlineData(6, 6)]
    [InlineData(1, 8)]
    public void Crop_PlacedPicture_GivesItBack(int width, int height)
    {
        var random = new Random(1);
        var image = new RgbImage(width, height);
        random.NextBytes(image.Data);
        var shape = SquareCanvas.Of(image);
        Assert.Equal(image.Data, shape.Crop(shape.Place(image)).Data);
        Assert.Equal(image.ToFloat().Data, shape.Crop(shape.Place(image.ToFloat())).Data);
        var mask = new Mask(width, height, [.. Enumerable.Range(0, width * height).Select(_ => (byte)random.Next(2))]);
        Assert.Equal(mask.Data, shape.Crop(shape.Place(mask)).Data);
        Assert.Equal(mask.Data.Sum(v => v), shape.Place(mask).Data.Sum(v => v));
    }

    [Fact]
    public void Place_OtherSize_Throws() => Assert.Throws<ArgumentException>(() => new SquareCanvas(4, 4).Place(new RgbImage(4, 5)));

    [Fact]
    public void ToFloatToRgb_AllLevels_RoundTripAndTruncateAsPublished()
    {
        var image = new RgbImage(256, 1, [.. Enumerable.Range(0, 768).Select(i => (byte)(i / 3))]);
        var map = image.ToFloat();
        Assert.Equal(-1, map.Data[0]);
        Assert.Equal(1, map.Data[^1]);
        Assert.Equal(128 / 255f * 2 - 1, map.Data[3 * 128]);
        Assert.Equal(image.Data, map.ToRgb().Data);
        Assert.Equal([0, 0, 127, 254, 255, 255], new FloatImage(2, 1, 3, [-3, float.NaN, 0, 0.9999f, 1, 7]).ToRgb(Quantisation.Truncated).Data);
        Assert.Equal(128, new FloatImage(1, 1, 3, [0, 0, 0]).ToRgb().Data[0]);
    }
}
