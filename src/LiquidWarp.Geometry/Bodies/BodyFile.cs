using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using LiquidWarp.Files;

namespace LiquidWarp.Bodies;

/// <summary>
/// The project's own body files: safetensors with everything that a <see cref="BodyModel"/> holds. Matrices that are mostly
/// zero are kept as rows of (column, value), and pose directions as blocks of 9 × 3 numbers for those joints and vertices
/// that have any, so a body whose correctives are local stays small.
/// </summary>
/// <remarks>
/// Tensors: <c>template</c> (V, 3); <c>faces</c> (F, 3) int32; <c>shape_directions</c> (10, V, 3);
/// <c>pose_directions</c> (207, V, 3), or <c>pose_directions.at</c> (n) int32 = joint·V + vertex with
/// <c>pose_directions.values</c> (n, 9, 3), or neither for a body without; <c>joint_regressor</c>,
/// <c>keypoint_regressor</c>, <c>skinning_weights</c> each as <c>.starts</c> (rows + 1), <c>.columns</c> (n),
/// <c>.values</c> (n). A surface adds <c>texture_coordinates</c> (T, 2), <c>texture_faces</c> (F, 3),
/// <c>face_parts</c>, <c>frontal_face</c> and <c>head</c> (F) uint8. Metadata: <c>format</c>, <c>name</c>,
/// <c>licence</c>, <c>version</c>, <c>parts</c> (names, separated by commas).
/// </remarks>
internal static class BodyFile
{
    private const string Format = "liquidwarp-body-1";

    /// <summary>Reads a body.</summary>
    public static BodyModel Read(string path)
    {
        var file = SafeTensorsFile.Read(path);
        if (!file.Metadata.TryGetValue("format", out var format) || format != Format)
            throw new InputException($"{path} is a safetensors file but no body: its format is '{format ?? "not given"}', expected '{Format}'.");
        NamedArrays arrays = new(path, file.Tensors.ToDictionary(entry => entry.Key, object? (entry) => entry.Value));
        var vertexCount = arrays.Extent("template", 0);
        var faces = arrays.Indices("faces", 0, vertexCount, -1, 3);
        var weights = ReadRows(arrays, "skinning_weights", vertexCount, JointTree.Count);
        CheckSkinningWeights(path, "skinning_weights", weights);
        return new()
        {
            Name = file.Metadata.GetValueOrDefault("name", Path.GetFileNameWithoutExtension(path)),
            Licence = file.Metadata.GetValueOrDefault("licence", ""),
            Version = file.Metadata.GetValueOrDefault("version", ""),
            Template = arrays.Points("template", vertexCount, 3),
            Faces = faces,
            ShapeDirections = [.. arrays.Points("shape_directions", BodyParameters.ShapeLength, vertexCount, 3).Chunk(vertexCount)],
            PoseDirections = ReadPoseDirections(arrays, vertexCount),
            JointRegressor = ReadRows(arrays, "joint_regressor", JointTree.Count, vertexCount),
            KeypointRegressor = ReadRows(arrays, "keypoint_regressor", PosedBody.KeypointCount, vertexCount),
            SkinningWeights = weights,
            Surface = arrays.Has("texture_coordinates") ? ReadSurface(arrays, file.Metadata, faces.Length / 3) : null,
        };
    }

    /// <summary>Writes a body; shape and pose directions are stored as <paramref name="directions"/>, Float32 or Float16.</summary>
    public static void Write(BodyModel model, string path, DType directions)
    {
        Dictionary<string, NdArray> tensors = new()
        {
            ["template"] = NdArray.From<float>(MemoryMarshal.Cast<Vector3, float>(model.Template), model.VertexCount, 3),
            ["faces"] = NdArray.From(model.Faces, model.FaceCount, 3),
            ["shape_directions"] = NdArray.From(Flatten(model.ShapeDirections), model.ShapeDirections.Length, model.VertexCount, 3).ToFloating(directions),
        };
        WriteRows(tensors, "joint_regressor", model.JointRegressor, JointTree.Count);
        WriteRows(tensors, "keypoint_regressor", model.KeypointRegressor, PosedBody.KeypointCount);
        WriteRows(tensors, "skinning_weights", model.SkinningWeights, model.VertexCount);
        WritePoseDirections(tensors, model, directions);
        Dictionary<string, string> metadata = new() { ["format"] = Format, ["name"] = model.Name, ["licence"] = model.Licence, ["version"] = model.Version };
        if (model.Surface is { } surface)
            WriteSurface(tensors, metadata, surface);
        SafeTensorsFile.Write(path, tensors, metadata);
    }

    /// <summary>Refuses weights whose rows do not sum to 1: such a body would shrink or tear.</summary>
    public static void CheckSkinningWeights(string path, string key, ReadOnlySpan<float> weights)
    {
        for (var row = 0; row < weights.Length; row += JointTree.Count)
        {
            var sum = 0f;
            foreach (var weight in weights.Slice(row, JointTree.Count))
                sum += weight;
            if (MathF.Abs(sum - 1) > 0.01f)
                throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{path}: '{key}' of vertex {row / JointTree.Count} sum to {sum:g4}, expected 1."));
        }
    }

    private static Vector3[][] ReadPoseDirections(NamedArrays arrays, int vertexCount)
    {
        const int FeatureCount = (JointTree.Count - 1) * JointChain.FeaturesPerJoint;
        if (arrays.Has("pose_directions"))
            return [.. arrays.Points("pose_directions", FeatureCount, vertexCount, 3).Chunk(vertexCount)];
        if (!arrays.Has("pose_directions.at"))
            return [];
        var at = arrays.Indices("pose_directions.at", vertexCount, (long)JointTree.Count * vertexCount, -1);
        var values = arrays.Points("pose_directions.values", at.Length, JointChain.FeaturesPerJoint, 3);
        var directions = Enumerable.Range(0, FeatureCount).Select(_ => new Vector3[vertexCount]).ToArray();
        for (var i = 0; i < at.Length; i++)
            for (var k = 0; k < JointChain.FeaturesPerJoint; k++)
                directions[JointChain.FeaturesPerJoint * (at[i] / vertexCount - 1) + k][at[i] % vertexCount] = values[JointChain.FeaturesPerJoint * i + k];
        return directions;
    }

    private static void WritePoseDirections(Dictionary<string, NdArray> tensors, BodyModel model, DType directions)
    {
        List<int> at = [];
        List<float> values = [];
        var block = new Vector3[JointChain.FeaturesPerJoint];
        for (var joint = 1; joint <= model.PoseDirections.Length / JointChain.FeaturesPerJoint; joint++)
            for (var v = 0; v < model.VertexCount; v++)
            {
                for (var k = 0; k < block.Length; k++)
                    block[k] = model.PoseDirections[JointChain.FeaturesPerJoint * (joint - 1) + k][v];
                if (Array.TrueForAll(block, direction => direction == Vector3.Zero))
                    continue;
                at.Add(joint * model.VertexCount + v);
                values.AddRange(MemoryMarshal.Cast<Vector3, float>(block));
            }

        if (2 * at.Count > (JointTree.Count - 1) * model.VertexCount)
            tensors["pose_directions"] = NdArray.From(Flatten(model.PoseDirections), model.PoseDirections.Length, model.VertexCount, 3).ToFloating(directions);
        else if (at.Count > 0)
        {
            tensors["pose_directions.at"] = NdArray.From<int>([.. at], at.Count);
            tensors["pose_directions.values"] = NdArray.From<float>([.. values], at.Count, JointChain.FeaturesPerJoint, 3).ToFloating(directions);
        }
    }

    private static float[] ReadRows(NamedArrays arrays, string key, int rows, int columns)
    {
        var count = arrays.Extent($"{key}.columns", 0);
        var starts = arrays.Indices($"{key}.starts", 0, count + 1L, rows + 1);
        var at = arrays.Indices($"{key}.columns", 0, columns, count);
        var values = arrays.Singles($"{key}.values", count);
        var dense = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            if (starts[row + 1] < starts[row])
                throw new InputException($"{arrays.File}: '{key}.starts' falls from {starts[row]} to {starts[row + 1]} at row {row}, expected rising numbers.");
            for (var i = starts[row]; i < starts[row + 1]; i++)
                dense[row * columns + at[i]] = values[i];
        }

        return dense;
    }

    private static void WriteRows(Dictionary<string, NdArray> tensors, string key, float[] dense, int rows)
    {
        var sparse = SparseRegressor.FromDense(dense, rows);
        tensors[$"{key}.starts"] = NdArray.From<int>(sparse.Starts, sparse.Starts.Length);
        tensors[$"{key}.columns"] = NdArray.From<int>(sparse.Vertices, sparse.Vertices.Length);
        tensors[$"{key}.values"] = NdArray.From<float>(sparse.Weights, sparse.Weights.Length);
    }

    private static BodySurface ReadSurface(NamedArrays arrays, IReadOnlyDictionary<string, string> metadata, int faceCount)
    {
        var coordinates = arrays.Singles("texture_coordinates", -1, 2);
        var parts = metadata.GetValueOrDefault("parts", "").Split(',');
        return new()
        {
            TextureCoordinates = MemoryMarshal.Cast<float, Vector2>(coordinates).ToArray(),
            TextureFaces = arrays.Indices("texture_faces", 0, coordinates.Length / 2, faceCount, 3),
            PartNames = parts,
            FaceParts = [.. arrays.Indices("face_parts", 0, parts.Length, faceCount).Select(part => (byte)part)],
            FrontalFace = [.. arrays.Indices("frontal_face", 0, 2, faceCount).Select(flag => flag != 0)],
            Head = [.. arrays.Indices("head", 0, 2, faceCount).Select(flag => flag != 0)],
        };
    }

    private static void WriteSurface(Dictionary<string, NdArray> tensors, Dictionary<string, string> metadata, BodySurface surface)
    {
        tensors["texture_coordinates"] = NdArray.From<float>(MemoryMarshal.Cast<Vector2, float>(surface.TextureCoordinates), surface.TextureCoordinates.Length, 2);
        tensors["texture_faces"] = NdArray.From(surface.TextureFaces, surface.TextureFaces.Length / 3, 3);
        tensors["face_parts"] = NdArray.From(surface.FaceParts, surface.FaceParts.Length);
        tensors["frontal_face"] = Flags(surface.FrontalFace);
        tensors["head"] = Flags(surface.Head);
        metadata["parts"] = string.Join(',', surface.PartNames);
    }

    private static NdArray Flags(bool[] flags) => NdArray.From<byte>([.. flags.Select(flag => flag ? (byte)1 : (byte)0)], flags.Length);

    private static float[] Flatten(Vector3[][] directions) =>
        MemoryMarshal.Cast<Vector3, float>(directions.SelectMany(direction => direction).ToArray()).ToArray();
}
