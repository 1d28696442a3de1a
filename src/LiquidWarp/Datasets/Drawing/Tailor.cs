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
    // As far as the inner side of an open edge can be seen.
    private const float LiningDepth = 0.16f;

    private const ushort NoTexture = ushort.MaxValue;

    private readonly Anatomy _anatomy;
    private readonly float[] _shape;
    private readonly float _metresPerTexel;
    private readonly Vector3[] _body;
    private readonly Vector3[] _normals;

    private readonly List<SurfacePoint> _points = [];
    private readonly List<Vector3> _offsets = [];
    private readonly List<byte> _joints = [];
    private readonly List<float> _weights = [];
    private readonly FaceList _outer = new();
    private readonly FaceList _inner = new();
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
        var above = Array.ConvertAll(anatomy.Model.Template, place => sheets.Aggregate(float.NegativeInfinity, (deepest, sheet) => Math.Max(deepest, sheet.Covers(place))));
        foreach (var layer in layers.Reverse())
        {
            var reach = Array.ConvertAll(anatomy.Model.Template, place => layer.Reach(place));
            var seen = reach.Zip(above, (own, covered) => Math.Min(own, -covered)).ToArray();
            tailor.Add(layer, SurfaceCut.Of(anatomy.Model.Faces, anatomy.Limbs, seen), reach);
            if (layer.Hides)
                above = [.. reach.Zip(above, (own, others) => Math.Max(own - layer.Overlap, others))];
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
        Faces = [.. _outer.Corners, .. _inner.Corners],
        OuterFaceCount = _outer.Textures.Count,
        FaceTextures = [.. _outer.Textures, .. _inner.Textures],
        TexturePlaces = [.. _outer.Places, .. _inner.Places],
        Textures = [.. _textures],
    };

    private void Add(Layer layer, SurfaceCut cut, float[] reach)
    {
        if (cut.Points.Count == 0)
            return;
        var first = _points.Count;
        var faces = cut.Faces;
        var neighbours = new Smoothing(faces, cut.Points.Count);
        // Patterns are laid on the smoothed mean body: on the body itself they would follow its every bump.
        var onMean = cut.Points.Select(point => point.Of(_anatomy.Model.Template)).ToArray();
        var flat = neighbours.Smooth(onMean, layer.Smoothing);
        var offsets = Drape(layer, cut, neighbours, onMean);
        for (var i = 0; i < cut.Points.Count; i++)
        {
            var point = cut.Points[i];
            var (joints, weights) = _anatomy.Influences(point);
            AddVertex(point, offsets[i], joints, weights);
        }

        var textures = MakeTextures(layer, cut, flat);
        for (var f = 0; f < cut.Limbs.Count; f++)
        {
            var (a, b, c) = (faces[3 * f], faces[3 * f + 1], faces[3 * f + 2]);
            var texture = textures[cut.Limbs[f]];
            var places = Unroll(_anatomy.ChartOf((Limb)cut.Limbs[f]), flat[a], flat[b], flat[c]);
            AddFace(_outer, first + a, first + b, first + c, places, texture);
            _textures[texture].Cover(
                _textures[texture].ToTexels(places.A), _textures[texture].ToTexels(places.B), _textures[texture].ToTexels(places.C), (flat[a], flat[b], flat[c]));
            if (layer.Lined && reach[cut.Points[a].A] < LiningDepth)
                AddFace(_inner, first + a, first + c, first + b, (places.A, places.C, places.B), texture);
        }

        foreach (var texture in textures.Distinct())
            if (texture != NoTexture)
                _textures[texture].Fill(layer.Paint);
    }

    /// <summary>
    /// What cloth stands off the body: the body's surface smoothed, moved out by the cloth's thickness and what smoothing took away,
    /// and hung straight down from what stands out above.
    /// </summary>
    private Vector3[] Drape(Layer layer, SurfaceCut cut, Smoothing neighbours, Vector3[] onMean)
    {
        var count = cut.Points.Count;
        var thickness = Array.ConvertAll(onMean, place => new Vector3(layer.Thickness(place)));
        if (layer.Smoothing == 0 && thickness.All(amount => amount == Vector3.Zero))
            return new Vector3[count];
        var body = cut.Points.Select(point => point.Of(_body)).ToArray();
        var smooth = neighbours.Smooth(body, layer.Smoothing);
        var normals = new Vector3[count];
        VertexNormals.Compute(smooth, cut.Faces, normals);
        normals = neighbours.Smooth(normals, 6);
        thickness = neighbours.Smooth(thickness, 2);
        var lost = new Vector3[count];
        for (var i = 0; i < count; i++)
        {
            if (normals[i].LengthSquared() > 0)
                normals[i] = Vector3.Normalize(normals[i]);
            lost[i] = new(Math.Max(0, Vector3.Dot(body[i] - smooth[i], normals[i])));
        }

        // Given back a little more widely than it was taken, or every bump would return.
        var back = neighbours.Smooth(lost, layer.Stiffness);
        for (var i = 0; i < count; i++)
            smooth[i] += (Math.Max(layer.Stiffness > 3 ? 0 : 0.8f * lost[i].X, back[i].X) + thickness[i].X) * normals[i];
        if (layer.Hang > 0)
            Hang(layer, cut, smooth);
        if (layer.Hang > 0)
            smooth = neighbours.Smooth(smooth, 2);
        for (var i = 0; i < count; i++)
            smooth[i] -= body[i];
        return smooth;
    }

    /// <summary>Lets cloth on trunk and legs fall from what stands out above instead of following the body in.</summary>
    private void Hang(Layer layer, SurfaceCut cut, Vector3[] places)
    {
        const int Sectors = 24;
        foreach (var limb in (ReadOnlySpan<Limb>)[Limb.Torso, Limb.LeftLeg, Limb.RightLeg])
        {
            var members = Enumerable.Range(0, cut.Limbs.Count).Where(f => cut.Limbs[f] == (byte)limb).SelectMany(f => new[] { cut.Faces[3 * f], cut.Faces[3 * f + 1], cut.Faces[3 * f + 2] })
                .Distinct().Where(i => places[i].Y < _anatomy.ArmpitHeight).OrderByDescending(i => places[i].Y).ToArray();
            if (members.Length == 0)
                continue;
            // Round the limb's own middle on this person.
            var axis = new Vector2(members.Average(i => places[i].X), members.Average(i => places[i].Z));
            var kept = new float[Sectors];
            foreach (var i in members)
            {
                var from = new Vector2(places[i].X, places[i].Z) - axis;
                var radius = from.Length();
                var sector = (int)((MathF.Atan2(from.Y, from.X) / (2 * MathF.PI) + 0.5f) * Sectors) % Sectors;
                var wanted = float.Lerp(radius, Math.Max(radius, kept[sector]), layer.Hang);
                kept[sector] = Math.Max(kept[sector], wanted);
                if (radius > 1e-3f)
                    places[i] += new Vector3(from.X, 0, from.Y) * ((wanted - radius) / radius);
            }
        }
    }

    private ushort[] MakeTextures(Layer layer, SurfaceCut cut, Vector3[] flat)
    {
        var count = Enum.GetValues<Limb>().Length;
        var low = Enumerable.Repeat(new Vector2(float.PositiveInfinity), count).ToArray();
        var high = Enumerable.Repeat(new Vector2(float.NegativeInfinity), count).ToArray();
        for (var f = 0; f < cut.Limbs.Count; f++)
        {
            var limb = cut.Limbs[f];
            var (a, b, c) = Unroll(_anatomy.ChartOf((Limb)limb), flat[cut.Faces[3 * f]], flat[cut.Faces[3 * f + 1]], flat[cut.Faces[3 * f + 2]]);
            low[limb] = Vector2.Min(Vector2.Min(low[limb], a), Vector2.Min(b, c));
            high[limb] = Vector2.Max(Vector2.Max(high[limb], a), Vector2.Max(b, c));
        }

        var textures = new ushort[count];
        for (var limb = 0; limb < count; limb++)
            textures[limb] = low[limb].X <= high[limb].X ? AddTexture(new((Limb)limb, low[limb], high[limb], _metresPerTexel, layer.Finish)) : NoTexture;
        return textures;
    }

    private ushort AddTexture(Texture texture)
    {
        _textures.Add(texture);
        return (ushort)(_textures.Count - 1);
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

        var texture = AddTexture(new(sheet.Limb, Flat(0, sheet.Rows - 1), Flat(wide, 0), _metresPerTexel, sheet.Finish));
        for (var row = 0; row + 1 < sheet.Rows; row++)
            for (var column = 0; column < wide; column++)
            {
                var (right, left) = ((column + 1) % sheet.Columns, column);
                int a = first + row * sheet.Columns + left, b = first + row * sheet.Columns + right;
                int c = a + sheet.Columns, d = b + sheet.Columns;
                Vector2 ua = Flat(column, row), ub = Flat(column + 1, row), uc = Flat(column, row + 1), ud = Flat(column + 1, row + 1);
                AddFace(_outer, a, c, b, (ua, uc, ub), texture);
                AddFace(_outer, b, c, d, (ub, uc, ud), texture);
                Cover(ua, uc, ub, At(left, row), At(left, row + 1), At(right, row));
                Cover(ub, uc, ud, At(right, row), At(left, row + 1), At(right, row + 1));
                if (!sheet.Lined)
                    continue;
                AddFace(_inner, a, b, c, (ua, ub, uc), texture);
                AddFace(_inner, b, d, c, (ub, ud, uc), texture);
            }

        _textures[texture].Fill(sheet.Paint);

        void Cover(Vector2 ua, Vector2 ub, Vector2 uc, Vector3 a, Vector3 b, Vector3 c) =>
            _textures[texture].Cover(_textures[texture].ToTexels(ua), _textures[texture].ToTexels(ub), _textures[texture].ToTexels(uc), (a, b, c));
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

    private void AddFace(FaceList list, int a, int b, int c, (Vector2 A, Vector2 B, Vector2 C) places, ushort texture)
    {
        list.Corners.AddRange([a, b, c]);
        list.Textures.Add(texture);
        var paint = _textures[texture];
        list.Places.AddRange([paint.ToTexels(places.A), paint.ToTexels(places.B), paint.ToTexels(places.C)]);
    }

    private sealed record FaceList
    {
        public List<int> Corners { get; } = [];

        public List<ushort> Textures { get; } = [];

        public List<Vector2> Places { get; } = [];
    }
}
