namespace LiquidWarp.Imaging;

/// <summary>
/// For each pixel the nearest pixel of a mask, found by handing candidates from neighbour to neighbour, twice over the picture
/// (Danielsson 1980): now and then a pixel that is a small part of a pixel farther, which is no matter where colours are carried outwards.
/// Keeps its memory from picture to picture.
/// </summary>
public sealed class NearestPixels
{
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _nearest;
    private readonly int[] _distance;

    // Where the nearest pixel lies, so that nothing need be divided.
    private readonly (short Column, short Row)[] _places;

    /// <summary>Makes room for pictures of a size.</summary>
    public NearestPixels(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(width, height), short.MaxValue);
        (_width, _height) = (width, height);
        _nearest = new int[checked(width * height)];
        _distance = new int[width * height];
        _places = new (short, short)[width * height];
    }

    /// <summary>(H, W) index of the nearest pixel that was chosen, itself where it is one, −1 where none is within reach.</summary>
    public ReadOnlySpan<int> Nearest => _nearest;

    /// <summary>(H, W) square of the distance to it in pixels.</summary>
    public ReadOnlySpan<int> SquaredDistance => _distance;

    /// <summary>Finds the nearest pixels.</summary>
    /// <param name="marks">(H, W) marks; a pixel is chosen where its mark is 0 or above, as in <c>Fragments.FaceIndex</c>.</param>
    /// <param name="reach">How far to look, pixels.</param>
    public void Find(ReadOnlySpan<int> marks, float reach)
    {
        if (marks.Length != _nearest.Length)
            throw new ArgumentException($"{marks.Length} marks for {_nearest.Length} pixels.", nameof(marks));
        var farthest = (int)MathF.Min(reach * reach, int.MaxValue / 4);
        for (int i = 0, y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++, i++)
            {
                (_nearest[i], _distance[i]) = marks[i] >= 0 ? (i, 0) : (-1, farthest + 1);
                _places[i] = ((short)x, (short)y);
            }

        for (var y = 0; y < _height; y++)
            Sweep(y, y - 1);
        for (var y = _height - 1; y >= 0; y--)
            Sweep(y, y + 1);
    }

    private void Sweep(int y, int from)
    {
        if (from >= 0 && from < _height)
            for (var x = 0; x < _width; x++)
            {
                Offer(x, y, x, from);
                if (x > 0)
                    Offer(x, y, x - 1, from);
                if (x < _width - 1)
                    Offer(x, y, x + 1, from);
            }

        for (var x = 1; x < _width; x++)
            Offer(x, y, x - 1, y);
        for (var x = _width - 2; x >= 0; x--)
            Offer(x, y, x + 1, y);
    }

    private void Offer(int x, int y, int fromX, int fromY)
    {
        var (pixel, from) = (y * _width + x, fromY * _width + fromX);
        var candidate = _nearest[from];
        if (candidate < 0 || candidate == _nearest[pixel])
            return;
        var place = _places[from];
        var distance = (x - place.Column) * (x - place.Column) + (y - place.Row) * (y - place.Row);
        if (distance < _distance[pixel])
            (_nearest[pixel], _distance[pixel], _places[pixel]) = (candidate, distance, place);
    }
}
