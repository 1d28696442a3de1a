using LiquidWarp.Datasets;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Distributed;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Training;

/// <summary>What a training runs on; changes nothing of what it comes to, but for the order of floating-point sums.</summary>
public sealed record TrainerOptions
{
    /// <summary>Where networks are computed.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Threads that make pairs ahead; 1 by default.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The processes that train together, each on its own pairs of every step; this one alone by default.</summary>
    public ProcessGroup Group { get; init; } = ProcessGroup.Alone;
}

/// <summary>
/// Teaches a generator by the paper's scheme: pairs of one person, a step of the generator, a step of the discriminator. A step depends on the
/// state and its number alone, so a training that is resumed comes to the same weights as one that never stopped.
/// </summary>
public sealed class Trainer
{
    // A loss this many times its running mean has exploded; the mean means something after so many steps.
    private const double Explosion = 50;
    private const int Settling = 200;

    private readonly ILiquidWarpingGenerator _generator;
    private readonly GeneratorObjective _objective;
    private readonly TrainingState _state;
    private readonly TrainingRecipe _recipe;
    private readonly TrainerOptions _options;
    private readonly IPairSource _pairs;
    private readonly IPairConditioning _conditioning;
    private double _meanLoss;
    private long _meanSteps;

    /// <summary>Prepares a training.</summary>
    /// <param name="generator">The generator, of the state's parameters.</param>
    /// <param name="objective">What it is judged by.</param>
    /// <param name="state">The state to go on from, on the options' device; not owned.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="pairs">What to train on.</param>
    /// <param name="conditioning">What the generator is shown of a pair.</param>
    /// <param name="options">What to run on.</param>
    /// <exception cref="InputException">The recipe makes no sense, or its size does not suit the generator.</exception>
    public Trainer(ILiquidWarpingGenerator generator, GeneratorObjective objective, TrainingState state, TrainingRecipe recipe,
        IPairSource pairs, IPairConditioning conditioning, TrainerOptions options)
    {
        recipe.CheckFor(generator);
        (_generator, _objective, _state, _recipe, _pairs, _conditioning, _options) = (generator, objective, state, recipe, pairs, conditioning, options);
        state.DiscriminatorParameters.Freeze();
    }

    private ProcessGroup Group => _options.Group;

    /// <summary>Trains until the recipe's steps are done or the caller has had enough.</summary>
    /// <param name="after">Called after each step with what it came to; says whether to go on. One process that has had enough ends it for all.</param>
    /// <param name="cancellation">Ends the training between two steps.</param>
    /// <exception cref="InputException">The loss is no number any more or has exploded. The state has not taken that step.</exception>
    public void Run(Func<TrainingProgress, bool> after, CancellationToken cancellation)
    {
        // Processes must end in the same step, or one waits for ever for the gradients of another: they vote, and nothing else is interrupted.
        var alone = Group.WorldSize == 1 ? cancellation : CancellationToken.None;
        using var samples = new Prefetch<IReadOnlyList<TrainingSample>>(MakePart, _state.Step * _recipe.Accumulate, _options.Workers, 2 * _options.Workers, alone);
        while (_state.Step < _recipe.Steps)
        {
            if (Group.Sum(cancellation.IsCancellationRequested ? 1 : 0) > 0)
                throw new OperationCanceledException(cancellation);
            var rate = _recipe.LearningRateAt(_state.Step);
            var terms = AccumulateGradients(samples);
            CheckSound(terms[0]);
            Move(rate);
            _state.Step++;
            if (Group.Sum(after(new(_state.Step, terms, rate)) ? 0 : 1) > 0)
                return;
        }
    }

    private List<TrainingSample> MakePart(long part) => [.. Enumerable.Range(0, _recipe.Batch)
        .Select(i => PairNumber(part / _recipe.Accumulate, lane: ((int)(part % _recipe.Accumulate) * Group.WorldSize + Group.Rank) * _recipe.Batch + i))
        .Select(number => _conditioning.Condition(_pairs.Pair(number), number))];

    /// <summary>
    /// Each place in the batch of a step is a lane of its own through the pairs, for neighbouring numbers show the same person; lanes start a
    /// little apart, so that they do not all come to a new person in the same step. The pairs of a step do not depend on how it is cut into parts
    /// and shared out to processes.
    /// </summary>
    private static long PairNumber(long step, int lane) => ((long)lane << 40) + step + 3 * lane;

    /// <summary>Gradients of both networks' losses over the parts of a step and all processes, and the generator's terms.</summary>
    private float[] AccumulateGradients(Prefetch<IReadOnlyList<TrainingSample>> samples)
    {
        var sum = new float[ObjectiveTerms.Names.Count + 1];
        for (var part = 0; part < _recipe.Accumulate; part++)
        {
            using var scope = TensorScope.Enter();
            var batch = TrainingBatch.Of(samples.Take(), _options.Device, _recipe.Precision == TrainingPrecision.BFloat16 ? DType.BFloat16 : DType.Float32);
            var result = _state.Step % _recipe.ReconstructEvery == 0 ? PaintAll(batch) : PaintTarget(batch);
            (result.Terms.Total / _recipe.Accumulate).Backward();
            var values = result.Terms.Values();
            for (var term = 0; term < values.Length; term++)
                sum[term] += values[term] / _recipe.Accumulate;
            if (_recipe.Objective.Adversarial > 0)
                sum[^1] += TeachDiscriminator(result.Target, batch.Truth) / _recipe.Accumulate;
        }

        Group.AverageGradients(_state.GeneratorParameters.Parameters);
        Group.AverageGradients(_state.DiscriminatorParameters.Parameters);
        return Array.ConvertAll(sum, term => (float)(Group.Sum(term) / Group.WorldSize));
    }

    private ObjectiveResult PaintAll(TrainingBatch batch) =>
        _objective.Of(_generator.Forward(batch.Background, batch.Source, batch.Target, batch.Flow), batch.Truth);

    private ObjectiveResult PaintTarget(TrainingBatch batch)
    {
        Tensor background;
        using (NoGrad.Enter())
            background = batch.Truth.Background ?? _generator.PaintBackground(batch.Background);
        return _objective.OfTarget(_generator.Infer(batch.Target, _generator.EncodeSource(batch.Source), batch.Flow), background, batch.Truth);
    }

    private float TeachDiscriminator(Tensor made, TrainingTruth truth)
    {
        _state.DiscriminatorParameters.Unfreeze();
        var loss = _objective.DiscriminatorLoss(made, truth);
        (loss / _recipe.Accumulate).Backward();
        _state.DiscriminatorParameters.Freeze();
        return (float)loss.ToDouble();
    }

    private void Move(double rate)
    {
        (_state.GeneratorAdam.LearningRate, _state.DiscriminatorAdam.LearningRate) = (rate, rate);
        if (_recipe.ClipGradients > 0)
            _state.GeneratorAdam.ClipGradients(_recipe.ClipGradients);
        _state.GeneratorAdam.Step();
        _state.DiscriminatorAdam.Step();
        _state.GeneratorAdam.ClearGrads();
        _state.DiscriminatorAdam.ClearGrads();
        _state.Averages.Step();
    }

    private void CheckSound(double loss)
    {
        var step = _state.Step + 1;
        if (!double.IsFinite(loss))
            throw new InputException($"The loss of step {step} is {loss}: the training has diverged. Resume from the last checkpoint with a lower learning rate, or with --clip.");
        if (_meanSteps >= Settling && loss > Explosion * _meanLoss)
            throw new InputException(FormattableString.Invariant($"The loss of step {step} is {loss:G4}, {loss / _meanLoss:F0} times its mean: the training has exploded. Resume from the last checkpoint with a lower learning rate, or with --clip."));
        _meanSteps++;
        _meanLoss += (loss - _meanLoss) / Math.Min(_meanSteps, Settling);
    }
}

/// <summary>What a step came to.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Terms">The generator's loss and its terms in the order of <see cref="ObjectiveTerms.Names"/>, then the discriminator's loss.</param>
/// <param name="LearningRate">Adam's step size in it.</param>
public readonly record struct TrainingProgress(long Step, float[] Terms, double LearningRate);
