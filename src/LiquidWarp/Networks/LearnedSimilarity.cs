using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>Whose features a <see cref="LearnedSimilarity"/> compares.</summary>
public enum SimilarityBackbone
{
    /// <summary>AlexNet, as in the published evaluation.</summary>
    AlexNet,

    /// <summary>VGG-16.</summary>
    Vgg16,
}

/// <summary>Shape of a <see cref="LearnedSimilarity"/>; the defaults are those of the published evaluation.</summary>
public sealed record LearnedSimilarityOptions
{
    /// <summary>AlexNet by default.</summary>
    public SimilarityBackbone Backbone { get; init; } = SimilarityBackbone.AlexNet;

    /// <summary>Channels of the first convolution, 64 by default.</summary>
    public int Width { get; init; } = 64;
}

/// <summary>
/// LPIPS version 0.1 (Zhang et al. 2018; REFERENCE 7.3): the distance of two pictures in the features of a network that was taught to tell things apart, each channel
/// weighed as people judged. Parameters have torchvision's names for the backbone ("features.0.weight" …) and the published ones for the weights
/// ("lin0.model.1.weight" …). Lower is nearer; the paper's first version printed 1 − distance.
/// </summary>
public sealed class LearnedSimilarity
{
    // A convolution: its number among torchvision's features, channels in units of the width, kernel, stride, padding, size of the pooling before it, and whether it is compared.
    private static readonly (int Number, int Channels, int Kernel, int Stride, int Padding, int Pool, bool Compared)[] Alex =
    [
        (0, 1, 11, 4, 2, 0, true), (3, 3, 5, 1, 2, 3, true), (6, 6, 3, 1, 1, 3, true), (8, 4, 3, 1, 1, 0, true), (10, 4, 3, 1, 1, 0, true),
    ];

    private static readonly (int Number, int Channels, int Kernel, int Stride, int Padding, int Pool, bool Compared)[] Vgg =
    [
        (0, 1, 3, 1, 1, 0, false), (2, 1, 3, 1, 1, 0, true), (5, 2, 3, 1, 1, 2, false), (7, 2, 3, 1, 1, 0, true),
        (10, 4, 3, 1, 1, 2, false), (12, 4, 3, 1, 1, 0, false), (14, 4, 3, 1, 1, 0, true),
        (17, 8, 3, 1, 1, 2, false), (19, 8, 3, 1, 1, 0, false), (21, 8, 3, 1, 1, 0, true),
        (24, 8, 3, 1, 1, 2, false), (26, 8, 3, 1, 1, 0, false), (28, 8, 3, 1, 1, 0, true),
    ];

    private static readonly float[] Shift = [-0.030f, -0.088f, -0.188f], Scale = [0.458f, 0.448f, 0.450f];

    private readonly List<(Conv2d Convolution, int Pool, Conv2d? Weigh)> _layers = [];

    /// <summary>Makes "features.0" … and "lin0" … under a path.</summary>
    public LearnedSimilarity(ParameterPath path, LearnedSimilarityOptions options)
    {
        var (channels, compared) = (3, 0);
        foreach (var layer in options.Backbone == SimilarityBackbone.AlexNet ? Alex : Vgg)
        {
            var output = options.Width * layer.Channels;
            var convolution = new Conv2d(path / "features" / layer.Number, channels, output, layer.Kernel, layer.Stride, layer.Padding);
            _layers.Add((convolution, layer.Pool, layer.Compared ? new Conv2d(path / $"lin{compared++}" / "model" / 1, output, 1, kernel: 1, bias: false) : null));
            channels = output;
        }
    }

    /// <summary>Names in a checkpoint that this network has no use for: the backbone's classifier.</summary>
    public static bool IsUnused(string name) => name.StartsWith("classifier.", StringComparison.Ordinal);

    /// <summary>N distances.</summary>
    /// <param name="a">N×3×H×W in [−1, 1].</param>
    /// <param name="b">The same shape.</param>
    public Tensor Forward(Tensor a, Tensor b)
    {
        using var scope = TensorScope.Enter();
        var (shift, scale) = (Tensor.From(Shift, [1, 3, 1, 1], a.Device), Tensor.From(Scale, [1, 3, 1, 1], a.Device));
        var x = Tensor.Cat([(a - shift) / scale, (b - shift) / scale], 0);
        Tensor? distance = null;
        foreach (var (convolution, pool, weigh) in _layers)
        {
            x = convolution.Forward(pool > 0 ? x.MaxPool2d(pool, stride: 2) : x).Relu();
            if (weigh is null)
                continue;
            var unit = x / (x.Square().Sum([1], keep: true).Sqrt() + 1e-10);
            var (own, other) = (unit.Slice(0, 0, a.Shape[0]), unit.Slice(0, a.Shape[0]));
            var level = weigh.Forward((own - other).Square()).Mean([1, 2, 3]);
            distance = distance is null ? level : distance + level;
        }

        return scope.Keep(distance!);
    }
}
