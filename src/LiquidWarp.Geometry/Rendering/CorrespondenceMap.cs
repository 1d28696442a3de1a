using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>The range in which texture coordinates enter a correspondence map; networks expect the one they were trained with.</summary>
public enum TextureRange
{
    /// <summary>[0, 1]: the published ICCV 2019 checkpoints and this project's own models.</summary>
    ZeroToOne,

    /// <summary>[-1, 1]: the published second version.</summary>
    MinusOneToOne,
}

/// <summary>
/// A code for each face and one for the background, painted over fragments to condition a network (REFERENCE 3.4).
/// Codes are constant over a face.
/// </summary>
public sealed class CorrespondenceMap
{
    private readonly float[] _codes;

    private CorrespondenceMap(int faceCount, int channels, float[] background, Action<int, Span<float>> encode)
    {
        (FaceCount, Channels) = (faceCount, channels);
        _codes = new float[(faceCount + 1) * channels];
        for (var face = 0; face < faceCount; face++)
            encode(face, _codes.AsSpan(face * channels, channels));
        background.CopyTo(_codes, faceCount * channels);
    }

    /// <summary>Number of faces that have a code.</summary>
    public int FaceCount { get; }

    /// <summary>Length of a code.</summary>
    public int Channels { get; }

    /// <summary>(F + 1, C) codes; the last row is the background's.</summary>
    public ReadOnlySpan<float> Codes => _codes;

    /// <summary>
    /// "uv_seg", the generator's condition: u, v downwards, 0; the background is 0, 0, 1, so that the last channel is the background mask.
    /// </summary>
    public static CorrespondenceMap TextureAndBackground(BodySurface surface, TextureRange range = TextureRange.ZeroToOne) =>
        new(surface.FaceParts.Length, 3, [0, 0, 1], (face, code) =>
        {
            var point = TextureCode(surface, face, range);
            (code[0], code[1]) = (point.X, point.Y);
        });

    /// <summary>"uv": u, v downwards; the background is -1, -1.</summary>
    public static CorrespondenceMap Texture(BodySurface surface, TextureRange range = TextureRange.ZeroToOne) =>
        new(surface.FaceParts.Length, 2, [-1, -1], (face, code) =>
        {
            var point = TextureCode(surface, face, range);
            (code[0], code[1]) = (point.X, point.Y);
        });

    /// <summary>"seg": 1 on the body, 0 on the background.</summary>
    public static CorrespondenceMap Body(int faceCount) => new(faceCount, 1, [0], (_, code) => code[0] = 1);

    /// <summary>"par": one channel a part in the order of the part names, and a last one for the background.</summary>
    public static CorrespondenceMap Parts(BodySurface surface)
    {
        var parts = surface.PartNames.Count;
        var background = new float[parts + 1];
        background[parts] = 1;
        return new(surface.FaceParts.Length, parts + 1, background, (face, code) => code[surface.FaceParts[face]] = 1);
    }

    /// <summary>"front": 1 on the front of the face.</summary>
    public static CorrespondenceMap FrontalFace(BodySurface surface) => Region(surface, face => surface.FrontalFace[face]);

    /// <summary>"head": 1 on the head.</summary>
    public static CorrespondenceMap Head(BodySurface surface) => Region(surface, face => surface.Head[face]);

    /// <summary>"back": 1 on the head but for the front of the face.</summary>
    public static CorrespondenceMap BackOfHead(BodySurface surface) => Region(surface, face => surface.Head[face] && !surface.FrontalFace[face]);

    /// <summary>"ids": face index over face count; the background is -1.</summary>
    public static CorrespondenceMap Ids(int faceCount) => new(faceCount, 1, [-1], (face, code) => code[0] = (float)face / faceCount);

    /// <summary>"binary": the bits of the face index, highest first, as many as the largest index has (14 for 13,776 faces); the background is -1 in all.</summary>
    public static CorrespondenceMap Bits(int faceCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(faceCount);
        var bits = BitOperations.Log2((uint)Math.Max(1, faceCount - 1)) + 1;
        return new(faceCount, bits, [.. Enumerable.Repeat(-1f, bits)], (face, code) =>
        {
            for (var bit = 0; bit < bits; bit++)
                code[bit] = (face >> (bits - 1 - bit)) & 1;
        });
    }

    /// <summary>Paints the codes into a new map of the fragments' size.</summary>
    public FloatImage Paint(Fragments fragments)
    {
        var map = new FloatImage(fragments.Width, fragments.Height, Channels);
        Paint(fragments, map);
        return map;
    }

    /// <summary>Paints the codes; <paramref name="into"/> has the fragments' size and <see cref="Channels"/> channels.</summary>
    public void Paint(Fragments fragments, FloatImage into)
    {
        if ((into.Width, into.Height, into.Channels) != (fragments.Width, fragments.Height, Channels))
            throw new ArgumentException($"The map is {into.Width}×{into.Height}×{into.Channels}, expected {fragments.Width}×{fragments.Height}×{Channels}.", nameof(into));
        for (var pixel = 0; pixel < fragments.FaceIndex.Length; pixel++)
        {
            var face = fragments.FaceIndex[pixel];
            _codes.AsSpan((face < 0 ? FaceCount : face) * Channels, Channels).CopyTo(into.Data.AsSpan(pixel * Channels));
        }
    }

    private static CorrespondenceMap Region(BodySurface surface, Predicate<int> inside) =>
        new(surface.FaceParts.Length, 1, [0], (face, code) => code[0] = inside(face) ? 1 : 0);

    /// <summary>
    /// The published code of a face, which is the midpoint of its edge from corner 0 to corner 1 and not its centroid: what the
    /// checkpoints were trained on.
    /// </summary>
    internal static Vector2 TextureCode(BodySurface surface, int face, TextureRange range)
    {
        Vector2 a = Corner(0), b = Corner(1), c = Corner(2);
        return c + 0.5f * (a - c) + 0.5f * (b - c);

        Vector2 Corner(int k)
        {
            var point = surface.TextureCoordinates[surface.TextureFaces[3 * face + k]];
            point.Y = 1 - point.Y;
            return range == TextureRange.ZeroToOne ? point : 2 * point - Vector2.One;
        }
    }
}
