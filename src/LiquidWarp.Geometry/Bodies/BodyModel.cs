using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>
/// An SMPL-compatible body: mean mesh, shape and pose blend shapes, joint tree and skinning weights (REFERENCE: "SMPL").
/// Model space is metres, y up, x to the person's left, z to the front.
/// </summary>
public sealed partial class BodyModel
{
    /// <summary>What the model is called in messages and reports.</summary>
    public required string Name { get; init; }

    /// <summary>Licence of the model as its file states it; empty where it states none.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Version of the model as its file states it; empty where it states none.</summary>
    public string Version { get; init; } = "";

    /// <summary>(V) mean mesh.</summary>
    public required Vector3[] Template { get; init; }

    /// <summary>(F, 3) corner indices, counter-clockwise seen from outside.</summary>
    public required int[] Faces { get; init; }

    /// <summary>(10)(V) displacement for one standard deviation of each shape direction.</summary>
    public required Vector3[][] ShapeDirections { get; init; }

    /// <summary>
    /// (207)(V) displacement for each entry of R − I of joints 1 to 23, joint-major, rows first; or none at all, for a body
    /// that is only skinned.
    /// </summary>
    public required Vector3[][] PoseDirections { get; init; }

    /// <summary>(24, V) dense, joint-major: each rest joint as a weighted sum of shaped vertices.</summary>
    public required float[] JointRegressor { get; init; }

    /// <summary>(19, V) dense, keypoint-major: each keypoint as a weighted sum of posed vertices.</summary>
    public required float[] KeypointRegressor { get; init; }

    /// <summary>(V, 24) skinning weights, each row summing to 1.</summary>
    public required float[] SkinningWeights { get; init; }

    /// <summary>Texture, parts and regions, or null if the file brought none.</summary>
    public BodySurface? Surface { get; init; }

    /// <summary>The same body with another surface, which must have as many faces.</summary>
    public BodyModel WithSurface(BodySurface surface)
    {
        if (surface.FaceParts.Length != FaceCount)
            throw new InputException($"The surface has {surface.FaceParts.Length} faces, the body {Name} has {FaceCount}: they do not belong together.");
        return new()
        {
            Name = Name,
            Licence = Licence,
            Version = Version,
            Template = Template,
            Faces = Faces,
            ShapeDirections = ShapeDirections,
            PoseDirections = PoseDirections,
            JointRegressor = JointRegressor,
            KeypointRegressor = KeypointRegressor,
            SkinningWeights = SkinningWeights,
            Surface = surface,
        };
    }

    /// <summary>Number of vertices.</summary>
    public int VertexCount => Template.Length;

    /// <summary>Number of faces.</summary>
    public int FaceCount => Faces.Length / 3;

    /// <summary>The joint that a vertex follows most, by its skinning weights; the first of equals.</summary>
    public Joint MainJointOf(int vertex)
    {
        var weights = SkinningWeights.AsSpan(vertex * JointTree.Count, JointTree.Count);
        var strongest = 0;
        for (var joint = 1; joint < weights.Length; joint++)
            if (weights[joint] > weights[strongest])
                strongest = joint;
        return (Joint)strongest;
    }

    /// <summary>Room for one posed body of this model.</summary>
    public PosedBody CreatePosed() => new(VertexCount);
}
