using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Rendering;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// Sews layers and sheets on one person's body into a <see cref="Figure"/>. What lies deep under another layer is left out, so
/// that nothing pokes through.
/// </summary>
internal sealed class Tailor
{
    // As far as a layer goes on under the edge of the one above.
    private const float Overlap = 0.022f;

    // As far as the inner side of an open edge can be seen.
    private const float LiningDepth = 0.16f;

    private readonly Anatomy _anatomy;
    private readonly float[] _shape;
    private readonly float _metresPerTexel;
    private readonly Vector3[] _body;
    private readonly Vector3[] _normals;

    private readonly List<SurfacePoint> _points = [];
    private readonly List<Vector3> _offsets = [];
    private readonly List<byte> _joints = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _faces = [];
    private readonly List<(ushort, bool)> _surfaces = [];
    private readonly List<Vector2> _places = [];
    private readonly List<Texture> _textures = [];

    private Tailor(Anatomy anatomy, float[] shape, float metresPerTexel)
    {
        (_anatomy, _shape, _metresPerTexel) = (anatomy, shape, metresPerTexel);
        var rest = anatomy.Model.CreatePosed();
        anatomy.Model.Pose(shape, new float[BodyParameters.PoseLength], rest);
        _body = rest.Vertices;
        _normals = new Vector3[_body.Length];
        VertexNormals.Compute(_body, anatomy.Model.Faces, _normals);
    }

    /// <summary>Dresses a body.</summary>
    /// <param name="anatomy">The model.</param>
    /// <param name="shape">β of the person.</param>
    /// <param name="layers">From the skin outwards.</param>
    /// <param name="sheets">What hangs free.</param>
    /// <param name="metresPerTexel">Fineness of the paint.</param>
    public static Figure Sew(Anatomy anatomy, float[] shape, IReadOnlyList<Layer> layers, IReadOnlyList<Sheet> sheets, float metresPerTexel)
    {
        var tailor = new Tailor(anatomy, shape, metresPerTexel);
        var above = Enumerable.Repeat(float.NegativeInfinity, anatomy.Model.VertexCount).ToArray();
        foreach (var layer in layers.Reverse())
        {
            var reach = Array.ConvertAll(anatomy.Model.Template, place => layer.Reach(place));
            var seen = reach.Zip(above, (own, covered) => Math.Min(own, Overlap - covered)).ToArray();
            tailor.Add(layer, SurfaceCut.Of(anatomy.Model.Faces, anatomy.Limbs, seen), reach);
            above = [.. reach.Zip(above, Math.Max)];
        }

        foreach (var sheet in sheets)
            tailor.Add(sheet);
        return tailor.Finish();
    }

    private Figure Finish() => new()
    {
        Model = _anatomy.Model,
        Shape = _shape,
        Points = [.. _points],
        Offsets = [.. _offsets],
        Joints = [.. _joints],
        Weights = [.. _weights],
        Faces = [.. _faces],
        Surfaces = [.. _surfaces],
        TexturePlaces = [.. _places],
        Textures = [.. _textures],
    };

    private void Add(Layer layer, SurfaceCut cut, float[] reach)
    {
        if (cut.Points.Count == 0)
            return;
        var first = _points.Count;
        var onMean = cut.Points.Select(point => point.Of(_anatomy.Model.Template)).ToArray();
        var offsets = Drape(layer, cut, onMean);
        for (var i = 0; i < cut.Points.Count; i++)
        {
            var point = cut.Points[i];
            var (joints, weights) = _anatomy.Influences(point.A, point.B, point.T);
            AddVertex(point, offsets[i], joints, weights);
        }

        var textures = PaintLimbs(layer, cut, onMean);
        for (var f = 0; f < cut.Limbs.Count; f++)
        {
            var (a, b, c) = (cut.Faces[3 * f], cut.Faces[3 * f + 1], cut.Faces[3 * f + 2]);
            var texture = textures[cut.Limbs[f]];
            var places = Unroll(_anatomy.ChartOf((Limb)cut.Limbs[f]), onMean[a], onMean[b], onMean[c]);
            AddFace(first + a, first + b, first + c, places, texture, inside: false);
            if (layer.Lined && Deep(a) < LiningDepth)
                AddFace(first + a, first + c, first + b, (places.A, places.C, places.B), texture, inside: true);
        }

        float Deep(int i) => cut.Points[i].A == cut.Points[i].B ? reach[cut.Points[i].A] : 0;
    }

    /// <summary>Where cloth lies: the body's surface smoothed, then moved out; what smoothing took is given back.</summary>
    private Vector3[] Drape(Layer layer, SurfaceCut cut, Vector3[] onMean)
    {
        var count = cut.Points.Count;
        if (layer.Smoothing == 0 && onMean.All(place => layer.Thickness(place) == 0))
            return new Vector3[count];
        var body = cut.Points.Select(point => point.Of(_body)).ToArray();
        var neighbours = new Smoothing(cut.Faces, count);
        var smooth = neighbours.Smooth(body, layer.Smoothing);
        var normals = new Vector3[count];
        VertexNormals.Compute(smooth, [.. cut.Faces], normals);
        normals = neighbours.Smooth(normals, 6);
        var thickness = neighbours.Smooth(Array.ConvertAll(onMean, place => new Vector3(layer.Thickness(place))), 2);
        var lost = new Vector3[count];
        for (var i = 0; i < count; i++)
        {
            if (normals[i].LengthSquared() > 0)
                normals[i] = Vector3.Normalize(normals[i]);
            lost[i] = new(Math.Max(0, Vector3.Dot(body[i] - smooth[i], normals[i])));
        }

        // Given back a little more widely than it was taken, or every bump would return.
        var back = neighbours.Smooth(lost, 2);
        for (var i = 0; i < count; i++)
            smooth[i] += (Math.Max(lost[i].X, back[i].X) + thickness[i].X) * normals[i] - body[i];
        return smooth;
    }

    private ushort[] PaintLimbs(Layer layer, SurfaceCut cut, Vector3[] onMean)
    {
        var count = Enum.GetValues<Limb>().Length;
        var low = Enumerable.Repeat(new Vector2(float.PositiveInfinity), count).ToArray();
        var high = Enumerable.Repeat(new Vector2(float.NegativeInfinity), count).ToArray();
        for (var f = 0; f < cut.Limbs.Count; f++)
        {
            var limb = cut.Limbs[f];
            var (a, b, c) = Unroll(_anatomy.ChartOf((Limb)limb), onMean[cut.Faces[3 * f]], onMean[cut.Faces[3 * f + 1]], onMean[cut.Faces[3 * f + 2]]);
            low[limb] = Vector2.Min(Vector2.Min(low[limb], a), Vector2.Min(b, c));
            high[limb] = Vector2.Max(Vector2.Max(high[limb], a), Vector2.Max(b, c));
        }

        var textures = new ushort[count];
        for (var limb = 0; limb < count; limb++)
            if (low[limb].X <= high[limb].X)
            {
                textures[limb] = (ushort)_textures.Count;
                _textures.Add(new((Limb)limb, _anatomy.ChartOf((Limb)limb), low[limb], high[limb], _metresPerTexel, layer.Finish, layer.Paint));
            }

        return textures;
    }

    /// <summary>Places of a face on a chart; a face across the seam is kept whole.</summary>
    private static (Vector2 A, Vector2 B, Vector2 C) Unroll(Chart chart, Vector3 a, Vector3 b, Vector3 c)
    {
        var (ua, ub, uc) = (chart.At(a), chart.At(b), chart.At(c));
        var round = chart.Circumference;
        ub.X -= round * MathF.Round((ub.X - ua.X) / round);
        uc.X -= round * MathF.Round((uc.X - ua.X) / round);
        return (ua, ub, uc);
    }

    private void Add(Sheet sheet)
    {
        var first = _points.Count;
        var places = new Vector3[sheet.Columns * sheet.Rows];
        for (var row = 0; row < sheet.Rows; row++)
            for (var column = 0; column < sheet.Columns; column++)
            {
                var (joints, weights) = sheet.Follows(column, row);
                places[row * sheet.Columns + column] = sheet.Place(column, row);
                AddVertex(new(Figure.Free, Figure.Free, 0), places[row * sheet.Columns + column], joints, weights);
            }

        // Measured along the middle row and the first column: cloth of an even width.
        var wide = sheet.Closed ? sheet.Columns : sheet.Columns - 1;
        Vector3 At(int column, int row) => places[row * sheet.Columns + column % sheet.Columns];
        float Step(int row) => Enumerable.Range(0, wide).Sum(column => Vector3.Distance(At(column, row), At(column + 1, row))) / wide;
        var across = Step(sheet.Rows / 2);
        var down = Enumerable.Range(0, sheet.Rows - 1).Sum(row => Vector3.Distance(At(0, row), At(0, row + 1))) / (sheet.Rows - 1);
        Vector2 Flat(int column, int row) => new((column - wide / 2f) * across, -row * down);

        var texture = (ushort)_textures.Count;
        var chart = new Chart(Vector3.Zero, Vector3.UnitY, Vector3.UnitZ, wide * across / (2 * MathF.PI), wide * across / (2 * MathF.PI));
        _textures.Add(new(Limb.Torso, chart, Flat(0, sheet.Rows - 1), Flat(wide, 0), _metresPerTexel, sheet.Finish, sheet.Paint));
        for (var row = 0; row + 1 < sheet.Rows; row++)
            for (var column = 0; column < wide; column++)
            {
                var (right, left) = ((column + 1) % sheet.Columns, column);
                int a = first + row * sheet.Columns + left, b = first + row * sheet.Columns + right;
                int c = a + sheet.Columns, d = b + sheet.Columns;
                Vector2 ua = Flat(column, row), ub = Flat(column + 1, row), uc = Flat(column, row + 1), ud = Flat(column + 1, row + 1);
                AddFace(a, c, b, (ua, uc, ub), texture, false);
                AddFace(b, c, d, (ub, uc, ud), texture, false);
                if (!sheet.Lined)
                    continue;
                AddFace(a, b, c, (ua, ub, uc), texture, true);
                AddFace(b, d, c, (ub, ud, uc), texture, true);
            }
    }

    private void AddVertex(SurfacePoint point, Vector3 offset, int[] joints, float[] weights)
    {
        _points.Add(point);
        _offsets.Add(offset);
        for (var k = 0; k < Figure.Influences; k++)
        {
            _joints.Add((byte)(k < joints.Length ? joints[k] : 0));
            _weights.Add(k < weights.Length ? weights[k] : 0);
        }
    }

    private void AddFace(int a, int b, int c, (Vector2 A, Vector2 B, Vector2 C) places, ushort texture, bool inside)
    {
        _faces.AddRange([a, b, c]);
        _surfaces.Add((texture, inside));
        var paint = _textures[texture];
        foreach (var place in (ReadOnlySpan<Vector2>)[places.A, places.B, places.C])
            _places.Add((place - paint.Origin) * paint.TexelsPerMetre);
    }
}
