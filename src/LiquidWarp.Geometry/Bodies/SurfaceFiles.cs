using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Bodies;

/// <summary>
/// The UV mapper and index files of the published system (REFERENCE 3.3 and 3.5): Wavefront-like text with one texture index a
/// corner, and JSON lists of faces.
/// </summary>
internal static class SurfaceFiles
{
    // Far above any body, far below what would trouble memory.
    private const int MaxLines = 4_000_000;

    /// <summary>Reads texture coordinates, texture faces and vertex faces.</summary>
    public static (Vector2[] Coordinates, int[] TextureFaces, int[] VertexFaces) ReadMapper(string path)
    {
        List<Vector2> coordinates = [];
        List<int> textureFaces = [], vertexFaces = [];
        var (line, vertexCount) = (0, 0);
        foreach (var text in Lines(path))
        {
            if (++line > MaxLines)
                throw new InputException($"{path} has more than {MaxLines} lines: expected a UV mapper of some ten thousand.");
            var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            switch (fields)
            {
                case ["v", ..]:
                    vertexCount++;
                    break;
                case ["vt", var u, var v, ..]:
                    coordinates.Add(new(Number(path, line, u), Number(path, line, v)));
                    break;
                case ["f", var a, var b, var c]:
                    foreach (var corner in new[] { a, b, c })
                        AddCorner(path, line, corner, vertexFaces, textureFaces);
                    break;
                case ["f", ..]:
                    throw new InputException($"{path}, line {line}: a face with {fields.Length - 1} corners, expected 3.");
            }
        }

        if (textureFaces.Count == 0)
            throw new InputException($"{path} has no faces: expected a UV mapper with lines 'v x y z', 'vt u v' and 'f a/b/c a/b/c a/b/c'.");
        CheckRange(path, "texture coordinate", textureFaces, coordinates.Count);
        if (vertexCount > 0)
            CheckRange(path, "vertex", vertexFaces, vertexCount);
        return ([.. coordinates], [.. textureFaces], [.. vertexFaces]);
    }

    /// <summary>Reads a region: one flag a face.</summary>
    public static bool[] ReadRegion(string path, int faceCount)
    {
        using var json = Parse(path);
        var flags = new bool[faceCount];
        foreach (var face in FaceList(path, json.RootElement, "the region", faceCount))
            flags[face] = true;
        return flags;
    }

    /// <summary>
    /// Reads parts and numbers each face. A part that only repeats faces of earlier ones, in sorted order, is a region within
    /// them (the published files' <c>10_facial_large</c>) and is left out; what remains must partition the faces.
    /// </summary>
    public static (string[] Names, byte[] FaceParts) ReadParts(string path, int faceCount)
    {
        using var json = Parse(path);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new InputException($"{path}: expected an object with one entry a part.");
        List<string> names = [];
        var owners = new int[faceCount];
        Array.Fill(owners, -1);
        foreach (var part in json.RootElement.EnumerateObject().OrderBy(part => part.Name, StringComparer.Ordinal))
        {
            var faces = FaceList(path, part.Value, $"part '{part.Name}'", faceCount);
            var taken = faces.Count(face => owners[face] >= 0);
            if (taken == faces.Length)
                continue;
            if (taken > 0)
                throw new InputException($"{path}: {taken} of the {faces.Length} faces of part '{part.Name}' belong to earlier parts too; expected parts that do not overlap.");
            foreach (var face in faces)
                owners[face] = names.Count;
            names.Add(part.Name);
        }

        if (Array.IndexOf(owners, -1) is >= 0 and var orphan)
            throw new InputException($"{path}: {owners.Count(owner => owner < 0)} of {faceCount} faces belong to no part, the first is {orphan}; expected parts that cover the body.");
        if (names.Count > byte.MaxValue)
            throw new InputException($"{path} has {names.Count} parts, expected at most {byte.MaxValue}.");
        return ([.. names], [.. owners.Select(owner => (byte)owner)]);
    }

    private static int[] FaceList(string path, JsonElement entry, string what, int faceCount)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("face", out var list) || list.ValueKind != JsonValueKind.Array)
            throw new InputException($"{path}: {what} has no list 'face'; expected {{\"vertex\": […], \"face\": […]}}.");
        var faces = new int[list.GetArrayLength()];
        for (var i = 0; i < faces.Length; i++)
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt32(out faces[i]) || (uint)faces[i] >= (uint)faceCount)
                throw new InputException($"{path}: {what} names the face {list[i]}, expected 0 to {faceCount - 1}.");
        return faces;
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read as JSON: {error.Message}", error);
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.ReadLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static void AddCorner(string path, int line, string corner, List<int> vertexFaces, List<int> textureFaces)
    {
        var indices = corner.Split('/');
        if (indices.Length < 2 || !int.TryParse(indices[0], NumberStyles.None, CultureInfo.InvariantCulture, out var vertex)
            || !int.TryParse(indices[1], NumberStyles.None, CultureInfo.InvariantCulture, out var texture))
            throw new InputException($"{path}, line {line}: the corner '{corner}' has no vertex/texture pair; expected 'a/b' or 'a/b/c', counted from 1.");
        vertexFaces.Add(vertex - 1);
        textureFaces.Add(texture - 1);
    }

    private static float Number(string path, int line, string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new InputException($"{path}, line {line}: '{text}' is no number.");

    private static void CheckRange(string path, string what, List<int> indices, int count)
    {
        foreach (var index in indices)
            if ((uint)index >= (uint)count)
                throw new InputException($"{path}: a face names the {what} {index + 1}, expected 1 to {count}.");
    }
}
