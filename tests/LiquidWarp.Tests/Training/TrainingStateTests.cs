using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

public sealed class TrainingStateTests : TensorTestBase
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("liquidwarp-").FullName, "checkpoint.safetensors");

    [Fact]
    public void Load_OtherRecipe_IsRefusedUnlessForced()
    {
        using (var training = new TinyTraining())
            training.State.Save(_path);
        using var other = new TinyTraining(TinyTraining.Recipe with { LearningRate = 1e-4, Objective = TinyTraining.Recipe.Objective with { Face = 3 } });
        var error = Assert.Throws<InputException>(() => other.State.Load(_path));
        Assert.Contains("LearningRate is 0.0001 now and was 0.002", error.Message);
        Assert.Contains("Objective.Face is 3 now and was 2", error.Message);
        other.State.Load(_path, force: true);
    }

    [Fact]
    public void Load_OtherPairs_IsRefusedUnlessForced()
    {
        using (var training = new TinyTraining())
            training.State.Save(_path);
        using var other = new TinyTraining(pairs: new Features.PaintedDolls(TinyTraining.Size, seed: 9));
        Assert.Contains("dolls 9", Assert.Throws<InputException>(() => other.State.Load(_path)).Message);
        other.State.Load(_path, force: true);
    }

    [Fact]
    public void Load_OtherWidth_SaysWhichShapes()
    {
        using (var training = new TinyTraining())
            training.State.Save(_path);
        using var other = new TinyTraining(TinyTraining.Recipe with { DiscriminatorWidth = 4 });
        var error = Assert.Throws<InputException>(() => other.State.Load(_path, force: true));
        Assert.Contains("model.0.weight is [2, 6, 4, 4], the network's is [4, 6, 4, 4]", error.Message);
    }

    [Fact]
    public void Load_NoCheckpoint_SaysSo()
    {
        using var training = new TinyTraining();
        LiquidWarp.Networks.Weights.Save(training.State.GeneratorParameters, _path);
        Assert.Contains("no checkpoint", Assert.Throws<InputException>(() => training.State.Load(_path)).Message);
        File.WriteAllText(_path, "nonsense");
        Assert.Throws<InputException>(() => training.State.Load(_path));
        File.Delete(_path);
        Assert.Throws<InputException>(() => training.State.Load(_path));
    }
}
