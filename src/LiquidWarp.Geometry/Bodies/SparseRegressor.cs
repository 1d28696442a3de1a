using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>Points as weighted sums of few vertices: the rows of a joint or keypoint regressor without their zeros.</summary>
internal sealed class SparseRegressor
{
    private readonly int[] _starts;
    private readonly int[] _vertices;
    private readonly float[] _weights;

    private SparseRegressor(int[] starts, int[] vertices, float[] weights) => (_starts, _vertices, _weights) = (starts, vertices, weights);

    /// <summary>The vertices that have a weight in any row, ascending.</summary>
    public int[] Support => [.. _vertices.Distinct().Order()];

    /// <summary>Packs a dense (rows, vertices) matrix.</summary>
    public static SparseRegressor FromDense(ReadOnlySpan<float> dense, int rows)
    {
        var columns = dense.Length / rows;
        var starts = new int[rows + 1];
        List<int> vertices = [];
        List<float> weights = [];
        for (var row = 0; row < rows; row++)
        {
            for (var v = 0; v < columns; v++)
                if (dense[row * columns + v] is not 0 and var weight)
                {
                    vertices.Add(v);
                    weights.Add(weight);
                }

            starts[row + 1] = vertices.Count;
        }

        return new(starts, [.. vertices], [.. weights]);
    }

    /// <summary>The same rows over vertices that have been renumbered: <paramref name="newIndex"/> holds the new place of each old one.</summary>
    public SparseRegressor Renumber(IReadOnlyDictionary<int, int> newIndex) =>
        new(_starts, [.. _vertices.Select(v => newIndex[v])], _weights);

    /// <summary>One point a row.</summary>
    public void Apply(ReadOnlySpan<Vector3> vertices, Span<Vector3> points)
    {
        for (var row = 0; row < _starts.Length - 1; row++)
        {
            var sum = Vector3.Zero;
            for (var i = _starts[row]; i < _starts[row + 1]; i++)
                sum += _weights[i] * vertices[_vertices[i]];
            points[row] = sum;
        }
    }
}
