using LiquidWarp.Datasets;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Tests.Training.Features;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

/// <summary>A whole training of dolls, small enough for a test: some hundredths of a second a step.</summary>
internal sealed class TinyTraining : IDisposable
{
    public const int Size = 32;

    public static readonly CompactGeneratorOptions Shape = new() { Widths = [4, 6, 8], BackgroundWidths = [3, 4, 4], ResidualBlocks = 1 };

    public static readonly TrainingRecipe Recipe = TrainingRecipe.Compact with
    {
        Size = Size,
        Window = 24,
        Batch = 2,
        Precision = TrainingPrecision.Float32,
        DiscriminatorWidth = 2,
        ConstantSteps = 6,
        DecaySteps = 6,
        LearningRate = 2e-3,
        Seed = 3,
    };

    public TinyTraining(TrainingRecipe? recipe = null, IPairSource? pairs = null)
    {
        Used = recipe ?? Recipe;
        TorchRuntime.ManualSeed((ulong)Used.Seed);
        var (generator, discriminator) = (new ParameterStore(), new ParameterStore());
        Generator = new CompactGenerator(generator.Root, Shape);
        var judge = new PatchDiscriminator(discriminator.Root, new PatchDiscriminatorOptions { Width = Used.DiscriminatorWidth, Layers = 2 });
        Pairs = pairs ?? new PaintedDolls(Size);
        State = new TrainingState(generator, discriminator, Used, Pairs.Identity);
        try
        {
            Trainer = new Trainer(Generator, new GeneratorObjective(Used.Objective, judge), State, Used, Pairs,
                new SurfacePairConditioning(Size, new RecoveryNoise(), Used.Seed, Used.Window), new TrainerOptions());
        }
        catch
        {
            State.Dispose();
            throw;
        }
    }

    public TrainingRecipe Used { get; }

    public IPairSource Pairs { get; }

    public CompactGenerator Generator { get; }

    public TrainingState State { get; }

    public Trainer Trainer { get; }

    /// <summary>Trains up to a step and gives the loss of each.</summary>
    public List<float> Run(long until, CancellationToken cancellation)
    {
        List<float> losses = [];
        Trainer.Run(progress =>
        {
            losses.Add(progress.Terms[0]);
            return progress.Step < until;
        }, cancellation);
        return losses;
    }

    /// <summary>Every number of the state, as bytes.</summary>
    public byte[] Bytes()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            State.Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => State.Dispose();
}
