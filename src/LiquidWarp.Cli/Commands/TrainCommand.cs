using System.CommandLine;
using System.Diagnostics;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Motions;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp train</c>: teaches a generator, on people drawn as they are needed or on videos in iPER's layout.</summary>
internal static class TrainCommand
{
    private const int ValidationPairs = 24;

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Folder of the run. If it holds a checkpoint, the training goes on from there", Required = true };

    private static readonly Option<string> Preset = new("--preset")
    {
        Description = "compact: the default generator; published: the 97.5 M parameter network, trained as the published scripts do; paper: the same with the paper's losses",
        DefaultValueFactory = _ => "compact",
    };

    private static readonly Option<string[]> Bodies = new("--bodies") { Description = "Body models of the drawn people, as for --model. Default: the body that ships" };

    private static readonly Option<string[]> Motions = new("--motions") { Description = "Motion files, or folders of them, for the drawn people. Default: samples/motions" };

    private static readonly Option<int?> Size = new("--size") { Description = "Side of the pictures; 256 by default" };

    private static readonly Option<int?> Batch = new("--batch") { Description = "Pairs in one part of a step" };

    private static readonly Option<int?> Accumulate = new("--accumulate") { Description = "Parts of a step, whose gradients are added" };

    private static readonly Option<double?> Rate = new("--rate") { Description = "Adam's step size" };

    private static readonly Option<long?> Steps = new("--steps") { Description = "Steps in all, half of them at the full rate" };

    private static readonly Option<double?> Clip = new("--clip") { Description = "Longest gradient; 0 is no limit" };

    private static readonly Option<double?> Adversarial = new("--adversarial") { Description = "Weight of the adversarial loss" };

    private static readonly Option<double?> Minutes = new("--minutes") { Description = "Stop after so long, with a checkpoint to go on from" };

    private static readonly Option<string?> From = new("--from") { Description = "Weights of a generator to start from, .safetensors or .pth" };

    private static readonly Option<string> Precision = new("--precision") { Description = "auto, float32 or bfloat16", DefaultValueFactory = _ => "auto" };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of everything left to chance", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Workers = new("--workers") { Description = "Threads that make pairs; 0 is one for each two processors", DefaultValueFactory = _ => 0 };

    private static readonly Option<long> CheckpointEvery = new("--checkpoint-every") { Description = "Steps from checkpoint to checkpoint", DefaultValueFactory = _ => 500 };

    private static readonly Option<long> SheetEvery = new("--sheet-every") { Description = "Steps from sheet to sheet of held-out people", DefaultValueFactory = _ => 1000 };

    private static readonly Option<bool> Force = new("--force") { Description = "Go on from a checkpoint of another recipe or other data" };

    private static readonly Option<string> Where = new("--device") { Description = "auto, cpu, cuda or cuda:N", DefaultValueFactory = _ => "auto" };

    static TrainCommand()
    {
        Preset.AcceptOnlyFromAmong("compact", "published", "paper");
        Precision.AcceptOnlyFromAmong("auto", "float32", "bfloat16");
        Motions.AllowMultipleArgumentsPerToken = true;
        Bodies.AllowMultipleArgumentsPerToken = true;
    }

    public static Command Create() => new Command("train", """
        Teach a generator.

          liquidwarp train -o runs/mine                              people who do not exist, drawn as they are needed
          liquidwarp train -o runs/mine --minutes 60                 for an hour; the same line goes on tomorrow
        """)
    {
        Output, Preset, Bodies, Motions, Size, Batch, Accumulate, Rate, Steps, Clip, Adversarial, Minutes, From, Precision, Seed, Workers, CheckpointEvery, SheetEvery, Force, Where,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var recipe = Recipe(parse);
        recipe.Check();
        var device = parse.GetRequiredValue(Where) == "auto" ? Device.Best : Device.Parse(parse.GetRequiredValue(Where));
        if (parse.GetValue(CommonOptions.Threads) is > 0 and var threads)
            TorchRuntime.ThreadCount = threads;
        TorchRuntime.ManualSeed((ulong)recipe.Seed);

        var bodies = parse.GetValue(Bodies) is { Length: > 0 } named ? Array.ConvertAll(named, ModelSource.Body) : [BodyModel.LoadDefault()];
        var motions = MotionLibrary.Read(parse.GetValue(Motions) ?? []);
        var (pairs, unseen) = (new DrawnPairs(bodies, motions, recipe.Size, recipe.Seed), new DrawnPairs(bodies, motions, recipe.Size, recipe.Seed, testSubjects: true));

        var generatorParameters = new ParameterStore(device);
        ILiquidWarpingGenerator generator;
        IPairConditioning conditioning, exact;
        if (parse.GetRequiredValue(Preset) == "compact")
        {
            generator = new CompactGenerator(generatorParameters.Root, new CompactGeneratorOptions());
            conditioning = new SurfacePairConditioning(recipe.Size, new RecoveryNoise(), recipe.Seed);
            exact = new SurfacePairConditioning(recipe.Size, RecoveryNoise.None, recipe.Seed);
        }
        else
        {
            generator = new ImpersonatorGenerator(generatorParameters.Root, new GeneratorOptions { Corners = CornerAlignment.Edges });
            conditioning = exact = new TextureMapPairConditioning(recipe.Size, CornerAlignment.Edges);
        }

        var discriminatorParameters = new ParameterStore(device);
        var discriminator = new PatchDiscriminator(discriminatorParameters.Root, new PatchDiscriminatorOptions { Width = recipe.DiscriminatorWidth });
        foreach (var store in new[] { generatorParameters, discriminatorParameters })
            store.ToChannelsLast();
        if (parse.GetValue(From) is { } weights)
            Weights.Load(generatorParameters, weights);

        using var state = new TrainingState(generatorParameters, discriminatorParameters, recipe, pairs.Identity);
        var objective = new GeneratorObjective(recipe.Objective, discriminator);
        foreach (var substitution in objective.Substitutions)
            report.Note(substitution);
        var folder = parse.GetRequiredValue(Output);
        report.Note("Drawing held-out people");
        var validation = new Validation(unseen, exact, ValidationPairs);
        var intervals = new TrainingIntervals { Checkpoint = parse.GetValue(CheckpointEvery), Sheet = parse.GetValue(SheetEvery) };
        var run = new TrainingRun(folder, generator, state, intervals, validation, [recipe.ToJson(), pairs.Identity, .. objective.Substitutions]);
        if (run.Resume(parse.GetValue(Force)))
            report.Note($"Going on from step {state.Step:N0}");

        var trainer = new Trainer(generator, objective, state, recipe, pairs, conditioning, new TrainerOptions
        {
            Device = device,
            Workers = parse.GetValue(Workers) is > 0 and var workers ? workers : Math.Max(1, Environment.ProcessorCount / 2),
        });
        var clock = Stopwatch.StartNew();
        var limit = parse.GetValue(Minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.MaxValue;
        report.Track("steps", (int)recipe.Steps, count => trainer.Run(progress =>
        {
            count((int)progress.Step);
            if (run.After(progress) is { } found)
                report.Note(FormattableString.Invariant($"step {progress.Step}: held-out people {found.Painted:F4}, warped {found.Warped:F4}, background {found.Background:F4}"));
            return clock.Elapsed < limit;
        }, cancellation));
        run.Save();
        if (run.Show() is { } last)
            report.Note(FormattableString.Invariant($"step {state.Step}: held-out people {last.Painted:F4}, warped {last.Warped:F4}, background {last.Background:F4}"));
        report.Wrote(Path.Combine(folder, "index.html"));
    }

    private static TrainingRecipe Recipe(ParseResult parse)
    {
        var recipe = parse.GetRequiredValue(Preset) switch
        {
            "published" => TrainingRecipe.Published,
            "paper" => new TrainingRecipe(),
            _ => TrainingRecipe.Compact,
        };
        var steps = parse.GetValue(Steps);
        return recipe with
        {
            Size = parse.GetValue(Size) ?? recipe.Size,
            Batch = parse.GetValue(Batch) ?? recipe.Batch,
            Accumulate = parse.GetValue(Accumulate) ?? recipe.Accumulate,
            LearningRate = parse.GetValue(Rate) ?? recipe.LearningRate,
            ConstantSteps = steps is { } all ? all - all / 2 : recipe.ConstantSteps,
            DecaySteps = steps / 2 ?? recipe.DecaySteps,
            ClipGradients = parse.GetValue(Clip) ?? recipe.ClipGradients,
            Precision = parse.GetRequiredValue(Precision) switch
            {
                "float32" => TrainingPrecision.Float32,
                "bfloat16" => TrainingPrecision.BFloat16,
                _ => recipe.Precision,
            },
            Objective = parse.GetValue(Adversarial) is { } weight ? recipe.Objective with { Adversarial = weight } : recipe.Objective,
            Seed = parse.GetValue(Seed),
        };
    }
}
