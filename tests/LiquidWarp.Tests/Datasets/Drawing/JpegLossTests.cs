using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Datasets.Drawing;

/// <summary>Analytic: what any JPEG must keep and lose.</summary>
public class JpegLossTests
{
    [Fact]
    public void Apply_FlatGrey_StaysAsItIs()
    {
        var picture = new RgbImage(24, 17);
        Array.Fill(picture.Data, (byte)128);
        JpegLoss.Apply(picture, 60);
        Assert.All(picture.Data, value => Assert.Equal(128, value));
    }

    [Fact]
    public void Apply_LowerQuality_LosesMore()
    {
        var errors = new[] { 95, 75, 40, 10 }.Select(quality =>
        {
            var picture = Noise();
            JpegLoss.Apply(picture, quality);
            return picture.Data.Zip(Noise().Data, (a, b) => Math.Abs(a - b)).Average();
        }).ToArray();
        Assert.Equal(errors.Order(), errors);
        Assert.InRange(errors[0], 0.1, 4);
    }

    private static RgbImage Noise()
    {
        var picture = new RgbImage(32, 32);
        var random = new Random(5);
        // Grey: of coloured noise the halved colour alone would take more than rounding does.
        for (var i = 0; i < picture.Data.Length; i += 3)
            picture.Data.AsSpan(i, 3).Fill((byte)random.Next(30, 226));
        return picture;
    }
}
