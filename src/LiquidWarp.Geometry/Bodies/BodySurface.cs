using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>
/// What is painted on a body's faces: texture coordinates, parts, and the regions that the correspondence maps and the
/// face loss use.
/// </summary>
public sealed class BodySurface
{
    /// <summary>Texture coordinates, u right and v up in [0, 1] as in a Wavefront file; more than vertices because of seams.</summary>
    public required Vector2[] TextureCoordinates { get; init; }

    /// <summary>3 indices into <see cref="TextureCoordinates"/> for each face.</summary>
    public required int[] TextureFaces { get; init; }

    /// <summary>Names of the parts, sorted; together they cover every face.</summary>
    public required IReadOnlyList<string> PartNames { get; init; }

    /// <summary>For each face its index in <see cref="PartNames"/>.</summary>
    public required byte[] FaceParts { get; init; }

    /// <summary>For each face whether it belongs to the front of the face (eyes, nose, mouth).</summary>
    public required bool[] FrontalFace { get; init; }

    /// <summary>For each face whether it belongs to the head.</summary>
    public required bool[] Head { get; init; }

    /// <summary>
    /// Reads the UV mapper of the published system and, where given, its index files of parts and regions. Parts that
    /// only repeat faces of earlier ones are left out, so that each face has one.
    /// </summary>
    /// <param name="mapper">Text with <c>v</c>, <c>vt</c> and <c>f</c> lines (mapper_uv.txt); other lines are passed over.</param>
    /// <param name="parts">JSON of part name to face list (smpl_part_info.json); without it the body is one part.</param>
    /// <param name="frontalFace">JSON face list of the front of the face (front_facial.json); without it no face is.</param>
    /// <param name="head">JSON face list of the head (head.json); without it no face is.</param>
    /// <param name="faces">
    /// The body's faces, if it is at hand: the mapper's must then have the same corners, in the same order of faces; corners
    /// within a face may be turned round, as mapper_fim_enc.txt has them.
    /// </param>
    /// <exception cref="InputException">A file is missing or damaged, names a face or corner that is not there, or belongs to another body.</exception>
    public static BodySurface Read(string mapper, string? parts = null, string? frontalFace = null, string? head = null, ReadOnlySpan<int> faces = default)
    {
        var (coordinates, textureFaces, vertexFaces) = SurfaceFiles.ReadMapper(mapper);
        var faceCount = textureFaces.Length / 3;
        if (!faces.IsEmpty)
            CheckFaces(mapper, vertexFaces, faces);
        var (names, faceParts) = parts is null ? (["00_body"], new byte[faceCount]) : SurfaceFiles.ReadParts(parts, faceCount);
        return new()
        {
            TextureCoordinates = coordinates,
            TextureFaces = textureFaces,
            PartNames = names,
            FaceParts = faceParts,
            FrontalFace = frontalFace is null ? new bool[faceCount] : SurfaceFiles.ReadRegion(frontalFace, faceCount),
            Head = head is null ? new bool[faceCount] : SurfaceFiles.ReadRegion(head, faceCount),
        };
    }

    private static void CheckFaces(string mapper, int[] found, ReadOnlySpan<int> expected)
    {
        if (found.Length != expected.Length)
            throw new InputException($"{mapper} has {found.Length / 3} faces, the body has {expected.Length / 3}: they do not belong together.");
        for (var f = 0; f < found.Length; f += 3)
            for (var corner = 0; corner < 3; corner++)
                if (!found.AsSpan(f, 3).Contains(expected[f + corner]))
                    throw new InputException($"{mapper}: face {f / 3} has the corners ({string.Join(", ", found[f..(f + 3)])}), " +
                        $"the body's has ({string.Join(", ", expected.Slice(f, 3).ToArray())}): they do not belong together.");
    }
}
