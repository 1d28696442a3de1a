using System.Numerics;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Exact and analytic.
public sealed class PersonCropTests
{
    [Fact]
    public void FromPicture_OfToPicture_IsThePlaceAgain()
    {
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            var crop = new PersonCrop(new(100 * random.NextSingle(), 80 * random.NextSingle()), 5 + 90 * random.NextSingle(), 6 * random.NextSingle() - 3, i % 2 == 0);
            var place = new Vector2(2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1);
            var back = crop.FromPicture(crop.ToPicture(place));
            Assert.Equal(place.X, back.X, 1e-4);
            Assert.Equal(place.Y, back.Y, 1e-4);
        }
    }

    [Fact]
    public void ToPicture_Mirrored_ExchangesLeftAndRight() =>
        Assert.Equal(new(15, 12), new PersonCrop(new(20, 12), 10, Mirrored: true).ToPicture(new(1, 0)));

    [Fact]
    public void Look_AtTheWholePicture_IsThePicture()
    {
        var picture = Noise(24, 24);
        var seen = new PersonCrop(new(12, 12), 24).Look(picture, 24);
        Assert.Equal(picture.ToFloat().Data, seen.Data, (a, b) => MathF.Abs(a - b) < 1e-5f);
    }

    [Fact]
    public void Look_AtBytes_IsTheLookAtTheirFloats()
    {
        var picture = Noise(60, 40);
        foreach (var crop in new PersonCrop[] { new(new(30, 20), 33), new(new(8, 35), 50), new(new(30, 20), 20, 0.4f), new(new(30, 20), 20, -0.3f, true), new(new(-40, 90), 30) })
            Assert.Equal(crop.Look(picture.ToFloat(), 16).Data, crop.Look(picture, 16).Data, (a, b) => MathF.Abs(a - b) < 1e-4f);
    }

    // Brightness that grows evenly must come out so at any size: nothing is shifted by making the picture smaller first.
    [Theory]
    [InlineData(300)]
    [InlineData(1500)]
    [InlineData(2000)]
    public void Look_AtALargeRamp_IsTheRamp(int side)
    {
        var picture = new RgbImage(side, side);
        for (var i = 0; i < picture.Data.Length; i++)
            picture.Data[i] = (byte)(255 * (i / 3 % side) / side);
        var seen = new PersonCrop(new(side / 2f, side / 2f), side).Look(picture, 32);
        for (var x = 1; x < 31; x++)
            Assert.Equal(2 * (x + 0.5f) / 32 - 1, seen.Data[3 * (16 * 32 + x)], 0.02f);
    }

    [Fact]
    public void Look_BesideThePicture_IsItsEdge()
    {
        var picture = new RgbImage(4, 4);
        Array.Fill(picture.Data, (byte)255);
        Assert.All(new PersonCrop(new(100, -50), 10).Look(picture, 8).Data, value => Assert.Equal(1, value, 1e-5f));
    }

    private static RgbImage Noise(int width, int height)
    {
        var picture = new RgbImage(width, height);
        new Random(3).NextBytes(picture.Data);
        return picture;
    }
}
