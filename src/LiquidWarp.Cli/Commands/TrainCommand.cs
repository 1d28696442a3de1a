using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Distributed;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp train</c>: teaches a generator, on people drawn as they are needed or on videos in iPER's layout.</summary>
internal static class TrainCommand
{
    // Smaller pictures leave the discriminator no patch to judge.
    private const int SmallestSide = 64;

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Folder of the run. If it holds a checkpoint, the training goes on from there", Required = true };

    private static readonly Option<string> Preset = new("--preset")
    {
        Description = "compact: the default generator; published: the 97.5 M parameter network, trained as the published scripts do; paper: the same with the paper's losses",
        DefaultValueFactory = _ => "compact",
    };

    private static readonly Option<string?> Data = new("--data") { Description = "Videos in iPER's layout (see synthesize) instead of people drawn as they are needed; val.txt names those to judge by. Their body is --model's" };

    private static readonly Option<string[]> Bodies = new("--bodies") { Description = "Body models of the drawn people, as for --model. Default: the body that ships" };

    private static readonly Option<string[]> Motions = new("--motions") { Description = "Motion files, or folders of them, for the drawn people. Default: samples/motions" };

    private static readonly Option<int?> Size = new("--size") { Description = "Side of the pictures; 256 by default" };

    private static readonly Option<int?> Window = new("--window") { Description = "Columns of the pictures that are kept, those round the person; 0 keeps all. Default: 9/16 of the size" };

    private static readonly Option<int?> Batch = new("--batch") { Description = "Pairs in one part of a step" };

    private static readonly Option<int?> Accumulate = new("--accumulate") { Description = "Parts of a step, whose gradients are added" };

    private static readonly Option<double?> Rate = new("--rate") { Description = "Adam's step size" };

    private static readonly Option<long?> Steps = new("--steps") { Description = "Steps in all, half of them at the full rate" };

    private static readonly Option<double?> Clip = new("--clip") { Description = "Longest gradient; 0 is no limit" };

    private static readonly Option<double?> Adversarial = new("--adversarial") { Description = "Weight of the adversarial loss" };

    private static readonly Option<double?> Minutes = new("--minutes") { Description = "Stop after so long, with a checkpoint to go on from" };

    private static readonly Option<string?> From = new("--from") { Description = "Weights of a generator to start from, .safetensors or .pth" };

    private static readonly Option<string?> Features = new("--features")
    {
        Description = "Model folder with the networks that compare pictures and faces (see convert and train-features), or none. Default: the model that ships",
    };

    private static readonly Option<string> Precision = new("--precision") { Description = "auto, float32 or bfloat16", DefaultValueFactory = _ => "auto" };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of everything left to chance", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Workers = new("--workers") { Description = "Threads that make pairs; 0 is one for each two processors", DefaultValueFactory = _ => 0 };

    private static readonly Option<long> CheckpointEvery = new("--checkpoint-every") { Description = "Steps from checkpoint to checkpoint", DefaultValueFactory = _ => 500 };

    private static readonly Option<long> SheetEvery = new("--sheet-every") { Description = "Steps from sheet to sheet of held-out people", DefaultValueFactory = _ => 1000 };

    private static readonly Option<int> HeldOut = new("--held-out") { Description = "Pairs of people kept apart to judge by; 0 judges nothing", DefaultValueFactory = _ => 24 };

    private static readonly Option<int[]> Widths = new("--widths") { Description = "Channels of the compact generator at a half, a quarter … of the size; 32 64 96 128 by default" };

    private static readonly Option<bool> Force = new("--force") { Description = "Go on from a checkpoint of another recipe or other data" };

    static TrainCommand()
    {
        Size.Range(SmallestSide, 2048);
        Window.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var columns) && columns is 0 or >= SmallestSide))
                result.AddError($"--window is 0 or at least {SmallestSide}.");
        });
        Preset.AcceptOnlyFromAmong("compact", "published", "paper");
        Precision.AcceptOnlyFromAmong("auto", "float32", "bfloat16");
        Motions.AllowMultipleArgumentsPerToken = true;
        Bodies.AllowMultipleArgumentsPerToken = true;
        Widths.AllowMultipleArgumentsPerToken = true;
    }

    public static Command Create() => new Command("train", """
        Teach a generator.

          liquidwarp train -o runs/mine                              people who do not exist, drawn as they are needed
          liquidwarp train -o runs/mine --minutes 60                 for an hour; the same line goes on tomorrow
          liquidwarp train --data data/iPER -o runs/mine             recorded videos with their bodies
        """)
    {
        Output, Preset, Data, ModelSource.Model, Bodies, Motions, Size, Window, Batch, Accumulate, Rate, Steps, Clip, Adversarial, Minutes, From, Features, Precision, Seed, Workers, CheckpointEvery, SheetEvery, HeldOut, Widths, Force, DeviceOption.Device,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var recipe = Recipe(parse);
        recipe.Check();
        var processes = DistributedEnvironment.Read();
        var device = DeviceOption.Read(parse, processes);
        using var group = ProcessGroup.Join(processes, device);
        if (!group.IsFirst)
            report = WorkReport.Create(json: false, quiet: true); // one process talks
        TorchRuntime.ManualSeed((ulong)recipe.Seed);

        var (body, pairs, unseen) = Pairs(parse, recipe, report);
        var generator = Generator(parse, recipe, device);
        if (parse.GetValue(From) is { } weights)
            Weights.Load(generator.Parameters, weights);
        var judges = new ParameterStore(device);
        var discriminator = new PatchDiscriminator(judges.Root, new PatchDiscriminatorOptions { Width = recipe.DiscriminatorWidth });
        judges.ToChannelsLast();

        using var state = new TrainingState(generator.Parameters, judges, recipe, pairs.Identity);
        using var judging = Judges(parse, recipe, device);
        var objective = new GeneratorObjective(recipe.Objective, discriminator, judging?.Perceptual, judging?.Face, JudgingPrecision(recipe));
        IReadOnlyList<string> substitutions = [.. objective.Substitutions, .. judging?.Notes ?? []];
        foreach (var substitution in substitutions)
            report.Note(substitution);
        var folder = parse.GetRequiredValue(Output);
        if (TrainingRun.Resume(folder, state, parse.GetValue(Force)))
            report.Note($"Going on from step {state.Step:N0}");
        group.Barrier(); // nobody writes a checkpoint that another still reads
        var run = group.IsFirst ? Open(parse, folder, generator, body, state, unseen, pairs.Identity, [recipe.ToJson(), pairs.Identity, .. substitutions]) : null;
        var trainer = new Trainer(generator.Network, objective, state, recipe, pairs, generator.Conditioning, new TrainerOptions
        {
            Device = device,
            Group = group,
            Workers = parse.GetValue(Workers) is > 0 and var workers ? workers : Math.Max(1, Environment.ProcessorCount / 2),
        });
        try
        {
            Train(trainer, run, recipe, parse.GetValue(Minutes), report, cancellation);
        }
        finally
        {
            // Also where somebody interrupts: nothing that was learned is lost. A state that has diverged is refused, and the last sound one kept.
            if (state.FindUnsound() is null)
                run?.Save();
        }

        if (run is null)
            return;
        Tell(state.Step, run.Show(), report);
        report.Wrote(TrainingRun.ModelFolderOf(folder));
        report.Wrote(Path.Combine(folder, "index.html"));
    }

    /// <summary>What to train on, what to judge by, and the body that goes into the model folder.</summary>
    private static (BodyModel Body, IPairSource Pairs, IPairSource Unseen) Pairs(ParseResult parse, TrainingRecipe recipe, WorkReport report)
    {
        if (parse.GetValue(Data) is { } folder)
        {
            var model = ModelSource.Body(parse);
            return (model, new IperPairs(folder, model, recipe.Size, recipe.Seed, warn: text => report.Warn(text)), new IperPairs(folder, model, recipe.Size, recipe.Seed, "val.txt", text => report.Warn(text)));
        }

        var bodies = parse.GetValue(Bodies) is { Length: > 0 } named ? Array.ConvertAll(named, ModelSource.Body) : [ModelSource.Body(parse)];
        var motions = MotionLibrary.Read(parse.GetValue(Motions) ?? []);
        return (bodies[0], new DrawnPairs(bodies, motions, recipe.Size, recipe.Seed), new DrawnPairs(bodies, motions, recipe.Size, recipe.Seed, testSubjects: true));
    }

    private static TrainingRun Open(
        ParseResult parse, string folder, TrainedGenerator generator, BodyModel body, TrainingState state, IPairSource unseen, string pairs, IReadOnlyList<string> about)
    {
        var validation = parse.GetValue(HeldOut) > 0 ? new Validation(unseen, generator.Exact, parse.GetValue(HeldOut)) : null;
        var intervals = new TrainingIntervals { Checkpoint = parse.GetValue(CheckpointEvery), Sheet = parse.GetValue(SheetEvery) };
        var provenance = new JsonObject { ["trained on"] = pairs, ["size"] = generator.Exact.Size, ["licence"] = "MIT" };
        return new TrainingRun(folder, generator, body, provenance, state, intervals, validation, about);
    }

    /// <summary>The networks that judge: those of a model folder, the one that ships where none is named; null for none at all.</summary>
    private static JudgeNetworks? Judges(ParseResult parse, TrainingRecipe recipe, Device device)
    {
        var named = parse.GetValue(Features);
        if (named == "none")
            return null;
        var folder = ModelSource.Folder(named) ?? throw new InputException($"{named} is no model folder. Name one that holds a perceptual or a face network, or none.");
        return JudgeNetworks.Load(folder, device, JudgingPrecision(recipe));
    }

    private static DType? JudgingPrecision(TrainingRecipe recipe) => recipe.Precision == TrainingPrecision.BFloat16 ? DType.BFloat16 : null;

    private static void Train(Trainer trainer, TrainingRun? run, TrainingRecipe recipe, double? minutes, WorkReport report, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var limit = minutes is { } most ? TimeSpan.FromMinutes(most) : TimeSpan.MaxValue;
        report.Track("steps", (int)recipe.Steps, count => trainer.Run(progress =>
        {
            Tell(progress.Step, run?.After(progress), report);
            count((int)progress.Step);
            return clock.Elapsed < limit;
        }, cancellation));
    }

    private static void Tell(long step, ValidationResult? found, WorkReport report)
    {
        if (found is not null)
            report.Measured("mean difference on held-out people", found.Painted,
                FormattableString.Invariant($"{found.Painted:F4} after step {step}; plain warp {found.Warped:F4}, background {found.Background:F4}"));
    }

    private static TrainedGenerator Generator(ParseResult parse, TrainingRecipe recipe, Device device)
    {
        if (parse.GetRequiredValue(Preset) != "compact")
            return TrainedGenerator.Published(new GeneratorOptions { Corners = CornerAlignment.Edges }, recipe, device);
        var options = new CompactGeneratorOptions();
        return TrainedGenerator.Compact(parse.GetValue(Widths) is not { Length: > 0 } widths ? options
            : options with { Widths = widths, BackgroundWidths = Array.ConvertAll(widths, width => Math.Max(1, width / 2)) }, recipe, device);
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
        var size = parse.GetValue(Size) ?? recipe.Size;
        return recipe with
        {
            Size = size,
            Window = parse.GetValue(Window) ?? (recipe.Window == 0 ? 0 : Math.Min(size, Math.Max(SmallestSide, (recipe.Window * size / recipe.Size + 8) / 16 * 16))),
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
