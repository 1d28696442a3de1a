using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Smooths values over a mesh by the mean of neighbours; an open edge is smoothed along itself only, so it stays where it is.</summary>
internal sealed class Smoothing
{
    // Whole steps would let values of neighbours swap places for ever on some meshes.
    private const float Step = 0.85f;

    // Neighbours of vertex i: _neighbours[_first[i].._first[i + 1]].
    private readonly int[] _first;
    private readonly int[] _neighbours;

    /// <summary>Learns who neighbours whom.</summary>
    /// <param name="faces">(F, 3) corner indices; neighbouring faces turn the same way.</param>
    /// <param name="count">Number of vertices.</param>
    public Smoothing(ReadOnlySpan<int> faces, int count)
    {
        // Each edge runs once either way; those of an open edge run one way only.
        var (first, ends) = Outgoing(faces, count);
        bool Runs(int from, int to) => ends.AsSpan(first[from]..first[from + 1]).Contains(to);
        OnEdge = new bool[count];
        List<(int, int)> open = [];
        for (var a = 0; a < count; a++)
            foreach (var b in ends.AsSpan(first[a]..first[a + 1]))
                if (!Runs(b, a))
                {
                    (OnEdge[a], OnEdge[b]) = (true, true);
                    open.Add((a, b));
                }

        var along = new List<int>[count];
        foreach (var (a, b) in open)
        {
            (along[a] ??= []).Add(b);
            (along[b] ??= []).Add(a);
        }

        _first = new int[count + 1];
        for (var i = 0; i < count; i++)
            _first[i + 1] = _first[i] + (OnEdge[i] ? along[i].Count : first[i + 1] - first[i]);
        _neighbours = new int[_first[count]];
        for (var i = 0; i < count; i++)
        {
            var into = _neighbours.AsSpan(_first[i]);
            if (OnEdge[i])
                along[i].CopyTo(into);
            else
                ends.AsSpan(first[i]..first[i + 1]).CopyTo(into);
        }
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

    /// <summary>For each vertex where the edges of its faces lead.</summary>
    private static (int[] First, int[] Ends) Outgoing(ReadOnlySpan<int> faces, int count)
    {
        var first = new int[count + 1];
        foreach (var corner in faces)
            first[corner + 1]++;
        for (var i = 0; i < count; i++)
            first[i + 1] += first[i];
        var ends = new int[faces.Length];
        var filled = new int[count];
        for (var i = 0; i < faces.Length; i++)
        {
            var from = faces[i];
            ends[first[from] + filled[from]++] = faces[i % 3 == 2 ? i - 2 : i + 1];
        }

        return (first, ends);
    }
}
