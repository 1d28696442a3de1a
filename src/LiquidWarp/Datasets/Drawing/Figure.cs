using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// A dressed person: skin, clothes and hair as one mesh that follows the body's joints. Vertices that lie on or over the body
/// follow its posed surface, with what they stand off it turned along; others follow joints alone.
/// </summary>
internal sealed class Figure
{
    /// <summary>No place on the body: the vertex follows joints alone.</summary>
    public const int Free = -1;

    public const int Influences = 4;

    /// <summary>The model that the figure follows.</summary>
    public required BodyModel Model { get; init; }

    /// <summary>Shape β of the person.</summary>
    public required float[] Shape { get; init; }

    /// <summary>(N) place on the body; A is <see cref="Free"/> where there is none.</summary>
    public required SurfacePoint[] Points { get; init; }

    /// <summary>(N) what a vertex stands off the body in rest pose, or its whole place where it is free.</summary>
    public required Vector3[] Offsets { get; init; }

    /// <summary>(N, 4) joints and their weights.</summary>
    public required byte[] Joints { get; init; }

    /// <summary>(N, 4).</summary>
    public required float[] Weights { get; init; }

    /// <summary>(F, 3) corners, counter-clockwise seen from outside; the inner sides of cloth, which repeat corners, come last.</summary>
    public required int[] Faces { get; init; }

    /// <summary>So many of the faces are no inner sides.</summary>
    public required int OuterFaceCount { get; init; }

    /// <summary>(F) texture of each face.</summary>
    public required ushort[] FaceTextures { get; init; }

    /// <summary>(F, 3) place of each corner on its texture, texels.</summary>
    public required Vector2[] TexturePlaces { get; init; }

    public required Texture[] Textures { get; init; }

    /// <summary>Poses all vertices.</summary>
    /// <param name="body">The body of <see cref="Model"/> posed with <see cref="Shape"/>.</param>
    /// <param name="vertices">(N) filled, in the body's frame.</param>
    public void Pose(PosedBody body, Span<Vector3> vertices)
    {
        Span<Matrix4x4> bones = stackalloc Matrix4x4[JointTree.Count];
        FollowJoints(body, bones);
        for (var i = 0; i < vertices.Length; i++)
        {
            var point = Points[i];
            var offset = Offsets[i];
            if (point.A != Free && offset == Vector3.Zero)
            {
                vertices[i] = point.Of(body.Vertices);
                continue;
            }

            var bone = new Matrix4x4();
            for (var k = Influences * i; k < Influences * (i + 1); k++)
                if (Weights[k] > 0)
                    bone += bones[Joints[k]] * Weights[k];
            vertices[i] = point.A == Free ? Vector3.Transform(offset, bone) : point.Of(body.Vertices) + Vector3.TransformNormal(offset, bone);
        }
    }

    private void FollowJoints(PosedBody body, Span<Matrix4x4> bones)
    {
        var rest = Model.RestJoints(Shape);
        Span<Matrix4x4> turned = stackalloc Matrix4x4[JointTree.Count];
        for (var j = 0; j < JointTree.Count; j++)
        {
            var parent = JointTree.Parents[j];
            turned[j] = parent < 0 ? body.Rotations[j] : body.Rotations[j] * turned[parent];
            bones[j] = turned[j];
            bones[j].Translation = body.Joints[j] - Vector3.TransformNormal(rest[j], turned[j]);
        }
    }
}
