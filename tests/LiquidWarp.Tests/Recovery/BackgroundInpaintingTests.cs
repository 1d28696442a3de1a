using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using Xunit;

namespace LiquidWarp.Tests.Recovery;

public class BackgroundInpaintingTests
{
    [Fact]
    public void Fill_Constant_StaysConstant() => Check((_, _) => (90, 140, 200), tolerance: 1);

    [Fact]
    public void Fill_Gradient_IsContinued() => Check((x, y) => (60 + x, 40 + y, 100 + x / 2), tolerance: 6);

    [Fact]
    public void Fill_VerticalStripes_AreContinuedWithTheirPeriod() => Check((x, _) => x % 12 < 6 ? (230, 220, 30) : (20, 40, 120), tolerance: 12);

    [Fact]
    public void Fill_FloorLine_RunsThroughTheHole() => Check((_, y) => y < 100 ? (240, 240, 235) : (120, 60, 30), tolerance: 12);

    [Fact]
    public void Fill_NoPatchLeft_FillsWithSmoothColours()
    {
        var picture = Picture(40, 40, (_, _) => (10, 200, 90));
        var hole = Rectangle(40, 40, 3, 3, 37, 37);
        Assert.All(Fill(picture, hole).Data.Chunk(3), pixel => Assert.Equal(new byte[] { 10, 200, 90 }, pixel));
    }

    [Fact]
    public void Fill_WholePictureMissing_DoesNotFail()
    {
        var picture = Picture(20, 33, (_, _) => (10, 200, 90));
        Assert.Equal(3 * 20 * 33, Fill(picture, Rectangle(20, 33, 0, 0, 20, 33)).Data.Length);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(300, 9)]
    public void Fill_TinyOrNarrowPicture_DoesNotFail(int width, int height)
    {
        var picture = Picture(width, height, (x, y) => (x % 256, y % 256, 7));
        var hole = new Mask(width, height);
        hole.Data[hole.Data.Length / 2] = 1;
        var filled = Fill(picture, hole);
        Assert.Equal(picture.Data.Length, filled.Data.Length);
    }

    [Fact]
    public void Fill_KnownPixels_AreUntouchedAndTheInputToo()
    {
        var random = new Random(4);
        var picture = Picture(90, 70, (_, _) => (random.Next(256), random.Next(256), random.Next(256)));
        var before = picture.Data.ToArray();
        var hole = Rectangle(90, 70, 30, 20, 50, 60);
        var filled = Fill(picture, hole);
        Assert.Equal(before, picture.Data);
        for (var i = 0; i < hole.Data.Length; i++)
        {
            if (hole.Data[i] == 0)
                Assert.Equal(before.AsSpan(3 * i, 3).ToArray(), filled.Data.AsSpan(3 * i, 3).ToArray());
        }
    }

    [Fact]
    public void Fill_SameSeed_SamePicture()
    {
        var random = new Random(5);
        var picture = Picture(120, 100, (x, _) => (random.Next(256), x, random.Next(256)));
        var hole = Rectangle(120, 100, 40, 20, 80, 90);
        Assert.Equal(Fill(picture, hole).Data, Fill(picture, hole).Data);
        Assert.NotEqual(Fill(picture, hole).Data, Fill(picture, hole, seed: 2).Data);
    }

    [Fact]
    public void Fill_PlainBarsAtTheSides_AreNotCopiedIntoTheHole()
    {
        var picture = Picture(160, 160, (x, y) => x is < 30 or >= 130 ? (255, 255, 255) : (150 + y % 3, 152, 150));
        var filled = Fill(picture, Rectangle(160, 160, 60, 30, 100, 150));
        for (var y = 30; y < 150; y++)
            Assert.InRange(filled.Data[3 * (y * 160 + 80)], 140, 165);
    }

    [Fact]
    public void Fill_Cancelled_Stops() => Assert.Throws<OperationCanceledException>(() =>
        BackgroundInpainting.Fill(Picture(64, 64, (x, y) => (x, y, 0)), Rectangle(64, 64, 20, 20, 40, 40), cancellation: new CancellationToken(true)));

    private static void Check(Func<int, int, (int R, int G, int B)> colour, int tolerance)
    {
        var picture = Picture(150, 160, colour);
        var hole = Rectangle(150, 160, 55, 30, 95, 150);
        var damaged = new RgbImage(150, 160, picture.Data.ToArray());
        for (var i = 0; i < hole.Data.Length; i++)
        {
            if (hole.Data[i] != 0)
                damaged.Data.AsSpan(3 * i, 3).Fill(255);
        }
        var filled = Fill(damaged, hole);
        var wrong = Enumerable.Range(0, filled.Data.Length).Count(i => Math.Abs(filled.Data[i] - picture.Data[i]) > tolerance);
        Assert.True(wrong <= hole.Data.Sum(value => value) * 3 * 0.02, $"{wrong} values are off by more than {tolerance}");
    }

    private static RgbImage Fill(RgbImage picture, Mask hole, int seed = 1) =>
        BackgroundInpainting.Fill(picture, hole, new() { Seed = seed }, TestContext.Current.CancellationToken);

    private static RgbImage Picture(int width, int height, Func<int, int, (int R, int G, int B)> colour)
    {
        var picture = new RgbImage(width, height);
        for (var i = 0; i < width * height; i++)
        {
            var (r, g, b) = colour(i % width, i / width);
            (picture.Data[3 * i], picture.Data[3 * i + 1], picture.Data[3 * i + 2]) = ((byte)r, (byte)g, (byte)b);
        }
        return picture;
    }

    private static Mask Rectangle(int width, int height, int left, int top, int right, int bottom)
    {
        var mask = new Mask(width, height);
        for (var y = top; y < bottom; y++)
            mask.Row(y)[left..right].Fill(1);
        return mask;
    }
}
