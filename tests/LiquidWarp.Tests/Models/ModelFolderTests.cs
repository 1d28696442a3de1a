using System.Text.Json.Nodes;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Models;

// Exact: what is described is read again; what is wrong in model.json is named with file and key.
public sealed class ModelFolderTests : TensorTestBase, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("liquidwarp-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Open_OfWhatDescribeWrote_GivesItBack()
    {
        var options = new HumanMeshRecoveryOptions { Width = 2, Depths = [1, 2, 1, 1], RegressorWidth = 8, Iterations = 2 };
        TinyBody.Create().Save(In("body.safetensors"));
        using (var store = new ParameterStore())
        {
            _ = new HumanMeshRecovery(store.Root, options);
            Weights.Save(store, In("found.safetensors"), DType.Float16);
        }

        ModelFolder.Describe(_folder, new("body.safetensors", new() { ["licence"] = "MIT", ["made by"] = "a test" }),
            [new(NetworkArchitecture.Of(NetworkRole.Recovery, "hmr"), options, "found.safetensors", new() { ["steps"] = 7 })]);

        var folder = ModelFolder.Open(_folder);
        Assert.Equal("MIT", (string?)folder.Body!.Facts["licence"]);
        Assert.Equal("tiny body", folder.LoadBody().Name);
        Assert.Equal(7, (int?)folder.Networks[NetworkRole.Recovery].Provenance["steps"]);
        Assert.Equivalent(options, folder.Networks[NetworkRole.Recovery].Options, strict: true);
        using var scope = Scope();
        using var loaded = folder.Load(NetworkRole.Recovery);
        Assert.Equal(DType.Float32, loaded.Parameters.Type);
        Assert.Equal([1L, 85], Assert.IsType<HumanMeshRecovery>(loaded.Network).Forward(Tensor.RandN([1, 3, 64, 64])).Shape);
    }

    [Fact]
    public void Open_OfTheModelThatShips_FindsItsBody()
    {
        var folder = ModelFolder.Open(Path.Combine(Goldens.Checkout, "models", "default"));
        Assert.Equal("MIT", (string?)folder.Body!.Facts["licence"]);
        Assert.Equal(9223, folder.LoadBody().VertexCount);
    }

    [Fact]
    public void Open_WithoutOptions_TakesTheDefaults()
    {
        var folder = OpenWith("""{"networks": {"generator": {"architecture": "impersonator", "file": "w.safetensors"}}}""");
        Assert.Equal(new GeneratorOptions(), folder.Networks[NetworkRole.Generator].Options);
    }

    [Fact]
    public void Open_CornersByName_AreTheOptions()
    {
        var folder = OpenWith("""{"networks": {"generator": {"architecture": "impersonator", "file": "w.safetensors", "options": {"corners": "edges", "width": 8}}}}""");
        Assert.Equal(new GeneratorOptions { Corners = CornerAlignment.Edges, Width = 8 }, folder.Networks[NetworkRole.Generator].Options);
    }

    [Theory]
    [InlineData("{", "cannot be read as JSON")]
    [InlineData("""{"body": {"file": "w.safetensors"}, "body": {"file": "w.safetensors"}}""", "cannot be read as JSON")]
    [InlineData("[]", "is no object")]
    [InlineData("""{"nets": {}}""", "has an entry 'nets', which is not known; known are body, networks")]
    [InlineData("""{"networks": []}""", "'networks' is no object")]
    [InlineData("""{"networks": {"painter": {}}}""", "'networks.painter' is no role of a network; roles are generator, recovery, face, perceptual, discriminator")]
    [InlineData("""{"networks": {"generator": {}}}""", "'networks.generator' has no text 'architecture'")]
    [InlineData("""{"networks": {"generator": {"architecture": "diffusion"}}}""", "'networks.generator' has the architecture 'diffusion', which is not known; known are impersonator")]
    [InlineData("""{"networks": {"generator": {"architecture": "hmr"}}}""", "known are impersonator")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "options": {"widht": 8}}}}""", "'networks.generator.options' has the option 'widht', which the architecture 'impersonator' has not; it has backgroundChannels")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "options": {"width": 0}}}}""", "'width' is 0, expected a whole number from 1 to 4096")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "options": {"width": 1e9}}}}""", "'width' is 1e9")]
    [InlineData("""{"networks": {"recovery": {"architecture": "hmr", "options": {"depths": [3, -4]}}}}""", "'depths' is -4")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "options": {"width": "wide"}}}}""", "'width' has a value of the wrong kind")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "options": {"corners": "middle"}}}}""", "'corners' has a value of the wrong kind")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "options": {"corners": 1}}}}""", "'corners' has a value of the wrong kind")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "licence": "MIT"}}}""", "has an entry 'licence'")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "file": "absent.safetensors"}}}""", "names the file absent.safetensors, which is not in the folder")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "file": "../w.safetensors"}}}""", "expected a name without folders")]
    [InlineData("""{"networks": {"generator": {"architecture": "impersonator", "file": 3}}}""", "has no text 'file'")]
    [InlineData("""{"body": {"name": "x"}}""", "'body' has no text 'file'")]
    public void Open_WhatIsWrong_IsNamedWithFileAndKey(string json, string expected)
    {
        var error = Assert.Throws<InputException>(() => OpenWith(json)).Message;
        Assert.StartsWith(In("model.json"), error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AFolderWithoutDescription_SaysHowToMakeOne() =>
        Assert.Contains("liquidwarp convert", Assert.Throws<InputException>(() => ModelFolder.Open(_folder)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_WhatTheFolderHasNot_SaysWhatItHas()
    {
        var folder = OpenWith("""{"networks": {"face": {"architecture": "sphereface-20", "file": "w.safetensors"}}}""");
        Assert.Contains("has no generator. It has: face.", Assert.Throws<InputException>(() => folder.Load(NetworkRole.Generator)).Message, StringComparison.Ordinal);
        Assert.Contains("has no body", Assert.Throws<InputException>(folder.LoadBody).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WeightsOfAnotherWidth_NamesFileKeyAndShapes()
    {
        using (var store = new ParameterStore())
        {
            _ = new Vgg19(store.Root, 4);
            Weights.Save(store, In("w.safetensors"));
        }

        var folder = OpenWith("""{"networks": {"perceptual": {"architecture": "vgg-19", "file": "w.safetensors", "options": {"width": 2}}}}""");
        var error = Assert.Throws<InputException>(() => folder.Load(NetworkRole.Perceptual)).Message;
        Assert.StartsWith(In("w.safetensors"), error, StringComparison.Ordinal);
        Assert.Contains("0.weight is [4, 3, 3, 3], the network's is [2, 3, 3, 3]", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OptionsOfANetworkThatNoMemoryHolds_BlamesThem()
    {
        var folder = OpenWith("""{"networks": {"generator": {"architecture": "impersonator", "file": "w.safetensors", "options": {"width": 4096, "halvings": 40}}}}""");
        Assert.Contains("no network can be made of the options", Assert.Throws<InputException>(() => folder.Load(NetworkRole.Generator)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_HasADefaultOfItsOptions_ThatReadsBack() => Assert.All(NetworkArchitecture.All, architecture =>
    {
        var written = architecture.WriteOptions(architecture.ReadOptions(null, ""));
        Assert.True(JsonNode.DeepEquals(written, architecture.WriteOptions(architecture.ReadOptions(written, ""))));
        Assert.Same(architecture, NetworkArchitecture.Of(architecture.Role, architecture.Name));
    });

    private string In(string name) => Path.Combine(_folder, name);

    private ModelFolder OpenWith(string json)
    {
        if (!File.Exists(In("w.safetensors")))
            File.WriteAllBytes(In("w.safetensors"), [1]);
        File.WriteAllText(In("model.json"), json);
        return ModelFolder.Open(_folder);
    }
}
