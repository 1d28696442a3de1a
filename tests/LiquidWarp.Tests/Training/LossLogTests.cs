using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

public sealed class LossLogTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Add_EverySecondStep_WritesTheMean()
    {
        var log = LossLog.Open(_path, 0, interval: 2);
        for (var step = 1; step <= 5; step++)
            log.Add(Step(step, step));
        Assert.Equal([1.5f, 3.5f], log.Lines.Select(line => line.Values[0]));
        Assert.Equal(3, File.ReadAllLines(_path).Length);
    }

    // A killed run has lines beyond its checkpoint and one cut off in the middle; they go, the others stay.
    [Fact]
    public void Open_AfterAKill_CutsBackToTheCheckpoint()
    {
        var log = LossLog.Open(_path, 0, interval: 1);
        for (var step = 1; step <= 5; step++)
            log.Add(Step(step, step));
        File.AppendAllText(_path, "6,0.00");
        var resumed = LossLog.Open(_path, 3, interval: 1);
        resumed.Add(Step(4, 40));
        var lines = File.ReadAllLines(_path).Skip(1).Select(LossLine.Parse).ToList();
        Assert.Equal([1, 2, 3, 4], lines.Select(line => line!.Step));
        Assert.Equal(40, lines[^1]!.Values[0]);
    }

    private static TrainingProgress Step(long step, float loss) => new(step, [.. Enumerable.Repeat(loss, LossLog.Columns.Count)], 1e-3);
}
