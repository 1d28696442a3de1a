using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>The computation behind <see cref="PersonMatte"/>, at working size.</summary>
internal sealed class MatteSearch
{
    /// <summary>Rounds of comparing colours and spreading.</summary>
    public const int Rounds = 3;

    private const int Samples = 48;

    private readonly int _width;
    private readonly int _height;
    private readonly float[] _colours;
    private readonly float[] _distance;
    private readonly float[]? _likely;
    private readonly float _personHeight;
    private readonly float[] _prior;
    private readonly float[] _trust;
    private readonly float[] _alpha;
    private readonly float[] _edgeRight;
    private readonly float[] _edgeBelow;

    /// <param name="photo">The picture.</param>
    /// <param name="distance">Signed distance from the body's outline, positive inside.</param>
    /// <param name="likely">How likely each pixel is the person, if anybody has looked.</param>
    /// <param name="personHeight">Height of the body in pixels.</param>
    public MatteSearch(RgbImage photo, FloatImage distance, FloatImage? likely, float personHeight)
    {
        _likely = likely?.Data;
        (_width, _height, _personHeight, _distance) = (photo.Width, photo.Height, personHeight, distance.Data);
        _colours = OpponentColours(photo);
        (_prior, _trust, _alpha) = (new float[_distance.Length], new float[_distance.Length], new float[_distance.Length]);
        (_edgeRight, _edgeBelow) = EdgeWeights();
        for (var i = 0; i < _alpha.Length; i++)
            _alpha[i] = _distance[i] > 0 ? 1 : 0;
    }

    private float CertainInside => 0.015f * _personHeight;

    // A naked body lacks hair and skirts; who looked at the picture saw them.
    private float CertainOutside => (_likely is null ? -0.11f : -0.05f) * _personHeight;

    /// <summary>Brightness and two colour differences, 0 to 255, the differences weighed up: shade varies more than hue.</summary>
    private static float[] OpponentColours(RgbImage photo)
    {
        var colours = new float[photo.Data.Length];
        for (var i = 0; i < colours.Length; i += 3)
        {
            var (r, g, b) = (photo.Data[i], photo.Data[i + 1], photo.Data[i + 2]);
            colours[i] = (r + g + b) / 3f;
            colours[i + 1] = 1.2f * (r - g);
            colours[i + 2] = 1.2f * ((r + g) / 2f - b);
        }
        return colours;
    }

    /// <summary>
    /// Compares each undecided pixel with samples from around it: of the person (inside the body, later inside the answer so far)
    /// and of the background.
    /// </summary>
    public void CompareColours(int round)
    {
        var (inside, outside) = (new List<int>(), new List<int>());
        for (var i = 0; i < _distance.Length; i++)
        {
            var person = round == 0 ? _distance[i] > CertainInside / 2 : _alpha[i] > 0.9f;
            var background = _distance[i] < CertainOutside || (round > 0 && _alpha[i] < 0.1f);
            if (person)
                inside.Add(i);
            else if (background)
                outside.Add(i);
        }
        var (insideNear, outsideNear) = (new NearSamples(inside, _width, _height, _personHeight), new NearSamples(outside, _width, _height, _personHeight));
        for (var i = 0; i < _distance.Length; i++)
            (_prior[i], _trust[i]) = Judge(i, insideNear, outsideNear);
    }

    private (float Prior, float Trust) Judge(int pixel, NearSamples inside, NearSamples outside)
    {
        const float certain = 50;
        var distance = _distance[pixel] / _personHeight;
        if (_distance[pixel] > CertainInside)
            return (1, certain);
        if (_distance[pixel] < CertainOutside)
            return (0, certain);
        // A place at the outline is as likely one as the other; clothes reach a little beyond the body.
        var place = 1 / (1 + MathF.Exp(-(distance + 0.012f) / 0.014f));
        if (_likely is not null)
            place = (place + Math.Clamp(_likely[pixel], 0.02f, 0.98f)) / 2;
        var (person, background) = (inside.Likelihood(pixel, _colours), outside.Likelihood(pixel, _colours));
        var odds = person * place / (person * place + background * (1 - place) + 1e-9f);
        return (odds, 0.02f + 0.25f * MathF.Abs(2 * odds - 1));
    }

    /// <summary>Solves for the answer that agrees with the prior where that is trusted and changes only across edges.</summary>
    public void Spread()
    {
        var count = _alpha.Length;
        var (residual, direction, product) = (new float[count], new float[count], new float[count]);
        Multiply(_alpha, product);
        double squared = 0;
        for (var i = 0; i < count; i++)
        {
            residual[i] = direction[i] = _trust[i] * _prior[i] - product[i];
            squared += residual[i] * residual[i];
        }
        for (var round = 0; round < 120 && squared > 1e-6 * count; round++)
        {
            Multiply(direction, product);
            double along = 0, next = 0;
            for (var i = 0; i < count; i++)
                along += direction[i] * product[i];
            var step = (float)(squared / along);
            for (var i = 0; i < count; i++)
            {
                _alpha[i] += step * direction[i];
                residual[i] -= step * product[i];
                next += residual[i] * residual[i];
            }
            var keep = (float)(next / squared);
            squared = next;
            for (var i = 0; i < count; i++)
                direction[i] = residual[i] + keep * direction[i];
        }
    }

    /// <summary>The answer: what hangs together with the body, with small holes closed and a steeper edge.</summary>
    public FloatImage Result(Mask body)
    {
        var mask = new Mask(_width, _height);
        for (var i = 0; i < _alpha.Length; i++)
            mask.Data[i] = _alpha[i] > 0.5f || _distance[i] > CertainInside ? (byte)1 : (byte)0;
        var kept = Connected(mask, body);
        var result = new FloatImage(_width, _height, 1);
        for (var i = 0; i < _alpha.Length; i++)
            result.Data[i] = kept.Data[i] != 0 || _alpha[i] <= 0.5f ? Math.Clamp((_alpha[i] - 0.5f) * 2 + 0.5f, 0, 1) : 0;
        return result;
    }

    private static Mask Connected(Mask mask, Mask body)
    {
        var islands = ConnectedComponents.Of(mask);
        var touching = new bool[islands.Areas.Count + 1];
        for (var i = 0; i < mask.Data.Length; i++)
        {
            if (mask.Data[i] != 0 && body.Data[i] != 0)
                touching[islands.Labels[i]] = true;
        }
        var kept = new Mask(mask.Width, mask.Height);
        for (var i = 0; i < mask.Data.Length; i++)
            kept.Data[i] = mask.Data[i] != 0 && touching[islands.Labels[i]] ? (byte)1 : (byte)0;
        return kept;
    }

    private void Multiply(float[] x, float[] into)
    {
        for (var i = 0; i < x.Length; i++)
            into[i] = _trust[i] * x[i];
        for (var y = 0; y < _height; y++)
        {
            for (var x0 = 0; x0 < _width; x0++)
            {
                var i = y * _width + x0;
                if (x0 + 1 < _width)
                {
                    var flow = _edgeRight[i] * (x[i] - x[i + 1]);
                    into[i] += flow;
                    into[i + 1] -= flow;
                }
                if (y + 1 < _height)
                {
                    var flow = _edgeBelow[i] * (x[i] - x[i + _width]);
                    into[i] += flow;
                    into[i + _width] -= flow;
                }
            }
        }
    }

    /// <summary>exp(−β·difference²), with β from the picture's own mean difference near the body so that faint and strong pictures behave alike.</summary>
    private (float[] Right, float[] Below) EdgeWeights()
    {
        var (right, below) = (new float[_distance.Length], new float[_distance.Length]);
        double sum = 0;
        var count = 1;
        for (var i = 0; i < _distance.Length; i++)
        {
            right[i] = i % _width < _width - 1 ? Difference(i, i + 1) : 0;
            below[i] = i < _distance.Length - _width ? Difference(i, i + _width) : 0;
            if (_distance[i] > CertainOutside && _distance[i] < CertainInside)
                (sum, count) = (sum + right[i] + below[i], count + 2);
        }
        var beta = (float)(1 / (2 * Math.Max(sum / count, 4)));
        for (var i = 0; i < right.Length; i++)
        {
            right[i] = MathF.Exp(-beta * right[i]) + 0.002f;
            below[i] = MathF.Exp(-beta * below[i]) + 0.002f;
        }
        return (right, below);
    }

    private float Difference(int a, int b)
    {
        float sum = 0;
        for (var c = 0; c < 3; c++)
            sum += (_colours[3 * a + c] - _colours[3 * b + c]) * (_colours[3 * a + c] - _colours[3 * b + c]);
        return sum;
    }

    /// <summary>Known pixels in a grid of cells, to draw samples from around a place.</summary>
    private sealed class NearSamples
    {
        private readonly int _width;
        private readonly int _cell;
        private readonly int _columns;
        private readonly int _rows;
        private readonly List<int>[] _cells;
        private readonly int[] _all;

        public NearSamples(List<int> pixels, int width, int height, float personHeight)
        {
            _width = width;
            _cell = Math.Max(4, (int)(0.05f * personHeight));
            (_columns, _rows) = ((width + _cell - 1) / _cell, (height + _cell - 1) / _cell);
            _cells = [.. Enumerable.Range(0, _columns * _rows).Select(_ => new List<int>())];
            _all = [.. pixels];
            foreach (var pixel in pixels)
                _cells[pixel / width / _cell * _columns + pixel % width / _cell].Add(pixel);
        }

        /// <summary>Mean Gaussian likeness of a pixel's colour to about <see cref="Samples"/> known pixels, from the nearest cells outwards.</summary>
        public float Likelihood(int pixel, float[] colours)
        {
            if (_all.Length == 0)
                return 1e-3f;
            var (column, row) = (pixel % _width / _cell, pixel / _width / _cell);
            var (sum, weights) = (0f, 0f);
            var taken = 0;
            for (var ring = 0; ring < Math.Max(_columns, _rows) && taken < Samples; ring++)
            {
                for (var r = row - ring; r <= row + ring; r++)
                {
                    for (var c = column - ring; c <= column + ring; c += Math.Abs(r - row) == ring ? 1 : Math.Max(1, 2 * ring))
                    {
                        if (c < 0 || r < 0 || c >= _columns || r >= _rows)
                            continue;
                        var known = _cells[r * _columns + c];
                        var step = Math.Max(1, known.Count / 8);
                        for (var k = pixel % step; k < known.Count; k += step)
                        {
                            var weight = 1f / (1 + ring * ring);
                            sum += weight * Likeness(3 * pixel, 3 * known[k], colours);
                            weights += weight;
                            taken++;
                        }
                    }
                }
            }
            return sum / Math.Max(weights, 1e-6f) + 1e-3f;
        }

        private static float Likeness(int a, int b, float[] colours)
        {
            // The wide part decides about colours that neither side has: shadows are more like the wall than like the coat.
            const float narrow = 2 * 11 * 11, wide = 2 * 40 * 40;
            var (x, y, z) = (colours[a] - colours[b], colours[a + 1] - colours[b + 1], colours[a + 2] - colours[b + 2]);
            var squared = x * x + y * y + z * z;
            return MathF.Exp(-squared / narrow) + 0.05f * MathF.Exp(-squared / wide);
        }
    }
}
