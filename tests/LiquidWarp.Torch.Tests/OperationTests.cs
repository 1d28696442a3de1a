using LiquidWarp.Torch;

namespace LiquidWarp.Tests;

// Golden: the calls whose conventions are easy to get wrong, against PyTorch (tests/Golden/torch/make.py).
public sealed class OperationTests : TensorTestBase
{
    private static readonly GoldenTensors Golden = GoldenTensors.Own("torch", "operations.npz");

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Operations = new()
    {
        ["grid_sample_aligned"] = x => x.GridSample(Golden["grid"], alignCorners: true),
        ["grid_sample_halves"] = x => x.GridSample(Golden["grid"], alignCorners: false),
        ["grid_sample_border"] = x => x.GridSample(Golden["grid"], alignCorners: false, border: true),
        ["grid_sample_nearest"] = x => x.GridSample(Golden["grid"], alignCorners: false, nearest: true),
        ["resize_aligned"] = x => x.ResizeBilinear((5, 9), alignCorners: true),
        ["resize_halves"] = x => x.ResizeBilinear((5, 9), alignCorners: false),
        ["resize_nearest"] = x => x.ResizeNearest((5, 9)),
        ["instance_norm"] = x => x.InstanceNorm(Golden["weight"], Golden["bias"]),
        ["instance_norm_plain"] = x => x.InstanceNorm(),
        ["batch_norm"] = x => x.BatchNorm(Golden["weight"], Golden["bias"], Golden["bias"], Golden["weight"].Abs() + 0.5, training: false),
        ["conv_transpose"] = x => x.ConvTranspose2d(Golden["deconv"], stride: 2, padding: 1, outputPadding: 1),
        ["max_pool_ceil"] = x => x.MaxPool2d(3, 2, ceil: true),
        ["avg_pool_inside"] = x => x.AvgPool2d(3, 2, padding: 1, countPadding: false),
        ["adaptive_pool"] = x => x.AdaptiveAvgPool2d((2, 3)),
        ["pad_reflect"] = x => x.Pad(2, 1, 3, 0, PadMode.Reflect),
        ["pad_replicate"] = x => x.Pad(2, 1, 3, 0, PadMode.Replicate),
        ["pad_constant"] = x => x.Pad(2, 1, 3, 0, value: 0.5),
        ["prelu"] = x => x.PRelu(Golden["weight"]),
        ["softmax"] = x => x.Softmax(1),
        ["log_softmax"] = x => x.LogSoftmax(1),
        ["l1"] = x => x.L1Loss(Golden["targets"]),
        ["mse"] = x => x.MseLoss(Golden["targets"]),
        ["smooth_l1"] = x => x.SmoothL1Loss(Golden["targets"], beta: 0.5),
        ["bce"] = _ => Golden["probabilities"].BceLoss(Golden["targets"]),
        ["bce_logits"] = x => x.BceWithLogitsLoss(Golden["targets"]),
        ["cross_entropy"] = x => x.CrossEntropyLoss(Golden["labels"]),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnTheGoldenInput_GivesWhatPyTorchGives(string name)
    {
        using var scope = Scope();
        Golden.Assert(name, Operations[name](Golden["x"]), 1e-5);
    }

    [Fact]
    public void PixelShuffle_AfterUnshuffle_IsTheIdentity()
    {
        using var scope = Scope();
        var x = Tensor.Arange(0, 2 * 3 * 4 * 6).Reshape([2, 3, 4, 6]);
        var packed = x.PixelUnshuffle(2);
        Assert.Equal([2L, 12, 2, 3], packed.Shape);
        Assert.Equal([0f, 1, 6, 7], packed.Slice(0, 0, 1).Slice(1, 0, 4).Slice(2, 0, 1).Slice(3, 0, 1).ToArray<float>());
        Assert.True(x.ElementsEqual(packed.PixelShuffle(2)));
    }

    [Fact]
    public void GridSample_OfTheReferenceTable_GivesItsNumbers()
    {
        // REFERENCE 11: the 4×4 picture 1…16 at five places, in both conventions.
        using var scope = Scope();
        var picture = Tensor.Arange(1, 17).Reshape([1, 1, 4, 4]);
        var grid = Tensor.From([-0.5f, 0.25f, -1, -1, 1.2f, 0, 0.9f, -0.9f, -2, -2], [1, 1, 5, 2]);
        Close.Assert([9.25f, 1, 7, 4.45f, 0], picture.GridSample(grid, alignCorners: true).ToArray<float>(), 1e-5);
        Close.Assert([9.5f, 0.25f, 1, 1.96f, 0], picture.GridSample(grid, alignCorners: false).ToArray<float>(), 1e-5);
    }

    [Fact]
    public void Activations_OnSmallNumbers_GiveClosedForms()
    {
        using var scope = Scope();
        var x = Tensor.From([-2f, 0, 3], [3]);
        Assert.Equal([0f, 0, 3], x.Relu().ToArray<float>());
        Assert.Equal([-0.5f, 0, 3], x.LeakyRelu(0.25).ToArray<float>());
        Assert.Equal([0f, 0, 3], x.Clone().ReluInPlace().ToArray<float>());
        Assert.Equal([-2f, 0, 3], x.Dropout(0.5, training: false).ToArray<float>());
        Assert.All(Tensor.Ones([200]).Dropout(0.5, training: true).ToArray<float>(), v => Assert.Contains(v, new[] { 0f, 2f }));
        Assert.Equal(13.0 / 3, x.MseTo(0).ToDouble(), 1e-5);
    }

    [Fact]
    public void Losses_WithoutReduction_KeepTheShape()
    {
        using var scope = Scope();
        var (x, y) = (Tensor.From([1f, 4], [2]), Tensor.From([3f, 3], [2]));
        Assert.Equal([2f, 1], x.L1Loss(y, Reduction.None).ToArray<float>());
        Assert.Equal(5, x.MseLoss(y, Reduction.Sum).ToDouble());
    }
}
