using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>A closed mesh that is its own mirror image in x, with the pairing of its vertices.</summary>
/// <param name="Positions">Vertices, metres above the floor.</param>
/// <param name="Faces">Three corners a face, counter-clockwise from outside. The mirrored faces follow the left ones, in the same order.</param>
/// <param name="Opposite">For each vertex its mirror image; a vertex of the middle is its own.</param>
internal sealed record SymmetricMesh(Vector3[] Positions, int[] Faces, int[] Opposite)
{
    /// <summary>Joins the left half to its mirror image along the vertices with x = 0.</summary>
    public static SymmetricMesh FromLeftHalf(Vector3[] half, int[] halfFaces)
    {
        var opposite = new int[half.Length];
        var positions = new List<Vector3>(half);
        for (var vertex = 0; vertex < half.Length; vertex++)
        {
            opposite[vertex] = half[vertex].X == 0 ? vertex : positions.Count;
            if (half[vertex].X != 0) positions.Add(half[vertex] with { X = -half[vertex].X });
        }
        var all = new int[positions.Count];
        for (var vertex = 0; vertex < half.Length; vertex++) (all[vertex], all[opposite[vertex]]) = (opposite[vertex], vertex);

        var faces = new int[2 * halfFaces.Length];
        halfFaces.CopyTo(faces, 0);
        for (var corner = 0; corner < halfFaces.Length; corner += 3)
        {
            faces[halfFaces.Length + corner] = opposite[halfFaces[corner]];
            faces[halfFaces.Length + corner + 1] = opposite[halfFaces[corner + 2]];
            faces[halfFaces.Length + corner + 2] = opposite[halfFaces[corner + 1]];
        }
        return new(positions.ToArray(), faces, all);
    }

    /// <summary>The neighbours of each vertex along edges.</summary>
    public int[][] Neighbours()
    {
        var sets = new SortedSet<int>[Positions.Length];
        for (var vertex = 0; vertex < sets.Length; vertex++) sets[vertex] = [];
        for (var corner = 0; corner < Faces.Length; corner += 3)
            for (var k = 0; k < 3; k++)
            {
                var (a, b) = (Faces[corner + k], Faces[corner + (k + 1) % 3]);
                sets[a].Add(b);
                sets[b].Add(a);
            }
        return Array.ConvertAll(sets, set => set.ToArray());
    }

    /// <summary>The same mesh with its vertices in another order: new vertex i was <paramref name="order"/>[i].</summary>
    public SymmetricMesh Reorder(int[] order)
    {
        var place = new int[order.Length];
        for (var vertex = 0; vertex < order.Length; vertex++) place[order[vertex]] = vertex;
        return new(Array.ConvertAll(order, old => Positions[old]), Array.ConvertAll(Faces, old => place[old]),
            Array.ConvertAll(order, old => place[Opposite[old]]));
    }
}
