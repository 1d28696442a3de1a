using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Expresses points inside the body as weighted sums of the vertices around them, so that they follow every change of
/// shape. Among all weights that reproduce the point exactly, the ones nearest to a bell around it are taken.
/// </summary>
internal static class PointRegression
{
    /// <summary>(points, V) weights; each row sums to 1 and reproduces its point.</summary>
    public static float[] Fit(ReadOnlySpan<Vector3> vertices, ReadOnlySpan<Vector3> points, Func<int, int, bool> mayUse)
    {
        var weights = new float[points.Length * vertices.Length];
        for (var point = 0; point < points.Length; point++)
        {
            var usable = Enumerable.Range(0, vertices.Length).Where(vertex => mayUse(point, vertex)).ToArray();
            FitPoint(vertices, points[point], usable, weights.AsSpan(point * vertices.Length, vertices.Length));
        }
        return weights;
    }

    /// <summary>(points, V) weights of points on the surface: a bell of the given width around each, for which exactness is no use.</summary>
    public static float[] Blur(ReadOnlySpan<Vector3> vertices, ReadOnlySpan<Vector3> points, float width)
    {
        var weights = new float[points.Length * vertices.Length];
        for (var point = 0; point < points.Length; point++)
        {
            var row = weights.AsSpan(point * vertices.Length, vertices.Length);
            var sum = 0f;
            for (var vertex = 0; vertex < row.Length; vertex++)
            {
                var excess = (vertices[vertex] - points[point]).LengthSquared() / (width * width);
                if (excess < 6) sum += row[vertex] = MathF.Exp(-excess);
            }
            foreach (ref var weight in row) weight /= sum;
        }
        return weights;
    }

    private static void FitPoint(ReadOnlySpan<Vector3> vertices, Vector3 point, int[] usable, Span<float> weights)
    {
        var nearest = double.MaxValue;
        foreach (var vertex in usable) nearest = Math.Min(nearest, (vertices[vertex] - point).Length());
        // A ring around the limb, the wider the deeper the point lies.
        var width = 0.6 * nearest;
        var chosen = new List<(int Vertex, double Mass, double[] Row)>();
        foreach (var vertex in usable)
        {
            var offset = vertices[vertex] - point;
            var excess = (offset.Length() - nearest) / width;
            if (excess > 3) continue;
            chosen.Add((vertex, Math.Exp(-excess * excess), [1, offset.X / nearest, offset.Y / nearest, offset.Z / nearest]));
        }

        // Minimises Σ w²/mass subject to Σ w = 1 and Σ w·offset = 0: w = mass · rowᵀ λ with a 4 × 4 system for λ.
        var system = new double[4, 5];
        foreach (var (_, mass, row) in chosen)
            for (var i = 0; i < 4; i++)
                for (var j = 0; j < 4; j++)
                    system[i, j] += mass * row[i] * row[j];
        system[0, 4] = 1;
        for (var i = 0; i < 4; i++) system[i, i] += 1e-9;
        var multipliers = LinearSystem.Solve(system);
        foreach (var (vertex, mass, row) in chosen)
            weights[vertex] = (float)(mass * (row[0] * multipliers[0] + row[1] * multipliers[1] + row[2] * multipliers[2] + row[3] * multipliers[3]));
    }
}
