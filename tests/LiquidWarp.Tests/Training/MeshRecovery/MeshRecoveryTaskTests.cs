using LiquidWarp.Bodies;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Tests.Training.Features;
using LiquidWarp.Tests.Training.Timed;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Torch.Optim;
using LiquidWarp.Training.MeshRecovery;
using LiquidWarp.Training.Timed;

namespace LiquidWarp.Tests.Training.MeshRecovery;

// Analytic: a batch is learned by heart, discriminators learn what people do. Exact: who resumes comes to the same weights.
public sealed class MeshRecoveryTaskTests : TensorTestBase, IDisposable
{
    private static readonly MeshRecoveryTaskOptions Small = new()
    {
        Network = new() { Width = 8, Depths = [1, 1, 1], RegressorWidth = 256 },
        Discriminator = new() { JointWidth = 8, PoseWidth = 32 },
        Size = 64,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh recovery");

    [Fact]
    public void Loss_LearningOneBatch_LaysTheBodyOnThePerson()
    {
        using var task = new MeshRecoveryTask(TinyBody.Create(), Poses(50, seed: 1), Small);
        using var scope = Scope();
        var maps = Batch(task, 4);
        var before = Scores(task, maps);
        using var adam = Everything(task, 3e-3);
        var losses = new List<double>();
        for (var step = 0; step < 200; step++)
        {
            using var inner = TensorScope.Enter();
            adam.LearningRate = step < 160 ? 3e-3 : 3e-4; // the norms' running statistics settle
            adam.ClearGrads();
            var loss = task.Loss(maps);
            loss.Backward();
            adam.Step();
            losses.Add(loss.ToDouble());
        }

        var after = Scores(task, maps);
        Assert.True(losses[^1] < losses[0] / 3, $"{losses[0]} became {losses[^1]}");
        Assert.True(after["mpjpe"] < before["mpjpe"] / 2, $"{before["mpjpe"]} mm became {after["mpjpe"]} mm");
        Assert.True(after["pointsFound"] > 0.5, $"{after["pointsFound"]} of points");
    }

    // What is learned from some bodies holds for others: poses that people take are told from turns at random, in every joint, in all, and by shape.
    [Fact]
    public void Discriminator_ShownRealAndRandomBodies_TellsThemApart()
    {
        using var store = new ParameterStore();
        using var body = new BodyLayer(TinyBody.Create());
        var discriminator = new FactorizedDiscriminator(store.Root, Small.Discriminator);
        var objective = new MeshRecoveryObjective(body, discriminator);
        using var adam = new Adam(store.Parameters, new AdamOptions { LearningRate = 5e-3 });
        using var scope = Scope();
        for (var step = 0; step < 120; step++)
        {
            using var inner = TensorScope.Enter();
            adam.ClearGrads();
            objective.Discriminator([Made(32)], Real(32, seed: step)).Backward();
            adam.Step();
        }

        using var unrecorded = NoGrad.Enter();
        float[] Means(Tensor bodies) => discriminator.Forward(bodies).Mean([0]).ToArray<float>();
        var (real, made) = (Means(Real(200, seed: 1000)), Means(Made(200)));
        Assert.All(real.Zip(made), pair => Assert.True(pair.First - pair.Second > 0.3, $"real {pair.First}, made {pair.Second}"));
        Assert.True(real[^2] > 0.8 && made[^2] < 0.2, $"whole poses: real {real[^2]}, made {made[^2]}");
    }

    [Fact]
    public void Run_StoppedAndResumed_ComesToTheSameWeights()
    {
        var whole = Train(stopAfter: null);
        Assert.Equal(whole, Train(stopAfter: 2));
        Assert.All(whole, weight => Assert.True(float.IsFinite(weight)));
    }

    // Published checkpoints hold the body too, which is left out.
    [Fact]
    public void BeginWith_WeightsOfAnother_EstimatesTheSame()
    {
        var path = Path.Combine(_folder.FullName, "trained.safetensors");
        using var trained = new MeshRecoveryTask(TinyBody.Create(), Poses(1, seed: 1), Small);
        using var next = new MeshRecoveryTask(TinyBody.Create(), Poses(1, seed: 1), Small);
        using var scope = Scope();
        Weights.WriteState(path, trained.Network.Save().Append(StateEntry.From("smpl.weights", Tensor.Zeros([2, 24]))));
        var maps = Batch(trained, 1);
        Assert.NotEqual(Scores(trained, maps), Scores(next, maps));
        next.BeginWith(path);
        Assert.Equal(Scores(trained, maps), Scores(next, maps));
    }

    [Fact]
    public void Prepare_APairOfAnotherBody_IsRefused()
    {
        using var task = new MeshRecoveryTask(BodyModel.LoadDefault(), Poses(1, seed: 1), Small);
        Assert.Contains("tiny body", Assert.Throws<ArgumentException>(() => task.Prepare(new PaintedDolls(64).Pair(0), new Random(1))).Message, StringComparison.Ordinal);
    }

    public new void Dispose()
    {
        _folder.Delete(recursive: true);
        base.Dispose();
    }

    private float[] Train(int? stopAfter)
    {
        TorchRuntime.ManualSeed(7);
        var checkpoint = Path.Combine(_folder.FullName, $"{stopAfter}.checkpoint");
        using var task = new MeshRecoveryTask(TinyBody.Create(), Poses(5, seed: 1), Small with { Network = new() { Width = 2, Depths = [1, 1], RegressorWidth = 8 }, Size = 32 });
        var options = new TimedTrainingOptions
        {
            Duration = TimeSpan.FromSeconds(4),
            Batch = 2,
            Shuffle = new() { InARow = 1, PairsOfOne = 1, People = 4, Repeats = 1 },
            Unseen = 2,
        };
        TimedTraining Training(TimeProvider clock) => new(task, new PaintedDolls(48), new PaintedDolls(48, seed: 1), options, clock);
        if (stopAfter is { } steps)
        {
            using var stop = new CancellationTokenSource();
            var first = new SteppedClock();
            Assert.Throws<OperationCanceledException>(() => Training(first).Run(checkpoint, progress =>
            {
                first.Tick();
                if (progress.Step == steps)
                    stop.Cancel();
            }, stop.Token));
            using var unrecorded = NoGrad.Enter();
            foreach (var (_, parameter) in task.Network.Parameters.Concat(task.Heads.Parameters))
                parameter.Fill(0); // all must come from the checkpoint
            TorchRuntime.ManualSeed(1234); // and dropout from nowhere else
        }

        var clock = new SteppedClock();
        var result = Training(clock).Run(checkpoint, _ => clock.Tick());
        Assert.Equal(4, result.Steps);
        return [.. task.Network.All.Concat(task.Heads.All).SelectMany(Copy)];

        static float[] Copy(NamedTensor named)
        {
            using var scope = TensorScope.Enter();
            return named.Tensor.Detach().ToArray<float>();
        }
    }

    private static List<float[]> Poses(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => RandomPose.Any(random, 0))];
    }

    private static Tensor Real(int count, int seed)
    {
        var shapes = new Random(seed);
        return Tensor.From<float>([.. Poses(count, seed).SelectMany(pose => new BodyParameters(default, pose, [.. Enumerable.Range(0, 10).Select(_ => shapes.NextSingle() - 0.5f)]).ToVector())],
            [count, BodyParameters.Length]);
    }

    // Any turn of any joint, and shapes that nobody has.
    private static Tensor Made(int count) => Tensor.RandN([count, BodyParameters.Length]) * 1.5;

    private static Adam Everything(ITimedTask task, double rate) =>
        new([.. task.Network.Parameters, .. task.Heads.Parameters.Select(head => head with { Name = "head." + head.Name })], new AdamOptions { LearningRate = rate });

    private static List<Tensor> Batch(ITimedTask task, int count)
    {
        var samples = Enumerable.Range(0, count).Select(i => task.Prepare(new PaintedDolls(64).Pair(i), new Random(i))!).ToList();
        return [.. Enumerable.Range(0, samples[0].Count).Select(map => Tensor.Cat([.. samples.Select(sample => sample[map].ToTensor())], 0))];
    }

    private static Dictionary<string, double> Scores(ITimedTask task, IReadOnlyList<Tensor> maps) => task.Score(maps).ToDictionary(score => score.Name, score => score.Value);
}
