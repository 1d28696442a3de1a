using System.Text;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests;

/// <summary>Exact: bodies for animation programs, from outside. What is in the files is tested beside their writers.</summary>
public sealed class AnimationFileTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Recover_WithMeshAndSkeleton_WritesThemBesideTheBody()
    {
        var result = Recover("--mesh", _folder["new/me.glb"], "--bvh", _folder["me.bvh"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal([_folder["me.npz"], _folder["new/me.glb"], _folder["me.bvh"]], result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        AssertIsGlb(_folder["new/me.glb"], animated: false);
        Assert.Single(MotionFile.Read(_folder["me.bvh"]).Frames);
    }

    [Fact]
    public void BodyMotion_NamedAsMeshOrSkeleton_WritesTheMotion()
    {
        Assert.Equal(0, CommandLine.Run("body", "--motion", Sample("motions/wave.npz"), "-o", _folder["wave.glb"]).ExitCode);
        Assert.Equal(0, CommandLine.Run("body", "--motion", Sample("motions/wave.npz"), "--fps", "10", "-o", _folder["wave.bvh"]).ExitCode);

        AssertIsGlb(_folder["wave.glb"], animated: true);
        var read = MotionFile.Read(_folder["wave.bvh"]);
        Assert.Equal((10, 41), (read.FramesPerSecond, read.Frames.Count));
    }

    [Theory]
    [InlineData("--mesh", "me.obj", "--mesh writes .glb")]
    [InlineData("--bvh", "me.glb", "--bvh writes .bvh")]
    [InlineData("--mesh", "me.npz/me.glb", "me.glb")]
    public void Recover_WhereNothingCanBe_IsExitThreeBeforeAnyWork(string option, string name, string expected)
    {
        _folder.Bytes("me.npz", "here already"u8.ToArray());

        var error = CommandLine.AssertFails(3, Recover(option, _folder[name]));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal(["me.npz"], _folder.Names());
        Assert.Equal("here already", File.ReadAllText(_folder["me.npz"]));
    }

    private CommandLine.Result Recover(params string[] more) =>
        CommandLine.Run(["recover", Sample("person.png"), "--keypoints", Sample("person.keypoints.json"), "-o", _folder["me.npz"], .. more]);

    private static void AssertIsGlb(string path, bool animated)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("glTF"u8, bytes.AsSpan(0, 4));
        Assert.Equal(animated, Encoding.Latin1.GetString(bytes).Contains("\"animations\"", StringComparison.Ordinal));
    }

    private static string Sample(string name) => Path.Combine(Goldens.Checkout, "samples", name);
}
