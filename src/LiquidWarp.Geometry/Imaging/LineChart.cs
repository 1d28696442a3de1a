using System.Globalization;

namespace LiquidWarp.Imaging;

/// <summary>A line of a <see cref="LineChart"/>.</summary>
/// <param name="Label">Written in the legend.</param>
/// <param name="Points">x and y; those that are not finite, or not above 0 on a logarithmic axis, are left out.</param>
public sealed record ChartLine(string Label, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Plots lines over a common x, with axes, grid and legend: enough to see how a training goes.</summary>
public static class LineChart
{
    private const int Left = 66, Right = 14, Top = 24, Bottom = 26;

    private static readonly (byte R, byte G, byte B)[] Colours =
        [(31, 119, 180), (255, 127, 14), (44, 160, 44), (214, 39, 40), (148, 103, 189), (140, 86, 75), (227, 119, 194), (90, 90, 90), (188, 189, 34), (23, 190, 207)];

    /// <summary>Draws a chart.</summary>
    /// <param name="title">Written above.</param>
    /// <param name="lines">What to plot; an empty chart says so.</param>
    /// <param name="width">Pixels, at least 160.</param>
    /// <param name="height">Pixels, at least 120.</param>
    /// <param name="logarithmic">Whether y is shown by its logarithm.</param>
    public static RgbImage Draw(string title, IReadOnlyList<ChartLine> lines, int width = 900, int height = 420, bool logarithmic = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 160);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 120);
        var picture = new RgbImage(width, height);
        Array.Fill(picture.Data, (byte)255);
        BitmapFont.Draw(picture, Left, 8, title, 1, (20, 20, 20));
        var shown = lines.Select(line => line with { Points = [.. line.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y) && (!logarithmic || point.Y > 0))] })
            .Where(line => line.Points.Count > 0).ToList();
        if (shown.Count == 0)
        {
            BitmapFont.Draw(picture, Left, height / 2, "nothing to show yet", 1, (120, 120, 120));
            return picture;
        }

        var plane = Plane.Of(shown, width, height, logarithmic);
        plane.DrawGrid(picture);
        for (var i = 0; i < shown.Count; i++)
        {
            var colour = Colours[i % Colours.Length];
            for (var k = 1; k < shown[i].Points.Count; k++)
                DrawSegment(picture, plane.Place(shown[i].Points[k - 1]), plane.Place(shown[i].Points[k]), colour);
            BitmapFont.Draw(picture, width - Right - BitmapFont.CellWidth * (shown.Max(line => line.Label.Length) + 2), Top + 4 + 10 * i, shown[i].Label, 1, colour);
        }

        return picture;
    }

    private static void DrawSegment(RgbImage picture, (double X, double Y) from, (double X, double Y) to, (byte R, byte G, byte B) colour)
    {
        var steps = (int)Math.Ceiling(Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y))));
        for (var i = 0; i <= steps; i++)
            Set(picture, (int)Math.Round(from.X + (to.X - from.X) * i / steps), (int)Math.Round(from.Y + (to.Y - from.Y) * i / steps), colour);
    }

    private static void Set(RgbImage picture, int x, int y, (byte R, byte G, byte B) colour)
    {
        if ((uint)x < (uint)picture.Width && (uint)y < (uint)picture.Height)
            (picture.Data[3 * (y * picture.Width + x)], picture.Data[3 * (y * picture.Width + x) + 1], picture.Data[3 * (y * picture.Width + x) + 2]) = colour;
    }

    /// <summary>From values to pixels.</summary>
    private sealed record Plane(double MinX, double MaxX, double MinY, double MaxY, int Width, int Height, bool Logarithmic)
    {
        public static Plane Of(List<ChartLine> lines, int width, int height, bool logarithmic)
        {
            var points = lines.SelectMany(line => line.Points).ToList();
            var heights = points.ConvertAll(point => logarithmic ? Math.Log10(point.Y) : point.Y);
            var (minX, maxX, minY, maxY) = (points.Min(point => point.X), points.Max(point => point.X), heights.Min(), heights.Max());
            var margin = maxY > minY ? 0.04 * (maxY - minY) : Math.Max(1e-9, Math.Abs(maxY) * 0.1);
            return new(minX, maxX > minX ? maxX : minX + 1, minY - margin, maxY + margin, width, height, logarithmic);
        }

        public (double X, double Y) Place((double X, double Y) point) => (Column(point.X), Row(Logarithmic ? Math.Log10(point.Y) : point.Y));

        public void DrawGrid(RgbImage picture)
        {
            const int lines = 4;
            for (var i = 0; i <= lines; i++)
            {
                var (x, y) = (MinX + (MaxX - MinX) * i / lines, MinY + (MaxY - MinY) * i / lines);
                DrawSegment(picture, (Column(MinX), Row(y)), (Column(MaxX), Row(y)), (228, 228, 228));
                DrawSegment(picture, (Column(x), Row(MinY)), (Column(x), Row(MaxY)), (228, 228, 228));
                var label = Write(Logarithmic ? Math.Pow(10, y) : y);
                BitmapFont.Draw(picture, Left - 6 - BitmapFont.CellWidth * label.Length, (int)Row(y) - 4, label, 1, (90, 90, 90));
                label = Write(x);
                BitmapFont.Draw(picture, (int)Math.Clamp(Column(x) - BitmapFont.CellWidth * label.Length / 2.0, 0, Width - BitmapFont.CellWidth * label.Length), Height - Bottom + 8, label, 1, (90, 90, 90));
            }
        }

        private double Column(double x) => Left + (x - MinX) / (MaxX - MinX) * (Width - Left - Right);

        private double Row(double y) => Height - Bottom - (y - MinY) / (MaxY - MinY) * (Height - Top - Bottom);

        private static string Write(double value) => value.ToString(Math.Abs(value) is >= 10_000 or < 0.001 and > 0 ? "0.##E+0" : "G4", CultureInfo.InvariantCulture);
    }
}
