using LiquidWarp.Tests.Training.Features;
using LiquidWarp.Training.Timed;
using LiquidWarp.Torch;
using LiquidWarp.Training.Features;

namespace LiquidWarp.Tests.Training.Timed;

// Exact: what was stopped and resumed is what was never stopped, to the bit.
public sealed class TimedTrainingTests : TensorTestBase, IDisposable
{
    private static readonly TimedTrainingOptions Options = new()
    {
        Duration = TimeSpan.FromSeconds(6),
        Batch = 3,
        Shuffle = new() { InARow = 1, PairsOfOne = 1, People = 4, Repeats = 2 },
        Unseen = 4,
        CheckpointEvery = TimeSpan.FromSeconds(100),
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("features");

    [Fact]
    public void Run_StoppedAndResumed_ComesToTheSameWeights()
    {
        var (whole, wholeResult) = Train(stopAfter: null);
        var (resumed, resumedResult) = Train(stopAfter: 3);
        Assert.Equal(whole, resumed);
        Assert.Equal(6, wholeResult.Steps);
        Assert.Equal((wholeResult.Steps, wholeResult.Pairs, wholeResult.Loss), (resumedResult.Steps, resumedResult.Pairs, resumedResult.Loss));
        Assert.Equal(wholeResult.Scores.Select(score => score.Value), resumedResult.Scores.Select(score => score.Value));
    }

    [Fact]
    public void Run_WithACheckpointOfOtherPairs_Refuses()
    {
        var checkpoint = Path.Combine(_folder.FullName, "a.checkpoint");
        Stop(new PaintedDolls(32), checkpoint, width: 2);
        var others = Assert.Throws<InputException>(() => Stop(new PaintedDolls(32, seed: 5), checkpoint, width: 2));
        Assert.Contains("dolls 0", others.Message, StringComparison.Ordinal);
        var wider = Assert.Throws<InputException>(() => Stop(new PaintedDolls(32), checkpoint, width: 3));
        Assert.Contains("another network", wider.Message, StringComparison.Ordinal);
        File.WriteAllText(checkpoint, "no checkpoint");
        Assert.Throws<InputException>(() => Stop(new PaintedDolls(32), checkpoint, width: 2));
    }

    public new void Dispose()
    {
        _folder.Delete(recursive: true);
        base.Dispose();
    }

    private (float[] Weights, TimedTrainingResult Result) Train(int? stopAfter)
    {
        TorchRuntime.ManualSeed(7);
        var checkpoint = Path.Combine(_folder.FullName, $"{stopAfter}.checkpoint");
        using var task = new PerceptualFeatureTask(width: 2, window: 32);
        if (stopAfter is { } steps)
        {
            using var stop = new CancellationTokenSource();
            var first = new SteppedClock();
            Assert.Throws<OperationCanceledException>(() => Training(task, first).Run(checkpoint, progress =>
            {
                first.Tick();
                if (progress.Step == steps)
                    stop.Cancel();
            }, stop.Token));
            using var scope = Scope();
            using var unrecorded = NoGrad.Enter();
            foreach (var (_, parameter) in task.Network.Parameters.Concat(task.Heads.Parameters))
                parameter.Fill(0); // all must come from the checkpoint
        }

        var clock = new SteppedClock();
        var result = Training(task, clock).Run(checkpoint, _ => clock.Tick());
        using var results = Scope();
        return ([.. task.Network.Parameters.SelectMany(parameter => parameter.Tensor.Detach().ToArray<float>())], result);
    }

    private static TimedTraining Training(ITimedTask task, TimeProvider clock) =>
        new(task, new PaintedDolls(32), new PaintedDolls(32, seed: 1), Options, clock);

    private static void Stop(PaintedDolls dolls, string checkpoint, int width)
    {
        using var task = new PerceptualFeatureTask(width, window: 32);
        using var stop = new CancellationTokenSource();
        try
        {
            new TimedTraining(task, dolls, dolls, Options).Run(checkpoint, _ => stop.Cancel(), stop.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.True(File.Exists(checkpoint));
        }
    }
}
