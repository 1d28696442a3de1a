using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Datasets;
using LiquidWarp.Media;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
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

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Weights to write, .safetensors. A training that was stopped goes on from the checkpoint beside it. The model.json there lists the network", Required = true };

    private static readonly Option<double> Minutes = new("--minutes") { Description = "Time to train", DefaultValueFactory = _ => 12 };

    private static readonly Option<int> Width = new("--width") { Description = "Channels of the network's first stage; 64 in the published ones", DefaultValueFactory = _ => 16 };

    private static readonly Option<int?> Size = new("--size") { Description = "Side of the drawn pictures. Default: 192 for perceptual, which learns from windows of half that side, 256 for face" };

    private static readonly Option<int?> Batch = new("--batch") { Description = "Pairs a step. Default: 16 for perceptual, 48 for face" };

    private static readonly Option<double> Rate = new("--rate") { Description = "Adam's first step size", DefaultValueFactory = _ => 2e-3 };

    private static readonly Option<string[]> Bodies = new("--bodies") { Description = "Body models of the drawn people, as for --model. Default: the body that ships" };

    private static readonly Option<string[]> Motions = new("--motions") { Description = "Motion files, or folders of them, for the drawn people. Default: samples/motions" };

    private static readonly Option<int> Workers = new("--workers") { Description = "Threads that draw", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Unseen = new("--unseen") { Description = "People whom training never saw, to be scored on", DefaultValueFactory = _ => 128 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of everything left to chance", DefaultValueFactory = _ => 1 };

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
        Workers.Range(1, 256);
        Unseen.Range(2, 10_000);
        Motions.AllowMultipleArgumentsPerToken = true;
        Bodies.AllowMultipleArgumentsPerToken = true;
    }

    public static Command Create() => new Command("train-features", """
        Teach the networks that judge faces and pictures in training, where VGG-19 and SphereFace are not at hand.

          liquidwarp train-features --what perceptual -o models/mine/perceptual.safetensors
          liquidwarp train-features --what face -o models/mine/face.safetensors --minutes 30
        """)
    {
        What, Output, Minutes, Width, Size, Batch, Rate, Bodies, Motions, Workers, Unseen, Seed, Precision, DeviceOption.Device,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var output = parse.GetRequiredValue(Output);
        if (!output.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"Cannot write {output}: weights are written as .safetensors.");
        OutputFile.CheckWritable(output);
        var device = DeviceOption.Read(parse);
        var seed = parse.GetValue(Seed);
        TorchRuntime.ManualSeed((ulong)seed);
        var precision = parse.GetRequiredValue(Precision) switch
        {
            "float32" => DType.Float32,
            "bfloat16" => DType.BFloat16,
            _ => FastestPrecision.On(device),
        };

        var isFace = parse.GetRequiredValue(What) == "face";
        var (width, size, batch) = (parse.GetValue(Width), parse.GetValue(Size) ?? (isFace ? 256 : 192), parse.GetValue(Batch) ?? (isFace ? 48 : 16));
        using IFeatureTask task = isFace ? new FaceFeatureTask(width, Embedding, device, precision) : new PerceptualFeatureTask(width, window: Math.Max(32, size / 2 / 16 * 16), device, precision);
        var bodies = parse.GetValue(Bodies) is { Length: > 0 } named ? Array.ConvertAll(named, ModelSource.Body) : [BodyModel.LoadDefault()];
        var motions = MotionLibrary.Read(parse.GetValue(Motions) ?? []);
        DrawnPairs People(bool unseen) => new(bodies, motions, size, seed, unseen);

        var minutes = parse.GetValue(Minutes);
        var training = new FeatureTraining(task, People(unseen: false), People(unseen: true), new FeatureTrainingOptions
        {
            Duration = TimeSpan.FromMinutes(minutes),
            Batch = batch,
            LearningRate = parse.GetValue(Rate),
            Shuffle = isFace ? new() { People = 2 * batch, PairsOfOne = 3, Repeats = 8 } : new() { People = 4 * batch },
            Workers = parse.GetValue(Workers),
            Unseen = parse.GetValue(Unseen),
            Seed = seed,
        });
        var result = Train(training, output + ".checkpoint", minutes, report, cancellation);
        foreach (var score in result.Scores)
            report.Measured(score.Name, score.Value, score.Text);

        var provenance = new JsonObject
        {
            [JudgeNetworks.StandsInFor] = isFace ? "the published SphereFace-20" : "torchvision's VGG-19 of ImageNet",
            ["trained on"] = "people who do not exist: " + People(unseen: false).Identity,
            ["picture size"] = size,
            ["pairs"] = result.Pairs,
            ["steps"] = result.Steps,
            ["batch"] = batch,
            ["minutes"] = Math.Round(result.Spent.TotalMinutes, 1),
            ["computed in"] = $"{precision}",
            ["scores on unseen people"] = new JsonObject(result.Scores.Select(score => KeyValuePair.Create(score.Name, (JsonNode?)Math.Round(score.Value, 4)))),
        };
        Weights.Save(task.Network, output, DType.Float16, new Dictionary<string, string> { ["provenance"] = provenance.ToJsonString() });
        report.Wrote(output);
        Register(output, isFace
            ? new(NetworkArchitecture.Of(NetworkRole.Face, "sphereface-20"), new Sphere20aOptions { Width = width, Embedding = Embedding }, Path.GetFileName(output), provenance)
            : new(NetworkArchitecture.Of(NetworkRole.Perceptual, "vgg-19"), new Vgg19Options { Width = width }, Path.GetFileName(output), provenance));
    }

    /// <summary>Lists the network in the model.json beside it, in the place of another of its role.</summary>
    private static void Register(string output, NetworkEntry entry)
    {
        var path = Path.GetDirectoryName(Path.GetFullPath(output))!;
        var folder = ModelFolder.IsOne(path) ? ModelFolder.Open(path) : null;
        ModelFolder.Describe(path, folder?.Body, [.. folder?.Networks.Values.Where(other => other.Role != entry.Role) ?? [], entry]);
    }

    private static FeatureResult Train(FeatureTraining training, string checkpoint, double minutes, WorkReport report, CancellationToken cancellation)
    {
        if (File.Exists(checkpoint))
            report.Note($"Going on from {checkpoint}");
        FeatureResult? result = null;
        var seconds = Math.Max(1, (int)(60 * minutes));
        var next = 1;
        report.Track("seconds of training", seconds, count =>
        {
            result = training.Run(checkpoint, progress =>
            {
                count(Math.Min(seconds, (int)progress.Spent.TotalSeconds));
                if (progress.Step != next)
                    return;
                // After 1, 2, 4 … steps: enough to see whether it learns.
                report.Note(string.Create(CultureInfo.InvariantCulture, $"step {progress.Step}: loss {progress.Loss:0.0000}"));
                next *= 2;
            }, cancellation);
            count(seconds);
        });
        return result!;
    }
}
