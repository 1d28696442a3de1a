using LiquidWarp.Bodies;
using LiquidWarp.Files;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Tests.Bodies;
using LiquidWarp.Tests.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Tests.Models;

// Exact: a network gives the same numbers before and after. Golden: REFERENCE 14. Every kind of wrong file has its message.
public sealed class PublishedConversionTests : TensorTestBase, IAsyncLifetime
{
    private const int N = 64;

    private readonly string _folder = Directory.CreateTempSubdirectory("liquidwarp-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>All the published files at their full size, in the formats in which they come: 0.7 GB.</summary>
    [Fact]
    public void Write_EverythingAtPublishedSize_GivesNetworksOfTheSameNumbersAndTheReferencesBody()
    {
        var body = HashBody.Create();
        var files = new PublishedFiles
        {
            Generator = In("net_epoch_30_id_G.pth"),
            Recovery = In("hmr_tf2pt.pth"),
            Face = In("sphere20a_20171020.pth"),
            Perceptual = In("vgg19-dcbb9e9d.pth"),
            Discriminator = In("net_epoch_30_id_D.pth"),
            Smpl = In("smpl_model.pkl"),
            Mapper = In("mapper.txt"),
        };
        PublishedFileWriter.Smpl(files.Smpl, Moved(body)); // the checkpoint's values take the place of these
        PublishedFileWriter.Mapper(files.Mapper, body);

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var generator = Before(NetworkRole.Generator, "impersonator", state => PublishedFileWriter.Legacy(files.Generator, state, "module."));
        var recovery = Before(NetworkRole.Recovery, "hmr", state => PublishedFileWriter.Legacy(files.Recovery, state.Concat(PublishedFileWriter.SmplBuffers(body))));
        var face = Before(NetworkRole.Face, "sphereface-20", state => PublishedFileWriter.Legacy(files.Face, state.Append(PublishedFileWriter.Entry("fc6.weight", new float[20], 4, 5))));
        var perceptual = Before(NetworkRole.Perceptual, "vgg-19", state => PublishedFileWriter.Zip(files.Perceptual, AsTorchvision(state)));
        var discriminator = Before(NetworkRole.Discriminator, "patch", state => PublishedFileWriter.Zip(files.Discriminator, state));

        var reported = new List<ConvertedFile>();
        PublishedConversion.Write(files, In("model"), report: reported.Add, cancellation: TestContext.Current.CancellationToken);

        var folder = ModelFolder.Open(In("model"));
        AssertSame(generator, After(folder, NetworkRole.Generator));
        AssertSame(recovery, After(folder, NetworkRole.Recovery));
        AssertSame(face, After(folder, NetworkRole.Face));
        AssertSame(perceptual, After(folder, NetworkRole.Perceptual));
        AssertSame(discriminator, After(folder, NetworkRole.Discriminator));
        Assert.Equal([97_452_736, 26_841_301, 22_670_656, 12_944_960, 6_962_625], reported.Take(5).Select(file => file.ParameterCount));
        // REFERENCE 14: means of the target's picture and of θ.
        Assert.Equal(0.0416672, generator[3].Mean().ToDouble(), 1e-4);
        Assert.Equal(11.8343959, recovery[0].Mean().ToDouble(), 1e-2);

        var loaded = folder.LoadBody();
        var posed = loaded.CreatePosed();
        loaded.Pose(HashBody.Values(2006, 10), HashBody.Values(2007, 72), posed);
        Close.Assert([0.9030056f, -1.0986834f, 0.5257536f], [posed.Vertices[1234].X, posed.Vertices[1234].Y, posed.Vertices[1234].Z], 2e-6);
        Close.Assert([-0.3752259f, -0.8933378f, 1.1120198f], [posed.Keypoints[18].X, posed.Keypoints[18].Y, posed.Keypoints[18].Z], 2e-6);
        Assert.NotNull(loaded.Surface);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_OfAnotherWidthAndDepth_InfersThemAndSaysSo(bool zip)
    {
        var options = new GeneratorOptions { Width = 4, ResidualBlocks = 2, Halvings = 2, TargetChannels = 3, Corners = CornerAlignment.Edges };
        var path = Generator("G.pth", options, zip);
        ConvertedFile? reported = null;

        PublishedConversion.Write(new() { Generator = path }, In("model"), new() { Corners = CornerAlignment.Edges }, file => reported = file, TestContext.Current.CancellationToken);

        Assert.Equal(options, ModelFolder.Open(In("model")).Networks[NetworkRole.Generator].Options);
        Assert.Contains("width 4 where the published network has 64", reported!.Summary, StringComparison.Ordinal);
        Assert.Contains("residualBlocks 2 where the published network has 6", reported.Summary, StringComparison.Ordinal);
        Assert.Equal(64, reported.Sha256.Length);
        Assert.Equal(reported.Sha256, (string?)ModelFolder.Open(In("model")).Networks[NetworkRole.Generator].Provenance["sha256 of that file"]);
    }

    [Theory]
    [InlineData("generator_conv8_rep2.pth")]
    [InlineData("generator_conv8_rep2_legacy_dataparallel.pth")]
    public void Write_TheGoldenCheckpointOfPyTorch_GivesItsOutput(string checkpoint)
    {
        var golden = GoldenTensors.Shared("generator_conv8_rep2.npz");
        PublishedConversion.Write(new() { Generator = Goldens.Path(checkpoint) }, In("model"), cancellation: TestContext.Current.CancellationToken);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        using var loaded = ModelFolder.Open(In("model")).Load(NetworkRole.Generator);
        var output = ((ImpersonatorGenerator)loaded.Network).Forward(golden["bg_inputs"], golden["src_inputs"], golden["tsf_inputs"], golden["T"]);
        golden.Assert("img_bg", output.Background, 1e-4);
        golden.Assert("tsf_img", output.Target.Color, 1e-4);
        golden.Assert("tsf_mask", output.Target.Mask, 1e-4);
    }

    [Fact]
    public void Write_Half_KeepsVectorsExactAndMatricesWithinAThousandth()
    {
        var path = Generator("G.pth", new() { Width = 4, ResidualBlocks = 1 });
        PublishedConversion.Write(new() { Generator = path }, In("whole"), cancellation: TestContext.Current.CancellationToken);
        PublishedConversion.Write(new() { Generator = path }, In("half"), new() { Half = true }, cancellation: TestContext.Current.CancellationToken);

        using var whole = ModelFolder.Open(In("whole")).Load(NetworkRole.Generator);
        using var half = ModelFolder.Open(In("half")).Load(NetworkRole.Generator);
        Assert.All(whole.Parameters.All.Zip(half.Parameters.All), pair => Close.Assert(
            pair.First.Tensor.ToArray<float>(), pair.Second.Tensor.ToArray<float>(), pair.First.Tensor.Rank > 1 ? 1e-7 : 0, pair.First.Tensor.Rank > 1 ? 1e-3 : 0));
        Assert.InRange((double)new FileInfo(In("half/generator.safetensors")).Length / new FileInfo(In("whole/generator.safetensors")).Length, 0.45, 0.65);
    }

    [Fact]
    public void Write_WeightsBeyondFloat16_AreRefusedByName()
    {
        var path = Store("VGG.pth", (store, _) => store["0.weight"].MultiplyInPlace(1e6), root => new Vgg19(root, 2));
        var error = Fails(new() { Perceptual = path }, new() { Half = true });
        Assert.Contains("'0.weight' holds", error, StringComparison.Ordinal);
        Assert.Contains("without --half", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WeightsThatAreNotFinite_AreRefusedByName()
    {
        var path = Store("VGG.pth", (store, _) => store["5.bias"].MultiplyInPlace(double.NaN), root => new Vgg19(root, 2));
        Assert.Contains("'5.bias' holds NaN", Fails(new() { Perceptual = path }), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SlicesOfTheLoss_AreAVggToo()
    {
        var path = Store("loss.pth", (_, state) => state.Select(entry => entry with { Name = $"slice{entry.Name.Length}.{entry.Name}" }), root => new Vgg19(root, 2));
        // Every slice has its number; what counts is what follows.
        PublishedFileWriter.Zip(In("named.pth"), Weights.ReadState(path).Select(entry => entry with { Name = entry.Name.Replace("slice8", "slice1", StringComparison.Ordinal) }));
        PublishedConversion.Write(new() { Perceptual = In("named.pth") }, In("model"), cancellation: TestContext.Current.CancellationToken);
        using var loaded = ModelFolder.Open(In("model")).Load(NetworkRole.Perceptual);
        Assert.Equal([2L, 3, 3, 3], loaded.Parameters["0.weight"].Shape);
    }

    [Fact]
    public void Write_BothDiscriminators_AreTold()
    {
        var patch = Store("D.pth", (_, state) => state, root => new PatchDiscriminator(root, new() { Width = 2, Layers = 3, InputChannels = 9, BatchNorm = true }));
        var two = Store("GL.pth", (_, state) => state, root => new GlobalLocalDiscriminator(root, new() { Width = 2, Layers = 3 }));
        PublishedConversion.Write(new() { Discriminator = patch }, In("patch"), cancellation: TestContext.Current.CancellationToken);
        PublishedConversion.Write(new() { Discriminator = two }, In("two"), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(
            new PatchDiscriminatorOptions { Width = 2, Layers = 3, InputChannels = 9, BatchNorm = true }, ModelFolder.Open(In("patch")).Networks[NetworkRole.Discriminator].Options);
        Assert.Equal("global-local", ModelFolder.Open(In("two")).Networks[NetworkRole.Discriminator].Architecture.Name);
        using var loaded = ModelFolder.Open(In("two")).Load(NetworkRole.Discriminator);
        Assert.IsType<GlobalLocalDiscriminator>(loaded.Network);
    }

    [Fact]
    public void Write_RecoveryOfABodyOfAnotherMesh_NamesTheArray()
    {
        PublishedFileWriter.Smpl(In("smpl.pkl"), TinyBody.Create());
        var path = Store("hmr.pth", (_, state) => state.Append(PublishedFileWriter.Entry("smpl.weights", new float[48], 2, 24)), Recovery);
        var error = Fails(new() { Recovery = path, Smpl = In("smpl.pkl") });
        Assert.Contains("hmr.pth: 'weights' is Float32 (2, 24), expected (", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RecoveryWithoutABody_LeavesTheBodyAsItIs()
    {
        var body = TinyBody.Create();
        PublishedFileWriter.Smpl(In("smpl.pkl"), body);
        var path = Store("hmr.pth", (_, state) => state, Recovery);
        PublishedConversion.Write(new() { Recovery = path, Smpl = In("smpl.pkl") }, In("model"), cancellation: TestContext.Current.CancellationToken);
        var loaded = ModelFolder.Open(In("model")).LoadBody();
        Assert.Equal(body.Template, loaded.Template);
        Assert.Equal(body.Faces, loaded.Faces);
        Assert.Equal("smpl", loaded.Name);
        Assert.Equal(new HumanMeshRecoveryOptions().Iterations, ((HumanMeshRecoveryOptions)ModelFolder.Open(In("model")).Networks[NetworkRole.Recovery].Options).Iterations);
    }

    public static TheoryData<string, string> WrongFiles => new()
    {
        { "vgg", "is a VGG; --generator takes a Liquid Warping GAN generator. Give it as --vgg." },
        { "face", "is a SphereFace-20; --generator takes a Liquid Warping GAN generator. Give it as --face." },
        { "hmr", "is a human mesh recovery network (HMR); --generator takes" },
        { "patch", "is a patch discriminator; --generator takes" },
        { "concat", "is a baseline generator without feature warping, which is another network; --generator takes" },
        { "second version", "is a generator of the second version (iPERCore), which is another network" },
        { "inpainter", "is an inpainter of backgrounds" },
        { "optimiser", "is an optimiser's state" },
        { "unknown", "is not the checkpoint of a Liquid Warping GAN generator: it has no 'src_model.encoders.0.0.weight'. It holds 1 tensors: head.weight" },
        { "no tensors", "it holds no tensor" },
        { "text", "its pickle is malformed" },
        { "empty", "empty" },
        { "missing", "does not exist" },
        { "folder", "is a folder" },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void Write_WrongFileForTheGenerator_SaysWhatItIsAndWhereItGoes(string kind, string expected)
    {
        var path = In($"{kind.Replace(' ', '-')}.pth");
        switch (kind)
        {
            case "vgg": Store(path, (_, state) => AsTorchvision(state), root => new Vgg19(root, 2)); break;
            case "face": Store(path, (_, state) => state, root => new Sphere20a(root, 2)); break;
            case "hmr": Store(path, (_, state) => state, Recovery); break;
            case "patch": Store(path, (_, state) => state, root => new PatchDiscriminator(root, new() { Width = 2 })); break;
            case "concat": Store(path, (_, state) => state, root => new ConcatGenerator(root, ConcatGenerator.Published with { Width = 2, ResidualBlocks = 1 })); break;
            case "second version": One(path, "bg_net.main.0.weight"); break;
            case "inpainter": One(path, "coarse_net.0.conv2d.weight"); break;
            case "optimiser": One(path, "state.0.exp_avg"); break;
            case "unknown": One(path, "head.weight"); break;
            case "no tensors": PublishedFileWriter.Legacy(path, []); break;
            case "text": File.WriteAllText(path, "a letter, not a checkpoint"); break;
            case "empty": File.WriteAllText(path, ""); break;
            case "folder": Directory.CreateDirectory(path); break;
        }

        var error = Fails(new() { Generator = path });
        Assert.Contains(path, error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "1 missing (tsf_model.skippers.0.1.bias)")]
    [InlineData("unknown", "1 not known (tsf_model.extra)")]
    [InlineData("shape", "src_model.resnets.0.main.0.weight is [16, 16, 1, 1], the network's is [16, 16, 3, 3]")]
    [InlineData("other depth", "bg_model.model.")]
    [InlineData("no axes", "has no 'bg_model.model.0.weight' of at least 2 axes")]
    [InlineData("empty width", "'width' is 0, expected a whole number from 1 to 4096")]
    public void Write_GeneratorThatDoesNotFit_NamesTheKeyAndTheShapes(string damage, string expected)
    {
        var state = Weights.ReadState(Generator("whole.pth", new() { Width = 2, ResidualBlocks = 1 })).ToDictionary(entry => entry.Name);
        switch (damage)
        {
            case "missing": state.Remove("tsf_model.skippers.0.1.bias"); break;
            case "unknown": state["tsf_model.extra"] = PublishedFileWriter.Entry("tsf_model.extra", [1], 1); break;
            case "shape": state["src_model.resnets.0.main.0.weight"] = PublishedFileWriter.Entry("src_model.resnets.0.main.0.weight", new float[256], 16, 16, 1, 1); break;
            case "other depth": state["src_model.resnets.1.main.0.weight"] = PublishedFileWriter.Entry("src_model.resnets.1.main.0.weight", new float[2304], 16, 16, 3, 3); break;
            case "no axes": state["bg_model.model.0.weight"] = PublishedFileWriter.Entry("bg_model.model.0.weight", [1], 1); break;
            case "empty width": state["src_model.encoders.0.0.weight"] = PublishedFileWriter.Entry("src_model.encoders.0.0.weight", [], 0, 6, 7, 7); break;
        }

        PublishedFileWriter.Zip(In("damaged.pth"), state.Values);
        var error = Fails(new() { Generator = In("damaged.pth") });
        Assert.Contains("damaged.pth", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_TruncatedFile_SaysSo(bool zip)
    {
        var whole = File.ReadAllBytes(Generator("G.pth", new() { Width = 2, ResidualBlocks = 1 }, zip));
        foreach (var share in (double[])[0.1, 0.5, 0.99])
        {
            File.WriteAllBytes(In("cut.pth"), whole[..(int)(share * whole.Length)]);
            Assert.Contains("cut.pth", Fails(new() { Generator = In("cut.pth") }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_AnExistingFolder_IsReplacedOnlyWhenAskedToAndOnlyIfItIsAModel()
    {
        var files = new PublishedFiles { Generator = Generator("G.pth", new() { Width = 2, ResidualBlocks = 1 }) };
        var replace = new ConversionOptions { Replace = true };
        PublishedConversion.Write(files, In("model"), cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("--force", Fails(files), StringComparison.Ordinal);
        PublishedConversion.Write(files with { Perceptual = Store("V.pth", (_, state) => state, root => new Vgg19(root, 2)) }, In("model"), replace, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, ModelFolder.Open(In("model")).Networks.Count);

        File.WriteAllText(In("model/thesis.doc"), "years of work");
        Assert.Contains("thesis.doc", Fails(files, replace), StringComparison.Ordinal);
        Directory.CreateDirectory(In("other"));
        File.WriteAllText(In("other/a.json"), "{}");
        Assert.Contains("no model.json", Assert.Throws<InputException>(
            () => PublishedConversion.Write(files, In("other"), replace, cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(In("model/thesis.doc")) && File.Exists(In("other/a.json")));
    }

    [Fact]
    public void Write_Cancelled_LeavesNoFolder()
    {
        using var cancel = new CancellationTokenSource();
        var files = new PublishedFiles { Generator = Generator("G.pth", new() { Width = 2, ResidualBlocks = 1 }), Perceptual = In("never-read.pth") };
        Assert.Throws<OperationCanceledException>(() => PublishedConversion.Write(files, In("model"), report: _ => cancel.Cancel(), cancellation: cancel.Token));
        Assert.Equal(["G.pth"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    private static BodyModel Moved(BodyModel body) => new()
    {
        Name = body.Name,
        Template = [.. body.Template.Select(vertex => vertex + System.Numerics.Vector3.UnitX)],
        Faces = body.Faces,
        ShapeDirections = body.ShapeDirections,
        PoseDirections = body.PoseDirections,
        JointRegressor = body.JointRegressor,
        KeypointRegressor = body.KeypointRegressor,
        SkinningWeights = body.SkinningWeights,
    };

    /// <summary>The names of a whole VGG-19, with tensors that nobody here needs.</summary>
    private static IEnumerable<StateEntry> AsTorchvision(IEnumerable<StateEntry> state) =>
    [
        .. state.Select(entry => entry with { Name = $"features.{entry.Name}" }),
        PublishedFileWriter.Entry("features.30.weight", new float[9], 1, 1, 3, 3), PublishedFileWriter.Entry("classifier.0.weight", new float[6], 2, 3),
    ];

    private static HumanMeshRecovery Recovery(ParameterPath root) => new(root, new() { Width = 2, Depths = [1, 1, 1, 1], RegressorWidth = 8 });

    private string Generator(string name, GeneratorOptions options, bool zip = true) => Store(name, (_, state) => state, root => new ImpersonatorGenerator(root, options), zip);

    /// <summary>Writes the checkpoint of a network with random weights, after a change to them.</summary>
    private string Store(string name, Func<ParameterStore, IEnumerable<StateEntry>, IEnumerable<StateEntry>> change, Func<ParameterPath, object> create, bool zip = true)
    {
        using var store = new ParameterStore();
        _ = create(store.Root);
        var state = change(store, store.Save());
        if (zip)
            PublishedFileWriter.Zip(In(name), state);
        else
            PublishedFileWriter.Legacy(In(name), state);
        return In(name);
    }

    private string Store(string name, Action<ParameterStore, object> change, Func<ParameterPath, object> create) => Store(name, (store, state) =>
    {
        using (NoGrad.Enter())
            change(store, state);
        return state;
    }, create);

    private static void One(string path, string name) => PublishedFileWriter.Zip(path, [PublishedFileWriter.Entry(name, [1, 2], 2)]);

    /// <summary>The message of a conversion that must fail, and must leave nothing behind.</summary>
    private string Fails(PublishedFiles files, ConversionOptions? options = null)
    {
        var before = Directory.GetFileSystemEntries(_folder).Order().ToList();
        var error = Assert.Throws<InputException>(() => PublishedConversion.Write(files, In("model"), options, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder).Order());
        return error.Message;
    }

    private string In(string name) => Path.Combine(_folder, name);

    /// <summary>Fills a network of the default options by the hash, hands its weights out, and gives its outputs.</summary>
    private static Tensor[] Before(NetworkRole role, string architecture, Action<IEnumerable<StateEntry>> write)
    {
        var network = NetworkArchitecture.Of(role, architecture);
        using var store = new ParameterStore(initialise: false);
        var made = network.Create(store.Root, network.ReadOptions(null, ""));
        HashedNumbers.FillParameters(store);
        write(store.Save());
        store.ToChannelsLast();
        return Outputs(made);
    }

    private static Tensor[] After(ModelFolder folder, NetworkRole role)
    {
        using var loaded = folder.Load(role);
        return Outputs(loaded.Network);
    }

    private static Tensor[] Outputs(object network)
    {
        switch (network)
        {
            case ImpersonatorGenerator generator:
                var output = generator.Forward(HashedNumbers.Input(0, [1, 4, N, N]), HashedNumbers.Input(1, [1, 6, N, N]), HashedNumbers.Input(2, [1, 6, N, N]), GoldenActivationTests.Flow());
                return [output.Background, output.Source.Color, output.Source.Mask, output.Target.Color, output.Target.Mask];
            case HumanMeshRecovery recovery: return [recovery.Forward(HashedNumbers.Input(7, [1, 3, 224, 224]))];
            case Sphere20a face: return face.Forward(HashedNumbers.Input(5, [1, 3, 112, 96]));
            case Vgg19 features: return features.Forward(HashedNumbers.Input(6, [1, 3, N, N]));
            case ILayer layer: return [layer.Forward(HashedNumbers.Input(4, [1, 6, N, N]))];
            default: throw new ArgumentException($"No input for {network}.");
        }
    }

    private static void AssertSame(Tensor[] before, Tensor[] after)
    {
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), pair => Assert.True(pair.First.ElementsEqual(pair.Second)));
    }
}
