using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Training.Timed;
using LiquidWarp.Torch.Optim;
using LiquidWarp.Training.Features;

namespace LiquidWarp.Tests.Training.Features;

// Analytic: both tasks learn one batch by heart; calibration does what it says.
public sealed class FeatureTaskTests : TensorTestBase
{
    [Fact]
    public void Perceptual_LearningOneBatch_KnowsPartsSurfaceAndPeople()
    {
        using var task = new PerceptualFeatureTask(width: 8, window: 64);
        using var scope = Scope();
        var (first, second) = Batch(task, new PaintedDolls(64), 6);
        var before = Scores(task, first, second);
        var (start, end) = Learn(task, first, second, steps: 120, rate: 3e-3);
        var after = Scores(task, first, second);
        Assert.True(end < 0.6 * start, $"{start} became {end}");
        Assert.True(after["partAccuracy"] > Math.Max(0.75, before["partAccuracy"]), $"{after["partAccuracy"]} of pixels");
        Assert.True(after["partIoU"] > before["partIoU"]);
        Assert.True(after["surfaceError"] < 0.5 * before["surfaceError"], $"{before["surfaceError"]} m became {after["surfaceError"]} m");
        Assert.True(after["partIdentity"] > 0.8, $"{after["partIdentity"]} of parts");
        Assert.InRange(after["blurFartherThanShift"], 0, 1);
    }

    [Fact]
    public void Perceptual_Finished_FindsUnrelatedPicturesOneApartAtEachLevel()
    {
        using var task = new PerceptualFeatureTask(width: 4, window: 32);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var (first, second) = Batch(task, new PaintedDolls(32), 4);
        task.Finish([first, second]);
        var network = new Vgg19Twin(task);
        var loss = new PerceptualLoss(network.Network);
        var pictures = first.Slice(1, 0, 3);
        var others = Tensor.Cat([pictures.Slice(0, 1), pictures.Slice(0, 0, 1)], 0);
        Assert.Equal(1.0 / 32 + 1.0 / 16 + 1.0 / 8 + 1.0 / 4 + 1, loss.Of(pictures, others).ToDouble(), 1e-3);
        network.Dispose();
    }

    [Fact]
    public void Face_LearningOneBatch_TellsItsPeopleApart()
    {
        using var task = new FaceFeatureTask(width: 4, embedding: 16);
        using var scope = Scope();
        var (first, second) = Batch(task, new PaintedDolls(96), 6);
        var (start, end) = Learn(task, first, second, steps: 75, rate: 2e-3);
        var scores = Scores(task, first, second);
        Assert.True(end < 0.3 * start, $"{start} became {end}");
        Assert.InRange(scores["verificationAccuracy"], 0.85, 1); // one threshold for all is more than it was taught
        Assert.InRange(scores["equalErrorRate"], 0, 0.2);
        Assert.Equal(1, scores["identification"]);

        task.Finish([first, second]);
        var finished = Scores(task, first, second); // folding and scaling tell nothing new
        Assert.Equal(scores, finished);
    }

    [Fact]
    public void Face_OfSomeoneTurnedAway_IsNotShown()
    {
        using var task = new FaceFeatureTask(width: 1, embedding: 4);
        Assert.NotNull(task.Prepare(new PaintedDolls(96).Pair(0), new Random(1)));
        Assert.Null(task.Prepare(new PaintedDolls(96) { Yaw = MathF.PI }.Pair(0), new Random(1)));
        Assert.Null(task.Prepare(new PaintedDolls(16).Pair(0), new Random(1))); // too small to see
    }

    [Fact]
    public void Prepare_TheSamePairAgain_VariesWithChanceAlone()
    {
        using var task = new FaceFeatureTask(width: 1, embedding: 4);
        var pair = new PaintedDolls(96).Pair(0);
        var first = task.Prepare(pair, new Random(1))![0];
        Assert.Equal(first.Data, task.Prepare(pair, new Random(1))![0].Data);
        Assert.NotEqual(first.Data, task.Prepare(pair, new Random(2))![0].Data);
        Assert.All(first.Data, value => Assert.InRange(value, -1, 1));
        Assert.Equal((Sphere20a.Width, Sphere20a.Height), (first.Width, first.Height));
    }

    private static (Tensor First, Tensor Second) Batch(ITimedTask task, IPairSource pairs, int count)
    {
        var samples = Enumerable.Range(0, count).Select(i => task.Prepare(pairs.Pair(i), new Random(i))!).ToList();
        Tensor Join(int map) => Tensor.Cat([.. samples.Select(sample => sample[map].ToTensor())], 0);
        return (Join(0), Join(1));
    }

    private static (double Start, double End) Learn(ITimedTask task, Tensor first, Tensor second, int steps, double rate)
    {
        using var adam = new Adam([.. task.Network.Parameters, .. task.Heads.Parameters.Select(head => head with { Name = "head." + head.Name })], new AdamOptions { LearningRate = rate });
        var (start, end) = (0.0, 0.0);
        for (var step = 0; step < steps; step++)
        {
            using var scope = TensorScope.Enter();
            if (step == 2 * steps / 3)
                adam.LearningRate = rate / 20; // lets the norms' running statistics settle
            var loss = task.Loss([first, second]);
            adam.ClearGrads();
            loss.Backward();
            adam.Step();
            end = loss.ToDouble();
            start = step == 0 ? end : start;
        }

        return (start, end);
    }

    private static Dictionary<string, double> Scores(ITimedTask task, Tensor first, Tensor second) =>
        task.Score([first, second]).ToDictionary(score => score.Name, score => score.Value);

    /// <summary>A network of its own with the task's weights, as a model folder would load it.</summary>
    private sealed class Vgg19Twin : IDisposable
    {
        private readonly LiquidWarp.Torch.Nn.ParameterStore _store = new(initialise: false);

        public Vgg19Twin(PerceptualFeatureTask task)
        {
            Network = new Vgg19(_store.Root, (int)task.Network["0.bias"].Shape[0]);
            _store.Load(task.Network.Save());
        }

        public Vgg19 Network { get; }

        public void Dispose() => _store.Dispose();
    }
}
