using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>x + two 3×3 convolutions with instance norm, a rectifier between them.</summary>
public sealed class ResidualBlock : ILayer
{
    private readonly Sequential _main;

    /// <summary>Makes main.0, main.1, main.3 and main.4 under a path.</summary>
    public ResidualBlock(ParameterPath path, int channels)
    {
        var main = path / "main";
        _main = new Sequential(
            new ConvBlock(main / 0, main / 1, channels, channels, kernel: 3),
            new ConvBlock(main / 3, main / 4, channels, channels, kernel: 3, rectify: false));
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x)
    {
        using var change = _main.Forward(x);
        return x + change;
    }
}
