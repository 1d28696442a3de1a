using LiquidWarp.Imaging;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

/// <summary>Analytic: a floor whose brightness changes from row to row, with and without dark places.</summary>
public class GroundShadowTests
{
    private const int Side = 120;

    private static readonly Mask Person = Paint(new Mask(Side, Side), 52, 20, 68, 90);

    [Fact]
    public void Find_PlainFloor_FindsNothing() => Assert.DoesNotContain((byte)1, GroundShadow.Find(Floor(), Person, 70).Data);

    [Fact]
    public void Find_DarkPlaceAtTheFeet_FindsItWhole()
    {
        var photo = Darken(Floor(), 50, 90, 80, 104);
        var found = GroundShadow.Find(photo, Person, 70);
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
                Assert.Equal(x is >= 50 and < 80 && y is >= 90 and < 104, found.Data[y * Side + x] == 1);
    }

    [Fact]
    public void Find_DarkThingApart_LeavesIt() =>
        Assert.DoesNotContain((byte)1, GroundShadow.Find(Darken(Floor(), 72, 95, 80, 104), Person, 70).Data);

    [Fact]
    public void Find_DarkWallBehindTheHead_LeavesIt() =>
        Assert.DoesNotContain((byte)1, GroundShadow.Find(Darken(Floor(), 40, 10, 80, 40), Person, 70).Data);

    [Fact]
    public void Find_PersonWhoFillsTheWidth_FindsNothing() =>
        Assert.DoesNotContain((byte)1, GroundShadow.Find(Floor(), Paint(new Mask(Side, Side), 2, 0, 118, Side), 120).Data);

    private static RgbImage Floor()
    {
        var photo = new RgbImage(Side, Side);
        for (var y = 0; y < Side; y++)
            photo.Row(y).Fill((byte)(100 + y));
        return photo;
    }

    private static RgbImage Darken(RgbImage photo, int left, int top, int right, int bottom)
    {
        for (var y = top; y < bottom; y++)
            foreach (ref var value in photo.Row(y)[(3 * left)..(3 * right)])
                value -= 40;
        return photo;
    }

    private static Mask Paint(Mask mask, int left, int top, int right, int bottom)
    {
        for (var y = top; y < bottom; y++)
            mask.Row(y)[left..right].Fill(1);
        return mask;
    }
}
