namespace LiquidWarp.Training.Timed;

/// <summary>How a <see cref="TimedTraining"/> goes.</summary>
public sealed record TimedTrainingOptions
{
    /// <summary>Time to train, all runs of a resumed training together; 12 minutes by default.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(12);

    /// <summary>Pairs a step; 16 by default.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>In which order pairs are shown, and how often.</summary>
    public ShuffleOptions Shuffle { get; init; } = new();

    /// <summary>Adam's first step size, which falls to nothing along half a cosine; 0.002 by default.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Limit of the gradient's norm; 5 by default.</summary>
    public double GradientLimit { get; init; } = 5;

    /// <summary>Pairs of unseen people to be scored on; 128 by default.</summary>
    public int Unseen { get; init; } = 128;

    /// <summary>Seed of all that is left to chance; 1 by default.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads that prepare pairs beside the training; 1 by default.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Time between checkpoints; a minute by default.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(1);
}
