namespace LiquidWarp.Torch.Nn;

/// <summary>x where positive, else a learned slope of each channel times x: "weight", first 0.25.</summary>
public sealed class PRelu : ILayer
{
    private readonly Tensor _weight;

    /// <summary>Makes the slopes under a path.</summary>
    public PRelu(ParameterPath path, int channels) => _weight = path.Parameter("weight", [channels], Initialize.Constant(0.25));

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => x.PRelu(_weight);
}
