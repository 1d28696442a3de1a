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
        // Everything happens in the square that the mask shows, or, where that is turned, in an upright one about it.
        var (size, turn) = (person.Mask.Width, person.Crop.Turn);
        var square = new PersonCrop(person.Crop.Centre, person.Crop.Side * (MathF.Abs(MathF.Cos(turn)) + MathF.Abs(MathF.Sin(turn))));
        var half = square.Side / canvas.Side;
        var centre = 2 * (square.Centre + new Vector2(canvas.Left, canvas.Top)) / canvas.Side - Vector2.One;
        var camera = new WeakPerspectiveCamera(body.Camera.Scale / half, body.Camera.X - centre.X / body.Camera.Scale, body.Camera.Y - centre.Y / body.Camera.Scale);
        var reduced = SkeletonPose.Of(skeleton, body with { Camera = camera });
        reduced.Update();
        var rim = FindRim(body, camera, size);
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

    /// <summary>Vertices where the body's outline in the picture is, and its normals, outwards.</summary>
    private List<(int Vertex, Vector2 Normal)> FindRim(BodyParameters body, WeakPerspectiveCamera camera, int size)
    {
        if (_drawn.Width != size)
            _drawn = new(size, size);
        model.Pose(body, _posed);
        Projection.Project(_posed.Vertices, camera, _projected);
        _rasterizer.Rasterize(_projected, model.Faces, _drawn);
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
