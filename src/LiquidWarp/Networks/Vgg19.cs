using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// The convolutions of VGG-19 (Simonyan and Zisserman 2015) up to relu5_1, numbered as in torchvision's "features"; later ones of
/// a checkpoint are not needed (<see cref="IsUnused"/>).
/// </summary>
public sealed class Vgg19
{
    private const int LastConvolution = 28;

    // Convolutions before each pooling, and the layers after which features are handed out.
    private static readonly int[] Depths = [2, 2, 4, 4, 1];
    private static readonly int[] WidthFactors = [1, 2, 4, 8, 8];

    private readonly List<(ILayer Convolution, bool PoolBefore, bool IsFeature)> _layers = [];

    /// <summary>Makes "0", "2", "5" … under a path: the root for bare features, root / "features" for a whole torchvision checkpoint.</summary>
    /// <param name="path">Where they go.</param>
    /// <param name="width">Channels of the first stage; 64 in the published network.</param>
    /// <param name="around">What takes the place of each convolution, such as itself and a norm that training needs; nothing by default.</param>
    public Vgg19(ParameterPath path, int width = 64, ConvolutionWrapper? around = null)
    {
        var index = 0;
        var channels = 3;
        for (var stage = 0; stage < Depths.Length; stage++, index++)
            for (var i = 0; i < Depths[stage]; i++, index += 2)
            {
                var convolution = new Conv2d(path / index, channels, width * WidthFactors[stage], kernel: 3, padding: 1);
                _layers.Add((around?.Invoke(path / index, convolution, width * WidthFactors[stage]) ?? convolution, PoolBefore: stage > 0 && i == 0, IsFeature: i == 0));
                channels = width * WidthFactors[stage];
            }
    }

    /// <summary>Names in a torchvision checkpoint that this network has no use for: the classifier, and convolutions after relu5_1.</summary>
    public static bool IsUnused(string name) =>
        name.StartsWith("classifier.", StringComparison.Ordinal) ||
        name.Split('.') is [.., var index, _] && int.TryParse(index, out var number) && number > LastConvolution;

    /// <summary>relu1_1, relu2_1, relu3_1, relu4_1 and relu5_1 of N×3×H×W, at full size, a half, a quarter …</summary>
    public Tensor[] Forward(Tensor x)
    {
        using var scope = TensorScope.Enter();
        List<Tensor> features = [];
        foreach (var (convolution, poolBefore, isFeature) in _layers)
        {
            x = convolution.Forward(poolBefore ? x.MaxPool2d(2) : x).Relu();
            if (isFeature)
                features.Add(scope.Keep(x));
        }

        return [.. features];
    }
}
