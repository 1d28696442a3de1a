using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Models;
using LiquidWarp.Networks;

namespace LiquidWarp.Tests;

/// <summary>Exact: a mesh recovery network is trained from outside, in seconds, too small to be of use.</summary>
public sealed class TrainRecoveryTests : IDisposable
{
    private static readonly string Body = Path.Combine(Goldens.Checkout, "models", "default");

    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MeshRecovery_TrainedForAMoment_IsTheRecoveryNetworkOfItsFolder()
    {
        var run = CommandLine.Run("train-recovery", "-o", _folder["mine/recovery.safetensors"], "--architecture", "hmr", "--width", "1",
            "--minutes", "0.005", "--size", "48", "--batch", "2", "--repeats", "1", "--unseen", "2");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("mpjpe", run.Error, StringComparison.Ordinal);
        Assert.Equal(["model.json", "recovery.safetensors"], Directory.GetFiles(_folder["mine"]).Select(Path.GetFileName).Order());

        var entry = ModelFolder.Open(_folder["mine"]).Networks[NetworkRole.Recovery];
        Assert.Equal("hmr", entry.Architecture.Name);
        Assert.Equal(1, Assert.IsType<HumanMeshRecoveryOptions>(entry.Options).Width);
        Assert.NotNull(entry.Provenance["scores on unseen people"]!["mpjpe"]);

        // With a body it is a model like any other: people are found by the network that ships, as HMR looks for nobody.
        File.Copy(Path.Combine(Body, "body.safetensors"), _folder["mine/body.safetensors"]);
        ModelFolder.Describe(_folder["mine"], new("body.safetensors", []), [entry]);
        PictureFile.Write(_folder["wall.png"], new RgbImage(64, 48));
        Assert.Contains("Nobody is found", CommandLine.AssertFails(3, CommandLine.Run("recover", _folder["wall.png"], "--model", _folder["mine"], "-o", _folder["a.npz"])), StringComparison.Ordinal);
    }

    [Fact]
    public void MeshRecovery_OfTwoBodies_IsInputAtFault() => Assert.Contains("θ of one body", CommandLine.AssertFails(3, CommandLine.Run(
        "train-recovery", "-o", _folder["a.safetensors"], "--architecture", "hmr", "--bodies", Body, Body)), StringComparison.Ordinal);
}
