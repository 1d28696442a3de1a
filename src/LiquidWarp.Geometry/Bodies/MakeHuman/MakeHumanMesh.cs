using System.Globalization;
using System.Numerics;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>
/// MakeHuman's <c>base.obj</c>: vertices in decimetres, faces in named groups. Groups called <c>joint-…</c> are small cubes
/// whose centres mark joints; groups called <c>helper-…</c> fit clothes and other props.
/// </summary>
internal sealed class MakeHumanMesh
{
    private const int MaxVertices = 1_000_000;

    private readonly string _file;

    private MakeHumanMesh(string file) => _file = file;

    /// <summary>All vertices, decimetres, y up, z to the front.</summary>
    public List<Vector3> Vertices { get; } = [];

    /// <summary>Texture coordinates, v up.</summary>
    public List<Vector2> TextureCoordinates { get; } = [];

    /// <summary>For each group its faces: (vertex, texture) pairs of three or four corners.</summary>
    public Dictionary<string, List<(int Vertex, int Texture)[]>> Groups { get; } = [];

    /// <summary>Reads the file.</summary>
    public static MakeHumanMesh Read(string path)
    {
        MakeHumanMesh mesh = new(path);
        List<(int, int)[]>? group = null;
        var line = 0;
        foreach (var text in MakeHumanBody.Guard(path, () => File.ReadAllLines(path)))
        {
            line++;
            var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            switch (fields)
            {
                case ["v", var x, var y, var z, ..]:
                    mesh.Vertices.Add(new(mesh.Number(x, line), mesh.Number(y, line), mesh.Number(z, line)));
                    break;
                case ["vt", var u, var v, ..]:
                    mesh.TextureCoordinates.Add(new(mesh.Number(u, line), mesh.Number(v, line)));
                    break;
                case ["g", var name, ..]:
                    if (!mesh.Groups.TryGetValue(name, out group))
                        mesh.Groups[name] = group = [];
                    break;
                case ["f", .. var corners] when corners.Length is 3 or 4 && group is not null:
                    group.Add([.. corners.Select(corner => mesh.Corner(corner, line))]);
                    break;
                case ["f", ..]:
                    throw new InputException($"{path}, line {line}: expected a face of 3 or 4 corners after a group ('g name').");
            }
        }

        if (mesh.Vertices.Count > MaxVertices)
            throw new InputException($"{path} has {mesh.Vertices.Count} vertices, expected MakeHuman's base mesh of some twenty thousand.");
        return mesh;
    }

    /// <summary>Faces of a group that must be there.</summary>
    public List<(int Vertex, int Texture)[]> Group(string name) =>
        Groups.TryGetValue(name, out var faces) && faces.Count > 0 ? faces : throw new InputException($"{_file} has no group '{name}': expected MakeHuman's base mesh.");

    /// <summary>Vertices of a group that must be there, ascending.</summary>
    public int[] GroupVertices(string name) => [.. Group(name).SelectMany(face => face).Select(corner => corner.Vertex).Distinct().Order()];

    private (int Vertex, int Texture) Corner(string corner, int line)
    {
        var indices = corner.Split('/');
        if (indices.Length >= 2 && int.TryParse(indices[0], NumberStyles.None, CultureInfo.InvariantCulture, out var vertex)
            && int.TryParse(indices[1], NumberStyles.None, CultureInfo.InvariantCulture, out var texture)
            && vertex >= 1 && vertex <= Vertices.Count && texture >= 1 && texture <= TextureCoordinates.Count)
            return (vertex - 1, texture - 1);
        throw new InputException($"{_file}, line {line}: the corner '{corner}' is no vertex/texture pair of the {Vertices.Count} vertices and {TextureCoordinates.Count} texture coordinates before it.");
    }

    private float Number(string text, int line) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new InputException($"{_file}, line {line}: '{text}' is no number.");
}
