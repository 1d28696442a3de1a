using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class ContactSheetTests
{
    [Fact]
    public void Compose_ShapesOfAllKinds_CentresThemInTheirCells()
    {
        var (wide, tall) = (Plain(40, 10, 200), Plain(8, 64, 90));
        var sheet = ContactSheet.Compose([[new(wide), null, new(tall)], [new(tall)]], cellWidth: 32);
        Assert.Equal((6 + 3 * 38, 6 + 2 * 38), (sheet.Width, sheet.Height));
        Assert.Equal(200, At(sheet, 6, 6 + 16));
        Assert.Equal(250, At(sheet, 6, 6));
        Assert.Equal(250, At(sheet, 44 + 16, 6 + 16));
        Assert.Equal(90, At(sheet, 82 + 16, 6));
        Assert.Equal(250, At(sheet, 82, 6 + 16));
        Assert.Equal(90, At(sheet, 6 + 16, 44 + 31));
    }

    [Fact]
    public void Compose_Labels_AreWrittenUnderTheirPictures()
    {
        var sheet = ContactSheet.Compose([new(Plain(30, 30, 128), "I"), new(Plain(30, 30, 128), "far too long for its cell")], columns: 1, cellWidth: 30);
        Assert.Equal(6 + 2 * (30 + 14 + 6), sheet.Height);
        // The stem of the I is the third of six columns.
        Assert.Equal(30, At(sheet, 6 + 2, 36 + 3 + 3));
        Assert.Equal(250, At(sheet, 6 + 4, 36 + 3 + 3));
        for (var y = 0; y < sheet.Height; y++)
            Assert.Equal(250, At(sheet, sheet.Width - 1, y));
    }

    [Fact]
    public void Compose_NothingOrNoColumns_Throws()
    {
        Assert.Throws<ArgumentException>(() => ContactSheet.Compose([]));
        Assert.ThrowsAny<ArgumentException>(() => ContactSheet.Compose([new(Plain(1, 1, 0))], columns: 0));
    }

    private static RgbImage Plain(int width, int height, byte value)
    {
        var image = new RgbImage(width, height);
        Array.Fill(image.Data, value);
        return image;
    }

    private static int At(RgbImage image, int x, int y) => image.Row(y)[3 * x];
}
