using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// Paints the background behind a removed person (REFERENCE 4.1, "ResNetGenerator"): N×4×H×W, the picture with 0 where the person
/// was and the mask (1 = background), to N×3×H×W in [−1, 1]. One Sequential named "model", numbered as it is published.
/// </summary>
public sealed class BackgroundPainter : ILayer
{
    private readonly Sequential _model;

    /// <summary>Makes model.0 … under a path.</summary>
    public BackgroundPainter(ParameterPath path, int input, GeneratorOptions options)
    {
        var model = path / "model";
        List<ILayer> layers = [];
        var index = 0;
        var channels = options.Width;
        layers.Add(new ConvBlock(model / index, model / (index + 1), input, channels, kernel: 7));
        index += 3;
        for (var level = 0; level < options.Halvings; level++, index += 3, channels *= 2)
            layers.Add(new ConvBlock(model / index, model / (index + 1), channels, channels * 2, kernel: 3, stride: 2));
        for (var block = 0; block < options.ResidualBlocks; block++, index++)
            layers.Add(new ResidualBlock(model / index, channels));
        for (var level = 0; level < options.Halvings; level++, index += 3, channels /= 2)
            layers.Add(ConvBlock.Doubling(model / index, model / (index + 1), channels, channels / 2));
        layers.Add(ConvBlock.Convolution(model / index, channels, 3, kernel: 7));
        layers.Add(Activation.Tanh);
        _model = new Sequential([.. layers]);
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => _model.Forward(x);
}
