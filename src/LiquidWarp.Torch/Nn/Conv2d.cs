namespace LiquidWarp.Torch.Nn;

/// <summary>Convolution of pictures N×C×H×W: "weight" of output×(input/groups)×h×w, and "bias".</summary>
public sealed class Conv2d : ILayer
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly Pair _stride;
    private readonly Pair _padding;
    private readonly Pair _dilation;
    private readonly int _groups;

    /// <summary>Makes the parameters under a path.</summary>
    /// <param name="path">Where "weight" and "bias" go.</param>
    /// <param name="input">Channels in.</param>
    /// <param name="output">Channels out.</param>
    /// <param name="kernel">Rows and columns of the window.</param>
    /// <param name="stride">Step of the window; 1 where absent.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Distance of the taps; 1 where absent.</param>
    /// <param name="groups">Parts of the channels that do not see each other.</param>
    /// <param name="bias">Add a learned number to each channel?</param>
    /// <param name="initializer">First weights; PyTorch's where absent. The bias starts at 0 when this is given.</param>
    public Conv2d(ParameterPath path, int input, int output, Pair kernel, Pair? stride = null, Pair padding = default, Pair? dilation = null,
        int groups = 1, bool bias = true, Initializer? initializer = null)
    {
        (_stride, _padding, _dilation, _groups) = (stride ?? 1, padding, dilation ?? 1, groups);
        _weight = path.Parameter("weight", [output, input / groups, kernel.Vertical, kernel.Horizontal], initializer ?? Initialize.Default);
        var fan = (double)input / groups * kernel.Vertical * kernel.Horizontal;
        if (bias)
            _bias = path.Parameter("bias", [output], initializer is null ? Initialize.Uniform(1 / Math.Sqrt(fan)) : Initialize.Zeros);
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => x.Conv2d(_weight, _bias, _stride, _padding, _dilation, _groups);
}
