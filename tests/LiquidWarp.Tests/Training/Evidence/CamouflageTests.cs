using System.Numerics;
using LiquidWarp.Imaging;
using LiquidWarp.Training.Evidence;

namespace LiquidWarp.Tests.Training.Evidence;

// Exact: the person stays, and what is behind takes their colour.
public sealed class CamouflageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Repaint_ARedPersonOnAGreenWall_StandsOnARedWall(int seed)
    {
        const int Side = 16;
        var (picture, coverage, wall) = (new FloatImage(Side, Side, 3), new FloatImage(Side, Side, 1), new RgbImage(Side, Side));
        var (red, green) = (new Vector3(0.6f, -0.8f, -0.7f), new Vector3(-0.8f, 0.2f, -0.8f));
        for (var pixel = 0; pixel < Side * Side; pixel++)
        {
            // Columns 4 to 11 are the person, the 12th half of it.
            coverage.Data[pixel] = (pixel % Side) switch { >= 4 and < 12 => 1, 12 => 0.5f, _ => 0 };
            Vector3.Lerp(green, red, coverage.Data[pixel]).CopyTo(picture.Data.AsSpan(3 * pixel));
            for (var c = 0; c < 3; c++)
                wall.Data[3 * pixel + c] = (byte)MathF.Round((green[c] + 1) * 127.5f);
        }

        var before = picture.Copy();
        Camouflage.Repaint(picture, coverage, wall, new Random(seed));
        for (var pixel = 0; pixel < Side * Side; pixel++)
        {
            var (was, now) = (new Vector3(before.Data.AsSpan(3 * pixel, 3)), new Vector3(picture.Data.AsSpan(3 * pixel, 3)));
            if (coverage.Data[pixel] == 1)
                Assert.Equal(was, now);
            else
                Assert.InRange(Vector3.Distance(now, red), 0, 0.5f);
        }
    }

    [Fact]
    public void Repaint_NobodyThere_ChangesNothing()
    {
        var picture = new FloatImage(8, 8, 3, [.. Enumerable.Range(0, 192).Select(i => i / 192f)]);
        var before = picture.Copy();
        Camouflage.Repaint(picture, new FloatImage(8, 8, 1), new RgbImage(8, 8), new Random(1));
        Assert.Equal(before.Data, picture.Data);
    }
}
