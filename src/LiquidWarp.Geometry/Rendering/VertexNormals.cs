using System.Numerics;

namespace LiquidWarp.Rendering;

/// <summary>Smooth normals of a mesh.</summary>
public static class VertexNormals
{
    /// <summary>
    /// Unit normals, outward where faces are counter-clockwise seen from outside: the mean of the faces around each vertex, weighted by
    /// area. A vertex without area around it gets 0.
    /// </summary>
    /// <param name="vertices">(V) vertices in a right-handed frame.</param>
    /// <param name="faces">(F, 3) corner indices.</param>
    /// <param name="normals">(V) filled.</param>
    public static void Compute(ReadOnlySpan<Vector3> vertices, ReadOnlySpan<int> faces, Span<Vector3> normals)
    {
        normals.Clear();
        for (var i = 0; i < faces.Length; i += 3)
        {
            Vector3 a = vertices[faces[i]], b = vertices[faces[i + 1]], c = vertices[faces[i + 2]];
            var area = Vector3.Cross(b - a, c - a);
            for (var k = 0; k < 3; k++)
                normals[faces[i + k]] += area;
        }

        foreach (ref var normal in normals)
        {
            var length = normal.Length();
            normal = length > 0 ? normal / length : Vector3.Zero;
        }
    }
}
