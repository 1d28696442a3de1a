using LiquidWarp.Files;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Torch.Optim;

namespace LiquidWarp.Tests.Networks;

// Exact.
public sealed class WeightsTests : TensorTestBase, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("liquidwarp-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(LiquidWarp.Torch.DType.Float16, 1e-3)]
    [InlineData(LiquidWarp.Torch.DType.BFloat16, 1e-2)]
    public void Load_OfWhatSaveWrote_RestoresTheParameters(LiquidWarp.Torch.DType? type, double tolerance)
    {
        var path = Path.Combine(_folder, "weights.safetensors");
        using var from = Network(out _);
        using var to = Network(out _);
        Weights.Save(from, path, type, new Dictionary<string, string> { ["origin"] = "a test" });
        Weights.Load(to, path);
        Assert.Equal("a test", SafeTensorsFile.Read(path).Metadata["origin"]);
        Assert.All(from.All.Zip(to.All), pair =>
            Close.Assert(pair.First.Tensor.ToArray<float>(), pair.Second.Tensor.ToArray<float>(), tolerance, tolerance));
    }

    [Fact]
    public void Training_ResumedFromFiles_GoesOnBitByBit()
    {
        var (weights, optimiser) = (Path.Combine(_folder, "weights.safetensors"), Path.Combine(_folder, "adam.safetensors"));
        using var store = Network(out var network);
        using var adam = new Adam(store.Parameters);
        for (var step = 0; step < 3; step++)
            Learn(store, network, adam);
        Weights.Save(store, weights);
        Weights.WriteState(optimiser, adam.Save());
        var random = TorchRuntime.ReadRandomState();
        for (var step = 0; step < 3; step++)
            Learn(store, network, adam);

        using var resumed = Network(out var sameNetwork);
        using var resumedAdam = new Adam(resumed.Parameters);
        Weights.Load(resumed, weights);
        resumedAdam.Load(Weights.ReadState(optimiser));
        TorchRuntime.WriteRandomState(random);
        for (var step = 0; step < 3; step++)
            Learn(resumed, sameNetwork, resumedAdam);
        Assert.All(store.All.Zip(resumed.All), pair => Assert.True(pair.First.Tensor.ElementsEqual(pair.Second.Tensor), pair.First.Name));
    }

    [Fact]
    public void Load_OfAFolder_SaysSo()
    {
        using var store = Network(out _);
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => Weights.Load(store, _folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAnotherNetworksCheckpoint_NamesFileKeysAndShapes()
    {
        using var store = new ParameterStore();
        _ = new ImpersonatorGenerator(store.Root, new GeneratorOptions { Width = 2, ResidualBlocks = 1 });
        var path = GoldenTensors.OwnPath("networks", "generator.pth");
        var error = Assert.Throws<InputException>(() => Weights.Load(store, path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("bg_model.model.0.weight is [4, 4, 7, 7], the network's is [2, 4, 7, 7]", error.Message, StringComparison.Ordinal);
        Assert.Contains("another width or depth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAFileThatIsNotThere_SaysSo()
    {
        using var store = Network(out _);
        Assert.Contains("nothing.pth", Assert.Throws<InputException>(() => Weights.Load(store, Path.Combine(_folder, "nothing.pth"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfElementsThatTensorsDoNotHold_NamesThem()
    {
        var path = Path.Combine(_folder, "odd.safetensors");
        SafeTensorsFile.Write(path, new Dictionary<string, NdArray> { ["a"] = NdArray.From([(short)1], 1) });
        using var store = new ParameterStore();
        Assert.Contains("'a' holds Int16", Assert.Throws<InputException>(() => Weights.Load(store, path)).Message, StringComparison.Ordinal);
    }

    private static void Learn(ParameterStore store, Sequential network, Adam adam)
    {
        using var scope = Scope();
        store.Training = true;
        adam.ClearGrads();
        network.Forward(Tensor.RandN([2, 3, 6, 6])).MseTo(0.5).Backward();
        adam.Step();
    }

    private static ParameterStore Network(out Sequential network)
    {
        var store = new ParameterStore();
        network = new Sequential(new Conv2d(store.Root / 0, 3, 4, kernel: 3), new BatchNorm2d(store.Root / 1, 4));
        return store;
    }
}
