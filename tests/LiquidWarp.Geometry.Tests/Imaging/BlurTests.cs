using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class BlurTests
{
    // Parity: running sums against adding up every box, three times.
    [Theory]
    [InlineData(1.5f)]
    [InlineData(4f)]
    [InlineData(30f)]
    public void Gaussian_Noise_EqualsThreeSlowBoxes(float sigma)
    {
        var image = Noise(23, 17);
        var expected = Array.ConvertAll(image.Data, value => (double)value);
        foreach (var radius in Blur.BoxRadii(sigma))
            expected = SlowBox(expected, image.Width, image.Height, radius);

        var blurred = Blur.Gaussian(image, sigma).Data;

        for (var i = 0; i < blurred.Length; i++)
            Assert.InRange(blurred[i] - expected[i], -0.51, 0.51);
    }

    // Away from the edges three boxes are near the bell itself; 8 of 255 on noise, which is the worst picture for it.
    [Fact]
    public void Gaussian_Noise_IsNearTheGaussianSum()
    {
        var image = Noise(50, 44);

        var blurred = Blur.Gaussian(image, 4);

        for (var y = 16; y < image.Height - 16; y++)
            for (var x = 16; x < image.Width - 16; x++)
                Assert.InRange(blurred.Row(y)[3 * x] - SlowGaussian(image, x, y, 4), -8, 8);
    }

    // Analytic: variances of boxes add up. Whole pixels leave up to a tenth where the blur is narrow.
    [Theory]
    [InlineData(2f)]
    [InlineData(5f)]
    [InlineData(10f)]
    [InlineData(80f)]
    public void BoxRadii_Variances_AddUpToTheGaussians(float sigma)
    {
        var variance = Blur.BoxRadii(sigma).Sum(radius => ((2 * radius + 1) * (2 * radius + 1) - 1) / 12.0);

        Assert.InRange(Math.Sqrt(variance) / sigma, 0.9, 1.1);
    }

    [Fact]
    public void Gaussian_OfOneColour_ChangesNothing()
    {
        var image = new RgbImage(9, 5);
        for (var i = 0; i < image.Data.Length; i++)
            image.Data[i] = (byte)(i % 3 * 100 + 13);

        Assert.Equal(image.Data, Blur.Gaussian(image, 40).Data);
    }

    [Fact]
    public void Gaussian_WidthZero_ChangesNothing()
    {
        var image = Noise(7, 6);

        Assert.Equal(image.Data, Blur.Gaussian(image, 0).Data);
    }

    private static double[] SlowBox(double[] values, int width, int height, int radius)
    {
        var result = new double[values.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                {
                    for (var v = y - radius; v <= y + radius; v++)
                        for (var u = x - radius; u <= x + radius; u++)
                            result[3 * (y * width + x) + c] += values[3 * (Math.Clamp(v, 0, height - 1) * width + Math.Clamp(u, 0, width - 1)) + c];
                    result[3 * (y * width + x) + c] /= (2 * radius + 1) * (2 * radius + 1);
                }

        return result;
    }

    private static double SlowGaussian(RgbImage image, int x, int y, double sigma)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var v = -16; v <= 16; v++)
            for (var u = -16; u <= 16; u++)
            {
                var weight = Math.Exp(-(u * u + v * v) / (2 * sigma * sigma));
                sum += weight * image.Row(y + v)[3 * (x + u)];
                weights += weight;
            }

        return sum / weights;
    }

    private static RgbImage Noise(int width, int height)
    {
        var image = new RgbImage(width, height);
        new Random(5).NextBytes(image.Data);
        return image;
    }
}
