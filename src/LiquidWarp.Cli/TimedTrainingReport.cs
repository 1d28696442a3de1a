using System.Globalization;
using System.Text.Json.Nodes;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training.Timed;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Cli;

/// <summary>What the commands that train for a given time have in common: they tell how it goes, and write what came of it.</summary>
internal static class TimedTrainingReport
{
    /// <summary>Trains, or goes on where the checkpoint beside the output stands.</summary>
    public static TimedTrainingResult Run(TimedTraining training, string output, double minutes, WorkReport report, CancellationToken cancellation)
    {
        var checkpoint = CheckpointOf(output);
        if (GoesOn(output))
            report.Note($"Going on from {checkpoint}");
        TimedTrainingResult? result = null;
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
        foreach (var score in result!.Scores)
            report.Measured(score.Name, score.Value, score.Text);
        return result;
    }

    /// <summary>Writes the weights, and lists the network in the model.json beside them, in the place of another of its role.</summary>
    public static void Write(
        string output, ParameterStore network, NetworkArchitecture architecture, object options, JsonObject provenance, TimedTrainingResult result, WorkReport report)
    {
        provenance["scores on unseen people"] = new JsonObject(result.Scores.Select(score => KeyValuePair.Create(score.Name, (JsonNode?)Math.Round(score.Value, 4))));
        Weights.Save(network, output, DType.Float16, new Dictionary<string, string> { ["provenance"] = provenance.ToJsonString() });
        File.Delete(CheckpointOf(output));
        report.Wrote(output);
        var entry = new NetworkEntry(architecture, options, Path.GetFileName(output), provenance);
        var path = Path.GetDirectoryName(Path.GetFullPath(output))!;
        var folder = ModelFolder.IsOne(path) ? ModelFolder.Open(path) : null;
        ModelFolder.Describe(path, folder?.Body, [.. folder?.Networks.Values.Where(other => other.Role != entry.Role) ?? [], entry]);
    }

    /// <summary>Whether a training that was stopped goes on.</summary>
    public static bool GoesOn(string output) => File.Exists(CheckpointOf(output));

    private static string CheckpointOf(string output) => output + ".checkpoint";
}
