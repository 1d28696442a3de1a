using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// Inception v3 (Szegedy et al. 2016) under torchvision's names, up to the pooled features that the inception score and the Fréchet distance of the published
/// evaluation are made of (REFERENCE 7.3). The classifiers of a checkpoint are not needed (<see cref="IsUnused"/>).
/// </summary>
public sealed class InceptionV3
{
    /// <summary>Rows and columns that pictures are brought to.</summary>
    public const int InputSize = 299;

    /// <summary>Numbers of a feature.</summary>
    public const int FeatureSize = 2048;

    private readonly Sequential _layers;

    /// <summary>Makes "Conv2d_1a_3x3" … "Mixed_7c" under a path.</summary>
    public InceptionV3(ParameterPath path) => _layers = new(
        Unit(path / "Conv2d_1a_3x3", 3, 32, 3, stride: 2),
        Unit(path / "Conv2d_2a_3x3", 32, 32, 3),
        Unit(path / "Conv2d_2b_3x3", 32, 64, 3, padding: 1),
        LargestOfNine,
        Unit(path / "Conv2d_3b_1x1", 64, 80, 1),
        Unit(path / "Conv2d_4a_3x3", 80, 192, 3),
        LargestOfNine,
        Fine(path / "Mixed_5b", 192, pooled: 32),
        Fine(path / "Mixed_5c", 256, pooled: 64),
        Fine(path / "Mixed_5d", 288, pooled: 64),
        FineToMiddle(path / "Mixed_6a", 288),
        Middle(path / "Mixed_6b", 128),
        Middle(path / "Mixed_6c", 160),
        Middle(path / "Mixed_6d", 160),
        Middle(path / "Mixed_6e", 192),
        MiddleToCoarse(path / "Mixed_7a"),
        Coarse(path / "Mixed_7b", 1280),
        Coarse(path / "Mixed_7c", 2048));

    private static Step LargestOfNine { get; } = new(x => x.MaxPool2d(3, stride: 2));

    private static Step MeanOfNine { get; } = new(x => x.AvgPool2d(3, stride: 1, padding: 1));

    /// <summary>Names in a torchvision checkpoint that features have no use for.</summary>
    public static bool IsUnused(string name) => name.StartsWith("fc.", StringComparison.Ordinal) || name.StartsWith("AuxLogits.", StringComparison.Ordinal);

    /// <summary>N×2048 features of pictures N×3×H×W in [−1, 1], at least 75 on a side; <see cref="InputSize"/> as published.</summary>
    public Tensor Forward(Tensor pictures)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(_layers.Forward(pictures).Mean([2, 3]));
    }

    private static Branches Fine(ParameterPath path, int input, int pooled) => new(
        Unit(path / "branch1x1", input, 64, 1),
        new Sequential(Unit(path / "branch5x5_1", input, 48, 1), Unit(path / "branch5x5_2", 48, 64, 5, padding: 2)),
        new Sequential(Unit(path / "branch3x3dbl_1", input, 64, 1), Unit(path / "branch3x3dbl_2", 64, 96, 3, padding: 1), Unit(path / "branch3x3dbl_3", 96, 96, 3, padding: 1)),
        new Sequential(MeanOfNine, Unit(path / "branch_pool", input, pooled, 1)));

    private static Branches FineToMiddle(ParameterPath path, int input) => new(
        Unit(path / "branch3x3", input, 384, 3, stride: 2),
        new Sequential(Unit(path / "branch3x3dbl_1", input, 64, 1), Unit(path / "branch3x3dbl_2", 64, 96, 3, padding: 1), Unit(path / "branch3x3dbl_3", 96, 96, 3, stride: 2)),
        LargestOfNine);

    private static Branches Middle(ParameterPath path, int inner) => new(
        Unit(path / "branch1x1", 768, 192, 1),
        new Sequential(Unit(path / "branch7x7_1", 768, inner, 1), Across(path / "branch7x7_2", inner, inner, 7), Down(path / "branch7x7_3", inner, 192, 7)),
        new Sequential(
            Unit(path / "branch7x7dbl_1", 768, inner, 1),
            Down(path / "branch7x7dbl_2", inner, inner, 7), Across(path / "branch7x7dbl_3", inner, inner, 7),
            Down(path / "branch7x7dbl_4", inner, inner, 7), Across(path / "branch7x7dbl_5", inner, 192, 7)),
        new Sequential(MeanOfNine, Unit(path / "branch_pool", 768, 192, 1)));

    private static Branches MiddleToCoarse(ParameterPath path) => new(
        new Sequential(Unit(path / "branch3x3_1", 768, 192, 1), Unit(path / "branch3x3_2", 192, 320, 3, stride: 2)),
        new Sequential(
            Unit(path / "branch7x7x3_1", 768, 192, 1), Across(path / "branch7x7x3_2", 192, 192, 7), Down(path / "branch7x7x3_3", 192, 192, 7),
            Unit(path / "branch7x7x3_4", 192, 192, 3, stride: 2)),
        LargestOfNine);

    private static Branches Coarse(ParameterPath path, int input) => new(
        Unit(path / "branch1x1", input, 320, 1),
        new Sequential(
            Unit(path / "branch3x3_1", input, 384, 1),
            new Branches(Across(path / "branch3x3_2a", 384, 384, 3), Down(path / "branch3x3_2b", 384, 384, 3))),
        new Sequential(
            Unit(path / "branch3x3dbl_1", input, 448, 1), Unit(path / "branch3x3dbl_2", 448, 384, 3, padding: 1),
            new Branches(Across(path / "branch3x3dbl_3a", 384, 384, 3), Down(path / "branch3x3dbl_3b", 384, 384, 3))),
        new Sequential(MeanOfNine, Unit(path / "branch_pool", input, 192, 1)));

    private static Sequential Across(ParameterPath path, int input, int output, int length) => Unit(path, input, output, new(1, length), padding: new Pair(0, length / 2));

    private static Sequential Down(ParameterPath path, int input, int output, int length) => Unit(path, input, output, new(length, 1), padding: new Pair(length / 2, 0));

    private static Sequential Unit(ParameterPath path, int input, int output, Pair kernel, int stride = 1, Pair padding = default) => new(
        new Conv2d(path / "conv", input, output, kernel, stride, padding, bias: false), new BatchNorm2d(path / "bn", output, epsilon: 1e-3), Activation.Relu);

    private sealed record Step(Func<Tensor, Tensor> Function) : ILayer
    {
        public Tensor Forward(Tensor x) => Function(x);
    }

    /// <summary>Layers that see the same, and whose channels are joined.</summary>
    private sealed class Branches(params ILayer[] branches) : ILayer
    {
        public Tensor Forward(Tensor x)
        {
            using var scope = TensorScope.Enter();
            return scope.Keep(Tensor.Cat([.. branches.Select(branch => branch.Forward(x))], 1));
        }
    }
}
