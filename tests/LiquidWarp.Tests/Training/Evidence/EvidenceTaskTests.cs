using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;
using LiquidWarp.Tests.Training.Features;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Optim;
using LiquidWarp.Training.Evidence;
using LiquidWarp.Training.Timed;

namespace LiquidWarp.Tests.Training.Evidence;

// Analytic: one batch is learned by heart. Exact: what a look shows and what it says belong together.
public sealed class EvidenceTaskTests : TensorTestBase
{
    private static readonly DenseRecoveryOptions Small = new() { Size = 64, Widths = [8, 12, 16, 16], Blocks = [1, 1, 1, 1] };

    [Fact]
    public void Loss_LearningOneBatch_FindsPointsAndMask()
    {
        using var task = new EvidenceTask(Small);
        using var scope = Scope();
        var maps = Batch(task, 3);
        var before = Scores(task, maps);
        using var adam = new Adam([.. task.Network.Parameters, .. task.Heads.Parameters.Select(head => head with { Name = "head." + head.Name })], new AdamOptions { LearningRate = 5e-3 });
        for (var step = 0; step < 90; step++)
        {
            using var inner = TensorScope.Enter();
            if (step == 70)
                adam.LearningRate = 5e-4; // lets the norms' running statistics settle
            adam.ClearGrads();
            task.Loss(maps).Backward();
            adam.Step();
        }

        var after = Scores(task, maps);
        Assert.True(after["pointsFound"] > Math.Max(0.5, before["pointsFound"]), $"{after["pointsFound"]} of points");
        Assert.True(after["maskIoU"] > Math.Max(0.75, before["maskIoU"]), $"IoU {after["maskIoU"]}");
        Assert.True(after["depthError"] < before["depthError"], $"{before["depthError"]} became {after["depthError"]}");

        task.Finish(maps); // norms are folded: the same network
        Assert.Equal(after["maskIoU"], Scores(task, maps)["maskIoU"], 0.02);
    }

    [Fact]
    public void BeginWith_AFinishedNetwork_BeginsWhereThatStood()
    {
        using var scope = Scope();
        var path = Path.Combine(Directory.CreateTempSubdirectory("recovery").FullName, "finished.safetensors");
        using var finished = new EvidenceTask(Small);
        var maps = Batch(finished, 3);
        // A finished network, somewhere: norms folded, no longer fresh.
        using (NoGrad.Enter())
            foreach (var parameter in finished.Network.Parameters)
                parameter.Tensor.CopyFrom(parameter.Tensor + 0.02 * Tensor.RandN(parameter.Tensor.Shape));
        finished.Finish(maps);
        Weights.Save(finished.Network, path);
        using var task = new EvidenceTask(Small);
        Assert.NotEqual(finished.Loss(maps).ToDouble(), task.Loss(maps).ToDouble(), 1e-3);
        task.BeginWith(path);
        Assert.Equal(finished.Loss(maps).ToDouble(), task.Loss(maps).ToDouble(), 1e-3);
        task.Finish(maps);
        Assert.Equal(finished.Loss(maps).ToDouble(), task.Loss(maps).ToDouble(), 1e-2);
    }

    [Fact]
    public void Prepare_AnyLook_ShowsWhatItSays()
    {
        using var task = new EvidenceTask(Small);
        var dolls = new PaintedDolls(96);
        for (var i = 0; i < 24; i++)
        {
            var maps = task.Prepare(dolls.Pair(i), new Random(i))!;
            Assert.Equal(6, maps.Count);
            Assert.Equal((64, 64, 3), (maps[0].Width, maps[0].Height, maps[0].Channels));
            Assert.Equal((64, 64, 2), (maps[1].Width, maps[1].Height, maps[1].Channels));
            Assert.Equal((EvidencePoints.All.Count, 1, 4), (maps[2].Width, maps[2].Height, maps[2].Channels));
            Assert.All(maps[0].Data, value => Assert.InRange(value, -1, 1));
            for (var pixel = 0; pixel < 64 * 64; pixel++)
            {
                Assert.InRange(maps[1].Data[2 * pixel], 0, 1);
                // A class where the person is, none where they are not.
                Assert.Equal(maps[1].Data[2 * pixel] >= 0.5f, maps[1].Data[2 * pixel + 1] > 0);
            }

            for (var k = 0; k < EvidencePoints.All.Count; k++)
                if (maps[2].Data[4 * k + 3] == 1)
                    Assert.True(MathF.Abs(maps[2].Data[4 * k]) < 1 && MathF.Abs(maps[2].Data[4 * k + 1]) < 1);
        }
    }

    // Left and right of points and parts are exchanged together: a wrist lies on or near a hand or arm of its own side.
    [Fact]
    public void Prepare_MirroredLooks_KeepSidesTogether()
    {
        using var task = new EvidenceTask(Small);
        var (right, wrong) = (0, 0);
        for (var i = 0; i < 40; i++)
        {
            var maps = task.Prepare(new PaintedDolls(96, seed: i).Pair(0), new Random(i))!;
            foreach (var (point, own, other) in new[] { (BodyPoint.LeftElbow, 5f, 6f), (BodyPoint.RightElbow, 6f, 5f) })
            {
                var k = EvidencePoints.PlacesOf(point)[0];
                if (maps[2].Data[4 * k + 3] == 0)
                    continue;
                var (x, y) = ((int)((maps[2].Data[4 * k] + 1) * 32), (int)((maps[2].Data[4 * k + 1] + 1) * 32));
                var shown = maps[1].Data[2 * (y * 64 + x) + 1];
                (right, wrong) = (right + (shown == own ? 1 : 0), wrong + (shown == other ? 1 : 0));
            }
        }

        Assert.True(right > 20 && wrong == 0, $"{right} elbows on their own arm, {wrong} on the other");
    }

    [Fact]
    public void Prepare_TheSameChance_IsTheSameLook()
    {
        using var task = new EvidenceTask(Small);
        var pair = new PaintedDolls(96).Pair(0);
        Assert.Equal(task.Prepare(pair, new Random(1))![0].Data, task.Prepare(pair, new Random(1))![0].Data);
        Assert.NotEqual(task.Prepare(pair, new Random(1))![0].Data, task.Prepare(pair, new Random(2))![0].Data);
    }

    private static List<Tensor> Batch(ITimedTask task, int count)
    {
        var samples = Enumerable.Range(0, count).Select(i => task.Prepare(new PaintedDolls(96).Pair(i), new Random(i))!).ToList();
        return [.. Enumerable.Range(0, samples[0].Count).Select(map => Tensor.Cat([.. samples.Select(sample => sample[map].ToTensor())], 0))];
    }

    private static Dictionary<string, double> Scores(ITimedTask task, IReadOnlyList<Tensor> maps) => task.Score(maps).ToDictionary(score => score.Name, score => score.Value);
}
