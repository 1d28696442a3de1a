using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

// Exact; and analytic for the networks that ship.
public sealed class JudgeNetworksTests : TensorTestBase, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("liquidwarp-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Load_OfAStandIn_JudgesWithItAndSaysSo()
    {
        using (var store = new ParameterStore())
        {
            _ = new Vgg19(store.Root, width: 2);
            Weights.Save(store, Path.Combine(_folder, "perceptual.safetensors"), DType.Float16);
        }

        ModelFolder.Describe(_folder, null, [new(NetworkArchitecture.Of(NetworkRole.Perceptual, "vgg-19"), new Vgg19Options { Width = 2 }, "perceptual.safetensors",
            new() { [JudgeNetworks.StandsInFor] = "VGG-19" })]);
        using var judges = JudgeNetworks.Load(ModelFolder.Open(_folder));
        Assert.Null(judges.Face);
        Assert.Contains("stands in for VGG-19", Assert.Single(judges.Notes), StringComparison.Ordinal);

        using var scope = Scope();
        var picture = Tensor.RandN([1, 3, 32, 32]);
        picture.RequiresGrad = true;
        judges.Perceptual!.Of(picture, Tensor.RandN([1, 3, 32, 32])).Backward();
        Assert.True(picture.HasGrad);
    }

    [Fact]
    public void Load_OfTheModelThatShips_JudgesPeopleWhomTrainingNeverSaw()
    {
        using var judges = JudgeNetworks.Load(ModelFolder.Open(Path.Combine(Goldens.Checkout, "models", "default")));
        Assert.Equal(2, judges.Notes.Count);
        var people = new DrawnPairs([BodyModel.LoadDefault()], [], size: 128, seed: 3, testSubjects: true);
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var pictures = Enumerable.Range(0, 3).Select(person => people.Pair(person * DrawnPairs.PairsPerVideo).Source.Picture.ToFloat().ToTensor()).ToList();
        for (var i = 0; i < pictures.Count; i++)
        {
            var (own, other) = (pictures[i], pictures[(i + 1) % pictures.Count]);
            double Distance(Tensor picture) => judges.Perceptual!.Of(picture, own).ToDouble();
            var unrelated = Distance(other);
            var blurred = Distance(own.AvgPool2d(4).ResizeBilinear(128, alignCorners: false));
            var shifted = Distance(own.Pad(2, 0, 0, 0, PadMode.Replicate).Slice(3, 0, 128));
            Assert.Equal(0, Distance(own));
            Assert.InRange(unrelated, 0.7, 2.5); // calibrated to 1.47 in the mean
            Assert.True(shifted < blurred && blurred < unrelated, $"shifted {shifted}, blurred {blurred}, unrelated {unrelated}");

            var head = new PixelBox(40, 88, 5, 53);
            var face = judges.Face!.Of(other, own, [head]).ToDouble();
            Assert.InRange(face, 0.1, 3);
            Assert.Equal(0, judges.Face.Of(own, own, [head]).ToDouble());
        }
    }

    [Fact]
    public void Load_OfAFolderWithoutThem_HasNone()
    {
        ModelFolder.Describe(_folder, null, []);
        using var judges = JudgeNetworks.Load(ModelFolder.Open(_folder));
        Assert.Null(judges.Perceptual);
        Assert.Null(judges.Face);
        Assert.Empty(judges.Notes);
    }
}
