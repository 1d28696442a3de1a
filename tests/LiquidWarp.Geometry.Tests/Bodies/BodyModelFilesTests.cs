using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;

namespace LiquidWarp.Tests.Bodies;

/// <summary>Golden: the pickle and results of the original. Exact: round trips, and what each kind of damage is called.</summary>
public sealed class BodyModelFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bodies").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_GoldenPickle_PosesAsTheOriginal()
    {
        var body = BodyModel.Load(Goldens.Path("smpl_model.pkl"));
        var golden = NpzFile.Read(Goldens.Path("smpl.npz"));
        float[] betas = golden["beta"].ToSingles(), thetas = golden["theta"].ToSingles(), cameras = golden["cam"].ToSingles();
        float[] vertices = golden["verts"].ToSingles(), keypoints = golden["joints"].ToSingles(), rotations = golden["Rs"].ToSingles(), projected = golden["j2d"].ToSingles();
        var posed = body.CreatePosed();
        for (var i = 0; i < 5; i++)
        {
            body.Pose(betas.AsSpan(10 * i, 10), thetas.AsSpan(72 * i, 72), posed);
            Close.Assert(vertices.AsSpan(960 * i, 960), ReferencePose.Flatten(posed.Vertices), 1e-5);
            Close.Assert(keypoints.AsSpan(57 * i, 57), ReferencePose.Flatten(posed.Keypoints), 1e-5);
            Close.Assert(rotations.AsSpan(216 * i, 216), [.. posed.Rotations.SelectMany(r => new[] { r.M11, r.M21, r.M31, r.M12, r.M22, r.M32, r.M13, r.M23, r.M33 })], 1e-6);
            WeakPerspectiveCamera camera = new(cameras[3 * i], cameras[3 * i + 1], cameras[3 * i + 2]);
            Close.Assert(projected.AsSpan(38 * i, 38), [.. posed.Keypoints.Select(camera.Project).SelectMany(p => new[] { p.X, p.Y })], 1e-5);
        }
    }

    [Theory]
    [InlineData(1.0, false)]
    [InlineData(0.05, true)]
    [InlineData(null, true)]
    public void Save_Float32_LoadsTheSameBody(double? poseDensity, bool withSurface)
    {
        var body = RandomBody.Create(60, 1, poseDensity);
        if (withSurface)
            body = body.WithSurface(RandomSurface(body.FaceCount));
        var path = Path.Combine(_folder, "b.safetensors");
        body.Save(path);
        var loaded = BodyModel.Load(path);
        Assert.Equal(body.Name, loaded.Name);
        Assert.Equal(body.Template, loaded.Template);
        Assert.Equal(body.Faces, loaded.Faces);
        Assert.Equal(body.ShapeDirections, loaded.ShapeDirections);
        Assert.Equal(body.PoseDirections, loaded.PoseDirections);
        Assert.Equal(body.JointRegressor, loaded.JointRegressor);
        Assert.Equal(body.KeypointRegressor, loaded.KeypointRegressor);
        Assert.Equal(body.SkinningWeights, loaded.SkinningWeights);
        Assert.Equivalent(body.Surface, loaded.Surface, strict: true);
    }

    [Fact]
    public void Save_Float16AndLocalCorrectives_IsSmallAndNearlyTheSame()
    {
        var body = RandomBody.Create(2000, 2, 0.02);
        string whole = Path.Combine(_folder, "whole.safetensors"), half = Path.Combine(_folder, "half.safetensors");
        body.Save(whole);
        body.Save(half, DType.Float16);
        Assert.True(new FileInfo(half).Length < 0.55 * new FileInfo(whole).Length + 500_000);
        Assert.True(new FileInfo(whole).Length < 2_000_000);
        var loaded = BodyModel.Load(half);
        for (var k = 0; k < 10; k++)
            Close.Assert(ReferencePose.Flatten(body.ShapeDirections[k]), ReferencePose.Flatten(loaded.ShapeDirections[k]), 1e-7, 5e-4);
    }

    [Fact]
    public void Load_NpzOfSmplKeys_GivesTheSameBody()
    {
        var body = RandomBody.Create(40, 3);
        var path = Path.Combine(_folder, "model.npz");
        NpzFile.Write(path, SmplArrays(body));
        var loaded = BodyModel.Load(path);
        Assert.Equal("model", loaded.Name);
        Assert.Equal(body.Template, loaded.Template);
        Assert.Equal(body.ShapeDirections, loaded.ShapeDirections);
        Assert.Equal(body.PoseDirections, loaded.PoseDirections);
        Assert.Equal(body.SkinningWeights, loaded.SkinningWeights);
        Assert.Equal(body.KeypointRegressor, loaded.KeypointRegressor);
    }

    [Fact]
    public void Load_OfficialModel_CutsShapesAndDerivesKeypoints()
    {
        var arrays = SmplArrays(RandomBody.Create(6890, 4, 0.0));
        arrays.Remove("cocoplus_regressor");
        var shapes = new float[6890 * 3 * 12];
        (shapes[9], shapes[10]) = (1, 2);
        arrays["shapedirs"] = NdArray.From(shapes, 6890, 3, 12);
        var path = Path.Combine(_folder, "official.npz");
        NpzFile.Write(path, arrays);
        var body = BodyModel.Load(path);
        Assert.Equal(10, body.ShapeDirections.Length);
        Assert.Equal(1, body.ShapeDirections[9][0].X);
        Assert.Equal(0, body.ShapeDirections[0][0].X);
        Assert.Equal(1, body.KeypointRegressor[14 * 6890 + 331]);
        Assert.Equal(body.JointRegressor[(4 * 6890)..(5 * 6890)], body.KeypointRegressor[(4 * 6890)..(5 * 6890)]);
        Assert.Equal(1, body.KeypointRegressor[13 * 6890 + Enumerable.Range(0, 6890).MaxBy(v => body.Template[v].Y)]);
        for (var k = 0; k < 19; k++)
            Assert.Equal(1, body.KeypointRegressor.AsSpan(k * 6890, 6890).ToArray().Sum(), 1e-4);
    }

    [Theory]
    [InlineData("no template", "no 'v_template'")]
    [InlineData("weights of 23 joints", "'weights' is Float32 (40, 23), expected (40, 24)")]
    [InlineData("pose directions of 200", "'posedirs' is Float32 (40, 3, 200), expected (40, 3, 207)")]
    [InlineData("nine shapes", "'shapedirs' is Float32 (40, 3, 9), expected (40, 3, 10)")]
    [InlineData("flat template", "'v_template' is Float32 (120), expected (120, 3)")]
    [InlineData("face out of range", "'f' holds the index 40, expected 0 to 39")]
    [InlineData("NaN", "'v_template' holds NaN")]
    [InlineData("hands", "52 joints, expected 24")]
    [InlineData("other tree", "joint 5 the parent 0, expected 2")]
    [InlineData("weights of 2", "'weights' of vertex 3 sum to 2")]
    [InlineData("no keypoints", "6890 vertices only, not for 40")]
    [InlineData("text", "'J_regressor' is Text (), expected an array of numbers")]
    public void Load_DamagedSmplArrays_SaysFileKeyFoundAndExpected(string damage, string expected)
    {
        var arrays = SmplArrays(RandomBody.Create(40, 3));
        switch (damage)
        {
            case "no template": arrays.Remove("v_template"); break;
            case "weights of 23 joints": arrays["weights"] = NdArray.From(new float[40 * 23], 40, 23); break;
            case "pose directions of 200": arrays["posedirs"] = NdArray.From(new float[40 * 600], 40, 3, 200); break;
            case "nine shapes": arrays["shapedirs"] = NdArray.From(new float[40 * 27], 40, 3, 9); break;
            case "flat template": arrays["v_template"] = NdArray.From(new float[120], 120); break;
            case "face out of range": arrays["f"] = NdArray.From(new[] { 1, 2, 40 }, 1, 3); break;
            case "NaN": arrays["v_template"] = NdArray.From([.. Enumerable.Repeat(float.NaN, 120)], 40, 3); break;
            case "hands": arrays["kintree_table"] = NdArray.From(new int[104], 2, 52); break;
            case "other tree": arrays["kintree_table"] = Tree(joint: 5, parent: 0); break;
            case "weights of 2":
                var weights = arrays["weights"].ToSingles();
                for (var i = 72; i < 96; i++)
                    weights[i] *= 2;
                arrays["weights"] = NdArray.From(weights, 40, 24);
                break;
            case "no keypoints": arrays.Remove("cocoplus_regressor"); break;
            case "text": arrays["J_regressor"] = NdArray.FromText("none"); break;
        }

        var path = Path.Combine(_folder, "damaged.npz");
        NpzFile.Write(path, arrays);
        var message = Assert.Throws<InputException>(() => BodyModel.Load(path)).Message;
        Assert.Contains("damaged.npz", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OtherFiles_IsInputError()
    {
        Assert.Contains("none.pkl", Assert.Throws<InputException>(() => BodyModel.Load(Path.Combine(_folder, "none.pkl"))).Message, StringComparison.Ordinal);
        foreach (var (name, content) in new[] { ("empty.pkl", ""), ("text.pkl", "hello"), ("list.pkl", "\u0080\u0002]q\0."), ("zip.npz", "PK\u0003\u0004 broken") })
        {
            var path = Path.Combine(_folder, name);
            File.WriteAllBytes(path, [.. content.Select(c => (byte)c)]);
            Assert.Contains(name, Assert.Throws<InputException>(() => BodyModel.Load(path)).Message, StringComparison.Ordinal);
        }

        var other = Path.Combine(_folder, "network.safetensors");
        SafeTensorsFile.Write(other, new Dictionary<string, NdArray> { ["weight"] = NdArray.From(new float[4], 4) });
        Assert.Contains("no body", Assert.Throws<InputException>(() => BodyModel.Load(other)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("faces", "'faces' holds the index 99")]
    [InlineData("skinning_weights.starts", "starts' falls")]
    [InlineData("skinning_weights.columns", "'skinning_weights.columns' holds the index 24")]
    [InlineData("shape_directions", "expected (10, 60, 3)")]
    [InlineData("pose_directions.at", "'pose_directions.at' holds the index 3")]
    [InlineData("face_parts", "'face_parts' holds the index 7")]
    public void Load_DamagedSafeTensors_NamesTheTensor(string tensor, string expected)
    {
        var body = RandomBody.Create(60, 1, 0.05);
        body = body.WithSurface(RandomSurface(body.FaceCount));
        var path = Path.Combine(_folder, "b.safetensors");
        body.Save(path);
        var file = SafeTensorsFile.Read(path);
        var tensors = file.Tensors.ToDictionary();
        tensors[tensor] = tensor switch
        {
            "faces" => NdArray.From(new[] { 0, 1, 99 }, 1, 3),
            "skinning_weights.starts" => NdArray.From([.. Enumerable.Range(0, 61).Select(i => 60 - i)], 61),
            "skinning_weights.columns" => NdArray.From([.. Enumerable.Repeat(24, tensors[tensor].Count)], tensors[tensor].Count),
            "shape_directions" => NdArray.From(new float[1800], 60, 10, 3),
            "pose_directions.at" => NdArray.From([.. Enumerable.Repeat(3, tensors[tensor].Count)], tensors[tensor].Count),
            _ => NdArray.From([.. Enumerable.Repeat((byte)7, body.FaceCount)], body.FaceCount),
        };
        SafeTensorsFile.Write(path, tensors, file.Metadata);
        Assert.Contains(expected, Assert.Throws<InputException>(() => BodyModel.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithSurface_OfAnotherBody_IsRefused() =>
        Assert.Contains("7 faces", Assert.Throws<InputException>(() => RandomBody.Create(40, 3).WithSurface(RandomSurface(7))).Message, StringComparison.Ordinal);

    private static BodySurface RandomSurface(int faceCount)
    {
        var random = new Random(5);
        return new()
        {
            TextureCoordinates = [.. Enumerable.Range(0, 50).Select(_ => new Vector2(random.NextSingle(), random.NextSingle()))],
            TextureFaces = [.. Enumerable.Range(0, 3 * faceCount).Select(_ => random.Next(50))],
            PartNames = ["00_a", "01_b", "02_c"],
            FaceParts = [.. Enumerable.Range(0, faceCount).Select(_ => (byte)random.Next(3))],
            FrontalFace = [.. Enumerable.Range(0, faceCount).Select(_ => random.Next(2) == 1)],
            Head = [.. Enumerable.Range(0, faceCount).Select(_ => random.Next(2) == 1)],
        };
    }

    private static Dictionary<string, NdArray> SmplArrays(BodyModel body) => new()
    {
        ["v_template"] = NdArray.From(ReferencePose.Flatten(body.Template), body.VertexCount, 3),
        ["shapedirs"] = Last(body.ShapeDirections),
        ["posedirs"] = Last(body.PoseDirections),
        ["J_regressor"] = NdArray.From(body.JointRegressor, 24, body.VertexCount),
        ["cocoplus_regressor"] = NdArray.From(body.KeypointRegressor, 19, body.VertexCount),
        ["weights"] = NdArray.From(body.SkinningWeights, body.VertexCount, 24),
        ["kintree_table"] = Tree(),
        ["f"] = NdArray.From([.. body.Faces.Select(v => (uint)v)], body.FaceCount, 3),
    };

    /// <summary>(directions)(V) to SMPL's (V, 3, directions).</summary>
    private static NdArray Last(Vector3[][] directions)
    {
        var (count, vertexCount) = (directions.Length, directions[0].Length);
        var values = new float[vertexCount * 3 * count];
        for (var v = 0; v < vertexCount; v++)
            for (var a = 0; a < 3; a++)
                for (var k = 0; k < count; k++)
                    values[(3 * v + a) * count + k] = directions[k][v][a];
        return NdArray.From(values, vertexCount, 3, count);
    }

    private static NdArray Tree(int joint = 0, int parent = -1)
    {
        var table = new uint[48];
        for (var j = 0; j < 24; j++)
            (table[j], table[24 + j]) = (unchecked((uint)(j == joint ? parent : JointTree.Parents[j])), (uint)j);
        return NdArray.From(table, 2, 24);
    }

    [Fact]
    public void FindDefault_FolderNamedWithoutABody_SaysSoInsteadOfTakingAnother()
    {
        var error = Assert.Throws<MissingDependencyException>(() => BodyModel.FindDefault("/nowhere", AppContext.BaseDirectory));
        Assert.Contains("/nowhere/default/body.safetensors does not exist", error.Message, StringComparison.Ordinal);
        Assert.Contains("LIQUIDWARP_MODELS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindDefault_NoModelsAboveTheProgram_SaysWhereItLooked() =>
        Assert.Contains("neither in /tmp", Assert.Throws<MissingDependencyException>(() => BodyModel.FindDefault(null, "/tmp")).Message, StringComparison.Ordinal);
}
