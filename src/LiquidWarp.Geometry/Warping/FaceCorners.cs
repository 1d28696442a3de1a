using System.Numerics;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// Where the corners of each face lie in a picture ("f2pts" in REFERENCE 3.6), which is all that a flow needs to know of its source.
/// Faces that nothing shall be taken from have <see cref="TransformationFlow.Nothing"/> in all corners: whole faces, so no face mixes.
/// </summary>
public sealed class FaceCorners
{
    private static readonly Vector2 Nothing = new(TransformationFlow.Nothing);

    /// <summary>Wraps corners without copying; <paramref name="points"/> has three for each face.</summary>
    public FaceCorners(Vector2[] points)
    {
        if (points.Length % 3 != 0)
            throw new ArgumentException($"{points.Length} corners are not whole triangles.", nameof(points));
        Points = points;
    }

    /// <summary>The corners of a projected mesh.</summary>
    /// <param name="projected">(V) vertices as <see cref="Projection"/> makes them.</param>
    /// <param name="faces">(F, 3) corner indices.</param>
    public static FaceCorners Of(ReadOnlySpan<Vector3> projected, ReadOnlySpan<int> faces)
    {
        var points = new Vector2[faces.Length];
        for (var i = 0; i < points.Length; i++)
            points[i] = new(projected[faces[i]].X, projected[faces[i]].Y);
        return new(points);
    }

    /// <summary>(F, 3) positions: x right, y down, [-1, 1] across the picture.</summary>
    public Vector2[] Points { get; }

    /// <summary>Number of faces.</summary>
    public int FaceCount => Points.Length / 3;

    /// <summary>Keeps the faces that are marked and drops all others.</summary>
    /// <param name="kept">(F) true for a face to keep.</param>
    public FaceCorners Only(ReadOnlySpan<bool> kept)
    {
        if (kept.Length != FaceCount)
            throw new ArgumentException($"{kept.Length} marks for {FaceCount} faces.", nameof(kept));
        var points = (Vector2[])Points.Clone();
        for (var i = 0; i < points.Length; i++)
            if (!kept[i / 3])
                points[i] = Nothing;
        return new(points);
    }

    /// <summary>
    /// Keeps the faces that are seen in the source itself, so that no flow samples an occluder ("get_vis_f2pts"). Unlike the published
    /// code it also keeps the lowest face where the body fills the whole picture.
    /// </summary>
    /// <param name="source">Fragments of the source picture.</param>
    /// <param name="neighbours">Keeps those near a visible face too, as the published second version does; null keeps the visible alone.</param>
    public FaceCorners OnlyVisible(Fragments source, FaceNeighbours? neighbours = null)
    {
        var visible = FaceVisibility.Of(source, FaceCount);
        return Only(neighbours is null ? visible : neighbours.Spread(visible));
    }
}
