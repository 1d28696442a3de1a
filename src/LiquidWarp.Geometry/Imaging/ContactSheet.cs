namespace LiquidWarp.Imaging;

/// <summary>A picture and the words under it.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Label">One line of ASCII; cut where it is longer than its cell. Empty for none.</param>
public sealed record LabelledPicture(RgbImage Picture, string Label = "");

/// <summary>Many pictures on one, in rows, to look at them side by side.</summary>
public static class ContactSheet
{
    private const int Gap = 6;

    /// <summary>
    /// Lays pictures out in a grid of equal cells. Each keeps its shape and is brought to the largest size that fits its cell; rows may differ in length.
    /// </summary>
    /// <param name="rows">Rows from the top, pictures from the left; a null picture leaves its cell empty.</param>
    /// <param name="cellWidth">Width of a cell in pixels.</param>
    /// <param name="cellHeight">Height of a cell in pixels without its label; 0 means as wide.</param>
    public static RgbImage Compose(IReadOnlyList<IReadOnlyList<LabelledPicture?>> rows, int cellWidth = 256, int cellHeight = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cellWidth, 8);
        cellHeight = cellHeight == 0 ? cellWidth : cellHeight;
        var columns = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        if (columns == 0)
            throw new ArgumentException("A contact sheet needs at least one picture.", nameof(rows));
        var scale = cellWidth >= 320 ? 2 : 1;
        var labels = rows.Any(row => row.Any(cell => cell is { Label.Length: > 0 })) ? BitmapFont.CellHeight * scale + Gap : 0;

        var sheet = new RgbImage(Gap + columns * (cellWidth + Gap), Gap + rows.Count * (cellHeight + labels + Gap));
        Array.Fill(sheet.Data, (byte)250);
        for (var row = 0; row < rows.Count; row++)
            for (var column = 0; column < rows[row].Count; column++)
                if (rows[row][column] is { } cell)
                {
                    int left = Gap + column * (cellWidth + Gap), top = Gap + row * (cellHeight + labels + Gap);
                    var fitted = Fit(cell.Picture, cellWidth, cellHeight);
                    Paste(fitted, sheet, left + (cellWidth - fitted.Width) / 2, top + (cellHeight - fitted.Height) / 2);
                    var letters = Math.Min(cell.Label.Length, cellWidth / (BitmapFont.CellWidth * scale));
                    BitmapFont.Draw(sheet, left, top + cellHeight + Gap / 2, cell.Label[..letters], scale, (30, 30, 30));
                }

        return sheet;
    }

    /// <summary>Lays pictures out in rows of <paramref name="columns"/>.</summary>
    public static RgbImage Compose(IReadOnlyList<LabelledPicture> pictures, int columns, int cellWidth = 256, int cellHeight = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        return Compose([.. pictures.Chunk(columns)], cellWidth, cellHeight);
    }

    /// <summary>Brings a picture to the largest size of its shape within a box.</summary>
    public static RgbImage Fit(RgbImage picture, int width, int height)
    {
        var scale = Math.Min((double)width / picture.Width, (double)height / picture.Height);
        return Resampling.Resize(
            picture,
            Math.Clamp((int)Math.Round(picture.Width * scale), 1, width),
            Math.Clamp((int)Math.Round(picture.Height * scale), 1, height),
            ResizeMethod.Area);
    }

    private static void Paste(RgbImage picture, RgbImage into, int left, int top)
    {
        for (var y = 0; y < picture.Height; y++)
            picture.Row(y).CopyTo(into.Row(top + y)[(3 * left)..]);
    }
}
