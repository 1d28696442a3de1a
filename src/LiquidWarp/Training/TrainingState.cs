using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Torch.Optim;

namespace LiquidWarp.Training;

/// <summary>All that a training changes: parameters, their averages, what the optimisers remember, and how many steps were done.</summary>
public sealed class TrainingState : IDisposable
{
    /// <summary>Where parameters of each kind go in a checkpoint.</summary>
    private const string Generator = "generator.", Discriminator = "discriminator.", Average = "average.",
        GeneratorOptimiser = "generator_adam.", DiscriminatorOptimiser = "discriminator_adam.";

    private const string Format = "liquidwarp training 1";

    private readonly TrainingRecipe _recipe;
    private readonly string _pairs;

    /// <summary>The state before the first step.</summary>
    /// <param name="generator">The generator's parameters; owned from here on.</param>
    /// <param name="discriminator">The discriminator's; owned from here on.</param>
    /// <param name="recipe">What a checkpoint must agree with.</param>
    /// <param name="pairs">Identity of the pairs, likewise.</param>
    public TrainingState(ParameterStore generator, ParameterStore discriminator, TrainingRecipe recipe, string pairs)
    {
        (GeneratorParameters, DiscriminatorParameters, _recipe, _pairs) = (generator, discriminator, recipe, pairs);
        var adam = new AdamOptions { LearningRate = recipe.LearningRate, Beta1 = recipe.Beta1, Beta2 = recipe.Beta2 };
        GeneratorAdam = new Adam(generator.Parameters, adam);
        DiscriminatorAdam = new Adam(discriminator.Parameters, adam);
        Averages = new ParameterAverage(generator.Parameters, recipe.AverageDecay);
    }

    /// <summary>Steps done.</summary>
    public long Step { get; set; }

    /// <summary>The generator's parameters.</summary>
    public ParameterStore GeneratorParameters { get; }

    /// <summary>The discriminator's parameters.</summary>
    public ParameterStore DiscriminatorParameters { get; }

    /// <summary>Moves the generator's parameters.</summary>
    public Adam GeneratorAdam { get; }

    /// <summary>Moves the discriminator's parameters.</summary>
    public Adam DiscriminatorAdam { get; }

    /// <summary>Averages of the generator's parameters.</summary>
    public ParameterAverage Averages { get; }

    /// <summary>Writes a checkpoint, whole or not at all: an older one of the name survives a full disk.</summary>
    public void Save(string path) => Weights.WriteState(path,
        [
            .. Under(Generator, GeneratorParameters.Save()),
            .. Under(Discriminator, DiscriminatorParameters.Save()),
            .. Under(Average, Averages.Save()),
            .. Under(GeneratorOptimiser, GeneratorAdam.Save()),
            .. Under(DiscriminatorOptimiser, DiscriminatorAdam.Save()),
        ],
        new Dictionary<string, string> { ["format"] = Format, ["step"] = FormattableString.Invariant($"{Step}"), ["recipe"] = _recipe.ToJson(), ["pairs"] = _pairs });

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="force">Accept other pairs and another recipe than it was made with.</param>
    /// <exception cref="InputException">It cannot be read, is of other networks, or of another recipe or other pairs; nothing was changed.</exception>
    public void Load(string path, bool force = false)
    {
        var metadata = Weights.ReadMetadata(path);
        if (metadata.GetValueOrDefault("format") != Format || !long.TryParse(metadata.GetValueOrDefault("step"), out var step))
            throw new InputException($"{path} is no checkpoint of a training that this version can resume. Start anew in another folder, from its weights if it has any.");
        List<string> differences = [.. _recipe.DifferencesFrom(metadata.GetValueOrDefault("recipe", "{}"))];
        if (metadata.GetValueOrDefault("pairs") is var pairs && pairs != _pairs)
            differences.Add($"the pairs are {_pairs} now and were {pairs}");
        if (differences.Count > 0 && !force)
            throw new InputException($"{path} is of another training: {string.Join("; ", differences)}. Give the same options, or --force to go on with the new ones.");

        var state = Weights.ReadState(path);
        try
        {
            // The averages have the generator's shapes, so that a checkpoint of other networks fails before anything is changed.
            Averages.Load(Below(Average, state));
            GeneratorParameters.Load(Below(Generator, state));
            DiscriminatorParameters.Load(Below(Discriminator, state));
            GeneratorAdam.Load(Below(GeneratorOptimiser, state));
            DiscriminatorAdam.Load(Below(DiscriminatorOptimiser, state));
        }
        catch (StateMismatchException e)
        {
            throw new InputException($"{path}: {e.Message} It is a checkpoint of another architecture or width.", e);
        }

        Step = step;
    }

    /// <summary>The first parameter that holds anything but finite numbers; null where all are sound.</summary>
    public string? FindUnsound()
    {
        using var scope = TensorScope.Enter();
        foreach (var (name, tensor) in GeneratorParameters.Parameters.Concat(DiscriminatorParameters.Parameters))
            if (!double.IsFinite(tensor.Detach().Abs().Sum().ToDouble()))
                return name;
        return null;
    }

    /// <summary>Frees everything.</summary>
    public void Dispose()
    {
        GeneratorAdam.Dispose();
        DiscriminatorAdam.Dispose();
        Averages.Dispose();
        GeneratorParameters.Dispose();
        DiscriminatorParameters.Dispose();
    }

    private static IEnumerable<StateEntry> Under(string prefix, IEnumerable<StateEntry> entries) =>
        entries.Select(entry => entry with { Name = prefix + entry.Name });

    private static IEnumerable<StateEntry> Below(string prefix, IEnumerable<StateEntry> entries) => entries
        .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(entry => entry with { Name = entry.Name[prefix.Length..] });
}
