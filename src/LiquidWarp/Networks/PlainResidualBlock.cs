using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// x + conv(relu(conv(x))) without any norm: colours keep their absolute values, and on a CPU a norm costs as much as a convolution.
/// Starts close to the identity, which is what keeps a deep stack without norms trainable.
/// </summary>
public sealed class PlainResidualBlock : ILayer
{
    private const double FirstScale = 0.1;

    private readonly Conv2d _first;
    private readonly Conv2d _second;

    /// <summary>Makes conv1 and conv2 under a path.</summary>
    public PlainResidualBlock(ParameterPath path, int channels)
    {
        _first = new Conv2d(path / "conv1", channels, channels, kernel: 3, padding: 1, initializer: Initialize.KaimingNormal());
        _second = new Conv2d(path / "conv2", channels, channels, kernel: 3, padding: 1, initializer: Initialize.Normal(FirstScale / Math.Sqrt(9.0 * channels)));
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(_second.Forward(_first.Forward(x).Relu()) + x);
    }
}
