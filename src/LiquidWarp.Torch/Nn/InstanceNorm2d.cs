namespace LiquidWarp.Torch.Nn;

/// <summary>Each channel of each picture to mean 0 and variance 1 by its own statistics, in training and use alike.</summary>
public sealed class InstanceNorm2d : ILayer
{
    private readonly Tensor? _weight;
    private readonly Tensor? _bias;

    private InstanceNorm2d(Tensor? weight, Tensor? bias) => (_weight, _bias) = (weight, bias);

    /// <summary>With a learned scale "weight" and shift "bias" for each channel.</summary>
    public InstanceNorm2d(ParameterPath path, int channels)
        : this(path.Parameter("weight", [channels], Initialize.Ones), path.Parameter("bias", [channels], Initialize.Zeros))
    {
    }

    /// <summary>Without parameters.</summary>
    public static InstanceNorm2d Plain { get; } = new(null, null);

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => x.InstanceNorm(_weight, _bias);
}
