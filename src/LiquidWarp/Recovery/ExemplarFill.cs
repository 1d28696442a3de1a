namespace LiquidWarp.Recovery;

/// <summary>
/// Fills a hole from its border inwards with whole patches, strong edges first (Criminisi, Pérez, Toyama 2004). It continues
/// floor lines and window frames through the hole, but leaves seams: a first guess for small pictures, where an exhaustive
/// search is cheap.
/// </summary>
internal sealed class ExemplarFill
{
    private const int Radius = 3;

    // What is copied into the hole should not differ wildly from the smooth guess there, or a picture on the wall is as good as the wall.
    private const float GuessWeight = 0.12f;

    private readonly float[] _colours;
    private readonly bool[] _missing;
    private readonly int _width;
    private readonly int _height;
    private readonly float[] _confidence;
    private readonly List<(int X, int Y)> _sources = [];

    private ExemplarFill(float[] colours, bool[] hole, int width, int height)
    {
        (_colours, _missing, _width, _height) = (colours, (bool[])hole.Clone(), width, height);
        _confidence = Array.ConvertAll(hole, missing => missing ? 0f : 1f);
        for (var y = Radius; y < height - Radius; y++)
        {
            for (var x = Radius; x < width - Radius; x++)
            {
                if (!TouchesHole(x, y))
                    _sources.Add((x, y));
            }
        }
    }

    /// <summary>
    /// Fills the pixels where <paramref name="hole"/> is true, in place, as far as there are patches to copy. The hole holds a smooth guess.
    /// </summary>
    public static void Fill(float[] colours, bool[] hole, int width, int height)
    {
        var fill = new ExemplarFill(colours, hole, width, height);
        while (fill._sources.Count > 0 && fill.MostUrgent() is { } target)
            fill.Copy(target.X, target.Y, fill.BestSource(target.X, target.Y));
    }

    private bool TouchesHole(int x, int y)
    {
        for (var dy = -Radius; dy <= Radius; dy++)
        {
            for (var dx = -Radius; dx <= Radius; dx++)
            {
                if (_missing[(y + dy) * _width + x + dx])
                    return true;
            }
        }
        return false;
    }

    /// <summary>The border pixel with the most known surroundings and the strongest edge running into the hole.</summary>
    private (int X, int Y)? MostUrgent()
    {
        (int, int)? best = null;
        var highest = 0f;
        for (var y = 0; y < _height; y++)
        {
            for (var x = 0; x < _width; x++)
            {
                if (!_missing[y * _width + x] || !HasKnownNeighbour(x, y))
                    continue;
                var priority = Confidence(x, y) * (0.03f + EdgeInto(x, y));
                if (priority > highest)
                    (best, highest) = ((x, y), priority);
            }
        }
        return best;
    }

    private bool Known(int x, int y) => x >= 0 && y >= 0 && x < _width && y < _height && !_missing[y * _width + x];

    private bool HasKnownNeighbour(int x, int y) => Known(x - 1, y) || Known(x + 1, y) || Known(x, y - 1) || Known(x, y + 1);

    private float Confidence(int x, int y)
    {
        var sum = 0f;
        for (var dy = -Radius; dy <= Radius; dy++)
        {
            for (var dx = -Radius; dx <= Radius; dx++)
            {
                if (Known(x + dx, y + dy))
                    sum += _confidence[(y + dy) * _width + x + dx];
            }
        }
        return sum / ((2 * Radius + 1) * (2 * Radius + 1));
    }

    /// <summary>Strongest grey gradient among the known pixels of the patch, along the hole's border: its edge runs into the hole.</summary>
    private float EdgeInto(int x, int y)
    {
        var (normalX, normalY) = (0f, 0f);
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                if (Known(x + dx, y + dy))
                    (normalX, normalY) = (normalX + dx, normalY + dy);
            }
        }
        var length = MathF.Max(MathF.Sqrt(normalX * normalX + normalY * normalY), 1e-3f);
        var strongest = 0f;
        for (var dy = -Radius; dy <= Radius; dy++)
        {
            for (var dx = -Radius; dx <= Radius; dx++)
            {
                var (px, py) = (x + dx, y + dy);
                if (!Known(px, py) || !Known(px - 1, py) || !Known(px + 1, py) || !Known(px, py - 1) || !Known(px, py + 1))
                    continue;
                var (gx, gy) = (Grey(px + 1, py) - Grey(px - 1, py), Grey(px, py + 1) - Grey(px, py - 1));
                strongest = MathF.Max(strongest, MathF.Abs(-gy * normalX + gx * normalY) / length);
            }
        }
        return strongest;
    }

    private float Grey(int x, int y)
    {
        var at = 3 * (y * _width + x);
        return (_colours[at] + _colours[at + 1] + _colours[at + 2]) / 3;
    }

    /// <summary>The source most like the known part of the target; far ones cost more.</summary>
    private (int X, int Y) BestSource(int x, int y)
    {
        var (best, lowest) = (_sources[0], float.MaxValue);
        foreach (var source in _sources)
        {
            var cost = PatchSearch.Away(source.X - x, source.Y - y, _width, _height);
            for (var dy = -Radius; dy <= Radius && cost < lowest; dy++)
            {
                for (var dx = -Radius; dx <= Radius; dx++)
                {
                    var (px, py) = (x + dx, y + dy);
                    if (px < 0 || py < 0 || px >= _width || py >= _height)
                        continue;
                    var (from, to) = (3 * ((source.Y + dy) * _width + source.X + dx), 3 * (py * _width + px));
                    var weight = _missing[to / 3] ? GuessWeight : 1;
                    for (var c = 0; c < 3; c++)
                        cost += weight * (_colours[from + c] - _colours[to + c]) * (_colours[from + c] - _colours[to + c]);
                }
            }
            if (cost < lowest)
                (best, lowest) = (source, cost);
        }
        return best;
    }

    private void Copy(int x, int y, (int X, int Y) source)
    {
        var confidence = Confidence(x, y);
        for (var dy = -Radius; dy <= Radius; dy++)
        {
            for (var dx = -Radius; dx <= Radius; dx++)
            {
                var (px, py) = (x + dx, y + dy);
                if (px < 0 || py < 0 || px >= _width || py >= _height || !_missing[py * _width + px])
                    continue;
                _colours.AsSpan(3 * ((source.Y + dy) * _width + source.X + dx), 3).CopyTo(_colours.AsSpan(3 * (py * _width + px)));
                _confidence[py * _width + px] = confidence;
                _missing[py * _width + px] = false;
            }
        }
    }
}
