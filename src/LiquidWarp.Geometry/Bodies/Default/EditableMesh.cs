using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// A triangle mesh that can be edited edge by edge: the left half of a body, open along the plane x = 0. Every edit keeps
/// it a manifold, keeps its rim in the plane, and puts nothing but the rim there, so that the mirrored half fits.
/// </summary>
internal sealed class EditableMesh
{
    private readonly List<Vector3> _positions;
    private readonly List<int> _corners;
    private readonly List<List<int>> _facesOf;

    /// <summary>Takes over the lists.</summary>
    public EditableMesh(List<Vector3> positions, List<int> corners)
    {
        _positions = positions;
        _corners = corners;
        _facesOf = new(positions.Count);
        for (var vertex = 0; vertex < positions.Count; vertex++) _facesOf.Add(new(6));
        for (var corner = 0; corner < corners.Count; corner++) _facesOf[corners[corner]].Add(corner / 3);
    }

    /// <summary>Number of vertex slots; a slot without faces is dead.</summary>
    public int Slots => _positions.Count;

    /// <summary>Number of face slots.</summary>
    public int FaceSlots => _corners.Count / 3;

    /// <summary>Position of a vertex.</summary>
    public Vector3 this[int vertex]
    {
        get => _positions[vertex];
        set => _positions[vertex] = value;
    }

    /// <summary>Whether the vertex is still part of the mesh.</summary>
    public bool IsAlive(int vertex) => _facesOf[vertex].Count > 0;

    /// <summary>Whether the face is still part of the mesh.</summary>
    public bool IsFaceAlive(int face) => _corners[3 * face] >= 0;

    /// <summary>Whether the vertex lies on the rim, in the plane of symmetry.</summary>
    public bool IsRim(int vertex) => _positions[vertex].X == 0;

    /// <summary>Faces around a vertex.</summary>
    public IReadOnlyList<int> FacesOf(int vertex) => _facesOf[vertex];

    /// <summary>The three corners of a face.</summary>
    public (int A, int B, int C) Face(int face) => (_corners[3 * face], _corners[3 * face + 1], _corners[3 * face + 2]);

    /// <summary>Twice the area of the face, as a vector along its normal.</summary>
    public Vector3 AreaVector(int face)
    {
        var (a, b, c) = Face(face);
        return Vector3.Cross(_positions[b] - _positions[a], _positions[c] - _positions[a]);
    }

    /// <summary>The neighbours of a vertex, each once.</summary>
    public List<int> Neighbours(int vertex)
    {
        var neighbours = new List<int>(_facesOf[vertex].Count + 1);
        foreach (var face in _facesOf[vertex])
            for (var k = 0; k < 3; k++)
            {
                var corner = _corners[3 * face + k];
                if (corner != vertex && !neighbours.Contains(corner)) neighbours.Add(corner);
            }
        return neighbours;
    }

    /// <summary>The one or two faces at an edge, with the corner opposite to it.</summary>
    public (int Face, int Opposite, int OtherFace, int OtherOpposite) Edge(int a, int b)
    {
        var found = (Face: -1, Opposite: -1, OtherFace: -1, OtherOpposite: -1);
        foreach (var face in _facesOf[a])
        {
            var opposite = OppositeTo(face, a, b);
            if (opposite < 0) continue;
            found = found.Face < 0 ? (face, opposite, -1, -1) : (found.Face, found.Opposite, face, opposite);
        }
        return found;
    }

    /// <summary>Puts a vertex in the middle of an edge.</summary>
    public int Split(int a, int b)
    {
        var edge = Edge(a, b);
        var middle = (_positions[a] + _positions[b]) * 0.5f;
        // Only an edge of the rim may bring a new vertex into the plane.
        middle.X = edge.OtherFace < 0 ? 0 : MathF.Max(middle.X, 5e-4f);
        _positions.Add(middle);
        _facesOf.Add(new(6));
        var vertex = _positions.Count - 1;
        SplitFace(edge.Face, edge.Opposite, a, b, vertex);
        if (edge.OtherFace >= 0) SplitFace(edge.OtherFace, edge.OtherOpposite, a, b, vertex);
        return vertex;
    }

    /// <summary>Merges <paramref name="gone"/> into <paramref name="kept"/> at a position, unless that would harm the mesh.</summary>
    public bool TryCollapse(int kept, int gone, Vector3 position, float longest)
    {
        var edge = Edge(kept, gone);
        var onRim = edge.OtherFace < 0;
        if (IsRim(gone) && (!IsRim(kept) || !onRim)) return false;
        if (IsRim(kept)) position.X = 0;

        // Link condition: the ends may share only the corners opposite to their edge.
        var around = Neighbours(gone);
        var shared = 0;
        foreach (var neighbour in Neighbours(kept))
            if (around.Contains(neighbour)) shared++;
        if (shared != (onRim ? 1 : 2)) return false;
        foreach (var neighbour in around)
        {
            if (neighbour == kept) continue;
            if ((_positions[neighbour] - position).Length() > longest) return false;
            // An inner edge between two vertices of the rim would be doubled by the mirror.
            if (IsRim(kept) && IsRim(neighbour) && neighbour != edge.Opposite && neighbour != edge.OtherOpposite && !IsRim(gone)) return false;
        }
        if (_facesOf[edge.Opposite].Count <= (IsRim(edge.Opposite) ? 2 : 3)) return false;
        if (!onRim && _facesOf[edge.OtherOpposite].Count <= (IsRim(edge.OtherOpposite) ? 2 : 3)) return false;
        if (Flips(gone, kept, position) || Flips(kept, gone, position)) return false;

        Remove(edge.Face);
        if (!onRim) Remove(edge.OtherFace);
        foreach (var face in _facesOf[gone])
        {
            for (var k = 0; k < 3; k++)
                if (_corners[3 * face + k] == gone) _corners[3 * face + k] = kept;
            _facesOf[kept].Add(face);
        }
        _facesOf[gone].Clear();
        _positions[kept] = position;
        return true;
    }

    /// <summary>Turns an inner edge to join the two corners opposite to it, unless that would harm the mesh.</summary>
    public bool TryFlip(int a, int b)
    {
        var edge = Edge(a, b);
        if (edge.OtherFace < 0) return false;
        var (c, d) = (edge.Opposite, edge.OtherOpposite);
        if (Edge(c, d).Face >= 0 || (IsRim(c) && IsRim(d))) return false;
        if (_facesOf[a].Count <= (IsRim(a) ? 2 : 3) || _facesOf[b].Count <= (IsRim(b) ? 2 : 3)) return false;
        // Orders a and b so that the first face runs a, b, c.
        if (!RunsFrom(edge.Face, a, b)) (a, b) = (b, a);
        var before = Vector3.Normalize(AreaVector(edge.Face) + AreaVector(edge.OtherFace));
        var first = Vector3.Cross(_positions[d] - _positions[a], _positions[c] - _positions[a]);
        var second = Vector3.Cross(_positions[c] - _positions[b], _positions[d] - _positions[b]);
        if (Vector3.Dot(first, before) < 0.6f * first.Length() || Vector3.Dot(second, before) < 0.6f * second.Length()) return false;
        Remove(edge.Face);
        Remove(edge.OtherFace);
        Place(edge.Face, a, d, c);
        Place(edge.OtherFace, b, c, d);
        return true;
    }

    /// <summary>The mesh without dead slots.</summary>
    public (Vector3[] Positions, int[] Corners) ToArrays()
    {
        var index = new int[_positions.Count];
        var positions = new List<Vector3>();
        for (var vertex = 0; vertex < index.Length; vertex++)
        {
            if (!IsAlive(vertex)) continue;
            index[vertex] = positions.Count;
            positions.Add(_positions[vertex]);
        }
        var corners = _corners.Where(corner => corner >= 0).Select(corner => index[corner]).ToArray();
        return (positions.ToArray(), corners);
    }

    private int OppositeTo(int face, int a, int b)
    {
        var (p, q, r) = Face(face);
        if ((p == a && q == b) || (p == b && q == a)) return r;
        if ((q == a && r == b) || (q == b && r == a)) return p;
        if ((r == a && p == b) || (r == b && p == a)) return q;
        return -1;
    }

    private bool RunsFrom(int face, int a, int b)
    {
        var (p, q, r) = Face(face);
        return (p == a && q == b) || (q == a && r == b) || (r == a && p == b);
    }

    private void SplitFace(int face, int opposite, int a, int b, int middle)
    {
        if (!RunsFrom(face, a, b)) (a, b) = (b, a);
        Remove(face);
        Place(face, a, middle, opposite);
        _corners.AddRange([-1, -1, -1]);
        Place(FaceSlots - 1, middle, b, opposite);
    }

    private void Remove(int face)
    {
        for (var k = 0; k < 3; k++)
        {
            _facesOf[_corners[3 * face + k]].Remove(face);
            _corners[3 * face + k] = -1;
        }
    }

    private void Place(int face, int a, int b, int c)
    {
        (_corners[3 * face], _corners[3 * face + 1], _corners[3 * face + 2]) = (a, b, c);
        _facesOf[a].Add(face);
        _facesOf[b].Add(face);
        _facesOf[c].Add(face);
    }

    /// <summary>Whether a face around a vertex, other than those it shares with a second one, would turn over or degenerate.</summary>
    private bool Flips(int vertex, int except, Vector3 position)
    {
        foreach (var face in _facesOf[vertex])
        {
            var (a, b, c) = Face(face);
            if (a == except || b == except || c == except) continue;
            var before = AreaVector(face);
            var after = Vector3.Cross(
                (b == vertex ? position : _positions[b]) - (a == vertex ? position : _positions[a]),
                (c == vertex ? position : _positions[c]) - (a == vertex ? position : _positions[a]));
            if (Vector3.Dot(before, after) < 0.5f * before.Length() * after.Length() || after.LengthSquared() < 1e-16f) return true;
        }
        return false;
    }
}
