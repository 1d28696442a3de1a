namespace LiquidWarp.Rendering;

/// <summary>Which vertices of a mesh are joined by an edge; isolated vertices have no neighbours.</summary>
public sealed class MeshEdges
{
    private readonly int[] _starts;
    private readonly int[] _neighbours;

    /// <summary>Collects the edges of faces.</summary>
    /// <param name="vertexCount">Number of vertices.</param>
    /// <param name="faces">(F, 3) corner indices.</param>
    public MeshEdges(int vertexCount, ReadOnlySpan<int> faces)
    {
        var joined = new SortedSet<int>[vertexCount];
        for (var i = 0; i < vertexCount; i++)
            joined[i] = [];
        for (var i = 0; i < faces.Length; i++)
        {
            var (from, to) = (faces[i], faces[i - i % 3 + (i + 1) % 3]);
            if (from == to)
                continue;
            joined[from].Add(to);
            joined[to].Add(from);
        }

        _starts = new int[vertexCount + 1];
        for (var i = 0; i < vertexCount; i++)
            _starts[i + 1] = _starts[i] + joined[i].Count;
        _neighbours = [.. joined.SelectMany(set => set)];
    }

    /// <summary>Number of vertices.</summary>
    public int VertexCount => _starts.Length - 1;

    /// <summary>The vertices joined to one, in ascending order.</summary>
    public ReadOnlySpan<int> Of(int vertex) => _neighbours.AsSpan(_starts[vertex].._starts[vertex + 1]);
}
