using LiquidWarp.Imaging;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

public class PersonMatteTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(900)]
    public void Find_ClothesWiderThanTheBody_FindsTheClothes(int side)
    {
        // A red coat on a speckled green wall; the body inside is narrower by 5 % of its height on both sides.
        var random = new Random(3);
        var (coat, body) = (Box(side, 0.34, 0.15, 0.66, 0.9), Box(side, 0.39, 0.17, 0.61, 0.88));
        var photo = new RgbImage(side, side);
        for (var i = 0; i < side * side; i++)
        {
            var speckle = random.Next(24);
            var (r, g, b) = coat.Data[i] != 0 ? (190 + speckle, 40, 50) : (70, 130 + speckle, 90);
            (photo.Data[3 * i], photo.Data[3 * i + 1], photo.Data[3 * i + 2]) = ((byte)r, (byte)g, (byte)b);
        }
        var matte = PersonMatte.Find(photo, body, 0.75f * side, cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(Overlap(matte.Mask, coat), 0.96, 1);
    }

    [Fact]
    public void Find_BodyAndWallAlike_StaysAtTheBody()
    {
        var body = Box(200, 0.4, 0.2, 0.6, 0.9);
        var photo = new RgbImage(200, 200);
        Array.Fill(photo.Data, (byte)120);
        Assert.InRange(Overlap(PersonMatte.Find(photo, body, 140, cancellation: TestContext.Current.CancellationToken).Mask, body), 0.7, 1);
    }

    [Fact]
    public void Find_SomebodyLookedAtThePicture_FindsTheHairThatNoColourTells()
    {
        // Everything is grey; the body is narrower than what was seen, which is known only nearly.
        var (body, seen) = (Box(200, 0.44, 0.2, 0.56, 0.9), Box(200, 0.38, 0.16, 0.62, 0.9));
        var photo = new RgbImage(200, 200);
        Array.Fill(photo.Data, (byte)120);
        PersonMatte Find(FloatImage? likely) => PersonMatte.Find(photo, body, 140, likely, TestContext.Current.CancellationToken);
        Assert.InRange(Overlap(Find(seen.ToFloat()).Mask, seen), 0.92, 1);
        Assert.InRange(Overlap(Find(likely: null).Mask, seen), 0, 0.75);
    }

    [Fact]
    public void Find_NobodySawAPartOfTheBody_TakesItAway()
    {
        var (body, seen) = (Box(200, 0.4, 0.2, 0.6, 0.9), Box(200, 0.4, 0.2, 0.6, 0.6));
        var photo = new RgbImage(200, 200);
        Array.Fill(photo.Data, (byte)120);
        Assert.InRange(Overlap(PersonMatte.Find(photo, body, 140, seen.ToFloat(), TestContext.Current.CancellationToken).Mask, seen), 0.92, 1);
    }

    [Fact]
    public void FromMask_Mask_IsKept()
    {
        var mask = Box(64, 0.2, 0.2, 0.8, 0.8);
        Assert.Equal(mask.Data, PersonMatte.FromMask(mask).Mask.Data);
    }

    [Fact]
    public void Find_OtherSize_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PersonMatte.Find(new RgbImage(10, 10), new Mask(9, 10), 5, cancellation: TestContext.Current.CancellationToken));

    internal static double Overlap(Mask a, Mask b)
    {
        int both = 0, either = 0;
        for (var i = 0; i < a.Data.Length; i++)
        {
            both += a.Data[i] & b.Data[i];
            either += a.Data[i] | b.Data[i];
        }
        return (double)both / either;
    }

    private static Mask Box(int side, double left, double top, double right, double bottom)
    {
        var mask = new Mask(side, side);
        for (var y = (int)(top * side); y < (int)(bottom * side); y++)
            mask.Row(y)[(int)(left * side)..(int)(right * side)].Fill(1);
        return mask;
    }
}
