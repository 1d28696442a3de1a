using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>Convolution without bias, affine instance norm, and a rectifier unless told otherwise: what the generators are made of.</summary>
public sealed class ConvBlock : ILayer
{
    private static readonly Initializer Gaussian = Initialize.Normal(0.02);

    private readonly ILayer _convolution;
    private readonly InstanceNorm2d _norm;
    private readonly bool _rectify;

    private ConvBlock(ILayer convolution, InstanceNorm2d norm, bool rectify = true) => (_convolution, _norm, _rectify) = (convolution, norm, rectify);

    /// <summary>A convolution that keeps the size (stride 1) or halves it (stride 2).</summary>
    /// <param name="convolution">Path of the convolution.</param>
    /// <param name="norm">Path of the instance norm.</param>
    /// <param name="input">Channels in.</param>
    /// <param name="output">Channels out.</param>
    /// <param name="kernel">Odd window size.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="rectify">End with max(x, 0)?</param>
    public ConvBlock(ParameterPath convolution, ParameterPath norm, int input, int output, int kernel, int stride = 1, bool rectify = true)
        : this(Convolution(convolution, input, output, kernel, stride), new InstanceNorm2d(norm, output), rectify)
    {
    }

    /// <summary>A transposed convolution of 3×3 that doubles the size.</summary>
    public static ConvBlock Doubling(ParameterPath convolution, ParameterPath norm, int input, int output) => new(
        new ConvTranspose2d(convolution, input, output, kernel: 3, stride: 2, padding: 1, outputPadding: 1, bias: false, initializer: Gaussian),
        new InstanceNorm2d(norm, output));

    /// <summary>The bare convolution of such a block, for outputs.</summary>
    public static Conv2d Convolution(ParameterPath path, int input, int output, int kernel, int stride = 1) =>
        new(path, input, output, kernel, stride, padding: kernel / 2, bias: false, initializer: Gaussian);

    /// <inheritdoc/>
    public Tensor Forward(Tensor x)
    {
        using var convolved = _convolution.Forward(x);
        var normalised = _norm.Forward(convolved);
        if (!_rectify)
            return normalised;
        if (!normalised.RequiresGrad)
            return normalised.ReluInPlace();
        using (normalised)
            return normalised.Relu();
    }
}
