namespace LiquidWarp.Torch.Optim;

/// <summary>Settings of <see cref="Adam"/>.</summary>
public sealed record AdamOptions
{
    /// <summary>Step size; 0.001 by default. <see cref="Adam.LearningRate"/> changes it later.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Memory of the mean gradient, in [0, 1); 0.9 by default, 0.5 is usual for GANs.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Memory of the mean squared gradient, in [0, 1); 0.999 by default.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean square; 1e-8 by default.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>This times the parameter is added to its gradient; 0 by default.</summary>
    public double WeightDecay { get; init; }
}
