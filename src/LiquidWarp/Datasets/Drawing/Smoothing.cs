using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Smooths values over a mesh by the mean of neighbours; an open edge is smoothed along itself only, so it stays where it is.</summary>
internal sealed class Smoothing
{
    private const float Step = 0.6f;

    // Neighbours of vertex i: _neighbours[_first[i].._first[i + 1]].
    private readonly int[] _first;
    private readonly int[] _neighbours;

    /// <summary>Learns who neighbours whom.</summary>
    /// <param name="faces">(F, 3) corner indices.</param>
    /// <param name="count">Number of vertices.</param>
    public Smoothing(ReadOnlySpan<int> faces, int count)
    {
        var edges = new long[faces.Length];
        for (var i = 0; i < faces.Length; i++)
        {
            var (a, b) = (faces[i], faces[i % 3 == 2 ? i - 2 : i + 1]);
            edges[i] = a < b ? (long)a << 32 | (uint)b : (long)b << 32 | (uint)a;
        }

        Array.Sort(edges);
        OnEdge = new bool[count];
        for (var i = 0; i < edges.Length; i = Next(edges, i))
            if (Next(edges, i) == i + 1)
                OnEdge[(int)(edges[i] >> 32)] = OnEdge[(int)edges[i]] = true;
        _first = new int[count + 1];
        foreach (var (a, _) in Links(edges))
            _first[a + 1]++;
        for (var i = 0; i < count; i++)
            _first[i + 1] += _first[i];
        _neighbours = new int[_first[count]];
        var filled = new int[count];
        foreach (var (a, b) in Links(edges))
            _neighbours[_first[a] + filled[a]++] = b;
    }

    /// <summary>(N) whether a vertex lies on an open edge.</summary>
    public bool[] OnEdge { get; }

    /// <summary>A smoothed copy.</summary>
    public Vector3[] Smooth(Vector3[] values, int rounds)
    {
        var (current, next) = ((Vector3[])values.Clone(), new Vector3[values.Length]);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < current.Length; i++)
            {
                var neighbours = _neighbours.AsSpan(_first[i].._first[i + 1]);
                var sum = Vector3.Zero;
                foreach (var neighbour in neighbours)
                    sum += current[neighbour];
                next[i] = neighbours.Length == 0 ? current[i] : Vector3.Lerp(current[i], sum / neighbours.Length, Step);
            }

            (current, next) = (next, current);
        }

        return current;
    }

    /// <summary>The index after a run of equal edges.</summary>
    private static int Next(long[] edges, int i)
    {
        var next = i + 1;
        while (next < edges.Length && edges[next] == edges[i])
            next++;
        return next;
    }

    private IEnumerable<(int, int)> Links(long[] edges)
    {
        for (var i = 0; i < edges.Length; i = Next(edges, i))
        {
            var (a, b) = ((int)(edges[i] >> 32), (int)edges[i]);
            var open = Next(edges, i) == i + 1;
            if (open || !OnEdge[a])
                yield return (a, b);
            if (open || !OnEdge[b])
                yield return (b, a);
        }
    }
}
