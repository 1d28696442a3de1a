using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LiquidWarp.Recovery;

/// <summary>
/// For every 8 × 8 patch that touches the hole, the most similar patch that does not, by PatchMatch (Barnes et al. 2009):
/// good matches spread to neighbours, random tries around the best one find new ones. Then each missing pixel becomes the
/// mean of what the matches of the patches over it propose (Wexler et al. 2007).
/// </summary>
internal sealed class PatchSearch
{
    /// <summary>Side of a patch: a row of 8 RGB pixels is three 256-bit vectors.</summary>
    public const int Side = 8;

    private readonly float[] _colours;
    private readonly bool[] _hole;
    private readonly int _width;
    private readonly int _height;
    private readonly List<int> _targets = [];
    private readonly int[] _sources;
    private readonly bool[] _isSource;
    private readonly int[] _match;
    private readonly float[] _distance;
    private uint _random;

    /// <param name="colours">(H, W, 3), the hole filled with a first guess; changed by <see cref="Vote"/>.</param>
    /// <param name="hole">(H, W).</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="seed">Seed of the random tries.</param>
    public PatchSearch(float[] colours, bool[] hole, int width, int height, int seed)
    {
        (_colours, _hole, _width, _height, _random) = (colours, hole, width, height, (uint)seed * 2654435761u | 1);
        _match = new int[width * height];
        _distance = new float[width * height];
        _isSource = new bool[width * height];
        Array.Fill(_match, -1);
        var sources = new List<int>();
        var missing = CountMissing();
        for (var y = 0; y + Side <= height; y++)
        {
            for (var x = 0; x + Side <= width; x++)
            {
                var stride = width + 1;
                var count = missing[(y + Side) * stride + x + Side] - missing[y * stride + x + Side] - missing[(y + Side) * stride + x] + missing[y * stride + x];
                (count > 0 ? _targets : sources).Add(y * width + x);
                _isSource[y * width + x] = count == 0;
            }
        }
        _sources = [.. sources];
    }

    /// <summary>Whether there is any whole patch to copy from.</summary>
    public bool HasSources => _sources.Length > 0;

    /// <summary>Starts from the matches of the next coarser level (half the size), or at random.</summary>
    public void Start(PatchSearch? coarser)
    {
        foreach (var target in _targets)
        {
            var match = -1;
            if (coarser is not null)
            {
                var (x, y) = (target % _width, target / _width);
                var (cx, cy) = (Math.Min(x / 2, coarser._width - Side), Math.Min(y / 2, coarser._height - Side));
                var found = coarser._match[cy * coarser._width + cx];
                if (found >= 0)
                    match = Valid(2 * (found % coarser._width) + x - 2 * cx, 2 * (found / coarser._width) + y - 2 * cy);
            }
            _match[target] = match >= 0 ? match : _sources[Next(_sources.Length)];
        }
        Measure();
    }

    /// <summary>One round over all patches, forwards or backwards.</summary>
    public void Improve(bool backwards)
    {
        var shift = backwards ? 1 : -1;
        for (var i = 0; i < _targets.Count; i++)
        {
            var target = _targets[backwards ? _targets.Count - 1 - i : i];
            var (x, y) = (target % _width, target / _width);
            if ((uint)(x + shift) < (uint)_width && _match[target + shift] is var beside and >= 0)
                Try(target, beside % _width - shift, beside / _width);
            if ((uint)(y + shift) < (uint)_height && _match[target + shift * _width] is var above and >= 0)
                Try(target, above % _width, above / _width - shift);
            var (bestX, bestY) = (_match[target] % _width, _match[target] / _width);
            for (var radius = Math.Max(_width, _height); radius >= 1; radius /= 2)
                Try(target, bestX + Next(2 * radius + 1) - radius, bestY + Next(2 * radius + 1) - radius);
        }
    }

    /// <summary>Recomputes all distances after the colours changed.</summary>
    public void Measure()
    {
        foreach (var target in _targets)
            _distance[target] = Distance(target, _match[target], float.MaxValue);
    }

    /// <summary>Replaces the missing pixels by the proposals of the matches; the better match weighs more.</summary>
    /// <param name="trust">(H, W) weight of each target patch's own place: greater near the hole's border.</param>
    public void Vote(float[] trust)
    {
        var (sum, weights) = (new float[_colours.Length], new float[_hole.Length]);
        var typical = Typical();
        foreach (var target in _targets)
        {
            var weight = Weight(target, trust, typical);
            for (var row = 0; row < Side; row++)
            {
                var (to, from) = (target + row * _width, _match[target] + row * _width);
                for (var column = 0; column < Side; column++)
                {
                    if (!_hole[to + column])
                        continue;
                    weights[to + column] += weight;
                    for (var c = 0; c < 3; c++)
                        sum[3 * (to + column) + c] += weight * _colours[3 * (from + column) + c];
                }
            }
        }
        for (var i = 0; i < weights.Length; i++)
        {
            for (var c = 0; c < 3 && weights[i] > 0; c++)
                _colours[3 * i + c] = sum[3 * i + c] / weights[i];
        }
    }

    /// <summary>
    /// The differences to the right and lower neighbour that the matches propose, (H, W, 3) each. They come from within source
    /// patches, so seams between copied regions are not among them.
    /// </summary>
    public (float[] Right, float[] Below) VoteGradients(float[] trust)
    {
        var (right, below) = (new float[_colours.Length], new float[_colours.Length]);
        var (rightWeights, belowWeights) = (new float[_hole.Length], new float[_hole.Length]);
        var typical = Typical();
        foreach (var target in _targets)
        {
            var weight = Weight(target, trust, typical);
            for (var row = 0; row < Side; row++)
            {
                for (var column = 0; column < Side; column++)
                {
                    var (to, from) = (target + row * _width + column, _match[target] + row * _width + column);
                    if (column + 1 < Side)
                        Add(right, rightWeights, to, from, from + 1, weight);
                    if (row + 1 < Side)
                        Add(below, belowWeights, to, from, from + _width, weight);
                }
            }
        }
        Divide(right, rightWeights);
        Divide(below, belowWeights);
        return (right, below);

        void Add(float[] sums, float[] weights, int to, int from, int next, float weight)
        {
            weights[to] += weight;
            for (var c = 0; c < 3; c++)
                sums[3 * to + c] += weight * (_colours[3 * next + c] - _colours[3 * from + c]);
        }

        static void Divide(float[] sums, float[] weights)
        {
            for (var i = 0; i < sums.Length; i++)
                sums[i] = weights[i / 3] > 0 ? sums[i] / weights[i / 3] : 0;
        }
    }

    private float Weight(int target, float[] trust, float typical) =>
        trust[target + Side / 2 * _width + Side / 2] * MathF.Exp(-MathF.Min(_distance[target] / (2 * typical), 40)) + 1e-30f;

    /// <summary>A low percentile of the distances, so that few proposals rule a pixel and texture is not averaged away.</summary>
    private float Typical()
    {
        var distances = _targets.Select(target => _distance[target]).Order().ToArray();
        return Math.Max(distances.Length == 0 ? 0 : distances[distances.Length / 4] / 4, 1e-4f);
    }

    private void Try(int target, int x, int y)
    {
        var candidate = Valid(x, y);
        if (candidate < 0 || candidate == _match[target])
            return;
        var distance = Distance(target, candidate, _distance[target]);
        if (distance < _distance[target])
            (_match[target], _distance[target]) = (candidate, distance);
    }

    private int Valid(int x, int y) =>
        x >= 0 && y >= 0 && x + Side <= _width && y + Side <= _height && _isSource[y * _width + x] ? y * _width + x : -1;

    /// <summary>
    /// Cost of copying from afar. Another height costs more than another side: light and scenery change less along the horizon
    /// than across it.
    /// </summary>
    internal static float Away(int x, int y, int width, int height)
    {
        var (farX, farY) = (x / (float)width, y / (float)height);
        return 0.2f * farX * farX + 1f * farY * farY;
    }

    private float Distance(int a, int b, float limit)
    {
        ref var colours = ref MemoryMarshal.GetArrayDataReference(_colours);
        var (sum, stride) = (Vector256<float>.Zero, 3 * _width);
        var away = Away(b % _width - a % _width, b / _width - a / _width, _width, _height);
        for (var row = 0; row < Side; row++)
        {
            var (from, to) = ((nuint)(3 * a + row * stride), (nuint)(3 * b + row * stride));
            var first = Vector256.LoadUnsafe(ref colours, from) - Vector256.LoadUnsafe(ref colours, to);
            var second = Vector256.LoadUnsafe(ref colours, from + 8) - Vector256.LoadUnsafe(ref colours, to + 8);
            var third = Vector256.LoadUnsafe(ref colours, from + 16) - Vector256.LoadUnsafe(ref colours, to + 16);
            sum += first * first + second * second + third * third;
            if (row == Side / 2 && Vector256.Sum(sum) + away >= limit)
                return float.MaxValue;
        }
        return Vector256.Sum(sum) + away;
    }

    private int[] CountMissing()
    {
        var sums = new int[(_width + 1) * (_height + 1)];
        for (var y = 0; y < _height; y++)
        {
            for (var x = 0; x < _width; x++)
                sums[(y + 1) * (_width + 1) + x + 1] = sums[y * (_width + 1) + x + 1] + sums[(y + 1) * (_width + 1) + x] - sums[y * (_width + 1) + x] + (_hole[y * _width + x] ? 1 : 0);
        }
        return sums;
    }

    private int Next(int below)
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return (int)(((ulong)_random * (uint)below) >> 32);
    }
}
