using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Synthesis;

/// <summary>
/// A body model in its clothes: the mesh of one person moved along its normals until its outline meets the person's mask, so that
/// hair, loose clothes and shoes move with the body (the idea of the silhouette deformer, REFERENCE 8.10). At the outline the mask says
/// how far; over the surface between, the answer is the smoothest one. Face and hands stay bare.
/// </summary>
public sealed class DressedBody
{
    private const int Rounds = 3;
    private const float FarthestOut = 0.085f;
    private const float FarthestOutOfFeet = 0.018f;
    private const float FarthestIn = 0.02f;

    private readonly BodyModel _model;
    private readonly BodyParameters _body;
    private readonly Mask _person;
    private readonly PosedBody _posed;
    private readonly SquareCanvas _photo;
    private readonly Vector3[] _normals;
    private readonly MeshEdges _edges;
    private readonly float _height;
    private readonly float _pixelsPerMetre;
    private readonly bool[] _bare;
    private readonly Limb[] _limbs;

    private DressedBody(BodyModel model, BodyParameters body, Mask person, SquareCanvas photo)
    {
        (_model, _body, _person, _photo, _posed) = (model, body, person, photo, model.CreatePosed());
        model.Pose(body, _posed);
        _edges = new(model.VertexCount, model.Faces);
        _normals = SmoothNormals(model, _edges, _posed.Vertices);
        _height = model.Template.Max(vertex => vertex.Y) - model.Template.Min(vertex => vertex.Y);
        _pixelsPerMetre = body.Camera.Scale * person.Width / 2;
        _limbs = BodyLimbs.Of(model);
        _bare = BareVertices();
    }

    /// <summary>The model in this person's shape and clothes; it is posed with shape zero.</summary>
    /// <param name="model">The naked model.</param>
    /// <param name="body">The person's θ in the picture.</param>
    /// <param name="person">The person's mask on the picture's square canvas, 1 on the person.</param>
    /// <param name="photo">
    /// How the picture lies on that canvas; null where it fills it. Beyond the picture's rim nobody knows how far the clothes reach, so a
    /// person who is cut by it keeps the body's own outline there.
    /// </param>
    public static BodyModel Create(BodyModel model, BodyParameters body, Mask person, SquareCanvas? photo = null) =>
        Dress(model, body.Shape, FindOffsets(model, body, person, photo));

    /// <summary>(V) how far the clothes reach beyond the naked body, metres along its normals.</summary>
    /// <inheritdoc cref="Create" path="/param"/>
    public static float[] FindOffsets(BodyModel model, BodyParameters body, Mask person, SquareCanvas? photo = null)
    {
        var canvas = photo ?? new(person.Width, person.Height);
        if (person.Width != person.Height || person.Width != canvas.Side)
            throw new ArgumentException($"The mask is {person.Width}×{person.Height}; it must be on the square canvas.", nameof(person));
        return new DressedBody(model, body, person, canvas).FindOffsets();
    }

    /// <summary>
    /// A person's own template, moved along its rest normals; it is posed with shape zero. The joints must stay where the naked body has
    /// them: they are carried by extra vertices without faces, one a joint.
    /// </summary>
    /// <param name="model">The naked model.</param>
    /// <param name="shape">The person's shape.</param>
    /// <param name="offsets">(V) as <see cref="FindOffsets(BodyModel, BodyParameters, Mask, SquareCanvas?)"/> gives them.</param>
    public static BodyModel Dress(BodyModel model, float[] shape, float[] offsets)
    {
        var joints = model.RestJoints(shape);
        var template = new Vector3[model.VertexCount + JointTree.Count];
        for (var v = 0; v < model.VertexCount; v++)
        {
            template[v] = model.Template[v];
            for (var k = 0; k < shape.Length; k++)
                template[v] += shape[k] * model.ShapeDirections[k][v];
        }
        var normals = SmoothNormals(model, new(model.VertexCount, model.Faces), template.AsSpan(0, model.VertexCount).ToArray());
        for (var v = 0; v < offsets.Length; v++)
            template[v] += offsets[v] * normals[v];
        joints.CopyTo(template, model.VertexCount);

        var jointRegressor = new float[JointTree.Count * template.Length];
        var weights = new float[template.Length * JointTree.Count];
        model.SkinningWeights.CopyTo(weights, 0);
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            jointRegressor[joint * template.Length + model.VertexCount + joint] = 1;
            weights[(model.VertexCount + joint) * JointTree.Count + joint] = 1;
        }
        var keypointRegressor = new float[PosedBody.KeypointCount * template.Length];
        for (var keypoint = 0; keypoint < PosedBody.KeypointCount; keypoint++)
            model.KeypointRegressor.AsSpan(keypoint * model.VertexCount, model.VertexCount).CopyTo(keypointRegressor.AsSpan(keypoint * template.Length));
        return new BodyModel
        {
            Name = $"{model.Name}, dressed",
            Template = template,
            Faces = model.Faces,
            ShapeDirections = [.. model.ShapeDirections.Select(_ => new Vector3[template.Length])],
            PoseDirections = [.. model.PoseDirections.Select(direction => (Vector3[])[.. direction, .. new Vector3[JointTree.Count]])],
            JointRegressor = jointRegressor,
            KeypointRegressor = keypointRegressor,
            SkinningWeights = weights,
            Surface = model.Surface,
        };
    }

    /// <summary>(V) metres along the normal.</summary>
    private float[] FindOffsets()
    {
        var offsets = new float[_model.VertexCount];
        var rasterizer = new Rasterizer();
        var fragments = new Fragments(_person.Width, _person.Height);
        var moved = new Vector3[offsets.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var v = 0; v < moved.Length; v++)
                moved[v] = _posed.Vertices[v] + offsets[v] * _normals[v];
            Projection.Project(moved, _body.Camera, moved);
            rasterizer.Rasterize(moved, _model.Faces, fragments);
            var (wanted, weights) = Measure(moved, BodyLimbs.Draw(_model, _limbs, fragments), offsets);
            Smooth(offsets, wanted, weights);
        }
        return offsets;
    }

    /// <summary>For vertices at the outline of their limb, the offset that would bring them to the edge of the mask.</summary>
    private (float[] Wanted, float[] Weights) Measure(Vector3[] projected, byte[] drawn, float[] offsets)
    {
        var (wanted, weights) = (new float[offsets.Length], new float[offsets.Length]);
        for (var v = 0; v < offsets.Length; v++)
        {
            if (_bare[v])
            {
                weights[v] = 0.3f;
                continue;
            }
            var direction = new Vector2(_normals[v].X, _normals[v].Y);
            if (MathF.Abs(_normals[v].Z) > 0.5f || direction == Vector2.Zero)
                continue;
            var place = (new Vector2(projected[v].X, projected[v].Y) + Vector2.One) * _person.Width / 2;
            if (Reach(place, Vector2.Normalize(direction), _limbs[v], drawn) is not { } reach)
                continue;
            var farthest = _limbs[v] is Limb.LeftFoot or Limb.RightFoot ? FarthestOutOfFeet : FarthestOut;
            wanted[v] = Math.Clamp(offsets[v] + reach / _pixelsPerMetre, -FarthestIn * _height, farthest * _height);
            weights[v] = 1;
        }
        return (wanted, weights);
    }

    /// <summary>
    /// Pixels from a place to the edge of the mask: outwards if it is on the person, inwards (negative) if not. Half of the way where
    /// another limb comes first. Null where the place is not at the outline of its limb, no edge is near by, or the picture ends first.
    /// </summary>
    private float? Reach(Vector2 place, Vector2 direction, Limb limb, byte[] drawn)
    {
        const float step = 0.5f;
        var edge = Math.Max(2, 0.012f * _height * _pixelsPerMetre);
        if (!InPhoto(place))
            return null;
        if (!IsPerson(place))
        {
            for (var inwards = step; inwards < FarthestIn * _height * _pixelsPerMetre + 1; inwards += step)
            {
                if (IsPerson(place - inwards * direction))
                    return -inwards;
            }
            return null;
        }
        var own = 0f;
        for (var outwards = step; outwards < FarthestOut * _height * _pixelsPerMetre; outwards += step)
        {
            var at = place + outwards * direction;
            if (!InPhoto(at))
                return null;
            if (!IsPerson(at))
                return outwards - step;
            var shown = drawn[(int)at.Y * _person.Width + (int)at.X];
            if (shown != BodyLimbs.None && BodyLimbs.Joined((Limb)shown, limb))
                own = outwards;
            else if (shown != BodyLimbs.None)
                return (outwards - own) / 2;
            if (own > edge)
                return null;
        }
        return FarthestOut * _height * _pixelsPerMetre;
    }

    private bool InPhoto(Vector2 place) =>
        place.X >= _photo.Left && place.Y >= _photo.Top && place.X < _photo.Left + _photo.Width && place.Y < _photo.Top + _photo.Height;

    private bool IsPerson(Vector2 place) => InPhoto(place) && _person.Data[(int)place.Y * _person.Width + (int)place.X] != 0;

    /// <summary>Relaxes min Σ w (o − wanted)² + Σ over edges (o_i − o_j)² + ε o².</summary>
    private void Smooth(float[] offsets, float[] wanted, float[] weights)
    {
        const float rigidity = 0.6f;
        for (var sweep = 0; sweep < 120; sweep++)
        {
            for (var i = 0; i < offsets.Length; i++)
            {
                var v = sweep % 2 == 0 ? i : offsets.Length - 1 - i;
                var (sum, weight) = (weights[v] * wanted[v], weights[v] + 1e-3f);
                var neighbours = _edges.Of(v);
                foreach (var neighbour in neighbours)
                    sum += rigidity * offsets[neighbour] / neighbours.Length;
                offsets[v] = sum / (weight + (neighbours.Length > 0 ? rigidity : 0));
            }
        }
    }

    /// <summary>Normals without fingers and folds, so that neighbours move apart rather than into each other.</summary>
    private static Vector3[] SmoothNormals(BodyModel model, MeshEdges edges, Vector3[] vertices)
    {
        var normals = new Vector3[vertices.Length];
        VertexNormals.Compute(vertices, model.Faces, normals);
        for (var round = 0; round < 6; round++)
        {
            var next = new Vector3[normals.Length];
            for (var v = 0; v < next.Length; v++)
            {
                next[v] = normals[v];
                foreach (var neighbour in edges.Of(v))
                    next[v] += normals[neighbour];
                next[v] = next[v].LengthSquared() > 1e-12f ? Vector3.Normalize(next[v]) : normals[v];
            }
            normals = next;
        }
        return normals;
    }

    private bool[] BareVertices()
    {
        var bare = Array.ConvertAll(_limbs, limb => limb is Limb.LeftHand or Limb.RightHand);
        for (var i = 0; _model.Surface is not null && i < _model.Faces.Length; i++)
            bare[_model.Faces[i]] |= _model.Surface.FrontalFace[i / 3];
        return bare;
    }
}
