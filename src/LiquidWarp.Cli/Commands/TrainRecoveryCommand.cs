using System.CommandLine;
using System.Text.Json.Nodes;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Training;
using LiquidWarp.Training.Evidence;
using LiquidWarp.Training.MeshRecovery;
using LiquidWarp.Training.Timed;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp train-recovery</c>: the network that finds people in pictures.</summary>
internal static class TrainRecoveryCommand
{
    private static readonly Option<string?> From = new("--from") { Description = "Weights of such a network to begin with, instead of fresh ones; for hmr also the published hmr_tf2pt.pth" };

    private static readonly Option<string> Architecture = new("--architecture")
    {
        Description = "dense: sees points, mask and parts, to which a body is fitted; what recover uses. hmr: human mesh recovery of the paper, a ResNet that gives θ itself, of one body",
        DefaultValueFactory = _ => "dense",
    };

    private static readonly Option<int> Width = new("--width") { Description = "hmr: channels after the first convolution; 64 is a ResNet-50", DefaultValueFactory = _ => new HumanMeshRecoveryOptions().Width };

    private static readonly Option<double> Minutes = new("--minutes") { Description = "Time to train", DefaultValueFactory = _ => 30 };

    private static readonly Option<int> Size = new("--size") { Description = "Side of the drawn pictures; the network looks at parts of them", DefaultValueFactory = _ => 192 };

    private static readonly Option<int> Batch = new("--batch") { Description = "Pairs of pictures a step", DefaultValueFactory = _ => 16 };

    private static readonly Option<int> Repeats = new("--repeats") { Description = "How often a drawn picture is looked at, each time in another way", DefaultValueFactory = _ => 3 };

    // Of the gradient's norm: the paper's losses are weighted sixtyfold.
    private const double MeshGradientLimit = 300;

    static TrainRecoveryCommand()
    {
        Architecture.AcceptOnlyFromAmong("dense", "hmr");
        Width.Range(1, 256);
        Minutes.Range(0.001, 100_000);
        Size.Range(32, 1024);
        Batch.Range(2, 1024);
        Repeats.Range(1, 100);
    }

    public static Command Create() => new Command("train-recovery", """
        Teach the network that finds people in pictures, on people who do not exist.

          liquidwarp train-recovery -o models/mine/recovery.safetensors --minutes 30
          liquidwarp train-recovery -o models/hmr/recovery.safetensors --architecture hmr --device cuda --rate 2e-4 --minutes 600
        """)
    {
        TimedTrainingInputs.OutputOption, Architecture, Width, From, Minutes, Size, Batch, TimedTrainingInputs.Rate, Repeats,
        TimedTrainingInputs.BodiesOption, TimedTrainingInputs.MotionsOption, TimedTrainingInputs.Workers, TimedTrainingInputs.Unseen, TimedTrainingInputs.SeedOption, DeviceOption.Device,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var inputs = TimedTrainingInputs.Read(parse);
        var device = DeviceOption.Read(parse);
        var (size, batch) = (parse.GetValue(Size), parse.GetValue(Batch));
        var precision = FastestPrecision.On(device);
        var (architecture, isMesh) = (parse.GetRequiredValue(Architecture), parse.GetRequiredValue(Architecture) == "hmr");
        if (isMesh && inputs.Bodies.Count > 1)
            throw new InputException($"The network learns θ of one body, and --bodies names {inputs.Bodies.Count}. Name the one that the network shall be used with.");
        object options = isMesh ? new HumanMeshRecoveryOptions { Width = parse.GetValue(Width) } : new DenseRecoveryOptions();
        using ITimedTask task = options is HumanMeshRecoveryOptions mesh
            ? new MeshRecoveryTask(inputs.Bodies[0], [.. inputs.Motions.SelectMany(motion => motion.Frames).Select(frame => frame.Pose)], new() { Network = mesh }, device, precision)
            : new EvidenceTask((DenseRecoveryOptions)options, device, precision);
        if (parse.GetValue(From) is { } from && !TimedTrainingReport.GoesOn(inputs.Output))
            switch (task)
            {
                case MeshRecoveryTask recovery: recovery.BeginWith(from); break;
                case EvidenceTask evidence: evidence.BeginWith(from); break;
            }

        var training = new TimedTraining(task, inputs.People(size, unseen: false), inputs.People(size, unseen: true), new TimedTrainingOptions
        {
            Duration = TimeSpan.FromMinutes(parse.GetValue(Minutes)),
            Batch = batch,
            LearningRate = parse.GetValue(TimedTrainingInputs.Rate),
            GradientLimit = isMesh ? MeshGradientLimit : new TimedTrainingOptions().GradientLimit,
            Shuffle = new() { People = 2 * batch, PairsOfOne = 4, Repeats = parse.GetValue(Repeats) },
            Workers = parse.GetValue(TimedTrainingInputs.Workers),
            Unseen = parse.GetValue(TimedTrainingInputs.Unseen),
            Seed = inputs.Seed,
        });
        var result = TimedTrainingReport.Run(training, inputs.Output, parse.GetValue(Minutes), report, cancellation);
        var provenance = new JsonObject
        {
            ["trained on"] = "people who do not exist, drawn by this project",
            ["bodies"] = new JsonArray([.. inputs.Bodies.Select(body => (JsonNode)body.Name)]),
            ["begun with"] = parse.GetValue(From) is { } begun ? Path.GetFileName(begun) : "fresh weights",
            ["seed"] = inputs.Seed,
            ["picture size"] = size,
            ["pairs"] = result.Pairs,
            ["steps"] = result.Steps,
            ["batch"] = batch,
            ["minutes"] = Math.Round(result.Spent.TotalMinutes, 1),
            ["computed in"] = $"{precision}",
        };
        TimedTrainingReport.Write(inputs.Output, task.Network, NetworkArchitecture.Of(NetworkRole.Recovery, architecture), options, provenance, result, report);
    }
}
