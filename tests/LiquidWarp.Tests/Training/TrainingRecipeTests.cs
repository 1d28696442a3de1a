using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

public class TrainingRecipeTests
{
    // REFERENCE 5.3: constant, then linear to the final rate.
    [Theory]
    [InlineData(0, 2e-4)]
    [InlineData(99, 2e-4)]
    [InlineData(100, 2e-4)]
    [InlineData(150, 1.01e-4)]
    [InlineData(200, 2e-6)]
    [InlineData(999, 2e-6)]
    public void LearningRateAt_ConstantThenLinear(long step, double expected) =>
        Assert.Equal(expected, new TrainingRecipe { ConstantSteps = 100, DecaySteps = 100 }.LearningRateAt(step), 1e-9);

    [Fact]
    public void Defaults_AreThePapers()
    {
        var recipe = new TrainingRecipe();
        Assert.Equal((256, 4, 2e-4, 0.5, 0.999, 10, 5, 1), (recipe.Size, recipe.Batch, recipe.LearningRate, recipe.Beta1, recipe.Beta2, recipe.Objective.Target, recipe.Objective.Face, recipe.Objective.Mask));
        recipe.Check();
    }

    public static TheoryData<string, TrainingRecipe> Senseless => new()
    {
        { "batch 0", new() { Batch = 0 } },
        { "learning rate 0", new() { LearningRate = 0 } },
        { "learning rate NaN", new() { LearningRate = double.NaN } },
        { "accumulation -1", new() { Accumulate = -1 } },
        { "steps 0", new() { ConstantSteps = 0, DecaySteps = 0 } },
        { "beta1 1", new() { Beta1 = 1 } },
        { "final learning rate 1", new() { FinalLearningRate = 1 } },
        { "size 0", new() { Size = 0 } },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void Check_SenselessNumber_NamesIt(string named, TrainingRecipe recipe)
    {
        var words = named.Split(' ');
        var message = Assert.Throws<InputException>(recipe.Check).Message;
        Assert.Contains(string.Join(' ', words[..^1]), message);
        Assert.Contains(words[^1], message);
    }

    [Fact]
    public void DifferencesFrom_SameAndOther_NamesWhatDiffers()
    {
        var recipe = TrainingRecipe.Compact;
        Assert.Empty(recipe.DifferencesFrom(recipe.ToJson()));
        Assert.Equal(["Objective.Mask is 5 now and was 2"], recipe.DifferencesFrom((recipe with { Objective = recipe.Objective with { Mask = 2 } }).ToJson()));
        Assert.Contains("Batch is 8 now and was not known", recipe.DifferencesFrom("{}"));
    }
}
