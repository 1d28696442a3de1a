using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using LiquidWarp.Bodies;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Models;

/// <summary>Writes files of the formats in which the published system comes: checkpoints of torch.save, old and new, and the pickle of SMPL (REFERENCE 0.2, 1.1).</summary>
internal static class PublishedFileWriter
{
    /// <summary>A checkpoint as torch 1.2 wrote it: five pickles and the storages behind them.</summary>
    public static void Legacy(string path, IEnumerable<StateEntry> state, string prefix = "")
    {
        using var file = File.Create(path);
        var pickle = new PickleWriter(file);
        var entries = state.ToList();
        pickle.Write(BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        pickle.Write(1001);
        pickle.Write(Items(("protocol_version", 1001), ("little_endian", true)));
        pickle.Write(StateDictionary(entries, prefix, view: [null]));
        pickle.Write(Enumerable.Range(0, entries.Count).Select(i => (object?)$"{i}").ToList());
        foreach (var entry in entries)
        {
            file.Write(BitConverter.GetBytes(Count(entry.Shape)));
            file.Write(entry.Data.Span);
        }
    }

    /// <summary>A checkpoint as torch 1.6 and later write it: a zip without compression.</summary>
    public static void Zip(string path, IEnumerable<StateEntry> state, string prefix = "")
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        var entries = state.ToList();
        Add("archive/data.pkl", stream => new PickleWriter(stream).Write(StateDictionary(entries, prefix, view: [])));
        for (var i = 0; i < entries.Count; i++)
            Add($"archive/data/{i}", stream => stream.Write(entries[i].Data.Span));
        Add("archive/version", stream => stream.Write("3\n"u8));

        void Add(string name, Action<Stream> write)
        {
            using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            write(stream);
        }
    }

    /// <summary>smpl_model.pkl: a dictionary of arrays, the regressors sparse, as Python 2 pickled it.</summary>
    public static void Smpl(string path, BodyModel body)
    {
        using var file = File.Create(path);
        new PickleWriter(file).Write(Items(
            ("v_template", Array(Flatten(body.Template), "f4", body.VertexCount, 3)),
            ("shapedirs", Array(DirectionsLast(body.ShapeDirections), "f4", body.VertexCount, 3, body.ShapeDirections.Length)),
            ("posedirs", Array(DirectionsLast(body.PoseDirections), "f4", body.VertexCount, 3, body.PoseDirections.Length)),
            ("J_regressor", SparseColumns(body.JointRegressor, JointTree.Count, body.VertexCount)),
            ("cocoplus_regressor", SparseColumns(body.KeypointRegressor, PosedBody.KeypointCount, body.VertexCount)),
            ("weights", Array(body.SkinningWeights, "f4", body.VertexCount, JointTree.Count)),
            ("kintree_table", Array([.. JointTree.Parents.ToArray().Select(parent => (uint)parent), .. Enumerable.Range(0, JointTree.Count).Select(j => (uint)j)], "u4", 2, JointTree.Count)),
            ("f", Array([.. body.Faces.Select(corner => (uint)corner)], "u4", body.FaceCount, 3))));
    }

    /// <summary>The same body as an HMR checkpoint holds it, under smpl.: each matrix the other way round.</summary>
    public static IEnumerable<StateEntry> SmplBuffers(BodyModel body) =>
    [
        Entry("smpl.v_template", Flatten(body.Template), body.VertexCount, 3),
        Entry("smpl.shapedirs", [.. body.ShapeDirections.SelectMany(direction => Flatten(direction))], body.ShapeDirections.Length, 3 * body.VertexCount),
        Entry("smpl.posedirs", [.. body.PoseDirections.SelectMany(direction => Flatten(direction))], body.PoseDirections.Length, 3 * body.VertexCount),
        Entry("smpl.J_regressor", Transposed(body.JointRegressor, JointTree.Count, body.VertexCount), body.VertexCount, JointTree.Count),
        Entry("smpl.joint_regressor", Transposed(body.KeypointRegressor, PosedBody.KeypointCount, body.VertexCount), body.VertexCount, PosedBody.KeypointCount),
        Entry("smpl.weights", body.SkinningWeights, body.VertexCount, JointTree.Count),
    ];

    /// <summary>A UV mapper whose every corner has a texture coordinate of its own, spread over [0, 1]².</summary>
    public static void Mapper(string path, BodyModel body)
    {
        var vertices = body.Template.Select(_ => "v 0 0 0");
        var coordinates = body.Faces.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"vt {0.37f * i % 1:0.000000} {0.61f * i % 1:0.000000}"));
        var faces = Enumerable.Range(0, body.FaceCount).Select(f => "f " + string.Join(' ', Enumerable.Range(3 * f, 3).Select(i => $"{body.Faces[i] + 1}/{i + 1}/{body.Faces[i] + 1}")));
        File.WriteAllLines(path, [.. vertices, .. coordinates, .. faces]);
    }

    /// <summary>A tensor of float32.</summary>
    public static StateEntry Entry(string name, float[] values, params long[] shape) => new(name, DType.Float32, shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    private static PickleWriter.Ordered StateDictionary(List<StateEntry> entries, string prefix, object?[] view) => new(entries.Select((entry, i) =>
        ((object)(prefix + entry.Name), (object?)new PickleWriter.Calling("torch._utils", "_rebuild_tensor_v2",
        [
            new PickleWriter.Outside(["storage", new PickleWriter.Global("torch", StorageOf(entry.Type)), $"{i}", "cpu", (int)Count(entry.Shape), .. view]),
            0, Integers(entry.Shape), Integers(RowMajor(entry.Shape)), false, new PickleWriter.Ordered([]),
        ]))));

    private static string StorageOf(DType type) => type switch
    {
        DType.Float32 => "FloatStorage",
        DType.Float16 => "HalfStorage",
        DType.Float64 => "DoubleStorage",
        _ => "LongStorage",
    };

    private static long[] RowMajor(long[] shape)
    {
        var strides = new long[shape.Length];
        for (var (axis, step) = (shape.Length - 1, 1L); axis >= 0; step *= shape[axis--])
            strides[axis] = step;
        return strides;
    }

    private static PickleWriter.Calling Array<T>(T[] values, string type, params int[] shape) where T : unmanaged => new("numpy.core.multiarray", "_reconstruct",
        [new PickleWriter.Global("numpy", "ndarray"), new object?[] { 0 }, "b"u8.ToArray()],
        new object?[]
        {
            1, System.Array.ConvertAll(shape, size => (object?)size),
            new PickleWriter.Calling("numpy", "dtype", [type, 0, 1], new object?[] { 3, "<", null, null, null, -1, -1, 0 }),
            false, MemoryMarshal.AsBytes<T>(values).ToArray(),
        });

    private static PickleWriter.Calling SparseColumns(float[] dense, int rows, int columns)
    {
        List<int> starts = [0], indices = [];
        List<float> values = [];
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
                if (dense[row * columns + column] is not 0 and var value)
                {
                    indices.Add(row);
                    values.Add(value);
                }

            starts.Add(indices.Count);
        }

        return new("scipy.sparse.csc", "csc_matrix", [], Items(
            ("_shape", new object?[] { rows, columns }), ("maxprint", 50), ("data", Array([.. values], "f4", values.Count)),
            ("indices", Array([.. indices], "i4", indices.Count)), ("indptr", Array([.. starts], "i4", starts.Count))), IsNew: true);
    }

    private static List<(object Key, object? Value)> Items(params (object Key, object? Value)[] items) => [.. items];

    private static object?[] Integers(long[] values) => System.Array.ConvertAll(values, value => (object?)(int)value);

    private static long Count(long[] shape) => shape.Aggregate(1L, (count, size) => count * size);

    private static float[] Flatten(Vector3[] points) => MemoryMarshal.Cast<Vector3, float>(points).ToArray();

    private static float[] DirectionsLast(Vector3[][] directions) => Transposed([.. directions.SelectMany(direction => Flatten(direction))], directions.Length, 3 * directions[0].Length);

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        var turned = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
            turned[i % columns * rows + i / columns] = values[i];
        return turned;
    }
}
