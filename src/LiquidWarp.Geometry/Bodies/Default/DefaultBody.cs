using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Makes the project's own body from anthropometric figures: a unisex adult of 1.70 m in SMPL's rest pose and joint order.
/// The sculpture is a distance field; everything else is derived from it. No other body's mesh went into it.
/// </summary>
public static class DefaultBody
{
    private const float GridCell = 0.004f;
    private const int RemeshingRounds = 6;
    private const float SurfaceKeypointWidth = 0.008f;

    /// <summary>Builds the body; deterministic, within a minute on one core.</summary>
    public static BodyModel Create() => FromMesh(Mesh(new BodyField()));

    /// <summary>Rigs, paints and varies a mesh of the default body.</summary>
    internal static BodyModel FromMesh(SymmetricMesh mesh)
    {
        var weights = SkinningWeights.Compute(mesh);
        (mesh, weights) = GroupByJoint(mesh, weights);

        var origin = Skeleton.Joints[(int)Joint.Pelvis];
        return new()
        {
            Name = "LiquidWarp default body",
            Licence = "MIT",
            Version = "1",
            Template = Array.ConvertAll(mesh.Positions, position => position - origin),
            Faces = mesh.Faces,
            ShapeDirections = ShapeDirections.Compute(mesh, weights),
            PoseDirections = PoseCorrectives.Compute(mesh, weights),
            JointRegressor = PointRegression.Fit(mesh.Positions, Skeleton.Joints, (joint, vertex) => Follows(weights, vertex, joint)),
            KeypointRegressor =
            [
                .. PointRegression.Fit(mesh.Positions, Skeleton.InnerKeypoints, (_, _) => true),
                .. PointRegression.Blur(mesh.Positions, Skeleton.SurfaceKeypoints, SurfaceKeypointWidth),
            ],
            SkinningWeights = weights,
            Surface = TextureAtlas.Unwrap(mesh, FaceRegions.Parts(mesh, weights)),
        };
    }

    /// <summary>The surface of the field: polygonised on the left, made even, and mirrored.</summary>
    internal static SymmetricMesh Mesh(BodyField field)
    {
        var (vertices, faces) = MarchingTetrahedra.Polygonise(
            field.Distance, new(0, -0.02f, -0.18f), new(0.92f, 1.74f, 0.20f), GridCell);
        var half = new EditableMesh(vertices, faces);
        new Remesher(field, MeshDensity.EdgeLength).Run(half, RemeshingRounds);
        var (positions, corners) = half.ToArrays();
        return SymmetricMesh.FromLeftHalf(positions, corners);
    }

    /// <summary>Puts vertices that follow the same joint next to each other: posing works on blocks of neighbours.</summary>
    private static (SymmetricMesh Mesh, float[] Weights) GroupByJoint(SymmetricMesh mesh, float[] weights)
    {
        int Leader(int vertex)
        {
            var row = weights.AsSpan(vertex * JointTree.Count, JointTree.Count);
            var best = 0;
            for (var joint = 1; joint < row.Length; joint++)
                if (row[joint] > row[best]) best = joint;
            return best;
        }

        // Along the limb inside each group: x for the arms, height for the rest.
        float Along(int vertex) => Leader(vertex) >= (int)Joint.LeftShoulder ? mesh.Positions[vertex].X : mesh.Positions[vertex].Y;
        var order = Enumerable.Range(0, mesh.Positions.Length).OrderBy(Leader).ThenBy(Along).ToArray();
        var reordered = new float[weights.Length];
        for (var vertex = 0; vertex < order.Length; vertex++)
            weights.AsSpan(order[vertex] * JointTree.Count, JointTree.Count).CopyTo(reordered.AsSpan(vertex * JointTree.Count));
        return (mesh.Reorder(order), reordered);
    }

    private static bool Follows(float[] weights, int vertex, int joint)
    {
        var own = weights[vertex * JointTree.Count + joint];
        var parent = joint == 0 ? 0 : weights[vertex * JointTree.Count + JointTree.Parents[joint]];
        return own + parent > 0.25f;
    }
}
