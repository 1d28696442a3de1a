using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// For each face the k faces of its part whose codes lie nearest in the texture, itself included (REFERENCE 3.6). Small gaps in what a
/// picture shows, at grazing faces and between pixels, close with it.
/// </summary>
public sealed class FaceNeighbours
{
    private readonly int[] _nearest;

    /// <summary>Finds the neighbours; quadratic in the size of a part, so make it once for a model.</summary>
    /// <param name="surface">Texture and parts.</param>
    /// <param name="count">k, 1 or more; a part with fewer faces gives what it has.</param>
    public FaceNeighbours(BodySurface surface, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var faces = surface.FaceParts.Length;
        Count = count;
        _nearest = new int[faces * count];
        var codes = new Vector2[faces];
        for (var face = 0; face < faces; face++)
            codes[face] = CorrespondenceMap.TextureCode(surface, face, TextureRange.ZeroToOne);
        var parts = Enumerable.Range(0, faces).GroupBy(face => surface.FaceParts[face]).ToDictionary(part => part.Key, part => part.ToArray());
        var distances = new float[count];
        for (var face = 0; face < faces; face++)
        {
            var nearest = _nearest.AsSpan(face * count, count);
            nearest.Fill(face);
            Array.Fill(distances, float.PositiveInfinity);
            foreach (var other in parts[surface.FaceParts[face]])
                Insert(other, Vector2.DistanceSquared(codes[face], codes[other]), nearest, distances);
        }
    }

    /// <summary>k.</summary>
    public int Count { get; }

    /// <summary>The neighbours of a face, nearest first, lower index first where equal.</summary>
    public ReadOnlySpan<int> Of(int face) => _nearest.AsSpan(face * Count, Count);

    /// <summary>(F) true for each face that is a neighbour of a marked one.</summary>
    public bool[] Spread(ReadOnlySpan<bool> marked)
    {
        var spread = new bool[marked.Length];
        for (var face = 0; face < marked.Length; face++)
            if (marked[face])
                foreach (var neighbour in Of(face))
                    spread[neighbour] = true;
        return spread;
    }

    private static void Insert(int face, float distance, Span<int> nearest, Span<float> distances)
    {
        if (!(distance < distances[^1]))
            return;
        var place = distances.Length - 1;
        for (; place > 0 && distance < distances[place - 1]; place--)
            (nearest[place], distances[place]) = (nearest[place - 1], distances[place - 1]);
        (nearest[place], distances[place]) = (face, distance);
    }
}
