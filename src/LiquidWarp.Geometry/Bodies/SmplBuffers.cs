using System.Numerics;
using LiquidWarp.Files;

namespace LiquidWarp.Bodies;

/// <summary>
/// The body model that lies in an HMR checkpoint under <c>smpl.</c>, all of it but the triangles (REFERENCE 1.1). There the
/// matrices stand the other way round: one row a direction, coordinates of a vertex together, and one row a vertex for the regressors.
/// </summary>
internal static class SmplBuffers
{
    /// <summary>The body with the checkpoint's values in the place of its own.</summary>
    /// <param name="body">A body of the same mesh, which gives the triangles, the surface and the name.</param>
    /// <param name="file">The checkpoint's path, for messages.</param>
    /// <param name="buffers">Its arrays by name, without the prefix.</param>
    public static BodyModel Override(BodyModel body, string file, IReadOnlyDictionary<string, NdArray> buffers)
    {
        const int PoseDirectionCount = (JointTree.Count - 1) * JointChain.FeaturesPerJoint;
        var arrays = new NamedArrays(file, buffers.ToDictionary(entry => entry.Key, object? (entry) => entry.Value));
        var vertexCount = body.VertexCount;
        var weights = arrays.Singles("weights", vertexCount, JointTree.Count);
        BodyFile.CheckSkinningWeights(file, "weights", weights);
        return new()
        {
            Name = body.Name,
            Licence = body.Licence,
            Version = body.Version,
            Faces = body.Faces,
            Surface = body.Surface,
            Template = arrays.Points("v_template", vertexCount, 3),
            ShapeDirections = Directions("shapedirs", BodyParameters.ShapeLength),
            PoseDirections = Directions("posedirs", PoseDirectionCount),
            JointRegressor = Transposed("J_regressor", JointTree.Count),
            KeypointRegressor = Transposed("joint_regressor", PosedBody.KeypointCount),
            SkinningWeights = weights,
        };

        Vector3[][] Directions(string key, int count) => [.. arrays.Points(key, count, 3 * vertexCount).Chunk(vertexCount)];

        float[] Transposed(string key, int rows)
        {
            var given = arrays.Singles(key, vertexCount, rows);
            var turned = new float[given.Length];
            for (var v = 0; v < vertexCount; v++)
                for (var row = 0; row < rows; row++)
                    turned[row * vertexCount + v] = given[v * rows + row];
            return turned;
        }
    }
}
