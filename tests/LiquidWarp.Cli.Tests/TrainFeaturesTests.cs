using LiquidWarp.Models;
using LiquidWarp.Networks;

namespace LiquidWarp.Tests;

/// <summary>Exact: the judges' networks are trained from outside, in seconds, too small to be of use.</summary>
public sealed class TrainFeaturesTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BothKinds_BesideEachOther_BecomeNetworksOfOneModelFolder()
    {
        string[] small = ["--minutes", "0.005", "--width", "2", "--batch", "2", "--unseen", "2", "--precision", "float32"];
        var perceptual = CommandLine.Run(["train-features", "--what", "perceptual", "-o", _folder["mine/perceptual.safetensors"], "--size", "64", .. small]);
        var face = CommandLine.Run(["train-features", "--what", "face", "-o", _folder["mine/face.safetensors"], "--size", "128", .. small]);

        Assert.True(perceptual.ExitCode == 0, perceptual.Error);
        Assert.True(face.ExitCode == 0, face.Error);
        Assert.Contains("partIoU", perceptual.Error, StringComparison.Ordinal);
        Assert.Contains("equalErrorRate", face.Error, StringComparison.Ordinal);
        Assert.Equal(["face.safetensors", "model.json", "perceptual.safetensors"], Directory.GetFiles(_folder["mine"]).Select(Path.GetFileName).Order());

        var networks = ModelFolder.Open(_folder["mine"]).Networks;
        Assert.Equal(2, Assert.IsType<Vgg19Options>(networks[NetworkRole.Perceptual].Options).Width);
        Assert.Contains("do not exist", (string?)networks[NetworkRole.Face].Provenance["trained on"], StringComparison.Ordinal);
        Assert.NotNull(networks[NetworkRole.Face].Provenance["scores on unseen people"]!["verificationAccuracy"]);
    }

    [Theory]
    [InlineData("--what smell -o a.safetensors", "perceptual")]
    [InlineData("--what face", "--output")]
    [InlineData("--what face -o a.safetensors --minutes 0", "--minutes")]
    public void WrongUsage_IsSaid(string arguments, string expected) =>
        Assert.Contains(expected, CommandLine.AssertFails(2, CommandLine.Run(["train-features", .. arguments.Split(' ')])), StringComparison.Ordinal);

    [Fact]
    public void Output_OfAnotherKind_IsInputAtFault() => Assert.Contains(
        ".safetensors", CommandLine.AssertFails(3, CommandLine.Run("train-features", "--what", "face", "-o", _folder["a.pth"])), StringComparison.Ordinal);
}
