using LiquidWarp.Datasets;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

public sealed class PersonalizationTests : TensorTestBase, IAsyncLifetime
{
    private const int Size = TinyTraining.Size, JudgeEvery = 5, Patience = 4;

    private static readonly TrainingRecipe Recipe = Personalization.Recipe with
    {
        Size = Size,
        Batch = 2,
        LearningRate = 4e-3,
        ConstantSteps = 60,
        DecaySteps = 0,
        Objective = Personalization.Recipe.Objective with { Face = 0 },
    };

    private static readonly float[][] Poses = [OneDoll.Pose(0, 1), OneDoll.Pose(1, 0), OneDoll.Pose(0.5f, 0.5f), OneDoll.Pose(0.2f, 0.9f)];

    private readonly string _folder = Directory.CreateTempSubdirectory("liquidwarp-").FullName;
    private readonly OneDoll _doll = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(In("base"));
        _doll.Model.Save(In("base/body.safetensors"));
        TorchRuntime.ManualSeed(7);
        using var store = new ParameterStore();
        _ = new CompactGenerator(store.Root, TinyTraining.Shape);
        Weights.Save(store, In("base/generator.safetensors"), DType.Float16);
        ModelFolder.Describe(In("base"), new("body.safetensors", []), [new(NetworkArchitecture.Of(NetworkRole.Generator, "compact"), TinyTraining.Shape, "generator.safetensors", new() { ["steps"] = 0 })]);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_FewPictures_ServesPairsThatItDidNotLearn(int pictures)
    {
        using var personalization = Prepare(pictures);
        var result = personalization.Run(_ => true, Cancellation);
        Assert.True(result.Helped, $"{result.Before.Painted} → {result.After.Painted}");
        Assert.InRange(result.After.Painted, 0, 0.9 * result.Before.Painted);
        Assert.InRange(result.BestStep, 1, result.Steps);
    }

    [Fact]
    public void Run_ChangesTheEndOfTheTargetStreamAlone()
    {
        using var scope = Scope();
        var loaded = ModelFolder.Open(In("base")).Load(NetworkRole.Generator);
        var before = loaded.Parameters.Save().ToDictionary(entry => entry.Name);
        using var personalization = Prepare(2, loaded);
        var result = personalization.Run(step => step < 20, Cancellation);

        var changed = loaded.Parameters.Save().Where(entry => !entry.Data.Span.SequenceEqual(before[entry.Name].Data.Span)).Select(entry => entry.Name).ToList();
        Assert.Equal(result.Changed.Select(entry => entry.Name), changed);
        Assert.All(changed, name => Assert.Matches(@"^target\.(narrow|refine|head|finish)\.", name));
        Assert.InRange(personalization.LearnedCount, 1, personalization.ParameterCount / 2);
    }

    // Steps so small that they only reach weights that are 0, and change no picture.
    [Fact]
    public void Run_NothingGetsBetter_StopsEarlyAndHasTheFirstWeights()
    {
        using var scope = Scope();
        var loaded = ModelFolder.Open(In("base")).Load(NetworkRole.Generator);
        var before = loaded.Parameters.Save().ToList();
        using var personalization = Prepare(2, loaded, Recipe with { LearningRate = 1e-30, FinalLearningRate = 0 });
        var result = personalization.Run(_ => true, Cancellation);
        Assert.False(result.Helped);
        Assert.Equal(0, result.BestStep);
        Assert.Equal(JudgeEvery * Patience, result.Steps);
        Assert.All(loaded.Parameters.Save().Zip(before), pair => Assert.True(pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span), pair.First.Name));
    }

    [Fact]
    public void Write_ThenLoad_GivesTheTunedWeightsOverTheUntouchedBase()
    {
        using var scope = Scope();
        var from = ModelFolder.Open(In("base"));
        var loaded = from.Load(NetworkRole.Generator);
        using var personalization = Prepare(2, loaded);
        var result = personalization.Run(step => step < 20, Cancellation);
        NetworkChanges.Write(from, NetworkRole.Generator, result.Changed, new() { ["personalised"] = "yes" }, In("me"), replace: false);

        var mine = ModelFolder.Open(In("me"));
        using var tuned = mine.Load(NetworkRole.Generator);
        Assert.All(tuned.Parameters.Save().Zip(loaded.Parameters.Save()), pair => Assert.True(pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span), pair.First.Name));
        Assert.Equal(File.ReadAllBytes(In("base/generator.safetensors")), File.ReadAllBytes(In("me/generator.safetensors")));
        Assert.Equal(_doll.Model.VertexCount, mine.LoadBody().VertexCount);
        Assert.Equal("yes", (string?)mine.Networks[NetworkRole.Generator].Provenance["personalised"]);
        Assert.Equal(0, (int?)mine.Networks[NetworkRole.Generator].Provenance["steps"]);

        // Once more, of the folder that is personalised: what is not changed again stays.
        NetworkChanges.Write(mine, NetworkRole.Generator, [.. result.Changed.Take(1)], [], In("me"), replace: true);
        using var again = ModelFolder.Open(In("me")).Load(NetworkRole.Generator);
        Assert.All(again.Parameters.Save().Zip(tuned.Parameters.Save()), pair => Assert.True(pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span), pair.First.Name));
    }

    [Fact]
    public void Load_ChangesOfOtherWeights_SaysSo()
    {
        using (var personalization = Prepare(2))
            NetworkChanges.Write(ModelFolder.Open(In("base")), NetworkRole.Generator, personalization.Run(step => step < 1, Cancellation).Changed, [], In("me"), replace: false);
        using (var store = new ParameterStore())
        {
            _ = new CompactGenerator(store.Root, TinyTraining.Shape);
            Weights.Save(store, In("me/generator.safetensors"));
        }

        Assert.Contains("changes other weights than", Assert.Throws<InputException>(() => ModelFolder.Open(In("me")).Load(NetworkRole.Generator)).Message);
        File.Delete(In("me/generator.changes.safetensors"));
        Assert.Contains("generator.changes.safetensors, which is not in the folder", Assert.Throws<InputException>(() => ModelFolder.Open(In("me"))).Message);
    }

    [Fact]
    public void Write_FolderExists_IsRefusedUnlessReplaced()
    {
        var from = ModelFolder.Open(In("base"));
        Assert.Contains("exists", Assert.Throws<InputException>(() => NetworkChanges.Write(from, NetworkRole.Generator, [], [], In("base"), replace: false)).Message);
    }

    [Fact]
    public void Run_Cancelled_Throws()
    {
        using var personalization = Prepare(2);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => personalization.Run(_ =>
        {
            source.Cancel();
            return true;
        }, source.Token));
    }

    private Personalization Prepare(int pictures, LoadedNetwork? loaded = null, TrainingRecipe? recipe = null)
    {
        IReadOnlyList<PersonPicture> all = [_doll.Picture(0.1f, 0.1f, 90, Size), _doll.Picture(0.8f, 0.2f, 200, Size), _doll.Picture(0.3f, 0.7f, 90, Size)];
        return new(loaded ?? ModelFolder.Open(In("base")).Load(NetworkRole.Generator), _doll.Model, [.. all.Take(pictures)], Poses, recipe ?? Recipe, judges: null, new TrainerOptions(), Cancellation)
        {
            JudgeEvery = JudgeEvery,
            Patience = Patience,
        };
    }

    private string In(string name) => Path.Combine(_folder, name);
}
