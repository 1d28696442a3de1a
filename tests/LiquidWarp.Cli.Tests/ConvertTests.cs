using System.Text.Json;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Tests.Models;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests;

/// <summary>Exact: published files become a model folder, and imitate draws with it, from outside.</summary>
public sealed class ConvertTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Convert_ThenImitate_DrawsWithTheGeneratorThatWasConverted()
    {
        Convert("model", "--generator", Generator(), "--smpl", DefaultBody, "--mapper", Mapper());

        var drawn = Imitate("a.mp4", "--model", _folder["model"]);
        var warped = Imitate("b.mp4", "--model", _folder["model"], "--method", "texture-warp");
        var painted = Imitate("c.mp4", "--model", _folder["model"], "--background", "network", "--device", "cpu");

        Assert.All([drawn, warped, painted], result => Assert.True(result.ExitCode == 0, result.Error));
        var sizes = new[] { "a.mp4", "b.mp4", "c.mp4" }.Select(name => File.ReadAllBytes(_folder[name])).ToList();
        Assert.NotEqual(sizes[0], sizes[1]);
        Assert.NotEqual(sizes[0], sizes[2]);
    }

    [Fact]
    public void Convert_TellsWhatEachFileBecame()
    {
        var result = Convert("model", "--generator", Generator());

        Assert.Contains("G.pth is impersonator", result.Error, StringComparison.Ordinal);
        Assert.Contains("width 2 where the published network has 64", result.Error, StringComparison.Ordinal);
        Assert.Contains("sha256", result.Error, StringComparison.Ordinal);
        Assert.Contains("imitate will refuse", result.Error, StringComparison.Ordinal);
        Assert.Equal([_folder["model/generator.safetensors"], _folder["model/model.json"]], result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Convert_Json_IsOneEventALine()
    {
        var result = Convert("model", "--generator", Generator(), "--json");

        var events = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(events, e => e.GetProperty("event").GetString() == "progress" && e.GetProperty("done").GetInt32() == 1);
        Assert.Contains(events, e => e.GetProperty("event").GetString() == "measured" && e.GetProperty("name").GetString() == "parameters of generator.safetensors");
        Assert.Equal("wrote", events[^1].GetProperty("event").GetString());
    }

    [Theory]
    [InlineData("", "nothing to convert")]
    [InlineData("--generator G.pth --mapper m.txt", "--mapper belongs to a body")]
    [InlineData("--smpl s.pkl --head h.json", "--head belongs to a textured body")]
    [InlineData("--generator G.pth --corners middle", "'centres'")]
    public void Convert_WrongUsage_IsExitTwo(string arguments, string expected) => Assert.Contains(
        expected, CommandLine.AssertFails(2, CommandLine.Run(["convert", "-o", "out", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)])), StringComparison.Ordinal);

    [Fact]
    public void Convert_AFileForAnotherOption_IsInputAtFaultAndLeavesNoFolder()
    {
        var error = CommandLine.AssertFails(3, CommandLine.Run("convert", "--vgg", Generator(), "-o", _folder["model"]));

        Assert.Contains("Give it as --generator", error, StringComparison.Ordinal);
        Assert.Equal(["G.pth"], _folder.Names());
    }

    [Fact]
    public void Convert_ABodyThatIsNone_NamesTheFile()
    {
        _folder.Bytes("smpl.pkl", "no body at all"u8.ToArray());

        Assert.Contains("smpl.pkl", CommandLine.AssertFails(3, CommandLine.Run("convert", "--smpl", _folder["smpl.pkl"], "-o", _folder["model"])), StringComparison.Ordinal);
        Assert.Equal(["smpl.pkl"], _folder.Names());
    }

    [Fact]
    public void Convert_OverAFolder_NeedsForce()
    {
        var generator = Generator();
        Convert("model", "--generator", generator);

        Assert.Contains("--force", CommandLine.AssertFails(3, CommandLine.Run("convert", "--generator", generator, "-o", _folder["model"])), StringComparison.Ordinal);
        Convert("model", "--generator", generator, "--half", "--force");
    }

    [Theory]
    [InlineData("--method generator", "needs a generator")]
    [InlineData("--front-warp", "needs a generator")]
    [InlineData("--background network", "needs a generator")]
    [InlineData("--method texture-warp --front-warp", "uses none")]
    public void Imitate_WhatOnlyAGeneratorCanDo_IsRefusedBeforeTheWorkWhereThereIsNone(string arguments, string expected)
    {
        // A body alone has no generator.
        var error = CommandLine.AssertFails(3, Imitate("a.mp4", ["--model", DefaultBody, .. arguments.Split(' ')]));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Taking the picture", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Imitate_WithAFolderWithoutBody_SaysHowToGetOne()
    {
        Convert("model", "--generator", Generator());

        Assert.Contains("--smpl", CommandLine.AssertFails(3, Imitate("a.mp4", "--model", _folder["model"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Imitate_WithABodyWithoutTexture_IsRefusedBeforeTheWork()
    {
        PublishedFileWriter.Smpl(_folder["smpl.pkl"], Bodies.BodyModel.LoadDefault());
        Convert("model", "--generator", Generator(), "--smpl", _folder["smpl.pkl"]);

        var error = CommandLine.AssertFails(3, Imitate("a.mp4", "--model", _folder["model"]));

        Assert.Contains("--mapper", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Taking the picture", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Imitate_WithADamagedFolder_NamesFileAndKey()
    {
        Directory.CreateDirectory(_folder["model"]);
        _folder.Bytes("model/model.json", """{"networks": {"generator": {"architecture": "diffusion", "file": "g"}}}"""u8.ToArray());

        var error = CommandLine.AssertFails(3, Imitate("a.mp4", "--model", _folder["model"]));

        Assert.Contains("model.json: 'networks.generator' has the architecture 'diffusion'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_ThatIsNotThere_IsExitFour()
    {
        Assert.SkipUnless(Torch.Device.CudaCount < 200, "this machine has them all");

        var error = CommandLine.AssertFails(4, Imitate("a.mp4", "--device", "cuda:200"));

        Assert.Contains("There is no device cuda:200", error, StringComparison.Ordinal);
        Assert.Contains("LIBTORCH=", error, StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void Device_WithoutAGpu_IsExitFour()
    {
        Assert.SkipUnless(Torch.Device.CudaCount == 0, "this machine has a GPU");

        Assert.Contains("sees 0 CUDA devices", CommandLine.AssertFails(4, Imitate("a.mp4", "--device", "cuda")), StringComparison.Ordinal);
    }

    [Fact]
    public void Device_OfNoKind_IsWrongUsage() =>
        Assert.Contains("auto, cpu, cuda or cuda:N", CommandLine.AssertFails(2, Imitate("a.mp4", "--device", "toaster")), StringComparison.Ordinal);

    private static string DefaultBody { get; } = Path.Combine(Goldens.Checkout, "models", "default", "body.safetensors");

    private static string Sample(string name) => Path.Combine(Goldens.Checkout, "samples", name);

    private CommandLine.Result Convert(string folder, params string[] arguments)
    {
        var result = CommandLine.Run(["convert", .. arguments, "-o", _folder[folder]]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    private CommandLine.Result Imitate(string output, params string[] arguments) => CommandLine.Run(
        ["imitate", "--source", Sample("person.png"), "--body", Sample("person.npz"), "--motion", Sample("motions/bow.npz"), "--fps", "1", "--size", "64", "-o", _folder[output], .. arguments]);

    private string Generator()
    {
        using var store = new ParameterStore();
        _ = new ImpersonatorGenerator(store.Root, new() { Width = 2, ResidualBlocks = 1 });
        PublishedFileWriter.Zip(_folder["G.pth"], store.Save());
        return _folder["G.pth"];
    }

    private string Mapper()
    {
        PublishedFileWriter.Mapper(_folder["mapper.txt"], Bodies.BodyModel.LoadDefault());
        return _folder["mapper.txt"];
    }
}
