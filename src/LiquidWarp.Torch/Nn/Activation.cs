namespace LiquidWarp.Torch.Nn;

/// <summary>A function without parameters, as a layer.</summary>
public sealed class Activation : ILayer
{
    private readonly Func<Tensor, Tensor> _function;

    private Activation(Func<Tensor, Tensor> function) => _function = function;

    /// <summary>max(x, 0).</summary>
    public static Activation Relu { get; } = new(x => x.Relu());

    /// <summary>Hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new(x => x.Tanh());

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Activation Sigmoid { get; } = new(x => x.Sigmoid());

    /// <summary>x where positive, else slope·x.</summary>
    public static Activation LeakyRelu(double slope) => new(x => x.LeakyRelu(slope));

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => _function(x);
}
