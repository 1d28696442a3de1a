namespace LiquidWarp.Torch.Nn;

/// <summary>Sets the first values of a parameter in place.</summary>
public delegate void Initializer(Tensor parameter);

/// <summary>First values of parameters. "Fan" is the number of inputs to one output: the product of all axes but the first.</summary>
public static class Initialize
{
    /// <summary>All 0.</summary>
    public static Initializer Zeros { get; } = Constant(0);

    /// <summary>All 1.</summary>
    public static Initializer Ones { get; } = Constant(1);

    /// <summary>All the same.</summary>
    public static Initializer Constant(double value) => parameter => parameter.Fill(value);

    /// <summary>Normal about 0.</summary>
    public static Initializer Normal(double deviation) => parameter => parameter.FillNormal(0, deviation);

    /// <summary>Uniform in ±bound.</summary>
    public static Initializer Uniform(double bound) => parameter => parameter.FillUniform(-bound, bound);

    /// <summary>Uniform in ±1/√fan: what PyTorch gives convolutions and linear layers.</summary>
    public static Initializer Default { get; } = parameter => Uniform(1 / Math.Sqrt(Fan(parameter)))(parameter);

    /// <summary>Normal with deviation √(2 / ((1 + slope²)·fan)), for layers before a (leaky) rectifier (He et al. 2015).</summary>
    public static Initializer KaimingNormal(double slope = 0) => parameter => Normal(Math.Sqrt(2 / ((1 + slope * slope) * Fan(parameter))))(parameter);

    /// <summary>Normal with deviation gain·√(2 / (fan in + fan out)) (Glorot and Bengio 2010).</summary>
    public static Initializer XavierNormal(double gain = 1) => parameter =>
    {
        var shape = parameter.Shape;
        var window = Fan(parameter) / shape[1];
        Normal(gain * Math.Sqrt(2.0 / ((shape[0] + shape[1]) * window)))(parameter);
    };

    private static long Fan(Tensor parameter)
    {
        var fan = 1L;
        foreach (var size in parameter.Shape.AsSpan(1))
            fan *= size;
        return fan;
    }
}
