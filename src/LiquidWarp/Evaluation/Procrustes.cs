using System.Numerics;

namespace LiquidWarp.Evaluation;

/// <summary>Lays one set of points on another by scale, rotation and shift (Horn 1987), as PA-MPJPE wants it.</summary>
public static class Procrustes
{
    private const int Sweeps = 30;

    /// <summary>The points, laid on the target with the least sum of squared distances; mirror images are not allowed.</summary>
    /// <param name="points">At least three that lie on no line.</param>
    /// <param name="target">As many, in the same order.</param>
    public static Vector3[] Align(ReadOnlySpan<Vector3> points, ReadOnlySpan<Vector3> target)
    {
        if (points.Length != target.Length || points.Length < 3)
            throw new ArgumentException($"There are {points.Length} points for {target.Length} targets; there must be as many, and at least three.", nameof(points));
        var (from, to) = (Middle(points), Middle(target));
        var (moments, spread) = (new double[3, 3], 0.0);
        for (var i = 0; i < points.Length; i++)
        {
            var (a, b) = (points[i] - from, target[i] - to);
            spread += a.LengthSquared();
            for (var row = 0; row < 3; row++)
                for (var column = 0; column < 3; column++)
                    moments[row, column] += (double)a[row] * b[column];
        }

        var turn = Rotation(moments);
        var covered = 0.0;
        for (var i = 0; i < points.Length; i++)
            covered += Vector3.Dot(Vector3.Transform(points[i] - from, turn), target[i] - to);
        var scale = spread > 0 ? (float)(covered / spread) : 1;
        var aligned = new Vector3[points.Length];
        for (var i = 0; i < aligned.Length; i++)
            aligned[i] = to + scale * Vector3.Transform(points[i] - from, turn);
        return aligned;
    }

    private static Vector3 Middle(ReadOnlySpan<Vector3> points)
    {
        var sum = Vector3.Zero;
        foreach (var point in points)
            sum += point;
        return sum / points.Length;
    }

    /// <summary>The rotation whose quaternion is the eigenvector of the largest eigenvalue of Horn's matrix.</summary>
    private static Quaternion Rotation(double[,] m)
    {
        var n = new[,]
        {
            { m[0, 0] + m[1, 1] + m[2, 2], m[1, 2] - m[2, 1], m[2, 0] - m[0, 2], m[0, 1] - m[1, 0] },
            { 0, m[0, 0] - m[1, 1] - m[2, 2], m[0, 1] + m[1, 0], m[2, 0] + m[0, 2] },
            { 0, 0, m[1, 1] - m[0, 0] - m[2, 2], m[1, 2] + m[2, 1] },
            { 0, 0, 0, m[2, 2] - m[0, 0] - m[1, 1] },
        };
        for (var row = 1; row < 4; row++)
            for (var column = 0; column < row; column++)
                n[row, column] = n[column, row];
        var vectors = new double[4, 4];
        for (var i = 0; i < 4; i++)
            vectors[i, i] = 1;
        // Jacobi's rotations bring the matrix to its diagonal.
        for (var sweep = 0; sweep < Sweeps; sweep++)
            for (var p = 0; p < 3; p++)
                for (var q = p + 1; q < 4; q++)
                    Annihilate(n, vectors, p, q);
        var largest = Enumerable.Range(0, 4).MaxBy(i => n[i, i]);
        return Quaternion.Normalize(new((float)vectors[1, largest], (float)vectors[2, largest], (float)vectors[3, largest], (float)vectors[0, largest]));
    }

    private static void Annihilate(double[,] n, double[,] vectors, int p, int q)
    {
        if (Math.Abs(n[p, q]) < 1e-300)
            return;
        var theta = (n[q, q] - n[p, p]) / (2 * n[p, q]);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < 4; k++)
            (n[k, p], n[k, q]) = (c * n[k, p] - s * n[k, q], s * n[k, p] + c * n[k, q]);
        for (var k = 0; k < 4; k++)
        {
            (n[p, k], n[q, k]) = (c * n[p, k] - s * n[q, k], s * n[p, k] + c * n[q, k]);
            (vectors[k, p], vectors[k, q]) = (c * vectors[k, p] - s * vectors[k, q], s * vectors[k, p] + c * vectors[k, q]);
        }
    }
}
