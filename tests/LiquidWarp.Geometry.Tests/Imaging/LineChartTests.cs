using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class LineChartTests
{
    // Exact: a level line is one row of its colour, from the left end of the plane to the right.
    [Fact]
    public void Draw_LevelLine_IsARowOfItsColour()
    {
        var chart = LineChart.Draw("level", [new("a", [(0, 3), (10, 3)])], 300, 200);
        var rows = Enumerable.Range(0, 200).Where(y => Enumerable.Range(0, 300).Count(x => At(chart, x, y) == (31, 119, 180)) > 200).ToList();
        Assert.Single(rows);
    }

    [Fact]
    public void Draw_NothingToShow_StillDraws()
    {
        foreach (var lines in (IReadOnlyList<ChartLine>[])[[], [new("empty", [])], [new("bad", [(0, double.NaN), (1, double.PositiveInfinity)])]])
            Assert.Contains(LineChart.Draw("none", lines, 200, 120).Data, value => value < 255);
    }

    // Zero has no logarithm; the other points are still shown.
    [Fact]
    public void Draw_LogarithmOfZero_LeavesThePointOut()
    {
        var with = LineChart.Draw("log", [new("a", [(0, 1), (1, 10), (2, 0), (3, 100)])], 300, 200, logarithmic: true);
        var without = LineChart.Draw("log", [new("a", [(0, 1), (1, 10), (3, 100)])], 300, 200, logarithmic: true);
        Assert.Equal(without.Data, with.Data);
    }

    private static (byte R, byte G, byte B) At(RgbImage picture, int x, int y) =>
        (picture.Data[3 * (y * picture.Width + x)], picture.Data[3 * (y * picture.Width + x) + 1], picture.Data[3 * (y * picture.Width + x) + 2]);
}
