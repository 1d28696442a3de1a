using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// Where to look for the appearance of a vertex that a picture does not show: at its mirror image on the other side of the body, or
/// on the other face of the same limb (the front of a shirt for its back). The face is never painted on the back of the head.
/// </summary>
public sealed class SurfacePartners
{
    // Wide enough for a body in its clothes, whose sides differ; the nearest within it counts.
    private const float SymmetryTolerance = 0.03f;

    private readonly BodyModel _model;
    private readonly int[] _mirror;
    private readonly byte[] _limb;
    private readonly bool[] _frontalFace;
    private readonly float _hairline;

    /// <summary>Pairs the vertices of a model; make it once for a model.</summary>
    public SurfacePartners(BodyModel model)
    {
        _model = model;
        _limb = [.. Enumerable.Range(0, model.VertexCount).Select(vertex => (byte)BodyLimb.Of(model, vertex))];
        _mirror = FindMirrors(model.Template);
        _frontalFace = new bool[model.VertexCount];
        if (model.Surface is { } surface)
            for (var corner = 0; corner < model.Faces.Length; corner++)
                _frontalFace[model.Faces[corner]] |= surface.FrontalFace[corner / 3];
        _hairline = Hairline();
        Edges = new(model.VertexCount, model.Faces);
    }

    /// <summary>The body's mesh.</summary>
    internal MeshEdges Edges { get; }

    /// <summary>The vertex on the other side of the body, itself on the middle line, -1 where the body is not symmetric.</summary>
    public int MirrorOf(int vertex) => _mirror[vertex];

    /// <summary>The limb that a vertex is of, named by its joint: the torso is Pelvis, whole feet and hands are Ankle and Wrist.</summary>
    public Joint LimbOf(int vertex) => (Joint)_limb[vertex];

    /// <summary>
    /// (V) for each vertex that is not known the known one whose appearance suits it best, -1 where there is none; itself where it is known.
    /// </summary>
    /// <param name="known">(V) true where the picture shows the vertex.</param>
    public int[] Choose(ReadOnlySpan<bool> known)
    {
        var candidates = new List<int>[JointTree.Count];
        for (var limb = 0; limb < candidates.Length; limb++)
            candidates[limb] = [];
        for (var vertex = 0; vertex < known.Length; vertex++)
            if (known[vertex])
                candidates[_limb[vertex]].Add(vertex);

        var partners = new int[known.Length];
        for (var vertex = 0; vertex < known.Length; vertex++)
        {
            var mirror = _mirror[vertex];
            partners[vertex] = known[vertex] ? vertex
                : mirror >= 0 && known[mirror] ? mirror
                : AcrossLimb(vertex, candidates);
        }

        return partners;
    }

    /// <summary>The nearest known vertex of the limb, or of its mirror image, where depth counts little.</summary>
    private int AcrossLimb(int vertex, List<int>[] candidates)
    {
        var limb = _limb[vertex];
        var other = _mirror[vertex] >= 0 ? _limb[_mirror[vertex]] : limb;
        var (best, nearest) = (-1, float.PositiveInfinity);
        Search(candidates[limb], _model.Template[vertex]);
        if (best < 0 && other != limb)
            Search(candidates[other], _model.Template[_mirror[vertex]]);
        return best;

        void Search(List<int> among, Vector3 place)
        {
            var head = limb == (int)Joint.Head;
            foreach (var candidate in among)
            {
                var offset = _model.Template[candidate] - place;
                offset.Z *= 0.15f;
                if (head && !_frontalFace[vertex])
                {
                    if (_frontalFace[candidate])
                        continue;
                    // The back of a head looks like the hair above the forehead, not like the cheeks before it.
                    offset.Y = MathF.Max(0, _hairline - _model.Template[candidate].Y) * 4 + 0.3f * offset.Y;
                }

                if (offset.LengthSquared() < nearest)
                    (best, nearest) = (candidate, offset.LengthSquared());
            }
        }
    }

    /// <summary>Height in the rest shape above which a head usually has hair: nine tenths up from its lowest vertex to the crown.</summary>
    private float Hairline()
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var vertex = 0; vertex < _limb.Length; vertex++)
            if (_limb[vertex] == (int)Joint.Head)
                (low, high) = (MathF.Min(low, _model.Template[vertex].Y), MathF.Max(high, _model.Template[vertex].Y));
        return low + 0.9f * (high - low);
    }

    private static int[] FindMirrors(Vector3[] template)
    {
        // Sorted by height, only a thin slab around each vertex needs a look.
        var order = Enumerable.Range(0, template.Length).OrderBy(vertex => template[vertex].Y).ToArray();
        var mirror = new int[template.Length];
        for (int i = 0, low = 0; i < order.Length; i++)
        {
            var place = template[order[i]] with { X = -template[order[i]].X };
            while (template[order[low]].Y < place.Y - SymmetryTolerance)
                low++;
            var (best, nearest) = (-1, SymmetryTolerance * SymmetryTolerance);
            for (var j = low; j < order.Length && template[order[j]].Y <= place.Y + SymmetryTolerance; j++)
                if (Vector3.DistanceSquared(template[order[j]], place) is var distance && distance < nearest)
                    (best, nearest) = (order[j], distance);
            mirror[order[i]] = best;
        }

        return mirror;
    }
}
