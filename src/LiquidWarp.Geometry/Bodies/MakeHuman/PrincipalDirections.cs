using System.Numerics;
using System.Runtime.InteropServices;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>
/// Mean and principal directions of sampled bodies: the shape space of SMPL, ordered by variance, each direction one
/// standard deviation long. The samples' inner products are diagonalised, which are few where vertices are many.
/// </summary>
internal static class PrincipalDirections
{
    /// <summary>Mean body and the directions of most variance; positive is where the body grows.</summary>
    /// <param name="samples">(n)(V) vertices.</param>
    /// <param name="count">Directions wanted; those beyond the rank of the samples are zero.</param>
    public static (Vector3[] Mean, Vector3[][] Directions) Compute(IReadOnlyList<Vector3[]> samples, int count)
    {
        var (n, vertexCount) = (samples.Count, samples[0].Length);
        var mean = new Vector3[vertexCount];
        foreach (var sample in samples)
            for (var v = 0; v < vertexCount; v++)
                mean[v] += sample[v] / n;
        Vector3[][] deviations = [.. samples.Select(sample => sample.Select((point, v) => point - mean[v]).ToArray())];
        var products = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                products[i, j] = products[j, i] = Dot(deviations[i], deviations[j]);
        var (values, vectors) = LinearSystem.Eigen(products);
        var directions = new Vector3[count][];
        for (var k = 0; k < count; k++)
        {
            directions[k] = new Vector3[vertexCount];
            if (k >= n || values[k] <= 1e-6 * values[0])
                continue;
            for (var i = 0; i < n; i++)
                for (var v = 0; v < vertexCount; v++)
                    directions[k][v] += (float)(vectors[k][i] / Math.Sqrt(n - 1)) * deviations[i][v];
            if (Dot(directions[k], mean) < 0)
                directions[k] = [.. directions[k].Select(displacement => -displacement)];
        }

        return (mean, directions);
    }

    private static double Dot(Vector3[] a, Vector3[] b)
    {
        var left = MemoryMarshal.Cast<Vector3, float>(a);
        var right = MemoryMarshal.Cast<Vector3, float>(b);
        var (sum, i) = (0.0, 0);
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += Vector.Dot(new Vector<float>(left[i..]), new Vector<float>(right[i..]));
        for (; i < left.Length; i++)
            sum += left[i] * (double)right[i];
        return sum;
    }
}
