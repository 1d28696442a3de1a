using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: how the keys of a checkpoint are flattened, and what a checkpoint may not be.</summary>
public sealed class TorchCheckpointTests
{
    [Theory]
    [InlineData("zip")]
    [InlineData("legacy")]
    public void Read_DataParallel_LosesThePrefix(string layout)
    {
        var plain = TorchCheckpoint.Read(Path.Combine(SmallFiles.Folder, $"torch_state_{layout}.pth"));
        var parallel = TorchCheckpoint.Read(Path.Combine(SmallFiles.Folder, $"torch_parallel_{layout}.pth"));
        Assert.Equal(SmallFiles.Expected[$"torch_state_{layout}.pth"], TreeText.Of(plain));
        Assert.Equal(TreeText.Of(plain), TreeText.Of(parallel));
        Assert.Equal([6, 4], plain["view.transposed"].Shape);
        Assert.Equal([6f, 7, 8, 9, 10, 11], plain["view.row"].ToSingles());
        Assert.Equal([1f, 3, 5, 13, 15, 17], plain["view.strided"].ToSingles());
        Assert.Equal(DType.BFloat16, plain["bfloat16"].DType);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("legacy")]
    public void Read_StateDictWithinOtherThings_GivesItAlone(string layout)
    {
        // numpy arrays are tensors too: this file has one at its top, so that all of it counts.
        var nested = TorchCheckpoint.Read(Path.Combine(SmallFiles.Folder, $"torch_nested_{layout}.pth"));
        Assert.Contains("state_dict.conv.weight", nested.Keys);
        Assert.Equal([1f, 1], nested["optimizer.state.0.exp_avg"].ToSingles());
        Assert.DoesNotContain("epoch", nested.Keys);
        var motion = TorchCheckpoint.Read(Path.Combine(SmallFiles.Folder, $"torch_gvhmr_{layout}.pth"));
        Assert.Equal([2, 63], motion["smpl_params_global.body_pose"].Shape);
    }

    [Fact]
    public void ReadTree_KeepsKeysAndOtherValues()
    {
        var tree = Assert.IsType<Dictionary<object, object?>>(TorchCheckpoint.ReadTree(Path.Combine(SmallFiles.Folder, "torch_nested_zip.pth")));
        Assert.Equal(3L, tree["epoch"]);
        Assert.Equal([1L, 2L], Assert.IsType<object?[]>(tree["size"]));
        Assert.Contains("module.conv.weight", Assert.IsType<Dictionary<object, object?>>(tree["state_dict"]).Keys);
    }

    [Theory]
    [InlineData("amass.npz.pth", "without a data.pkl")]
    [InlineData("tree_p4.pkl.pth", "no torch checkpoint")]
    public void Read_WhatIsNoCheckpoint_SaysSo(string name, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => SmallFiles.Read(name, SmallFiles.Bytes(Path.GetFileNameWithoutExtension(name)))).Message, StringComparison.Ordinal);
}
