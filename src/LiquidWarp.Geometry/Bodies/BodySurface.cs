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
}
