namespace LiquidWarp.Torch.Nn;

/// <summary>Transposed convolution of pictures N×C×H×W: "weight" of input×output×h×w, and "bias".</summary>
public sealed class ConvTranspose2d : ILayer
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly Pair _stride;
    private readonly Pair _padding;
    private readonly Pair _outputPadding;

    /// <summary>Makes the parameters under a path.</summary>
    /// <param name="path">Where "weight" and "bias" go.</param>
    /// <param name="input">Channels in.</param>
    /// <param name="output">Channels out.</param>
    /// <param name="kernel">Rows and columns of the window.</param>
    /// <param name="stride">Factor by which the picture grows; 1 where absent.</param>
    /// <param name="padding">Rows and columns cut off on each side.</param>
    /// <param name="outputPadding">Rows and columns added below and to the right.</param>
    /// <param name="bias">Add a learned number to each channel?</param>
    /// <param name="initializer">First weights; PyTorch's where absent. The bias starts at 0 when this is given.</param>
    public ConvTranspose2d(ParameterPath path, int input, int output, Pair kernel, Pair? stride = null, Pair padding = default,
        Pair outputPadding = default, bool bias = true, Initializer? initializer = null)
    {
        (_stride, _padding, _outputPadding) = (stride ?? 1, padding, outputPadding);
        _weight = path.Parameter("weight", [input, output, kernel.Vertical, kernel.Horizontal], initializer ?? Initialize.Default);
        var fan = (double)output * kernel.Vertical * kernel.Horizontal;
        if (bias)
            _bias = path.Parameter("bias", [output], initializer is null ? Initialize.Uniform(1 / Math.Sqrt(fan)) : Initialize.Zeros);
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => x.ConvTranspose2d(_weight, _bias, _stride, _padding, _outputPadding);
}
