namespace LiquidWarp.Torch.Nn;

/// <summary>x·weightᵀ + bias over the last axis: "weight" of output×input, and "bias".</summary>
public sealed class Linear : ILayer
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;

    /// <summary>Makes the parameters under a path.</summary>
    /// <param name="path">Where "weight" and "bias" go.</param>
    /// <param name="input">Numbers in.</param>
    /// <param name="output">Numbers out.</param>
    /// <param name="bias">Add a learned number to each output?</param>
    /// <param name="initializer">First weights; PyTorch's where absent. The bias starts at 0 when this is given.</param>
    public Linear(ParameterPath path, int input, int output, bool bias = true, Initializer? initializer = null)
    {
        _weight = path.Parameter("weight", [output, input], initializer ?? Initialize.Default);
        if (bias)
            _bias = path.Parameter("bias", [output], initializer is null ? Initialize.Uniform(1 / Math.Sqrt(input)) : Initialize.Zeros);
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => x.Linear(_weight, _bias);
}
