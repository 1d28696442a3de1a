using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Tutte's embedding: the border of a disc-like piece of surface on a circle, every inner vertex in the middle of its
/// neighbours. No triangle can turn over.
/// </summary>
internal static class TutteEmbedding
{
    private const int FastSweeps = 1200;
    private const int Sweeps = 1500;

    /// <summary>Flat positions on a disc of the given area.</summary>
    public static Vector2[] Embed(Vector3[] positions, int[] faces, List<int> border, double area)
    {
        var flat = new double[2 * positions.Length];
        var isFixed = new bool[positions.Length];
        PlaceBorder(positions, border, Math.Sqrt(area / Math.PI), flat, isFixed);
        var neighbours = Neighbours(positions.Length, faces);
        // Over-relaxed Gauss-Seidel; the last sweeps are plain, so that no overshoot stays.
        for (var sweep = 0; sweep < Sweeps; sweep++)
            if (Sweep(flat, isFixed, neighbours, sweep < FastSweeps ? 1.9 : 1) < 1e-10) break;
        return [.. Enumerable.Range(0, positions.Length).Select(vertex => new Vector2((float)flat[2 * vertex], (float)flat[2 * vertex + 1]))];
    }

    private static void PlaceBorder(Vector3[] positions, List<int> border, double radius, double[] flat, bool[] isFixed)
    {
        var lengths = border.Select((vertex, i) => (double)(positions[vertex] - positions[border[(i + 1) % border.Count]]).Length()).ToArray();
        var (total, walked) = (lengths.Sum(), 0.0);
        for (var i = 0; i < border.Count; i++)
        {
            var (sine, cosine) = Math.SinCos(Math.Tau * walked / total);
            (flat[2 * border[i]], flat[2 * border[i] + 1]) = (radius * cosine, radius * sine);
            isFixed[border[i]] = true;
            walked += lengths[i];
        }
    }

    private static double Sweep(double[] flat, bool[] isFixed, int[][] neighbours, double relaxation)
    {
        var change = 0.0;
        for (var vertex = 0; vertex < isFixed.Length; vertex++)
        {
            if (isFixed[vertex]) continue;
            for (var axis = 0; axis < 2; axis++)
            {
                var sum = 0.0;
                foreach (var neighbour in neighbours[vertex]) sum += flat[2 * neighbour + axis];
                var move = relaxation * (sum / neighbours[vertex].Length - flat[2 * vertex + axis]);
                flat[2 * vertex + axis] += move;
                change = Math.Max(change, Math.Abs(move));
            }
        }
        return change;
    }

    private static int[][] Neighbours(int count, int[] faces)
    {
        var sets = new HashSet<int>[count];
        for (var vertex = 0; vertex < count; vertex++) sets[vertex] = [];
        for (var corner = 0; corner < faces.Length; corner++)
        {
            var other = faces[corner % 3 == 2 ? corner - 2 : corner + 1];
            sets[faces[corner]].Add(other);
            sets[other].Add(faces[corner]);
        }
        return Array.ConvertAll(sets, set => set.ToArray());
    }
}
