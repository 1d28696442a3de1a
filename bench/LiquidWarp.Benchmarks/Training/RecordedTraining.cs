using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Files;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training;
using ArrayType = LiquidWarp.Files.DType;

namespace LiquidWarp.Benchmarks.Training;

/// <summary>The default training on one batch of drawn people, made beforehand and shown again in every step: what a step costs without drawing.</summary>
internal sealed class RecordedTraining : IDisposable
{
    private readonly TrainingSample[] _samples;
    private readonly TrainingState _state;
    private readonly Trainer _trainer;
    private float[] _terms = [];

    private RecordedTraining(int size, int batch, TrainingPrecision precision)
    {
        var recipe = TrainingRecipe.Compact with { Size = size, Batch = batch, Precision = precision, ReconstructEvery = 1, ConstantSteps = 1_000_000 };
        TorchRuntime.ManualSeed(1);
        var pairs = new DrawnPairs([BodyModel.LoadDefault()], [], size, seed: 1);
        var conditioning = new SurfacePairConditioning(size, new RecoveryNoise(), recipe.Seed);
        _samples = [.. Enumerable.Range(0, batch).Select(number => conditioning.Condition(pairs.Pair(number), number))];

        var (generator, judges) = (new ParameterStore(), new ParameterStore());
        var network = new CompactGenerator(generator.Root, new CompactGeneratorOptions());
        var judge = new PatchDiscriminator(judges.Root, new PatchDiscriminatorOptions { Width = recipe.DiscriminatorWidth });
        generator.ToChannelsLast();
        judges.ToChannelsLast();
        _state = new TrainingState(generator, judges, recipe, pairs.Identity);
        var replay = new Replay(_samples, pairs.Pair(0));
        _trainer = new Trainer(network, new GeneratorObjective(recipe.Objective, judge), _state, recipe, replay, replay, new TrainerOptions());
    }

    /// <summary>Draws the batch and makes the networks.</summary>
    public static RecordedTraining Prepare(int size, int batch, TrainingPrecision precision) => new(size, batch, precision);

    /// <summary>One step; gives the generator's and the discriminator's loss.</summary>
    public (double Generator, double Discriminator) Step()
    {
        _trainer.Run(progress =>
        {
            _terms = progress.Terms;
            return false;
        }, CancellationToken.None);
        return (_terms[0], _terms[^1]);
    }

    /// <summary>Writes the weights as they are and the batch, for PyTorch.</summary>
    public void Write(string folder)
    {
        NpzFile.Write(Path.Combine(folder, "weights.npz"), new[] { ("generator.", _state.GeneratorParameters), ("discriminator.", _state.DiscriminatorParameters) }
            .SelectMany(network => network.Item2.Save().Select(entry => (Name: network.Item1 + entry.Name, entry)))
            .ToDictionary(named => named.Name, named => new NdArray(ArrayType.Float32, Array.ConvertAll(named.entry.Shape, size => (int)size), named.entry.Data.ToArray())));

        NdArray Pictures(Func<TrainingSample, FloatImage> pick) => Join(_samples.Select(pick).Select(picture => ((int[])[picture.Height, picture.Width, picture.Channels], picture.Data)));
        NpzFile.Write(Path.Combine(folder, "samples.npz"), new Dictionary<string, NdArray>
        {
            ["background"] = Pictures(sample => sample.Background),
            ["source"] = Pictures(sample => sample.Source),
            ["target"] = Pictures(sample => sample.Target),
            ["flow"] = Join(_samples.Select(sample => ((int[])[sample.Flow.Height, sample.Flow.Width, 2], sample.Flow.Data))),
            ["condition_map"] = Pictures(sample => sample.ConditionMap),
            ["source_picture"] = Pictures(sample => sample.Truth.SourcePicture),
            ["target_picture"] = Pictures(sample => sample.Truth.TargetPicture),
            ["source_silhouette"] = Pictures(sample => sample.Truth.SourceSilhouette),
            ["target_silhouette"] = Pictures(sample => sample.Truth.TargetSilhouette),
            ["background_picture"] = Pictures(sample => sample.Truth.Background!),
            ["heads"] = NdArray.From<long>([.. _samples.Select(sample => sample.Truth.Head).SelectMany(head => (long[])[head.MinX, head.MaxX, head.MinY, head.MaxY])], _samples.Length, 4),
        });
    }

    public void Dispose() => _state.Dispose();

    private static NdArray Join(IEnumerable<(int[] Shape, float[] Data)> parts)
    {
        var all = parts.ToList();
        return NdArray.From<float>([.. all.SelectMany(part => part.Data)], [all.Count, .. all[0].Shape]);
    }

    /// <summary>The samples by their place in the batch, whatever the step.</summary>
    private sealed class Replay(TrainingSample[] samples, PersonPair any) : IPairSource, IPairConditioning
    {
        public string Identity => "one batch";

        public int Size => samples[0].Source.Width;

        public PersonPair Pair(long number) => any;

        // The trainer numbers pairs by lane, one for each place in the batch, in the upper bits.
        public TrainingSample Condition(PersonPair pair, long number) => samples[(number >> 40) % samples.Length];
    }
}
