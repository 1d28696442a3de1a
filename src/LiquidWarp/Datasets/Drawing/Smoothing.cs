using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Smooths values over a mesh by the mean of neighbours; an open edge is smoothed along itself only, so it stays where it is.</summary>
internal sealed class Smoothing
{
    private const float Step = 0.6f;

    private readonly List<int>[] _neighbours;

    public Smoothing(IReadOnlyList<int> faces, int count)
    {
        var edges = new Dictionary<(int, int), int>();
        for (var i = 0; i < faces.Count; i++)
        {
            var (a, b) = (faces[i], faces[i % 3 == 2 ? i - 2 : i + 1]);
            var edge = a < b ? (a, b) : (b, a);
            edges[edge] = edges.GetValueOrDefault(edge) + 1;
        }

        var onEdge = new bool[count];
        foreach (var ((a, b), uses) in edges)
            if (uses == 1)
                (onEdge[a], onEdge[b]) = (true, true);
        _neighbours = new List<int>[count];
        for (var i = 0; i < count; i++)
            _neighbours[i] = new(6);
        foreach (var ((a, b), uses) in edges)
        {
            if (!onEdge[a] || uses == 1)
                _neighbours[a].Add(b);
            if (!onEdge[b] || uses == 1)
                _neighbours[b].Add(a);
        }
    }

    /// <summary>A smoothed copy.</summary>
    public Vector3[] Smooth(Vector3[] values, int rounds)
    {
        var (current, next) = ((Vector3[])values.Clone(), new Vector3[values.Length]);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < current.Length; i++)
            {
                var sum = Vector3.Zero;
                foreach (var neighbour in _neighbours[i])
                    sum += current[neighbour];
                next[i] = _neighbours[i].Count == 0 ? current[i] : Vector3.Lerp(current[i], sum / _neighbours[i].Count, Step);
            }

            (current, next) = (next, current);
        }

        return current;
    }
}
