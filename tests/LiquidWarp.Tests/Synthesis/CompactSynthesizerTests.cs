using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Conditioning;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;
using LiquidWarp.Synthesis;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Warping;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Tests.Synthesis;

// Parity: with the generator's own mixture where no size changes. Exact: the rest.
public sealed class CompactSynthesizerTests : TensorTestBase
{
    private const int N = 32;

    private static readonly CompactGeneratorOptions Options = new() { Widths = [4, 6], BackgroundWidths = [4, 4], ResidualBlocks = 1 };
    private static readonly CompactSynthesizerOptions Small = new() { NetworkSize = N, Precision = DType.Float32 };
    private static readonly BodyModel Model = TinyBody.Create();
    private static readonly BodyParameters Body = DollPhoto.Body;
    private static readonly SourcePerson Person = MakePerson(5);
    private static readonly SourcePerson Giver = MakePerson(6);

    [Fact]
    public void Draw_AtTheNetworksSize_IsTheGeneratorsPersonOverTheBackground()
    {
        var loaded = Generator();
        using var synthesizer = new CompactSynthesizer(loaded, Model, [new(Person)], N, Small);
        foreach (var target in new[] { Moved(0.9f), Moved(-0.5f) })
        {
            var (picture, background) = (Noise(N), Noise(N));
            synthesizer.Draw(target, picture);
            // Pixels that the person hardly covers are left alone (see PaintOverlay); sums have another order in channels-last memory.
            Close.Assert(Twin((CompactGenerator)loaded.Network, target, background), picture.Data, 4.0 / 1024);
        }
    }

    [Fact]
    public void Draw_LargerThanTheNetwork_IsCloseToItsEnlargement()
    {
        using var small = new CompactSynthesizer(Generator(gentle: true), Model, [new(DollPhoto.Source)], N, Small);
        using var large = new CompactSynthesizer(Generator(gentle: true), Model, [new(DollPhoto.Source)], 4 * N, Small);
        var (picture, enlarged) = (new FloatImage(N, N, 3), new FloatImage(4 * N, 4 * N, 3));
        small.Draw(Body, picture);
        large.Draw(Body, enlarged);
        var shrunk = Resampling.ResizeArea(enlarged, N, N);
        // The larger one is sharper at outlines, so pixels differ and the mean does not.
        Assert.InRange(picture.Data.Zip(shrunk.Data, (a, b) => MathF.Abs(a - b)).Average(), 0, 0.06);
    }

    [Fact]
    public void Draw_TheSameFrameAgain_GivesTheSamePictureAndKeepsNoTensor()
    {
        using var synthesizer = new CompactSynthesizer(Generator(), Model, [new(Person)], 50, Small);
        var (first, again) = (new FloatImage(50, 50, 3), new FloatImage(50, 50, 3));
        synthesizer.Draw(Moved(0.5f), first);
        var before = Tensor.LiveCount;
        synthesizer.Draw(Moved(-0.9f), again);
        Array.Clear(again.Data);
        synthesizer.Draw(Moved(0.5f), again);
        Assert.Equal(first.Data, again.Data);
        Assert.Equal(before, Tensor.LiveCount);
    }

    [Fact]
    public void Draw_BFloat16_IsCloseToSinglePrecision()
    {
        using var exact = new CompactSynthesizer(Generator(gentle: true), Model, [new(DollPhoto.Source)], N, Small);
        using var fast = new CompactSynthesizer(Generator(gentle: true), Model, [new(DollPhoto.Source)], N, Small with { Precision = DType.BFloat16 });
        var (expected, found) = (new FloatImage(N, N, 3), new FloatImage(N, N, 3));
        exact.Draw(Moved(0.4f), expected);
        fast.Draw(Moved(0.4f), found);
        // bfloat16 keeps 8 bits of each number.
        Close.Assert(expected.Data, found.Data, 0.05);
        Assert.NotEqual(expected.Data, found.Data);
    }

    [Fact]
    public void Draw_OnePersonInTwoShares_WarpsLikeTheWholePerson()
    {
        var people = AppearanceTransfer.Share(Model, Person, Person, ["upper", "legs"]);
        var target = Moved(0.7f);
        Assert.Equal(Streams([new(Person)], target), Streams(people, target));
    }

    [Fact]
    public void Draw_PartsOfTwo_ShowBoth()
    {
        var target = Moved(0.2f);
        FloatImage Draw(IReadOnlyList<PersonParts> people)
        {
            using var synthesizer = new CompactSynthesizer(Generator(), Model, people, N, Small);
            var picture = new FloatImage(N, N, 3);
            synthesizer.Draw(target, picture);
            return picture;
        }

        var shared = Draw(AppearanceTransfer.Share(Model, Person, Giver, ["clothes"]));
        Assert.NotEqual(Draw([new(Person)]).Data, shared.Data);
        Assert.NotEqual(Draw([new(Giver)]).Data, shared.Data);
    }

    [Fact]
    public void Constructor_FrontWarpOfABodyWithoutFace_SaysWhatToDo()
    {
        using var loaded = Generator();
        var error = Assert.Throws<InputException>(() => new CompactSynthesizer(loaded, Model, [new(Person)], N, Small with { FrontWarp = true }));
        Assert.Contains("--front-warp", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_SizeThatTheNetworkCannotHave_IsRefused()
    {
        using var loaded = Generator();
        Assert.Throws<ArgumentException>(() => new CompactSynthesizer(loaded, Model, [new(Person)], N, Small with { NetworkSize = 30 }));
    }

    /// <summary>The generator whole: what it is shown, its own mixture, and that over the background.</summary>
    private static float[] Twin(CompactGenerator generator, BodyParameters target, FloatImage background)
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        var conditioning = new SurfaceConditioning(Model, new SurfacePartners(Model), N);
        var source = Look(conditioning, Person);
        var shown = conditioning.Target(source, target);
        var person = generator.Infer(shown.Stream.ToTensor(), generator.EncodeSource(source.Stream.ToTensor()), shown.Flows[0].ToTensor());
        var (colour, mask) = (person.Color.ToFloatImage(), person.Mask.ToFloatImage());
        return [.. background.Data.Select((behind, i) => mask.Data[i / 3] * behind + (1 - mask.Data[i / 3]) * colour.Data[i])];
    }

    private static float[] Streams(IReadOnlyList<PersonParts> people, BodyParameters target)
    {
        var conditioning = new SurfaceConditioning(Model, new SurfacePartners(Model), N);
        var sources = people.Select(part => part.Faces is { } faces ? Look(conditioning, part.Person).Only(faces) : Look(conditioning, part.Person)).ToList();
        return conditioning.Target(sources, target).Stream.Data;
    }

    private static SourceCondition Look(SurfaceConditioning conditioning, SourcePerson person)
    {
        var canvas = SquareCanvas.Of(person.Photo);
        return conditioning.Source(
            Resampling.Resize(canvas.Place(person.Photo), N, N, ResizeMethod.Area).ToFloat(), Resampling.ResizeArea(canvas.Place(person.Matte.Alpha), N, N), person.Body, canvas);
    }

    /// <summary>With weights of a formula, which drive it from one bound to the other, or those that training starts from, which are gentle.</summary>
    internal static LoadedNetwork Generator(bool gentle = false)
    {
        TorchRuntime.ManualSeed(1);
        var store = new ParameterStore();
        var generator = new CompactGenerator(store.Root, Options);
        if (!gentle)
            LiquidWarp.Tests.Networks.FormulaWeights.Fill(store);
        store.ToChannelsLast();
        return new LoadedNetwork(generator, store, new(NetworkArchitecture.Of(NetworkRole.Generator, "compact"), Options, "", []));
    }

    private static BodyParameters Moved(float arm)
    {
        var pose = (float[])Body.Pose.Clone();
        new Vector3(0, 0, arm).CopyTo(pose.AsSpan(3 * (int)Joint.LeftShoulder));
        return Body with { Pose = pose };
    }

    private static SourcePerson MakePerson(int seed)
    {
        var random = new Random(seed);
        var (photo, background) = (new RgbImage(64, 80), new RgbImage(64, 80));
        random.NextBytes(photo.Data);
        random.NextBytes(background.Data);
        return new SourcePerson(photo, Body, PersonMatte.FromMask(DollPhoto.Silhouette(64, 80, Body.Camera)), background);
    }

    private static FloatImage Noise(int side) => new(side, side, 3, Numbers(3 * side * side, 9));
}
