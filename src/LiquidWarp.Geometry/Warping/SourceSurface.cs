using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// Where one source picture shows each face of the body: at its own place where it is seen there, else where the surface that
/// resembles it most is seen (<see cref="SurfacePartners"/>), so that no flow samples what hides it. Made once for a source.
/// </summary>
public sealed class SourceSurface
{
    /// <summary>Certainty of a face that the picture shows.</summary>
    public const float Seen = 1;

    /// <summary>Certainty of a face whose appearance is taken from its partner.</summary>
    public const float Borrowed = 0.5f;

    private const float DepthTolerance = 0.02f;

    // Longer than any edge of a face between neighbours; a face whose corners lie farther apart than this was torn.
    private const float LongestEdge = 0.12f;

    // The limb of the nearest body pixel for each pixel beside the body, which clothes and hair there belong to; this where there is none.
    private const byte OnBody = 255;

    private readonly byte[] _besides;
    private readonly int _size;

    private SourceSurface(PosedBody body, WeakPerspectiveCamera camera, int faceCount, int size)
    {
        (Body, Camera, _size) = (body, camera, size);
        _besides = new byte[size * size];
        Corners = new FaceCorners(new Vector2[3 * faceCount]);
        Certainty = new float[faceCount];
        Mirrored = new bool[faceCount];
    }

    private SourceSurface(SourceSurface whole, ReadOnlySpan<bool> kept)
    {
        (Body, Camera, _size, _besides, Mirrored) = (whole.Body, whole.Camera, whole._size, whole._besides, whole.Mirrored);
        Corners = whole.Corners.Only(kept);
        Certainty = (float[])whole.Certainty.Clone();
        for (var face = 0; face < kept.Length; face++)
            if (!kept[face])
                Certainty[face] = 0;
    }

    /// <summary>The body in the source.</summary>
    public PosedBody Body { get; }

    /// <summary>The source's camera.</summary>
    public WeakPerspectiveCamera Camera { get; }

    /// <summary>Where to look for each face.</summary>
    public FaceCorners Corners { get; }

    /// <summary>(F) <see cref="Seen"/>, <see cref="Borrowed"/>, or 0 for a face that is nowhere in the picture.</summary>
    public float[] Certainty { get; }

    /// <summary>(F) whether the face is borrowed from the other side of the body, so that left and right are exchanged.</summary>
    public bool[] Mirrored { get; }

    /// <summary>Analyses a source.</summary>
    /// <param name="model">The body's model.</param>
    /// <param name="partners">Of that model.</param>
    /// <param name="body">The body recovered from the picture; kept.</param>
    /// <param name="camera">The camera recovered from it.</param>
    /// <param name="drawing">Draws the body; its <see cref="FlowComposer.Target"/> holds the source's fragments afterwards.</param>
    /// <param name="photo">How the picture lies on its square, whose border shows nothing; null where it fills it.</param>
    public static SourceSurface Of(
        BodyModel model, SurfacePartners partners, PosedBody body, WeakPerspectiveCamera camera, FlowComposer drawing, SquareCanvas? photo = null)
    {
        var surface = new SourceSurface(body, camera, model.FaceCount, drawing.Target.Width);
        var extent = photo is { } canvas ? new Vector2(canvas.Width, canvas.Height) / canvas.Side : Vector2.One;
        drawing.Draw(body, camera);
        surface.LookBesides(model, partners, drawing.Target, extent);
        var seen = SeenVertices(model, body, drawing, extent);
        var chosen = partners.Choose(seen);
        for (var face = 0; face < model.FaceCount; face++)
            surface.Place(face, model.Faces.AsSpan(3 * face, 3), seen, chosen, partners, drawing.Projected);
        return surface;
    }

    /// <summary>
    /// The same source for some faces only, as appearance transfer needs it: flows lead to these alone, and beyond the outline to what stands
    /// off them; for all others the picture shows nothing.
    /// </summary>
    /// <param name="kept">(F) true for a face to keep.</param>
    public SourceSurface Only(ReadOnlySpan<bool> kept) => new(this, kept);

    /// <summary>
    /// Whether the picture shows, at a place beside the body, what stands off a limb: the place must not be on the body itself, and near that
    /// limb or one that shares its clothes.
    /// </summary>
    /// <param name="limb">As <see cref="SurfacePartners.LimbOf"/> says.</param>
    /// <param name="x">Normalised, right.</param>
    /// <param name="y">Normalised, down.</param>
    internal bool StandsOff(Joint limb, float x, float y)
    {
        int column = (int)MathF.Floor((x + 1) * _size / 2), row = (int)MathF.Floor((y + 1) * _size / 2);
        return (uint)column < (uint)_size && (uint)row < (uint)_size
            && _besides[row * _size + column] is not OnBody and var beside && BodyLimb.ShareClothes(limb, (Joint)beside);
    }

    private void LookBesides(BodyModel model, SurfacePartners partners, Fragments fragments, Vector2 extent)
    {
        var nearest = new NearestPixels(_size, _size);
        nearest.Find(fragments.FaceIndex, _size);
        for (var pixel = 0; pixel < _besides.Length; pixel++)
            _besides[pixel] = nearest.Nearest[pixel] is var at && at == pixel || at < 0 || !IsWithin(extent, CentreOf(pixel)) ? OnBody : (byte)partners.LimbOf(model.Faces[3 * fragments.FaceIndex[at]]);
    }

    private void Place(int face, ReadOnlySpan<int> corners, bool[] seen, int[] chosen, SurfacePartners partners, ReadOnlySpan<Vector3> projected)
    {
        var places = Corners.Points.AsSpan(3 * face, 3);
        var (own, partnered, mirrored) = (0, 0, 0);
        foreach (var vertex in corners)
        {
            own += seen[vertex] ? 1 : 0;
            partnered += chosen[vertex] >= 0 ? 1 : 0;
            mirrored += chosen[vertex] >= 0 && !seen[vertex] && chosen[vertex] == partners.MirrorOf(vertex) ? 1 : 0;
        }

        // At an outline some corners are just hidden; the face itself is still the best place to look for it.
        for (var k = 0; k < 3; k++)
        {
            var at = projected[own > 0 || chosen[corners[k]] < 0 ? corners[k] : chosen[corners[k]]];
            places[k] = new(at.X, at.Y);
        }

        Certainty[face] = own == 3 ? Seen : own > 0 ? (Seen + Borrowed) / 2 : partnered == 3 && IsWhole(places) ? Borrowed : 0;
        Mirrored[face] = own == 0 && mirrored >= 2;
        if (Certainty[face] == 0)
            places.Fill(new(TransformationFlow.Nothing));
    }

    private bool IsWhole(ReadOnlySpan<Vector2> places)
    {
        var limit = LongestEdge * Camera.Scale * LongestEdge * Camera.Scale;
        return Vector2.DistanceSquared(places[0], places[1]) < limit && Vector2.DistanceSquared(places[1], places[2]) < limit
            && Vector2.DistanceSquared(places[2], places[0]) < limit;
    }

    private Vector2 CentreOf(int pixel) => new Vector2(2 * (pixel % _size) + 1 - _size, 2 * (pixel / _size) + 1 - _size) / _size;

    private static bool IsWithin(Vector2 extent, Vector2 place) => MathF.Abs(place.X) < extent.X && MathF.Abs(place.Y) < extent.Y;

    /// <summary>(V) true where the vertex lies in the picture at the depth that is drawn there and faces the eye.</summary>
    private static bool[] SeenVertices(BodyModel model, PosedBody body, FlowComposer drawing, Vector2 extent)
    {
        var normals = new Vector3[model.VertexCount];
        VertexNormals.Compute(body.Vertices, model.Faces, normals);
        var (seen, fragments) = (new bool[model.VertexCount], drawing.Target);
        for (var vertex = 0; vertex < seen.Length; vertex++)
        {
            var place = drawing.Projected[vertex];
            int x = (int)MathF.Floor((place.X + 1) * fragments.Width / 2), y = (int)MathF.Floor((place.Y + 1) * fragments.Height / 2);
            seen[vertex] = (uint)x < (uint)fragments.Width && (uint)y < (uint)fragments.Height && IsWithin(extent, new(place.X, place.Y))
                && normals[vertex].Z < 0 && place.Z < fragments.Depth[y * fragments.Width + x] + DepthTolerance;
        }

        return seen;
    }
}
