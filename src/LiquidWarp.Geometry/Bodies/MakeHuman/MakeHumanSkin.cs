using System.Numerics;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>The part of MakeHuman's mesh that is seen, in triangles: body and eyes, without the helpers for clothes, teeth and lashes.</summary>
internal sealed class MakeHumanSkin
{
    private const string LeftEyeGroup = "helper-l-eye";
    private const string RightEyeGroup = "helper-r-eye";

    private MakeHumanSkin(int[] vertices, int[] faces, Vector2[] textureCoordinates, int[] textureFaces, int[] leftEye, int[] rightEye)
    {
        (Vertices, Faces, TextureCoordinates, TextureFaces) = (vertices, faces, textureCoordinates, textureFaces);
        (LeftEye, RightEye) = (leftEye, rightEye);
    }

    /// <summary>(V) index in the whole mesh.</summary>
    public int[] Vertices { get; }

    /// <summary>(F, 3) indices into <see cref="Vertices"/>.</summary>
    public int[] Faces { get; }

    /// <summary>Texture coordinates, v up.</summary>
    public Vector2[] TextureCoordinates { get; }

    /// <summary>(F, 3) indices into <see cref="TextureCoordinates"/>.</summary>
    public int[] TextureFaces { get; }

    /// <summary>The left eyeball, indices into <see cref="Vertices"/>.</summary>
    public int[] LeftEye { get; }

    /// <summary>The right eyeball, indices into <see cref="Vertices"/>.</summary>
    public int[] RightEye { get; }

    /// <summary>Takes the seen groups out of the mesh and cuts quads in two.</summary>
    public static MakeHumanSkin Of(MakeHumanMesh mesh)
    {
        List<int> vertices = [], faces = [], textureFaces = [];
        List<Vector2> coordinates = [];
        Dictionary<int, int> newVertex = [], newCoordinate = [];
        foreach (var face in new[] { "body", LeftEyeGroup, RightEyeGroup }.SelectMany(mesh.Group))
            for (var corner = 2; corner < face.Length; corner++)
                foreach (var (vertex, texture) in new[] { face[0], face[corner - 1], face[corner] })
                {
                    faces.Add(Renumber(vertex, newVertex, vertices, vertex));
                    textureFaces.Add(Renumber(texture, newCoordinate, coordinates, mesh.TextureCoordinates[texture]));
                }

        return new([.. vertices], [.. faces], [.. coordinates], [.. textureFaces], Eye(LeftEyeGroup), Eye(RightEyeGroup));

        int[] Eye(string group) => [.. mesh.GroupVertices(group).Select(v => newVertex[v])];
    }

    /// <summary>The rows of a matrix over the whole mesh that belong to the seen vertices.</summary>
    public float[] PickRows(float[] matrix, int columns)
    {
        var rows = new float[Vertices.Length * columns];
        for (var v = 0; v < Vertices.Length; v++)
            matrix.AsSpan(Vertices[v] * columns, columns).CopyTo(rows.AsSpan(v * columns));
        for (var v = 0; v < Vertices.Length; v++)
            if (!rows.AsSpan(v * columns, columns).ContainsAnyExcept(0f))
                throw new InputException($"The weights file has no bone for vertex {Vertices[v]} of the body: it does not fit the mesh.");
        return rows;
    }

    private static int Renumber<T>(int old, Dictionary<int, int> newIndex, List<T> items, T item)
    {
        if (!newIndex.TryGetValue(old, out var index))
        {
            newIndex[old] = index = items.Count;
            items.Add(item);
        }

        return index;
    }
}
