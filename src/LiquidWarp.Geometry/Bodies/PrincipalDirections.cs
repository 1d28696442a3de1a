using System.Numerics;
using System.Runtime.InteropServices;

namespace LiquidWarp.Bodies;

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
        var (values, vectors) = Diagonalise(products);
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(k => values[k])];
        var directions = new Vector3[count][];
        for (var k = 0; k < count; k++)
        {
            directions[k] = new Vector3[vertexCount];
            if (k >= n || values[order[k]] <= 1e-6 * values[order[0]])
                continue;
            for (var i = 0; i < n; i++)
                for (var v = 0; v < vertexCount; v++)
                    directions[k][v] += (float)(vectors[i, order[k]] / Math.Sqrt(n - 1)) * deviations[i][v];
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

    /// <summary>Eigenvalues and eigenvectors (columns) of a symmetric matrix by Jacobi's rotations; the matrix is used up.</summary>
    private static (double[] Values, double[,] Vectors) Diagonalise(double[,] matrix)
    {
        const int MaxSweeps = 50;
        var n = matrix.GetLength(0);
        var vectors = new double[n, n];
        for (var i = 0; i < n; i++)
            vectors[i, i] = 1;
        for (var sweep = 0; sweep < MaxSweeps && OffDiagonal(matrix) > 1e-20; sweep++)
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                {
                    if (Math.Abs(matrix[p, q]) < 1e-300)
                        continue;
                    var theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
                    var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                    var c = 1 / Math.Sqrt(t * t + 1);
                    for (var k = 0; k < n; k++)
                        (matrix[k, p], matrix[k, q]) = (c * matrix[k, p] - t * c * matrix[k, q], t * c * matrix[k, p] + c * matrix[k, q]);
                    for (var k = 0; k < n; k++)
                        (matrix[p, k], matrix[q, k]) = (c * matrix[p, k] - t * c * matrix[q, k], t * c * matrix[p, k] + c * matrix[q, k]);
                    for (var k = 0; k < n; k++)
                        (vectors[k, p], vectors[k, q]) = (c * vectors[k, p] - t * c * vectors[k, q], t * c * vectors[k, p] + c * vectors[k, q]);
                }

        return ([.. Enumerable.Range(0, n).Select(i => matrix[i, i])], vectors);
    }

    /// <summary>Squares outside the diagonal as a share of those on it.</summary>
    private static double OffDiagonal(double[,] matrix)
    {
        var (off, on) = (0.0, 0.0);
        for (var i = 0; i < matrix.GetLength(0); i++)
            for (var j = 0; j < matrix.GetLength(1); j++)
                if (i == j)
                    on += matrix[i, j] * matrix[i, j];
                else
                    off += matrix[i, j] * matrix[i, j];
        return on == 0 ? 0 : off / on;
    }
}
