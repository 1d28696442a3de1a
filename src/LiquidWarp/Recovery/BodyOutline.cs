using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Recovery;

/// <summary>
/// Which points of a body make its outline, and where the edge of the person's mask is that each should lie on: the nearest one along the outline's normal.
/// </summary>
internal sealed class BodyOutline(BodyModel model, BodySkeleton skeleton)
{
    // Vertices whose normals lie nearly in the picture's plane make the outline.
    private const float Rim = 0.3f;

    // How far the edge may be from the body, of the person's height; what is farther off is a skirt, a bag or another limb.
    private const float Reach = 0.06f;

    // A mask beyond the body may be wide clothes; a body beyond the mask is wrong.
    private const float OutwardsTrust = 1f;

    private readonly Vector3[] _projected = new Vector3[model.VertexCount];
    private readonly Vector3[] _normals = new Vector3[model.VertexCount];
    private readonly BodySkeleton.Share[]?[] _landmarks = new BodySkeleton.Share[model.VertexCount][];
    private readonly PosedBody _posed = model.CreatePosed();
    private readonly Rasterizer _rasterizer = new(threads: 1);
    private readonly float _height = model.Template.Max(vertex => vertex.Y) - model.Template.Min(vertex => vertex.Y);
    private Fragments _drawn = new(1, 1);

    /// <summary>The points of a body's outline that have an edge near them.</summary>
    /// <param name="body">θ over the canvas.</param>
    /// <param name="person">Whose mask it is.</param>
    /// <param name="canvas">The picture's.</param>
    /// <param name="most">As many points at most, evenly over the outline.</param>
    public FitEdge[] Match(BodyParameters body, PersonEvidence person, SquareCanvas canvas, int most)
    {
        var (square, half, centre, camera) = UprightSquare(body, person.Crop, canvas);
        var reduced = SkeletonPose.Of(skeleton, body with { Camera = camera });
        reduced.Update();
        Draw(body, camera, person.Mask.Width);
        var rim = FindRim(person.Mask.Width);
        var reach = Reach * camera.Scale * _height;

        List<FitEdge> edges = [];
        for (var i = 0; i < rim.Count; i += (rim.Count + most - 1) / most)
        {
            var (vertex, normal) = rim[i];
            var place = new Vector2(_projected[vertex].X, _projected[vertex].Y);
            if (FindEdge(person, square, place, normal, reach) is not { } off || !InPicture(square.ToPicture(place + off * normal), canvas))
                continue;
            var landmark = _landmarks[vertex] ??= BodySkeleton.AtVertices(model, [(vertex, 1)]);
            // The skeleton knows no pose blend shapes; it is moved by as much as the true vertex should be.
            var carried = camera.Project(reduced.Locate(landmark));
            edges.Add(new(landmark, normal, centre + half * (new Vector2(carried.X, carried.Y) + off * normal), off > 0 ? OutwardsTrust : 1));
        }

        return [.. edges];
    }

    /// <summary>The share of a body, as far as it is seen in the person's square, that lies on their mask; 0 where none of it is.</summary>
    /// <param name="body">θ over the canvas.</param>
    /// <param name="person">Whose mask it is.</param>
    /// <param name="canvas">The picture's.</param>
    public float Covered(BodyParameters body, PersonEvidence person, SquareCanvas canvas)
    {
        var (square, _, _, camera) = UprightSquare(body, person.Crop, canvas);
        var size = person.Mask.Width;
        Draw(body, camera, size);
        var (all, covered) = (0, 0);
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            var place = square.ToPicture(new Vector2(2 * (pixel % size) + 1 - size, 2 * (pixel / size) + 1 - size) / size);
            if (_drawn.FaceIndex[pixel] >= 0 && InPicture(place, canvas) && person.MaskAt(place) is var likely && !float.IsNaN(likely))
                (all, covered) = (all + 1, covered + (likely >= 0.5f ? 1 : 0));
        }

        return all == 0 ? 0 : (float)covered / all;
    }

    /// <summary>
    /// The square that the mask shows, or, where that is turned, an upright one about it: everything happens there. With half its side and its middle over the canvas, and the
    /// camera that shows the body in it.
    /// </summary>
    private static (PersonCrop Square, float Half, Vector2 Centre, WeakPerspectiveCamera Camera) UprightSquare(BodyParameters body, PersonCrop crop, SquareCanvas canvas)
    {
        var square = new PersonCrop(crop.Centre, crop.Side * (MathF.Abs(MathF.Cos(crop.Turn)) + MathF.Abs(MathF.Sin(crop.Turn))));
        var half = square.Side / canvas.Side;
        var centre = 2 * (square.Centre + new Vector2(canvas.Left, canvas.Top)) / canvas.Side - Vector2.One;
        return (square, half, centre, new(body.Camera.Scale / half, body.Camera.X - centre.X / body.Camera.Scale, body.Camera.Y - centre.Y / body.Camera.Scale));
    }

    private void Draw(BodyParameters body, WeakPerspectiveCamera camera, int size)
    {
        if (_drawn.Width != size)
            _drawn = new(size, size);
        model.Pose(body, _posed);
        Projection.Project(_posed.Vertices, camera, _projected);
        _rasterizer.Rasterize(_projected, model.Faces, _drawn);
    }

    /// <summary>Vertices where the outline of the body that was drawn is, and its normals, outwards.</summary>
    private List<(int Vertex, Vector2 Normal)> FindRim(int size)
    {
        VertexNormals.Compute(_posed.Vertices, model.Faces, _normals);

        List<(int, Vector2)> rim = [];
        for (var vertex = 0; vertex < _normals.Length; vertex++)
        {
            if (MathF.Abs(_normals[vertex].Z) > Rim || MathF.Max(MathF.Abs(_projected[vertex].X), MathF.Abs(_projected[vertex].Y)) > 1)
                continue;
            var normal = Vector2.Normalize(new(_normals[vertex].X, _normals[vertex].Y));
            // What the body itself covers is no outline.
            var outside = Pixel(new Vector2(_projected[vertex].X, _projected[vertex].Y), size) + 1.5f * normal;
            var (x, y) = ((int)MathF.Floor(outside.X), (int)MathF.Floor(outside.Y));
            if ((uint)x < (uint)size && (uint)y < (uint)size && _drawn.FaceIndex[y * size + x] < 0)
                rim.Add((vertex, normal));
        }

        return rim;
    }

    /// <summary>How far along the normal the mask ends, nearest to a place, in units of the square; null where it does not.</summary>
    private static float? FindEdge(PersonEvidence person, PersonCrop square, Vector2 place, Vector2 normal, float reach)
    {
        var step = 2f / person.Mask.Width * person.Crop.Side / square.Side;
        for (var k = 0; k * step < reach; k++)
        {
            if (Crossing(k) is { } outwards)
                return outwards;
            if (Crossing(-k - 1) is { } inwards)
                return inwards;
        }

        return null;

        float? Crossing(int k)
        {
            var (inner, outer) = (At(k), At(k + 1));
            return inner >= 0.5f && outer < 0.5f ? step * (k + (inner - 0.5f) / (inner - outer)) : null;
        }

        float At(int k) => person.MaskAt(square.ToPicture(place + k * step * normal));
    }

    private static Vector2 Pixel(Vector2 place, int size) => (place + Vector2.One) * size / 2;

    // At its border the picture ends, not the person.
    private static bool InPicture(Vector2 pixel, SquareCanvas canvas) =>
        pixel.X > 1 && pixel.Y > 1 && pixel.X < canvas.Width - 1 && pixel.Y < canvas.Height - 1;
}
