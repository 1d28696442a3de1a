using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>Points as weighted sums of few vertices: the rows of a joint or keypoint regressor without their zeros.</summary>
internal sealed class SparseRegressor
{
    private SparseRegressor(int[] starts, int[] vertices, float[] weights) => (Starts, Vertices, Weights) = (starts, vertices, weights);

    /// <summary>(rows + 1) where each row's vertices start, and after the last row their number.</summary>
    public int[] Starts { get; }

    /// <summary>Vertices with a weight, row by row.</summary>
    public int[] Vertices { get; }

    /// <summary>The weight of each entry of <see cref="Vertices"/>, none 0.</summary>
    public float[] Weights { get; }

    /// <summary>The vertices that have a weight in any row, ascending.</summary>
    public int[] Support => [.. Vertices.Distinct().Order()];

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
        new(Starts, [.. Vertices.Select(v => newIndex[v])], Weights);

    /// <summary>One point a row.</summary>
    public void Apply(ReadOnlySpan<Vector3> vertices, Span<Vector3> points)
    {
        for (var row = 0; row < Starts.Length - 1; row++)
        {
            var sum = Vector3.Zero;
            for (var i = Starts[row]; i < Starts[row + 1]; i++)
                sum += Weights[i] * vertices[Vertices[i]];
            points[row] = sum;
        }
    }
}
