using System.Globalization;
using LiquidWarp.Datasets;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Torch.Optim;

namespace LiquidWarp.Training.Timed;

/// <summary>
/// Trains a network for a given time and scores it on unseen people. A training that was stopped goes on from its checkpoint.
/// </summary>
/// <param name="task">The network and what teaches it.</param>
/// <param name="pairs">What it learns from.</param>
/// <param name="unseen">Pairs of people who are not among those of <paramref name="pairs"/>.</param>
/// <param name="options">How to train.</param>
/// <param name="time">The clock; the system's where absent.</param>
public sealed class TimedTraining(ITimedTask task, IPairSource pairs, IPairSource unseen, TimedTrainingOptions options, TimeProvider? time = null)
{
    private const string Format = "liquidwarp features 1";
    private const string NetworkPrefix = "network.";
    private const string HeadsPrefix = "heads.";
    private const string AdamPrefix = "adam.";

    private readonly ShuffledPairs _pairs = new(pairs, options.Shuffle);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Trains, or goes on training, and leaves the network as it shall be used.</summary>
    /// <param name="checkpoint">File of the state, as it was at most <see cref="TimedTrainingOptions.CheckpointEvery"/> ago. Delete it when the weights are written.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellation">Stops after a checkpoint.</param>
    /// <exception cref="InputException">The checkpoint is damaged, or of another task, width or source of pairs.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the checkpoint is there.</exception>
    public TimedTrainingResult Run(string checkpoint, Action<TimedTrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var adam = new Adam([.. Named(NetworkPrefix, task.Network), .. Named(HeadsPrefix, task.Heads)]);
        var state = File.Exists(checkpoint) ? Load(checkpoint, adam) : new State(0, 0, TimeSpan.Zero);
        var start = _time.GetTimestamp();
        TimeSpan Spent() => state.Spent + _time.GetElapsedTime(start);

        var (steps, taken, saved, loss) = (state.Steps, state.Taken, Spent(), double.NaN);
        using (var samples = new Prefetch<Sample>(Prepare, taken, options.Workers, 2 * options.Batch + options.Workers))
        {
            void Save() => Write(checkpoint, adam, new State(steps, taken, Spent()));

            for (var spent = Spent(); spent < options.Duration; spent = Spent())
            {
                adam.LearningRate = options.LearningRate * (1 + Math.Cos(Math.PI * (spent / options.Duration))) / 2;
                var batch = Gather(samples);
                loss = Step(adam, batch, steps);
                (steps, taken) = (steps + 1, samples.Next);
                progress?.Invoke(new TimedTrainingProgress(steps, loss, spent));
                if (cancellation.IsCancellationRequested || spent - saved > options.CheckpointEvery)
                {
                    Save();
                    saved = spent;
                    cancellation.ThrowIfCancellationRequested();
                }
            }
        }

        return Finish(steps, taken, loss, Spent());
    }

    private double Step(Adam adam, IReadOnlyList<Sample> batch, long step)
    {
        using var scope = TensorScope.Enter();
        // What layers leave to chance depends on the step alone: who resumes comes to the same weights.
        TorchRuntime.ManualSeed((ulong)Chance.Of(options.Seed, step).NextInt64());
        var loss = task.Loss(Join(batch));
        adam.ClearGrads();
        loss.Backward();
        adam.ClipGradients(options.GradientLimit);
        var value = loss.ToDouble();
        if (!double.IsFinite(value))
            throw new InvalidOperationException("The loss is no number any more; the last checkpoint is still good. Try a smaller learning rate.");
        adam.Step();
        return value;
    }

    private TimedTrainingResult Finish(long steps, long taken, double loss, TimeSpan spent)
    {
        using var scope = TensorScope.Enter();
        List<Sample> shown = [];
        for (long person = 0; shown.Count < options.Unseen; person++)
            if (new Sample(task.Prepare(unseen.Pair(person * options.Shuffle.InARow), Chance.Of(options.Seed, person))) is { Maps: not null } sample)
                shown.Add(sample);
        var maps = Join(shown);
        var scores = task.Score(maps);
        task.Finish(maps);
        return new TimedTrainingResult(steps, taken / options.Shuffle.Repeats, loss, spent, scores);
    }

    private Sample Prepare(long number) => new(task.Prepare(_pairs.Pair(number), Chance.Of(options.Seed, number)));

    private List<Sample> Gather(Prefetch<Sample> samples)
    {
        List<Sample> batch = [];
        while (batch.Count < options.Batch)
            if (samples.Take() is { Maps: not null } sample)
                batch.Add(sample);
        return batch;
    }

    private Tensor[] Join(IReadOnlyList<Sample> samples) =>
        [.. Enumerable.Range(0, samples[0].Maps!.Count).Select(map => Join([.. samples.Select(sample => sample.Maps![map])]))];

    private Tensor Join(List<FloatImage> maps)
    {
        float[] data = [.. maps.SelectMany(map => map.Data)];
        return Tensor.FromInterleaved<float>(data, maps[0].Height, maps[0].Width, maps[0].Channels, maps.Count, task.Network.Device);
    }

    private void Write(string checkpoint, Adam adam, State state) => Weights.WriteState(
        checkpoint,
        [
            .. Under(NetworkPrefix, task.Network.Save()),
            .. Under(HeadsPrefix, task.Heads.Save()),
            .. Under(AdamPrefix, adam.Save()),
        ],
        new Dictionary<string, string>
        {
            ["format"] = Format,
            ["pairs"] = _pairs.Identity,
            ["steps"] = $"{state.Steps}",
            ["taken"] = $"{state.Taken}",
            ["spent"] = $"{state.Spent.Ticks}",
        });

    private State Load(string checkpoint, Adam adam)
    {
        var metadata = Weights.ReadMetadata(checkpoint);
        long Number(string name) => long.TryParse(metadata.GetValueOrDefault(name), NumberFormatInfo.InvariantInfo, out var number)
            ? number
            : throw new InputException($"{checkpoint} is no checkpoint of such a training: its '{name}' is missing. Delete it to begin anew.");
        if (metadata.GetValueOrDefault("format") != Format || metadata.GetValueOrDefault("pairs") is var given && given != _pairs.Identity)
            throw new InputException($"{checkpoint} is of another training, or of other pairs ({metadata.GetValueOrDefault("pairs", "unknown")} and not {_pairs.Identity}). Delete it to begin anew.");
        var state = new State(Number("steps"), Number("taken"), new TimeSpan(Number("spent")));

        var entries = Weights.ReadState(checkpoint);
        IEnumerable<StateEntry> Below(string prefix) =>
            entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => entry with { Name = entry.Name[prefix.Length..] });
        try
        {
            task.Network.Load(Below(NetworkPrefix));
            task.Heads.Load(Below(HeadsPrefix));
            adam.Load(Below(AdamPrefix));
        }
        catch (StateMismatchException e)
        {
            throw new InputException($"{checkpoint} is of another network: {e.Message} Delete it to begin anew.", e);
        }

        return state;
    }

    private static IEnumerable<StateEntry> Under(string prefix, IEnumerable<StateEntry> entries) => entries.Select(entry => entry with { Name = prefix + entry.Name });

    private static IEnumerable<NamedTensor> Named(string prefix, ParameterStore store) =>
        store.Parameters.Select(parameter => parameter with { Name = prefix + parameter.Name });

    private sealed record State(long Steps, long Taken, TimeSpan Spent);

    // Null maps: a pair that does not show what is needed.
    private sealed record Sample(IReadOnlyList<FloatImage>? Maps);
}

/// <summary>Where a training is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Loss">Loss of the last one.</param>
/// <param name="Spent">Time spent so far.</param>
public sealed record TimedTrainingProgress(long Step, double Loss, TimeSpan Spent);

/// <summary>What came out of a training.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="Pairs">Different pairs seen, those that showed nothing of use among them.</param>
/// <param name="Loss">Loss of the last step.</param>
/// <param name="Spent">Time spent.</param>
/// <param name="Scores">Scores on unseen people.</param>
public sealed record TimedTrainingResult(long Steps, long Pairs, double Loss, TimeSpan Spent, IReadOnlyList<TaskScore> Scores);
