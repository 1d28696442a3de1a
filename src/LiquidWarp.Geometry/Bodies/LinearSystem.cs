namespace LiquidWarp.Bodies;

/// <summary>The small dense systems that fitting a body takes.</summary>
internal static class LinearSystem
{
    /// <summary>Solves an n × (n + 1) augmented system by Gaussian elimination with row pivoting; the matrix is overwritten.</summary>
    public static double[] Solve(double[,] augmented)
    {
        var n = augmented.GetLength(0);
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
                if (Math.Abs(augmented[row, column]) > Math.Abs(augmented[pivot, column])) pivot = row;
            for (var k = column; k <= n; k++)
                (augmented[column, k], augmented[pivot, k]) = (augmented[pivot, k], augmented[column, k]);
            for (var row = column + 1; row < n; row++)
            {
                var factor = augmented[row, column] / augmented[column, column];
                for (var k = column; k <= n; k++) augmented[row, k] -= factor * augmented[column, k];
            }
        }
        var solution = new double[n];
        for (var row = n - 1; row >= 0; row--)
        {
            var sum = augmented[row, n];
            for (var k = row + 1; k < n; k++) sum -= augmented[row, k] * solution[k];
            solution[row] = sum / augmented[row, row];
        }
        return solution;
    }

    /// <summary>Eigenvalues, descending, and unit eigenvectors (rows) of a symmetric matrix by Jacobi rotations.</summary>
    public static (double[] Values, double[][] Vectors) Eigen(double[,] symmetric)
    {
        var n = symmetric.GetLength(0);
        var a = (double[,])symmetric.Clone();
        var vectors = new double[n][];
        for (var i = 0; i < n; i++)
        {
            vectors[i] = new double[n];
            vectors[i][i] = 1;
        }
        for (var sweep = 0; sweep < 60; sweep++)
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                    Rotate(a, vectors, p, q);
        var order = Enumerable.Range(0, n).OrderByDescending(i => a[i, i]).ToArray();
        return (Array.ConvertAll(order, i => a[i, i]), Array.ConvertAll(order, i => vectors[i]));
    }

    private static void Rotate(double[,] a, double[][] vectors, int p, int q)
    {
        if (Math.Abs(a[p, q]) < 1e-300) return;
        var n = vectors.Length;
        var ratio = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt(ratio * ratio + 1));
        var cosine = 1 / Math.Sqrt(t * t + 1);
        var sine = t * cosine;
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = (cosine * a[k, p] - sine * a[k, q], sine * a[k, p] + cosine * a[k, q]);
        for (var k = 0; k < n; k++)
            (a[p, k], a[q, k]) = (cosine * a[p, k] - sine * a[q, k], sine * a[p, k] + cosine * a[q, k]);
        for (var k = 0; k < n; k++)
            (vectors[p][k], vectors[q][k]) = (cosine * vectors[p][k] - sine * vectors[q][k], sine * vectors[p][k] + cosine * vectors[q][k]);
    }
}
