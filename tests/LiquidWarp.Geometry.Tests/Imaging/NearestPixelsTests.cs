using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

/// <summary>Parity with trying every pixel.</summary>
public class NearestPixelsTests
{
    [Theory]
    [InlineData(17, 9, 0.02, 1000)]
    [InlineData(40, 40, 0.1, 1000)]
    [InlineData(40, 40, 0.005, 6)]
    [InlineData(1, 1, 1, 3)]
    [InlineData(30, 2, 0, 1000)]
    public void Find_RandomMarks_AgreesWithTryingEveryPixel(int width, int height, double share, float reach)
    {
        var random = new Random(5);
        var nearest = new NearestPixels(width, height);
        for (var round = 0; round < 20; round++)
        {
            var marks = Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < share ? 7 : -1).ToArray();
            nearest.Find(marks, reach);
            for (var pixel = 0; pixel < marks.Length; pixel++)
            {
                var best = double.PositiveInfinity;
                for (var other = 0; other < marks.Length; other++)
                    if (marks[other] >= 0)
                        best = Math.Min(best, Distance(pixel, other, width));
                if (best > reach)
                {
                    // Just within reach of a candidate that was handed on wrongly by a fraction of a pixel is not within reach.
                    Assert.Equal(-1, nearest.Nearest[pixel]);
                    continue;
                }

                if (nearest.Nearest[pixel] < 0)
                {
                    Assert.InRange(best, reach - 0.3, reach);
                    continue;
                }

                // The method is exact but for rare pixels, where it is off by less than a third of one.
                Assert.True(marks[nearest.Nearest[pixel]] >= 0);
                Assert.InRange(Distance(pixel, nearest.Nearest[pixel], width), best, best + 0.3);
                Assert.Equal(Math.Pow(Distance(pixel, nearest.Nearest[pixel], width), 2), nearest.SquaredDistance[pixel], 1e-3);
            }
        }
    }

    [Fact]
    public void Find_OtherNumberOfMarks_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new NearestPixels(4, 4).Find(new int[15], 3));

    private static double Distance(int a, int b, int width) =>
        Math.Sqrt(Math.Pow(a % width - b % width, 2) + Math.Pow(a / width - b / width, 2));
}
