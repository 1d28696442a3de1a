using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>A point between two vertices of a body.</summary>
internal readonly record struct SurfacePoint(int A, int B, float T)
{
    public Vector3 Of(ReadOnlySpan<Vector3> values) => A == B ? values[A] : Vector3.Lerp(values[A], values[B], T);
}

/// <summary>A piece cut out of a body's surface along a line that runs across its faces, so that hems are even whatever the mesh.</summary>
internal sealed class SurfaceCut
{
    private readonly Dictionary<(int, int), int> _known = [];
    private readonly List<SurfacePoint> _points = [];
    private readonly List<int> _faces = [];
    private readonly List<byte> _limbs = [];
    private readonly float[] _reach;

    private SurfaceCut(float[] reach) => _reach = reach;

    /// <summary>Where the piece's vertices lie on the body.</summary>
    public IReadOnlyList<SurfacePoint> Points => _points;

    /// <summary>(F, 3) indices into <see cref="Points"/>.</summary>
    public int[] Faces { get; private set; } = [];

    /// <summary>For each face the part of the body that it came from.</summary>
    public IReadOnlyList<byte> Limbs => _limbs;

    /// <summary>Cuts along the line where <paramref name="reach"/> is 0 and keeps the side where it is above.</summary>
    /// <param name="faces">(F, 3) the body's faces.</param>
    /// <param name="limbs">(F) the part of each.</param>
    /// <param name="reach">(V) a number for each vertex of the body.</param>
    public static SurfaceCut Of(int[] faces, byte[] limbs, float[] reach)
    {
        var cut = new SurfaceCut(reach);
        for (var f = 0; f < limbs.Length; f++)
            cut.Take(faces[3 * f], faces[3 * f + 1], faces[3 * f + 2], limbs[f]);
        cut.Faces = [.. cut._faces];
        return cut;
    }

    private void Take(int a, int b, int c, byte limb)
    {
        var inside = (_reach[a] > 0 ? 1 : 0) | (_reach[b] > 0 ? 2 : 0) | (_reach[c] > 0 ? 4 : 0);
        switch (inside)
        {
            case 7:
                Add(Whole(a), Whole(b), Whole(c), limb);
                break;
            case 1:
                Corner(a, b, c, limb);
                break;
            case 2:
                Corner(b, c, a, limb);
                break;
            case 4:
                Corner(c, a, b, limb);
                break;
            case 6:
                Rest(a, b, c, limb);
                break;
            case 5:
                Rest(b, c, a, limb);
                break;
            case 3:
                Rest(c, a, b, limb);
                break;
        }
    }

    /// <summary>Only <paramref name="a"/> is inside.</summary>
    private void Corner(int a, int b, int c, byte limb) => Add(Whole(a), Between(a, b), Between(a, c), limb);

    /// <summary>Only <paramref name="a"/> is outside.</summary>
    private void Rest(int a, int b, int c, byte limb)
    {
        var (left, right) = (Between(b, a), Between(c, a));
        Add(left, Whole(b), Whole(c), limb);
        Add(left, Whole(c), right, limb);
    }

    private void Add(int a, int b, int c, byte limb)
    {
        _faces.AddRange([a, b, c]);
        _limbs.Add(limb);
    }

    private int Whole(int vertex) => Point(new(vertex, vertex, 0));

    private int Between(int inside, int outside)
    {
        var (a, b) = inside < outside ? (inside, outside) : (outside, inside);
        return Point(new(a, b, _reach[a] / (_reach[a] - _reach[b])));
    }

    private int Point(SurfacePoint point)
    {
        if (!_known.TryGetValue((point.A, point.B), out var index))
        {
            _known[(point.A, point.B)] = index = _points.Count;
            _points.Add(point);
        }

        return index;
    }
}
