using System.Numerics;
using LiquidWarp.Files;

namespace LiquidWarp.Bodies;

/// <summary>
/// SMPL model files with the keys of REFERENCE 1.1: <c>smpl_model.pkl</c> as HMR ships it, the official pickles (chumpy
/// arrays count as their values; more than ten shape directions are cut to ten), and npz files of the same keys.
/// </summary>
/// <remarks>
/// Only HMR's file has <c>cocoplus_regressor</c>. For an official one the 19 keypoints are derived: limbs and neck by the
/// joint regressor applied to the posed vertices, nose, eyes and ears by the vertices that REFERENCE 1.2 documents for the
/// 6890-vertex mesh, the top of the head by the highest vertex of the template. Hips then lie at SMPL's hip joints,
/// a little below and inside of where HMR's regressor puts them.
/// </remarks>
internal static class SmplFile
{
    private const int SmplVertexCount = 6890;

    private static readonly (Keypoint Keypoint, int Vertex)[] _faceVertices =
        [(Keypoint.Nose, 331), (Keypoint.LeftEye, 2802), (Keypoint.RightEye, 6262), (Keypoint.LeftEar, 3485), (Keypoint.RightEar, 6880)];

    /// <summary>Reads a pickle.</summary>
    public static BodyModel ReadPickle(string path)
    {
        if (PickleFile.Read(path) is not Dictionary<object, object?> pickled)
            throw new InputException($"{path} is no SMPL model: a pickled dictionary with v_template, shapedirs and so on was expected.");
        Dictionary<string, object?> entries = [];
        foreach (var (key, value) in pickled)
            entries[key is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : $"{key}"] = value;
        return Build(new(path, entries));
    }

    /// <summary>Reads an npz.</summary>
    public static BodyModel ReadNpz(string path) =>
        Build(new(path, NpzFile.Read(path).ToDictionary(entry => entry.Key, object? (entry) => entry.Value)));

    private static BodyModel Build(NamedArrays arrays)
    {
        CheckTree(arrays);
        var vertexCount = arrays.Extent("v_template", 0);
        var template = arrays.Points("v_template", vertexCount, 3);
        var jointRegressor = arrays.Singles("J_regressor", JointTree.Count, vertexCount);
        return new()
        {
            Name = Path.GetFileNameWithoutExtension(arrays.File),
            Template = template,
            Faces = arrays.Indices("f", 0, vertexCount, -1, 3),
            ShapeDirections = Directions(arrays, "shapedirs", vertexCount, BodyParameters.ShapeLength, mayHaveMore: true),
            PoseDirections = Directions(arrays, "posedirs", vertexCount, (JointTree.Count - 1) * JointChain.FeaturesPerJoint, mayHaveMore: false),
            JointRegressor = jointRegressor,
            KeypointRegressor = arrays.Has("cocoplus_regressor")
                ? arrays.Singles("cocoplus_regressor", PosedBody.KeypointCount, vertexCount)
                : DeriveKeypoints(arrays, template, jointRegressor),
            SkinningWeights = SkinningWeights(arrays, vertexCount),
        };
    }

    private static void CheckTree(NamedArrays arrays)
    {
        var joints = arrays.Extent("kintree_table", 1);
        if (joints != JointTree.Count)
            throw new InputException($"{arrays.File}: 'kintree_table' has {joints} joints, expected {JointTree.Count}. " +
                "SMPL-H and SMPL-X models cannot be used; take the SMPL model of 24 joints.");
        // The root's parent is written as 0xFFFFFFFF, that is -1 in 32 bits.
        var parents = arrays.Indices("kintree_table", int.MinValue, 1L << 32, 2, JointTree.Count);
        for (var j = 1; j < JointTree.Count; j++)
            if (parents[j] != JointTree.Parents[j])
                throw new InputException($"{arrays.File}: 'kintree_table' gives joint {j} the parent {parents[j]}, expected {JointTree.Parents[j]} as in SMPL.");
    }

    private static Vector3[][] Directions(NamedArrays arrays, string key, int vertexCount, int count, bool mayHaveMore)
    {
        var stride = arrays.Extent(key, 2);
        if (stride < count || (stride > count && !mayHaveMore))
            throw arrays.Wrong(key, $"({vertexCount}, 3, {count})");
        var values = arrays.Singles(key, vertexCount, 3, stride);
        var directions = new Vector3[count][];
        for (var k = 0; k < count; k++)
        {
            directions[k] = new Vector3[vertexCount];
            for (var v = 0; v < vertexCount; v++)
                directions[k][v] = new(values[3 * v * stride + k], values[(3 * v + 1) * stride + k], values[(3 * v + 2) * stride + k]);
        }

        return directions;
    }

    private static float[] SkinningWeights(NamedArrays arrays, int vertexCount)
    {
        var weights = arrays.Singles("weights", vertexCount, JointTree.Count);
        BodyFile.CheckSkinningWeights(arrays.File, "weights", weights);
        return weights;
    }

    private static float[] DeriveKeypoints(NamedArrays arrays, Vector3[] template, float[] jointRegressor)
    {
        var vertexCount = template.Length;
        if (vertexCount != SmplVertexCount)
            throw new InputException($"{arrays.File} has no 'cocoplus_regressor', and keypoints can be derived for the mesh of {SmplVertexCount} vertices only, not for {vertexCount}.");
        var regressor = new float[PosedBody.KeypointCount * vertexCount];
        for (var k = 0; k < PosedBody.KeypointCount; k++)
            if (((Keypoint)k).Joint() is { } joint)
                jointRegressor.AsSpan((int)joint * vertexCount, vertexCount).CopyTo(regressor.AsSpan(k * vertexCount));
        foreach (var (keypoint, vertex) in _faceVertices)
            regressor[(int)keypoint * vertexCount + vertex] = 1;
        var top = Enumerable.Range(0, vertexCount).MaxBy(v => template[v].Y);
        regressor[(int)Keypoint.HeadTop * vertexCount + top] = 1;
        return regressor;
    }
}
