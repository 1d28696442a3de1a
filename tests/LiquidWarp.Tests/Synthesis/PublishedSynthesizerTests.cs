using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;
using LiquidWarp.Synthesis;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Synthesis;

// Parity: with the flow of REFERENCE 6.1 and 6.2 written down pixel by pixel and the generator run whole. Exact: the rest.
public sealed class PublishedSynthesizerTests : TensorTestBase
{
    private const int N = 64;

    private static readonly GeneratorOptions Options = new() { Width = 4, ResidualBlocks = 1, Halvings = 2 };
    private static readonly BodyModel Model = WithSurface(TinyBody.Create());
    private static readonly BodyParameters Body = BodyParameters.Frontal() with { Camera = new(0.9f, 0, 0.08f) };
    private static readonly SourcePerson Source = MakeSource(90, 120);

    [Theory]
    [InlineData(CornerAlignment.Centres, N, false)]
    [InlineData(CornerAlignment.Edges, N, false)]
    [InlineData(CornerAlignment.Centres, N, true)]
    [InlineData(CornerAlignment.Centres, 100, false)]
    public void Draw_AnyPose_EqualsTheFlowWrittenDown(CornerAlignment corners, int size, bool frontWarp)
    {
        var loaded = Generator(Options with { Corners = corners });
        using var synthesizer = new PublishedSynthesizer(loaded, Model, Source, size, new() { NetworkSize = N, FrontWarp = frontWarp });
        var background = Resampling.Resize(Source.Background, size, size).ToFloat();
        foreach (var target in new[] { Moved(0.9f, 0.2f), Moved(-0.5f, -0.1f) })
        {
            var picture = new FloatImage(size, size, 3, (float[])background.Data.Clone());
            synthesizer.Draw(target, picture);
            // The order of sums is another in channels-last memory.
            Close.Assert(Twin(loaded, target, corners, background, frontWarp), picture.Data, 2e-4);
        }
    }

    // REFERENCE 6.4 written down: each flow leads to the faces that its person owns, warped pictures and features are added.
    [Fact]
    public void Draw_PartsOfTwo_EqualsTheSumOfTwoWarps()
    {
        var (loaded, giver, target) = (Generator(Options), MakeSource(90, 120, seed: 8), Moved(0.9f, 0.2f));
        var people = AppearanceTransfer.Share(Model, Source, giver, ["upper", "legs"]);
        using var synthesizer = new PublishedSynthesizer(loaded, Model, people, N, new() { NetworkSize = N });
        var background = Resampling.Resize(Source.Background, N, N).ToFloat();
        var picture = background.Copy();
        synthesizer.Draw(target, picture);

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var (source, posed, generator) = (Fragments(Body), Fragments(target), (ImpersonatorGenerator)loaded.Network);
        var (person, projected) = (Grown(source, 1), Project(Body));
        var shares = people.Select(part =>
        {
            var photo = Resampling.Resize(SquareCanvas.Of(part.Person.Photo).Place(part.Person.Photo), N, N).ToFloat();
            var flow = new float[2 * N * N];
            for (var i = 0; i < N * N; i++)
                for (var axis = 0; axis < 2; axis++)
                    flow[2 * i + axis] = posed.FaceIndex[i] < 0 || !part.Faces![posed.FaceIndex[i]] ? -2
                        : Enumerable.Range(0, 3).Sum(k => posed.Barycentrics[3 * i + k] * projected[Model.Faces[3 * posed.FaceIndex[i] + k]][axis]);
            var t = Tensor.From(flow, [1, N, N, 2]);
            var cut = Planes(3, (x, y, c) => person[y * N + x] ? photo.Data[3 * (y * N + x) + c] : 0);
            return (Flow: t, Features: generator.EncodeSource(Tensor.Cat([cut, Codes(source)], 1)), Warped: Planes(3, (x, y, c) => photo.Data[3 * (y * N + x) + c]).GridSample(t, alignCorners: true));
        }).ToList();
        var painted = generator.Swap(Tensor.Cat([shares[0].Warped + shares[1].Warped, Codes(posed)], 1), shares[0].Features, shares[0].Flow, shares[1].Features, shares[1].Flow);
        var (colour, mask) = (painted.Color.ToFloatImage(), painted.Mask.ToFloatImage());
        float[] expected = [.. background.Data.Select((behind, i) => mask.Data[i / 3] * behind + (1 - mask.Data[i / 3]) * colour.Data[i])];
        Close.Assert(expected, picture.Data, 2e-4); // the order of sums is another in channels-last memory
    }

    [Fact]
    public void Draw_ManyFrames_KeepsNoTensor()
    {
        using var synthesizer = new PublishedSynthesizer(Generator(Options), Model, Source, N, new() { NetworkSize = N });
        var picture = new FloatImage(N, N, 3);
        synthesizer.Draw(Body, picture);
        var before = Tensor.LiveCount;
        for (var frame = 0; frame < 100; frame++)
            synthesizer.Draw(Moved(0.01f * frame, 0), picture);
        Assert.Equal(before, Tensor.LiveCount);
    }

    [Fact]
    public void Draw_TheSameFrameAgain_GivesTheSamePicture()
    {
        using var synthesizer = new PublishedSynthesizer(Generator(Options), Model, Source, N, new() { NetworkSize = N });
        var (first, again) = (new FloatImage(N, N, 3), new FloatImage(N, N, 3));
        synthesizer.Draw(Moved(0.5f, 0), first);
        synthesizer.Draw(Moved(-0.9f, 0.3f), again);
        Array.Clear(again.Data);
        synthesizer.Draw(Moved(0.5f, 0), again);
        Assert.Equal(first.Data, again.Data);
    }

    [Fact]
    public void PaintBackground_IsTheGeneratorsOverThePersonCutOut()
    {
        var loaded = Generator(Options);
        using var synthesizer = new PublishedSynthesizer(loaded, Model, Source, N, new() { NetworkSize = N });
        var painted = synthesizer.PaintBackground();
        Assert.Equal((Source.Photo.Width, Source.Photo.Height), (painted.Width, painted.Height));

        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var (photo, person) = (Photo(), Grown(Fragments(Body), 6));
        var input = Planes(4, (x, y, c) => (person[y * N + x] ? 0 : 1) * (c < 3 ? photo.Data[3 * (y * N + x) + c] : 1));
        var expected = ((ImpersonatorGenerator)loaded.Network).PaintBackground(input).ToFloatImage();
        var resized = SquareCanvas.Of(Source.Photo).Crop(Resampling.Resize(expected, 120, 120, CornerAlignment.Edges).ToRgb());
        Assert.All(resized.Data.Zip(painted.Data), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Fact]
    public void Constructor_BodyWithoutTexture_SaysWhatToDo()
    {
        using var loaded = Generator(Options);
        var error = Assert.Throws<InputException>(() => new PublishedSynthesizer(loaded, TinyBody.Create(), Source, N));
        Assert.Contains("--mapper", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_FrontWarpOfABodyWithoutFace_SaysWhatToDo()
    {
        using var loaded = Generator(Options);
        var surface = Model.Surface!;
        var faceless = Model.WithSurface(new()
        {
            TextureCoordinates = surface.TextureCoordinates,
            TextureFaces = surface.TextureFaces,
            PartNames = surface.PartNames,
            FaceParts = surface.FaceParts,
            FrontalFace = new bool[Model.FaceCount],
            Head = surface.Head,
        });
        var error = Assert.Throws<InputException>(() => new PublishedSynthesizer(loaded, faceless, Source, N, new() { FrontWarp = true }));
        Assert.Contains("--front", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FrameLoop_WithAGenerator_MakesFramesOfThePhotosShape()
    {
        using var synthesizer = new PublishedSynthesizer(Generator(Options), Model, Source, N, new() { NetworkSize = N });
        var frames = new FrameLoop(Source, synthesizer).Frames(new(30, 2, [Body, Moved(0.4f, 0)]), cancellation: TestContext.Current.CancellationToken).ToList();
        Assert.Equal([(48, N), (48, N)], frames.Select(frame => (frame.Width, frame.Height)));
        Assert.NotEqual(frames[0].Data, frames[1].Data);
    }

    private static float[] Twin(LoadedNetwork loaded, BodyParameters target, CornerAlignment corners, FloatImage background, bool frontWarp)
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        var (photo, source, posed) = (Photo(), Fragments(Body), Fragments(target));
        var person = Grown(source, 1);
        var projected = Project(Body);
        var flow = new float[2 * N * N];
        for (var i = 0; i < N * N; i++)
            for (var axis = 0; axis < 2; axis++)
                flow[2 * i + axis] = posed.FaceIndex[i] < 0 ? -2 : Enumerable.Range(0, 3).Sum(k => posed.Barycentrics[3 * i + k] * projected[Model.Faces[3 * posed.FaceIndex[i] + k]][axis]);
        var t = Tensor.From(flow, [1, N, N, 2]);
        var warped = Planes(3, (x, y, c) => photo.Data[3 * (y * N + x) + c]).GridSample(t, alignCorners: corners == CornerAlignment.Centres);
        var sourceInput = Tensor.Cat([Planes(3, (x, y, c) => person[y * N + x] ? photo.Data[3 * (y * N + x) + c] : 0), Codes(source)], 1);
        var output = ((ImpersonatorGenerator)loaded.Network).Forward(Tensor.Zeros([1, 4, N, N]), sourceInput, Tensor.Cat([warped, Codes(posed)], 1), t);
        var (colour, mask, face) = (output.Target.Color.ToFloatImage(), output.Target.Mask.ToFloatImage(), warped.ToFloatImage());
        for (var i = 0; i < N * N; i++)
            if (frontWarp && posed.FaceIndex[i] is >= 0 and var f && Model.Surface!.FrontalFace[f])
                face.Data.AsSpan(3 * i, 3).CopyTo(colour.Data.AsSpan(3 * i));
        if (background.Width != N)
            (colour, mask) = (Resampling.Resize(colour, background.Width, background.Width, CornerAlignment.Edges), Resampling.Resize(mask, background.Width, background.Width, CornerAlignment.Edges));
        return [.. background.Data.Select((behind, i) => mask.Data[i / 3] * behind + (1 - mask.Data[i / 3]) * colour.Data[i])];
    }

    /// <summary>u, 1 − v of the middle of a face's first edge, 0; the background is 0, 0, 1.</summary>
    private static Tensor Codes(Fragments fragments) => Planes(3, (x, y, c) =>
    {
        var face = fragments.FaceIndex[y * N + x];
        if (face < 0)
            return c == 2 ? 1 : 0;
        var surface = Model.Surface!;
        var middle = (surface.TextureCoordinates[surface.TextureFaces[3 * face]] + surface.TextureCoordinates[surface.TextureFaces[3 * face + 1]]) / 2;
        return c == 0 ? middle.X : c == 1 ? 1 - middle.Y : 0;
    });

    private static bool[] Grown(Fragments fragments, int reach)
    {
        var grown = new bool[N * N];
        for (var i = 0; i < N * N; i++)
            for (var y = Math.Max(0, i / N - reach); y <= Math.Min(N - 1, i / N + reach); y++)
                for (var x = Math.Max(0, i % N - reach); x <= Math.Min(N - 1, i % N + reach); x++)
                    grown[i] |= fragments.FaceIndex[y * N + x] >= 0;
        return grown;
    }

    private static Tensor Planes(int channels, Func<int, int, int, float> value) =>
        Tensor.From([.. from c in Enumerable.Range(0, channels) from y in Enumerable.Range(0, N) from x in Enumerable.Range(0, N) select value(x, y, c)], [1, channels, N, N]);

    private static FloatImage Photo() => Resampling.Resize(SquareCanvas.Of(Source.Photo).Place(Source.Photo), N, N).ToFloat();

    private static Vector3[] Project(BodyParameters body)
    {
        var posed = Model.CreatePosed();
        Model.Pose(body, posed);
        return Projection.Project(posed, body.Camera);
    }

    private static Fragments Fragments(BodyParameters body)
    {
        var fragments = new Fragments(N, N);
        new Rasterizer().Rasterize(Project(body), Model.Faces, fragments);
        return fragments;
    }

    private static LoadedNetwork Generator(GeneratorOptions options)
    {
        var store = new ParameterStore();
        var generator = new ImpersonatorGenerator(store.Root, options);
        using (NoGrad.Enter())
            foreach (var (_, tensor) in store.All.Where(named => named.Tensor.Rank > 1))
                tensor.MultiplyInPlace(5); // livelier than what training starts from
        store.ToChannelsLast();
        return new LoadedNetwork(generator, store, new(NetworkArchitecture.Of(NetworkRole.Generator, "impersonator"), options, "", []));
    }

    private static BodyParameters Moved(float arm, float x)
    {
        var pose = (float[])Body.Pose.Clone();
        pose[3 * (int)Joint.LeftShoulder + 2] = arm;
        pose[1] = arm / 3;
        return Body with { Pose = pose, Camera = Body.Camera with { X = x } };
    }

    private static SourcePerson MakeSource(int width, int height, int seed = 5)
    {
        var random = new Random(seed);
        var (photo, background) = (new RgbImage(width, height), new RgbImage(width, height));
        random.NextBytes(photo.Data);
        random.NextBytes(background.Data);
        return new SourcePerson(photo, Body, PersonMatte.FromMask(new Mask(width, height)), background);
    }

    private static BodyModel WithSurface(BodyModel model)
    {
        var random = new Random(3);
        return model.WithSurface(new()
        {
            TextureCoordinates = [.. model.Faces.Select(_ => new Vector2(random.NextSingle(), random.NextSingle()))],
            TextureFaces = [.. Enumerable.Range(0, model.Faces.Length)],
            PartNames = ["00_body"],
            FaceParts = new byte[model.FaceCount],
            FrontalFace = [.. Enumerable.Range(0, model.FaceCount).Select(face => model.MainJointOf(model.Faces[3 * face]) == Joint.Head)],
            Head = new bool[model.FaceCount],
        });
    }
}
