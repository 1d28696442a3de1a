using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests;

/// <summary>The command from outside, with a network of a few thousand weights.</summary>
public sealed class PersonalizeTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public PersonalizeTests()
    {
        var options = new CompactGeneratorOptions { Widths = [4, 6, 8], BackgroundWidths = [3, 4, 4], ResidualBlocks = 1 };
        Directory.CreateDirectory(_folder["base"]);
        File.Copy(DefaultBody, _folder["base/body.safetensors"]);
        using var store = new ParameterStore();
        _ = new CompactGenerator(store.Root, options);
        Weights.Save(store, _folder["base/generator.safetensors"]);
        ModelFolder.Describe(_folder["base"], new("body.safetensors", []), [new(NetworkArchitecture.Of(NetworkRole.Generator, "compact"), options, "generator.safetensors", [])]);
        File.WriteAllText(_folder["broken.png"], "no picture");
    }

    private static string DefaultBody => Path.Combine(Goldens.Checkout, "models", "default", "body.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Personalize_OnePicture_MakesAModelFolderAndSaysWhatItGained()
    {
        var result = Run("--source", Sample("person.png"), "--body", Sample("person.npz"), "--rate", "0.004", "--steps", "40", "--sheet", _folder["sheet.png"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("mean difference before", result.Error, StringComparison.Ordinal);
        Assert.Contains("% less, at step", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["sheet.png"]));
        Assert.Equal(["body.safetensors", "generator.changes.safetensors", "generator.safetensors", "model.json"], Directory.GetFiles(_folder["me"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_folder["base"], File.ReadAllText(_folder["me/model.json"]), StringComparison.Ordinal);
        using var loaded = ModelFolder.Open(_folder["me"]).Load(NetworkRole.Generator);
        Assert.Equal("generator.changes.safetensors", loaded.Entry.Changes);
        Assert.Contains("--force", CommandLine.AssertFails(3, Run("--source", Sample("person.png"), "--body", Sample("person.npz"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Personalize_NothingGetsBetter_WritesNothingAndSaysSo()
    {
        var result = Run("--source", Sample("person.png"), "--body", Sample("person.npz"), "--rate", "1e-12", "--steps", "12");

        Assert.Contains("made nothing better", CommandLine.AssertFails(3, result), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["me"]));
    }

    [Theory]
    [InlineData(2, "Give either --body or --keypoints", "--source", "person.png", "--body", "person.npz", "--keypoints", "a.json")]
    [InlineData(2, "--body names 1 files and --source 2", "--source", "person.png", "person.png", "--body", "person.npz")]
    [InlineData(2, "--keypoints names 2 files and --source 3", "--source", "a.png", "b.png", "c.png", "--keypoints", "a.json", "b.json")]
    [InlineData(3, "broken.png", "--source", "person.png", "broken.png", "--body", "person.npz", "person.npz")]
    [InlineData(3, "nowhere.npz", "--source", "person.png", "--body", "nowhere.npz")]
    [InlineData(3, "has no generator to teach", "--source", "person.png", "--body", "person.npz", "--model", "body")]
    [InlineData(3, "learning rate 0", "--source", "person.png", "--body", "person.npz", "--rate", "0")]
    [InlineData(3, "multiples of 8", "--source", "person.png", "--body", "person.npz", "--size", "36")]
    public void Personalize_BadInput_SaysWhatAndWritesNothing(int exitCode, string message, params string[] arguments)
    {
        string[] named = [.. arguments.Select(word => word == "body" ? DefaultBody : word.StartsWith("person.", StringComparison.Ordinal) ? Sample(word) : word.Contains('.', StringComparison.Ordinal) ? _folder[word] : word)];
        Assert.Contains(message, CommandLine.AssertFails(exitCode, Run(named)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["me"]));
    }

    private CommandLine.Result Run(params string[] arguments) => CommandLine.Run(
    [
        "personalize", .. arguments, "-o", _folder["me"], "--features", "none", "--device", "cpu", "--threads", "1",
        .. arguments.Contains("--model") ? (string[])[] : ["--model", _folder["base"]],
        .. arguments.Contains("--size") ? (string[])[] : ["--size", "32"],
    ]);

    private static string Sample(string name) => Path.Combine(Goldens.Checkout, "samples", name);
}
