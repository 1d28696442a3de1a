using System.Buffers.Binary;
using System.Text.Json.Nodes;
using LiquidWarp.Gltf;
using LiquidWarp.Motions;
using LiquidWarp.Tests.Bodies;
using LiquidWarp.Tests.Files;

namespace LiquidWarp.Tests.Gltf;

/// <summary>The rules that the writer is judged by find what is wrong, each of it.</summary>
public class GltfRulesTests
{
    private static readonly byte[] Sound = Write();

    private static readonly Dictionary<string, (Action<GlbDocument> Break, string Rule)> Faults = new()
    {
        ["old version"] = (file => file.Json["asset"]!["version"] = "1.0", "asset has version"),
        ["buffer elsewhere"] = (file => file.Json["buffers"]![0]!["uri"] = "a.bin", "first buffer"),
        ["empty list"] = (file => file.Json["nodes"]![24]!["children"] = new JsonArray(), "no list is empty"),
        ["view beyond the buffer"] = (file => file.Json["bufferViews"]![0]!["byteLength"] = 1 << 24, "lies in the buffer"),
        ["unknown target"] = (file => file.Json["bufferViews"]![0]!["target"] = 1, "target is vertices or indices"),
        ["target of another use"] = (file => file.Json["bufferViews"]![(int)Attributes(file)["POSITION"]!]!.AsObject().Remove("target"), "says what it is used for"),
        ["accessor beyond its view"] = (file => file.Json["accessors"]![0]!["count"] = 41, "ends in its buffer view"),
        ["accessor askew"] = (file => (file.Json["accessors"]![0]!["byteOffset"], file.Json["accessors"]![0]!["count"]) = (2, 39), "multiple of its component's size"),
        ["minimum of others"] = (file => file.Json["accessors"]![0]!["min"]![1] = -9, "min is that of the elements"),
        ["maximum of others"] = (file => file.Json["accessors"]![0]!["max"]![2] = 9, "max is that of the elements"),
        ["no bounds"] = (file => file.Json["accessors"]![0]!.AsObject().Remove("max"), "positions are three floats with min and max"),
        ["not a number"] = (file => Set(file, Attributes(file)["NORMAL"]!, 0, float.NaN), "numbers are finite"),
        ["long normal"] = (file => Set(file, Attributes(file)["NORMAL"]!, 4, 2), "unit vectors"),
        ["joints as integers"] = (file => (file.Json["accessors"]![(int)Attributes(file)["JOINTS_0"]!]!["componentType"], file.Json["accessors"]![(int)Attributes(file)["JOINTS_0"]!]!["type"]) = (5125, "SCALAR"), "unsigned bytes or shorts"),
        ["joint beyond the skin"] = (file => file.Binary[file.Place((int)Attributes(file)["JOINTS_0"]!)] = 24, "joints of the skin"),
        ["weights of more than 1"] = (file => Set(file, Attributes(file)["WEIGHTS_0"]!, 0, 1.5f), "sum to 1"),
        ["joint without weight"] = (file => file.Binary[file.Place((int)Attributes(file)["JOINTS_0"]!) + 3] = 7, "the joint is 0"),
        ["corner without vertex"] = (file => BinaryPrimitives.WriteInt32LittleEndian(file.Binary.AsSpan(file.Place(Indices(file))), 40), "those of vertices"),
        ["half a triangle"] = (file => file.Json["accessors"]![Indices(file)]!["count"] = 4, "three a triangle"),
        ["two parents"] = (file => file.Json["nodes"]![1]!["children"]!.AsArray().Add(5), "one parent"),
        ["circle"] = (file => (file.Json["nodes"]![18]!["children"], file.Json["nodes"]![22]!["children"]) = (null, new JsonArray(20)), "nodes are trees"),
        ["turn of another length"] = (file => file.Json["nodes"]![3]!["rotation"]![3] = 3, "node's rotation is a unit"),
        ["mesh below a joint"] = (file => file.Json["nodes"]![22]!["children"] = new JsonArray(24), "skinned mesh is a root"),
        ["scene of a limb"] = (file => file.Json["scenes"]![0]!["nodes"]![0] = 3, "scene's nodes are roots"),
        ["skin without mesh"] = (file => file.Json["nodes"]![24]!.AsObject().Remove("mesh"), "has a mesh"),
        ["joint twice"] = (file => file.Json["skins"]![0]!["joints"]![4] = 5, "different nodes"),
        ["joint not below the root"] = (file => file.Json["skins"]![0]!["skeleton"] = 3, "above all joints"),
        ["matrix of another kind"] = (file => Set(file, file.Json["skins"]![0]!["inverseBindMatrices"]!, 3, 1), "0 0 0 1"),
        ["target twice"] = (file => file.Json["animations"]![0]!["channels"]![1]!["target"]!["node"] = 0, "no two channels"),
        ["time standing"] = (file => Set(file, file.Json["animations"]![0]!["samplers"]![0]!["input"]!, 1, 0), "grow"),
        ["value missing"] = (file => file.Json["accessors"]![(int)file.Json["animations"]![0]!["samplers"]![2]!["output"]!]!["count"] = 3, "a value for each time"),
        ["rotation of another length"] = (file => Set(file, file.Json["animations"]![0]!["samplers"]![2]!["output"]!, 5, 1.5f), "rotations are unit"),
        ["accessor that is not there"] = (file => file.Json["meshes"]![0]!["primitives"]![0]!["indices"] = 99, "leads nowhere"),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Fact]
    public void Broken_SoundFile_FindsNothing() => Assert.Empty(GltfRules.Broken(Sound));

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Broken_OneFault_FindsIt(string fault)
    {
        var file = GlbDocument.Read(Sound);
        Faults[fault].Break(file);

        Assert.Contains(GltfRules.Broken(file.Write()), rule => rule.Contains(Faults[fault].Rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "the header is not glTF 2")]
    [InlineData(4, "the header is not glTF 2")]
    [InlineData(8, "length is not the file's")]
    [InlineData(12, "first chunk")]
    [InlineData(16, "first chunk")]
    public void Broken_Header_FindsIt(int place, string rule)
    {
        var file = (byte[])Sound.Clone();
        file[place] ^= 2;

        Assert.Contains(rule, Assert.Single(GltfRules.Broken(file)), StringComparison.Ordinal);
    }

    private static JsonObject Attributes(GlbDocument file) => file.Json["meshes"]![0]!["primitives"]![0]!["attributes"]!.AsObject();

    private static int Indices(GlbDocument file) => (int)file.Json["meshes"]![0]!["primitives"]![0]!["indices"]!;

    private static void Set(GlbDocument file, JsonNode accessor, int number, float value) =>
        BinaryPrimitives.WriteSingleLittleEndian(file.Binary.AsSpan(file.Place((int)accessor) + 4 * number), value);

    private static byte[] Write()
    {
        using var folder = new TemporaryFolder();
        GlbFile.Write(folder.File("a.glb"), ProceduralMotion.Create("wave", framesPerSecond: 1), RandomBody.Create(40, seed: 1));
        return File.ReadAllBytes(folder.File("a.glb"));
    }
}
