using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Torch;

namespace LiquidWarp.Cli;

/// <summary>What the commands that train for a given time on drawn people are told alike.</summary>
/// <param name="Output">Weights to write.</param>
/// <param name="Seed">Seed of everything left to chance.</param>
/// <param name="Bodies">Body models of the drawn people.</param>
/// <param name="Motions">Motions that they make.</param>
internal sealed record TimedTrainingInputs(string Output, int Seed, IReadOnlyList<BodyModel> Bodies, IReadOnlyList<Motion> Motions)
{
    public static Option<string> OutputOption { get; } = new("--output", "-o") { Description = "Weights to write, .safetensors. A training that was stopped goes on from the checkpoint beside it. The model.json there lists the network", Required = true };

    public static Option<double> Rate { get; } = new("--rate") { Description = "Adam's first step size", DefaultValueFactory = _ => 2e-3 };

    public static Option<string[]> BodiesOption { get; } = new("--bodies") { Description = "Body models of the drawn people, as for --model. Default: the body that ships", AllowMultipleArgumentsPerToken = true };

    public static Option<string[]> MotionsOption { get; } = new("--motions") { Description = "Motion files, or folders of them, for the drawn people. Default: samples/motions", AllowMultipleArgumentsPerToken = true };

    public static Option<int> Workers { get; } = new("--workers") { Description = "Threads that draw", DefaultValueFactory = _ => 1 };

    public static Option<int> Unseen { get; } = new("--unseen") { Description = "Pairs of people whom training never saw, to be scored on", DefaultValueFactory = _ => 128 };

    public static Option<int> SeedOption { get; } = new("--seed") { Description = "Seed of everything left to chance", DefaultValueFactory = _ => 1 };

    static TimedTrainingInputs()
    {
        Workers.Range(1, 256);
        Unseen.Range(2, 10_000);
    }

    /// <summary>Reads what the command line names, and seeds the generator of random numbers.</summary>
    /// <exception cref="InputException">A file that is named cannot be read, or the output cannot be written.</exception>
    public static TimedTrainingInputs Read(ParseResult parse)
    {
        var output = parse.GetRequiredValue(OutputOption);
        if (!output.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"Cannot write {output}: weights are written as .safetensors.");
        OutputFile.CheckWritable(output);
        var seed = parse.GetValue(SeedOption);
        TorchRuntime.ManualSeed((ulong)seed);
        var bodies = parse.GetValue(BodiesOption) is { Length: > 0 } named ? Array.ConvertAll(named, ModelSource.Body) : [BodyModel.LoadDefault()];
        return new(output, seed, bodies, MotionLibrary.Read(parse.GetValue(MotionsOption) ?? []));
    }

    /// <summary>The people to learn from, or those whom training never sees.</summary>
    public DrawnPairs People(int size, bool unseen) => new(Bodies, Motions, size, Seed, unseen);
}
