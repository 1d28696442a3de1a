using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LiquidWarp.Losses;
using LiquidWarp.Networks;

namespace LiquidWarp.Training;

/// <summary>Type of the numbers that networks compute in while they train; parameters and losses are always single precision.</summary>
public enum TrainingPrecision
{
    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>16 bits with the range of single precision: twice as fast on a CPU with AVX-512 bf16, and on CUDA.</summary>
    BFloat16,
}

/// <summary>
/// Everything that decides what a training comes to, but for the pairs themselves: kept in checkpoints, and compared when one is resumed.
/// The defaults are the paper's training.
/// </summary>
public sealed record TrainingRecipe
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>For the default generator: few minutes to something to look at, some hours to something to ship.</summary>
    public static TrainingRecipe Compact { get; } = new()
    {
        Batch = 8,
        Window = 144,
        Precision = TrainingPrecision.BFloat16,
        Objective = ObjectiveOptions.Compact,
        DiscriminatorWidth = 24,
        ReconstructEvery = 4,
        LearningRate = 4e-4,
        ConstantSteps = 60_000,
        DecaySteps = 60_000,
    };

    /// <summary>As the published training scripts have it: other forms of some terms (REFERENCE 5.3), 5 + 25 epochs of iPER.</summary>
    public static TrainingRecipe Published { get; } = new() { Objective = ObjectiveOptions.Published, ConstantSteps = 30_000, DecaySteps = 150_000 };

    /// <summary>Side of the pictures; 256 by default.</summary>
    public int Size { get; init; } = 256;

    /// <summary>Columns of the pictures that are kept, those round the person; 0, the default, keeps all. For generators of our own.</summary>
    public int Window { get; init; }

    /// <summary>Pairs in one part of a step; 4 by default.</summary>
    public int Batch { get; init; } = 4;

    /// <summary>Parts of a step, whose gradients are added before parameters move; 1 by default. Costs time, not memory.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>
    /// Steps from one that also reconstructs the source and paints the background to the next, the first being one; 1, the default, is every step,
    /// as in the paper. What only training needs costs as much as the target, and is learned in fewer steps.
    /// </summary>
    public int ReconstructEvery { get; init; } = 1;

    /// <summary>Adam's step size for generator and discriminator; 2e-4 by default.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>The step size at the end; 2e-6 by default.</summary>
    public double FinalLearningRate { get; init; } = 2e-6;

    /// <summary>Steps at the full rate; 60,000 by default.</summary>
    public long ConstantSteps { get; init; } = 60_000;

    /// <summary>Steps over which the rate then falls linearly to the last; 120,000 by default.</summary>
    public long DecaySteps { get; init; } = 120_000;

    /// <summary>Adam's memory of the mean gradient; 0.5 by default.</summary>
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's memory of the mean squared gradient; 0.999 by default.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Longest gradient of the generator, as a Euclidean norm; longer ones are shortened. 0, the default, leaves all as they are.</summary>
    public double ClipGradients { get; init; }

    /// <summary>Memory of the averaged weights that are shown and shipped; 0.999 by default.</summary>
    public double AverageDecay { get; init; } = 0.999;

    /// <summary>What the networks compute in; single precision by default.</summary>
    public TrainingPrecision Precision { get; init; } = TrainingPrecision.Float32;

    /// <summary>Weights and forms of the losses; the paper's by default.</summary>
    public ObjectiveOptions Objective { get; init; } = ObjectiveOptions.Paper;

    /// <summary>Channels of the discriminator's first layer; 64 by default.</summary>
    public int DiscriminatorWidth { get; init; } = 64;

    /// <summary>Seed of first weights and of everything else that is left to chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Steps in all.</summary>
    [JsonIgnore]
    public long Steps => ConstantSteps + DecaySteps;

    /// <summary>Adam's step size at a step: constant, then falling linearly.</summary>
    public double LearningRateAt(long step) => step < ConstantSteps || DecaySteps == 0
        ? LearningRate
        : LearningRate + (FinalLearningRate - LearningRate) * Math.Min(1, (double)(step - ConstantSteps) / DecaySteps);

    /// <exception cref="InputException">A number makes no sense.</exception>
    public void Check()
    {
        Require(Size > 0, "the size", Size, "above 0");
        Require(Window >= 0 && Window <= Size, "the window", Window, "between 0 (all) and the size");
        Require(Batch > 0, "the batch", Batch, "at least 1");
        Require(Accumulate > 0, "accumulation", Accumulate, "at least 1");
        Require(ReconstructEvery > 0, "the steps from reconstruction to reconstruction", ReconstructEvery, "at least 1");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), "the learning rate", LearningRate, "above 0, such as 2e-4");
        Require(FinalLearningRate >= 0 && FinalLearningRate <= LearningRate, "the final learning rate", FinalLearningRate, "between 0 and the learning rate");
        Require(ConstantSteps >= 0 && DecaySteps >= 0 && Steps > 0, "the number of steps", Steps, "at least 1");
        Require(Beta1 is >= 0 and < 1, "beta1", Beta1, "in [0, 1)");
        Require(Beta2 is >= 0 and < 1, "beta2", Beta2, "in [0, 1)");
        Require(ClipGradients >= 0, "the longest gradient", ClipGradients, "0 (no limit) or above");
        Require(AverageDecay is >= 0 and < 1, "the memory of averages", AverageDecay, "in [0, 1)");
        Require(DiscriminatorWidth > 0, "the discriminator's width", DiscriminatorWidth, "at least 1");

        static void Require(bool sound, string what, double value, string wanted)
        {
            if (!sound)
                throw new InputException(FormattableString.Invariant($"A training cannot have {what} {value}: it must be {wanted}."));
        }
    }

    /// <summary>The same, and whether a generator takes pictures of the size.</summary>
    /// <exception cref="InputException">A number makes no sense, or the generator cannot halve the size often enough.</exception>
    public void CheckFor(ILiquidWarpingGenerator generator)
    {
        Check();
        foreach (var side in new[] { Size, Window })
            if (side % generator.Multiple != 0)
                throw new InputException($"The generator takes pictures whose sides are multiples of {generator.Multiple}, and not {side}.");
    }

    /// <summary>The recipe as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>"name: theirs instead of ours" for each entry in which another recipe, as JSON, differs.</summary>
    public IReadOnlyList<string> DifferencesFrom(string other)
    {
        List<string> differences = [];
        Compare("", JsonNode.Parse(ToJson()), JsonNode.Parse(other));
        return differences;

        void Compare(string name, JsonNode? own, JsonNode? theirs)
        {
            if (own is JsonObject mine && theirs is JsonObject others)
                foreach (var key in mine.Select(pair => pair.Key).Union(others.Select(pair => pair.Key)))
                    Compare(name.Length == 0 ? key : $"{name}.{key}", mine[key], others[key]);
            else if (!JsonNode.DeepEquals(own, theirs))
                differences.Add($"{name} is {own?.ToJsonString() ?? "not known"} now and was {theirs?.ToJsonString() ?? "not known"}");
        }
    }
}
