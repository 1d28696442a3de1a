using System.Numerics;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>
/// Finds a point inside the body, such as a joint, as a weighted sum of surface vertices around it that follows it through
/// many bodies: ridge least squares over samples with weights that sum to 1.
/// </summary>
internal static class LocalRegressor
{
    private const int DirectionCount = 40;

    // Cosine of half a cone's opening: cones of 40 directions overlap a little.
    private const float Cone = 0.85f;

    // Metres² by which a unit of squared weight may worsen the fit: keeps weights small and spread.
    private const double Ridge = 3e-5;

    /// <summary>Vertices all round a point: the nearest one in each of many directions.</summary>
    /// <param name="point">The point in <paramref name="body"/>.</param>
    /// <param name="body">Vertices of a typical body.</param>
    /// <param name="candidates">Vertices that may be taken.</param>
    public static int[] Surround(Vector3 point, Vector3[] body, IReadOnlyList<int> candidates)
    {
        SortedSet<int> chosen = [];
        for (var i = 0; i < DirectionCount; i++)
        {
            // Directions spread evenly over the sphere by the golden angle.
            var y = 1 - (2 * i + 1f) / DirectionCount;
            var (sin, cos) = MathF.SinCos(2.39996323f * i);
            var direction = new Vector3(cos * MathF.Sqrt(1 - y * y), y, sin * MathF.Sqrt(1 - y * y));
            var (best, nearest) = (-1, float.PositiveInfinity);
            foreach (var v in candidates)
            {
                var (offset, distance) = (body[v] - point, Vector3.Distance(body[v], point));
                if (distance < nearest && Vector3.Dot(offset, direction) >= Cone * distance)
                    (best, nearest) = (v, distance);
            }

            if (best >= 0)
                chosen.Add(best);
        }

        return [.. chosen];
    }

    /// <summary>The weights of some vertices that reproduce a point over all samples.</summary>
    /// <param name="samples">(n)(V) bodies.</param>
    /// <param name="points">(n) the point in each.</param>
    /// <param name="vertices">Which vertices take part.</param>
    public static double[] Fit(IReadOnlyList<Vector3[]> samples, IReadOnlyList<Vector3> points, int[] vertices)
    {
        var k = vertices.Length;
        // Normal equations bordered by the multiplier of the sum: [A 1; 1ᵀ 0][w; μ] = [b; 1]. Offsets from the point make b zero.
        var system = new double[k + 1, k + 2];
        for (var s = 0; s < samples.Count; s++)
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++)
                    system[i, j] += Vector3.Dot(samples[s][vertices[i]] - points[s], samples[s][vertices[j]] - points[s]) / samples.Count;
        for (var i = 0; i < k; i++)
        {
            system[i, i] += Ridge;
            system[i, k] = system[k, i] = 1;
        }

        system[k, k + 1] = 1;
        return LinearSystem.Solve(system)[..k];
    }
}
