using System.CommandLine;
using System.Text.Json.Nodes;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Training.Timed;
using LiquidWarp.Training;
using LiquidWarp.Training.Features;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp train-features</c>: the small networks that take the places of VGG-19 and SphereFace in the losses.</summary>
internal static class TrainFeaturesCommand
{
    private static readonly Option<string> What = new("--what")
    {
        Description = "perceptual: takes the place of VGG-19; face: takes the place of SphereFace-20",
        Required = true,
    };

    private static readonly Option<double> Minutes = new("--minutes") { Description = "Time to train", DefaultValueFactory = _ => 12 };

    private static readonly Option<int> Width = new("--width") { Description = "Channels of the network's first stage; 64 in the published ones", DefaultValueFactory = _ => 16 };

    private static readonly Option<int?> Size = new("--size") { Description = "Side of the drawn pictures. Default: 192 for perceptual, which learns from windows of half that side, 256 for face" };

    private static readonly Option<int?> Batch = new("--batch") { Description = "Pairs a step. Default: 16 for perceptual, 48 for face" };

    private static readonly Option<string> Precision = new("--precision") { Description = "auto, float32 or bfloat16", DefaultValueFactory = _ => "auto" };

    // Half a megabyte instead of three for as good an identity of drawn people.
    private const int Embedding = 32;

    static TrainFeaturesCommand()
    {
        What.AcceptOnlyFromAmong("perceptual", "face");
        Precision.AcceptOnlyFromAmong("auto", "float32", "bfloat16");
        Minutes.Range(0.001, 100_000);
        Width.Range(1, 256);
        Size.Range(32, 1024);
        Batch.Range(2, 1024);
    }

    public static Command Create() => new Command("train-features", """
        Teach the networks that judge faces and pictures in training, where VGG-19 and SphereFace are not at hand.

          liquidwarp train-features --what perceptual -o models/mine/perceptual.safetensors
          liquidwarp train-features --what face -o models/mine/face.safetensors --minutes 30
        """)
    {
        What, TimedTrainingInputs.OutputOption, Minutes, Width, Size, Batch, TimedTrainingInputs.Rate,
        TimedTrainingInputs.BodiesOption, TimedTrainingInputs.MotionsOption, TimedTrainingInputs.Workers, TimedTrainingInputs.Unseen, TimedTrainingInputs.SeedOption, Precision, DeviceOption.Device,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var inputs = TimedTrainingInputs.Read(parse);
        var device = DeviceOption.Read(parse);
        var precision = parse.GetRequiredValue(Precision) switch
        {
            "float32" => DType.Float32,
            "bfloat16" => DType.BFloat16,
            _ => FastestPrecision.On(device),
        };

        var isFace = parse.GetRequiredValue(What) == "face";
        var (width, size, batch) = (parse.GetValue(Width), parse.GetValue(Size) ?? (isFace ? 256 : 192), parse.GetValue(Batch) ?? (isFace ? 48 : 16));
        using ITimedTask task = isFace ? new FaceFeatureTask(width, Embedding, device, precision) : new PerceptualFeatureTask(width, window: Math.Max(32, size / 2 / 16 * 16), device, precision);

        var minutes = parse.GetValue(Minutes);
        var training = new TimedTraining(task, inputs.People(size, unseen: false), inputs.People(size, unseen: true), new TimedTrainingOptions
        {
            Duration = TimeSpan.FromMinutes(minutes),
            Batch = batch,
            LearningRate = parse.GetValue(TimedTrainingInputs.Rate),
            Shuffle = isFace ? new() { People = 2 * batch, PairsOfOne = 3, Repeats = 8 } : new() { People = 4 * batch },
            Workers = parse.GetValue(TimedTrainingInputs.Workers),
            Unseen = parse.GetValue(TimedTrainingInputs.Unseen),
            Seed = inputs.Seed,
        });
        var result = TimedTrainingReport.Run(training, inputs.Output, minutes, report, cancellation);
        var provenance = new JsonObject
        {
            [JudgeNetworks.StandsInFor] = isFace ? "the published SphereFace-20" : "torchvision's VGG-19 of ImageNet",
            ["trained on"] = "people who do not exist, drawn by this project",
            ["bodies"] = new JsonArray([.. inputs.Bodies.Select(body => (JsonNode)body.Name)]),
            ["seed"] = inputs.Seed,
            ["picture size"] = size,
            ["pairs"] = result.Pairs,
            ["steps"] = result.Steps,
            ["batch"] = batch,
            ["minutes"] = Math.Round(result.Spent.TotalMinutes, 1),
            ["computed in"] = $"{precision}",
        };
        TimedTrainingReport.Write(inputs.Output, task.Network,
            isFace ? NetworkArchitecture.Of(NetworkRole.Face, "sphereface-20") : NetworkArchitecture.Of(NetworkRole.Perceptual, "vgg-19"),
            isFace ? new Sphere20aOptions { Width = width, Embedding = Embedding } : new Vgg19Options { Width = width }, provenance, result, report);
    }
}
