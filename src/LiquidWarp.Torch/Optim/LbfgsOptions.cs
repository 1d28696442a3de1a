namespace LiquidWarp.Torch.Optim;

/// <summary>Settings of <see cref="Lbfgs"/>; the defaults are torch.optim.LBFGS's with line_search_fn="strong_wolfe", but for the history.</summary>
public sealed record LbfgsOptions
{
    /// <summary>First length tried along each direction; 1 by default.</summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>Directions in one <see cref="Lbfgs.Step"/>; 20 by default.</summary>
    public int MaxIterations { get; init; } = 20;

    /// <summary>Evaluations of the loss after which no further direction is begun; 25 by default.</summary>
    public int MaxEvaluations { get; init; } = 25;

    /// <summary>Stops when no gradient is larger than this; 1e-7 by default.</summary>
    public double GradientTolerance { get; init; } = 1e-7;

    /// <summary>Stops when neither loss nor parameters change by more than this; 1e-9 by default.</summary>
    public double ChangeTolerance { get; init; } = 1e-9;

    /// <summary>Earlier steps that shape the curvature; 100 by default.</summary>
    public int History { get; init; } = 100;
}
