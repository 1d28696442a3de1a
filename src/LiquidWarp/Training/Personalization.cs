using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Training;

/// <summary>
/// Teaches a trained generator one person more closely, from a few pictures: only what the target stream paints with moves, some per cent of all
/// weights, and what is kept is what served best on pairs that were never learned from.
/// </summary>
public sealed class Personalization : IDisposable
{
    // A gain smaller than this is chance.
    private const double LeastGain = 0.01;

    private readonly TrainedGenerator _generator;
    private readonly TrainingState _state;
    private readonly Trainer _trainer;
    private readonly Validation _judge;
    private readonly IReadOnlyList<NamedTensor> _learned;

    /// <summary>Paints the person in the prior poses and makes pairs of all.</summary>
    /// <param name="loaded">The generator; owned from here on.</param>
    /// <param name="model">The model of the person's bodies.</param>
    /// <param name="pictures">Pictures of the recipe's size with coverage and background: one, better three or more. Of several the last one judges.</param>
    /// <param name="priorPoses">Poses (72) in which the generator must not forget what it can: four or more. Those of motions are natural.</param>
    /// <param name="recipe">How to learn; see <see cref="Recipe"/>.</param>
    /// <param name="judges">The networks that compare pictures and faces; null compares pixels.</param>
    /// <param name="options">What to run on: where the generator is.</param>
    /// <param name="cancellation">Stops between two paintings.</param>
    /// <exception cref="InputException">The generator's architecture or the size does not allow it.</exception>
    /// <exception cref="ArgumentException">A picture lacks coverage or background, or there are too few pictures or poses.</exception>
    public Personalization(LoadedNetwork loaded, BodyModel model, IReadOnlyList<PersonPicture> pictures, IReadOnlyList<float[]> priorPoses,
        TrainingRecipe recipe, JudgeNetworks? judges, TrainerOptions options, CancellationToken cancellation = default)
    {
        if (pictures.Count == 0 || pictures.Any(picture => picture.Coverage is null || picture.Background is null))
            throw new ArgumentException("There must be pictures, with coverage and background.", nameof(pictures));
        if (priorPoses.Count < 4)
            throw new ArgumentException($"{priorPoses.Count} poses are too few, expected 4 or more.", nameof(priorPoses));
        _generator = TrainedGenerator.Of(loaded, recipe);
        recipe.CheckFor(_generator.Network);
        loaded.Parameters.Freeze();
        foreach (var part in LearnedParts(loaded.Network))
            loaded.Parameters.Unfreeze(part);
        _learned = [.. loaded.Parameters.Parameters.Where(parameter => parameter.Tensor.RequiresGrad)];

        var exact = new KnownBackground(_generator.Exact);
        var pairs = new PersonalPairs(model, pictures, picture => priorPoses.Select(pose =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Paint(model, exact, picture, pose);
        }), recipe.Seed);
        _judge = new Validation(pairs.Judging, exact);
        _state = new TrainingState(loaded.Parameters, new ParameterStore(), recipe, pairs.Identity);
        var objective = new GeneratorObjective(recipe.Objective, discriminator: null, judges?.Perceptual, judges?.Face);
        _trainer = new Trainer(_generator.Network, objective, _state, recipe, pairs, new KnownBackground(_generator.Conditioning), options);
    }

    /// <summary>
    /// The usual recipe: the losses of the meta cycle (REFERENCE 6.3) with their weights, perceptual beside pixels, on the streams that learn. Steps are the
    /// most that are taken.
    /// </summary>
    public static TrainingRecipe Recipe { get; } = new()
    {
        Batch = 3,
        LearningRate = 2e-4,
        FinalLearningRate = 2e-5,
        ConstantSteps = 200,
        DecaySteps = 200,
        AverageDecay = 0.9,
        Objective = new ObjectiveOptions { Source = 0, Target = 10, Person = 10, Face = 1, Mask = 5, Adversarial = 0 },
    };

    /// <summary>Steps from one judgement to the next; 10 by default.</summary>
    public int JudgeEvery { get; init; } = 10;

    /// <summary>So many judgements in a row without improvement end it; 6 by default.</summary>
    public int Patience { get; init; } = 6;

    /// <summary>Numbers that may change.</summary>
    public long LearnedCount => _learned.Sum(parameter => parameter.Tensor.ElementCount);

    /// <summary>Numbers of the whole generator.</summary>
    public long ParameterCount => _state.GeneratorParameters.ParameterCount;

    /// <summary>Learns until it helps no more, the recipe's steps are done or the caller has had enough. The generator then has the best weights that were met.</summary>
    /// <param name="after">Called after each step with the steps done; says whether to go on.</param>
    /// <param name="cancellation">Ends it between two steps, with an exception.</param>
    /// <exception cref="InputException">The loss has exploded or is no number any more.</exception>
    public PersonalizationResult Run(Func<long, bool> after, CancellationToken cancellation)
    {
        var before = Judge();
        var (best, bestStep, weights, vain) = (before, 0L, Learned(), 0);
        _trainer.Run(progress =>
        {
            if (progress.Step % JudgeEvery == 0)
            {
                using var averaged = _state.Averages.Use();
                var now = Judge();
                vain = now.Painted < best.Painted ? 0 : vain + 1;
                if (vain == 0)
                    (best, bestStep, weights) = (now, progress.Step, Learned());
            }

            return after(progress.Step) && vain < Patience;
        }, cancellation);
        Restore(weights);
        return new(before, best, bestStep, _state.Step, weights, Helped: best.Painted < (1 - LeastGain) * before.Painted);
    }

    /// <summary>Frees the generator and everything else.</summary>
    public void Dispose() => _state.Dispose();

    /// <summary>The end of the target stream: it decides how features become colour and mask, and leaves alone how bodies are understood.</summary>
    private static string[] LearnedParts(object network) => network switch
    {
        CompactGenerator => ["target.narrow", "target.refine", "target.head", "target.finish"],
        _ => ["tsf_model.decoders", "tsf_model.skippers", "tsf_model.img_reg", "tsf_model.attetion_reg"],
    };

    private ValidationResult Judge() => _judge.Of(_generator.Network, _state.GeneratorParameters.Device);

    private List<StateEntry> Learned() => [.. _learned.Select(parameter => StateEntry.From(parameter.Name, parameter.Tensor))];

    private void Restore(List<StateEntry> weights)
    {
        using var unrecorded = NoGrad.Enter();
        foreach (var entry in weights)
            _state.GeneratorParameters[entry.Name].CopyFromBytes(entry.Data.Span, entry.Type);
    }

    /// <summary>The person of a picture in another pose, as the generator paints it by now, before the same background.</summary>
    private PersonPicture Paint(BodyModel model, KnownBackground exact, PersonPicture picture, float[] pose)
    {
        var body = picture.Body with { Pose = pose };
        var sample = exact.Condition(new(model, picture, picture with { Body = body }), 0);
        using var untracked = NoGrad.Enter();
        using var scope = TensorScope.Enter();
        var batch = TrainingBatch.Of([sample], _generator.Parameters.Device, DType.Float32);
        var output = _generator.Network.Forward(batch.Background, batch.Source, batch.Target, batch.Flow);
        return new(output.Target.Over(output.Background).ToFloatImage().ToRgb(), body, (1 - output.Target.Mask).ToFloatImage(), picture.Background);
    }
}

/// <summary>What a personalisation came to.</summary>
/// <param name="Before">How the generator did before, on pairs that are never learned from.</param>
/// <param name="After">How it did at its best.</param>
/// <param name="BestStep">The step of the best weights; 0 where all learning was in vain.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="Changed">The weights that may have changed, at their best.</param>
/// <param name="Helped">Whether the gain is more than chance.</param>
public sealed record PersonalizationResult(ValidationResult Before, ValidationResult After, long BestStep, long Steps, IReadOnlyList<StateEntry> Changed, bool Helped);
