using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Tests.Bodies;

namespace LiquidWarp.Tests.Rendering;

/// <summary>Exact: how many cells each sheet has, and that a body is drawn in every one.</summary>
public class BodySheetsTests
{
    private const int Size = 40;

    [Theory]
    [InlineData("sides", 4, 2)]
    [InlineData("rest", 4, 2)]
    [InlineData("poses", 3, 2)]
    [InlineData("shapes", 4, 5)]
    public void All_AnyBody_FillsEveryCell(string name, int columns, int rows)
    {
        var sheets = BodySheets.All(RandomBody.Create(120, 1), Size).ToDictionary(sheet => sheet.Name, sheet => sheet.Sheet);
        var sheet = sheets[name];
        var empty = ContactSheet.Compose([.. Enumerable.Repeat(new LabelledPicture(new RgbImage(Size, Size), "label"), columns * rows)], columns, Size);
        Assert.Equal((empty.Width, empty.Height), (sheet.Width, sheet.Height));
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                Assert.True(HasSkin(sheet, column * sheet.Width / columns, row * sheet.Height / rows, sheet.Width / columns, sheet.Height / rows), $"cell {column}, {row} of {name} is empty");
    }

    /// <summary>Whether any pixel of a rectangle is clearly redder than blue, as skin and part colours are and paper, letters and background are not.</summary>
    private static bool HasSkin(RgbImage sheet, int left, int top, int width, int height)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++)
                if (sheet.Row(y)[3 * x] > sheet.Row(y)[3 * x + 2] + 15)
                    return true;
        return false;
    }
}
