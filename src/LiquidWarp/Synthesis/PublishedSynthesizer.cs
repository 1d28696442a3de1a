using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Rendering;
using LiquidWarp.Torch;
using LiquidWarp.Warping;

namespace LiquidWarp.Synthesis;

/// <summary>How a published generator is run.</summary>
public sealed record PublishedSynthesizerOptions
{
    /// <summary>Side of the pictures that the network sees and paints; 256 by default, as it was trained.</summary>
    public int NetworkSize { get; init; } = 256;

    /// <summary>Shows the warped source where the front of the face is, instead of the network's; false by default ("front_warp").</summary>
    public bool FrontWarp { get; init; }
}

/// <summary>
/// Draws the person with a generator of the published architecture, as the published system does (REFERENCE 6.1, 6.2). The network works at
/// its own size; what it paints, and the mask that it paints it with, are brought to the canvas and laid over the background there. Sources'
/// features are computed once. The person may be made of parts of two, by the sum of two warps (REFERENCE 6.4), in any pose.
/// </summary>
public sealed class PublishedSynthesizer : IFrameSynthesizer
{
    // The published kernels ("ft_ks", "bg_ks"): how far the body's outline is grown to surely hold the person.
    private const int PersonKernel = 3;
    private const int BackgroundKernel = 13;

    private readonly LoadedNetwork _loaded;
    private readonly ImpersonatorGenerator _generator;
    private readonly CornerAlignment _corners;
    private readonly BodyModel _model;
    private readonly PosedBody _posed;
    private readonly FlowComposer _composer;
    private readonly CorrespondenceMap _codes;
    private readonly bool[]? _front;
    private readonly SquareCanvas _canvas;
    private readonly Source[] _sources;
    private readonly FloatImage _sampled;
    private readonly FloatImage _warped;
    private readonly FloatImage _map;
    private readonly FloatImage _target;

    /// <summary>Prepares a source.</summary>
    /// <param name="loaded">The generator, an <see cref="ImpersonatorGenerator"/>; it is disposed with this.</param>
    /// <param name="model">The model of the source's body: the one that the generator was trained with, with its texture coordinates.</param>
    /// <param name="source">The source.</param>
    /// <param name="size">Side of the pictures to draw.</param>
    /// <param name="options">Null means the defaults.</param>
    /// <exception cref="InputException">The body has no texture coordinates, or no front of the face and it shall be shown.</exception>
    public PublishedSynthesizer(LoadedNetwork loaded, BodyModel model, SourcePerson source, int size, PublishedSynthesizerOptions? options = null)
        : this(loaded, model, [new(source)], size, options)
    {
    }

    /// <summary>Prepares a person, who may be made of parts of two.</summary>
    /// <param name="loaded">The generator, an <see cref="ImpersonatorGenerator"/>; it is disposed with this.</param>
    /// <param name="model">The model of the bodies: the one that the generator was trained with, with its texture coordinates.</param>
    /// <param name="people">One person, or two whose faces complete each other, as <see cref="AppearanceTransfer"/> shares them out.</param>
    /// <param name="size">Side of the pictures to draw.</param>
    /// <param name="options">Null means the defaults.</param>
    /// <exception cref="InputException">The body has no texture coordinates, or no front of the face and it shall be shown.</exception>
    public PublishedSynthesizer(LoadedNetwork loaded, BodyModel model, IReadOnlyList<PersonParts> people, int size, PublishedSynthesizerOptions? options = null)
    {
        options ??= new PublishedSynthesizerOptions();
        var shape = (GeneratorOptions)loaded.Entry.Options;
        var surface = FrameSynthesizers.SurfaceOf(model);
        if (options.FrontWarp && !surface.FrontalFace.Contains(true))
            throw new InputException($"The body '{model.Name}' does not say where the front of the face is. Convert again with --front, or leave out --front-warp.");
        if (people.Count is not (1 or 2))
            throw new ArgumentException($"{people.Count} people; this generator makes one of one or two.", nameof(people));
        if (options.NetworkSize % (1 << shape.Halvings) != 0)
            throw new ArgumentException($"The network's size {options.NetworkSize} is not a multiple of {1 << shape.Halvings}.", nameof(options));
        (_loaded, _generator, _corners, _model, Size) = (loaded, (ImpersonatorGenerator)loaded.Network, shape.Corners, model, size);
        var side = options.NetworkSize;
        _canvas = SquareCanvas.Of(people[0].Person.Photo);
        _posed = model.CreatePosed();
        _composer = new FlowComposer(model, side);
        _codes = CorrespondenceMap.TextureAndBackground(surface);
        _front = options.FrontWarp ? surface.FrontalFace : null;
        (_sampled, _warped, _map, _target) = (new(side, side, 3), new(side, side, 3), new(side, side, 3), new(side, side, 6));
        _sources = [.. people.Select(Look)];
    }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public void Draw(BodyParameters target, FloatImage picture)
    {
        _model.Pose(target, _posed);
        _composer.Show(_posed, target.Camera);
        _codes.Paint(_composer.Target, _map);
        Warp();
        var painted = Paint();
        if (_front is not null)
            ShowWarpedFace(painted);
        Compose(Resized(painted, Size), picture);
    }

    /// <summary>
    /// The background as the generator's own stream paints it, of the photo's size: what the published system shows where it is told not to use its
    /// separate inpainter. Softer than <see cref="SourcePerson.Background"/>.
    /// </summary>
    public RgbImage PaintBackground()
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        var (picture, behind) = (_sources[0].Picture, _sources[0].Behind);
        var seen = new FloatImage(behind.Width, behind.Height, 1, Array.ConvertAll(behind.Data, person => 1f - person));
        var input = Join(Cut(picture, behind, kept: 0), seen, new FloatImage(behind.Width, behind.Height, 4));
        var painted = _generator.PaintBackground(input).ToFloatImage();
        return _canvas.Crop(Resized(painted, _canvas.Side).ToRgb());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in _sources)
            source.Features.Dispose();
        _loaded.Dispose();
    }

    private Source Look(PersonParts person)
    {
        var (side, canvas) = (_composer.Target.Width, SquareCanvas.Of(person.Person.Photo));
        var picture = Resampling.Resize(canvas.Place(person.Person.Photo), side, side).ToFloat();
        _model.Pose(person.Person.Body, _posed);
        var corners = _composer.Draw(_posed, person.Person.Body.Camera);
        var body = Silhouette.Of(_composer.Target);
        _codes.Paint(_composer.Target, _map);
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        var features = _generator.EncodeSource(Join(Cut(picture, Morphology.Dilate(body, PersonKernel), kept: 1), _map, _target)).Outlive();
        return new(picture, person.Faces is { } faces ? corners.Only(faces) : corners, Morphology.Dilate(body, BackgroundKernel), features, new(side, side));
    }

    /// <summary>Sources have no face in common, so what one flow brings is 0 where another's leads somewhere.</summary>
    private void Warp()
    {
        Array.Clear(_warped.Data);
        foreach (var source in _sources)
        {
            source.Flow.Compose(source.Corners, _composer.Target);
            BilinearSampler.Sample(source.Picture, source.Flow, _corners, _sampled);
            for (var i = 0; i < _warped.Data.Length; i++)
                _warped.Data[i] += _sampled.Data[i];
        }
    }

    /// <summary>Colour and, last, mask: (N, N, 4).</summary>
    private FloatImage Paint()
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        var input = Join(_warped, _map, _target);
        var flows = Array.ConvertAll(_sources, source => source.Flow.ToTensor(_loaded.Parameters.Device));
        var painted = _sources is [var one, var other]
            ? _generator.Swap(input, one.Features, flows[0], other.Features, flows[1])
            : _generator.Infer(input, _sources[0].Features, flows[0]);
        return Tensor.Cat([painted.Color, painted.Mask], 1).ToFloatImage();
    }

    /// <summary>A network's input of two maps, one after the other in each pixel.</summary>
    private Tensor Join(FloatImage first, FloatImage second, FloatImage into)
    {
        for (int i = 0, a = 0, b = 0; i < into.Data.Length; a += first.Channels, b += second.Channels, i += into.Channels)
        {
            first.Data.AsSpan(a, first.Channels).CopyTo(into.Data.AsSpan(i));
            second.Data.AsSpan(b, second.Channels).CopyTo(into.Data.AsSpan(i + first.Channels));
        }

        return into.ToTensor(_loaded.Parameters.Device);
    }

    /// <summary>The picture where the mask has a value, 0 (grey) elsewhere.</summary>
    private static FloatImage Cut(FloatImage picture, Mask mask, byte kept)
    {
        var cut = new FloatImage(picture.Width, picture.Height, picture.Channels);
        for (var i = 0; i < cut.Data.Length; i++)
            cut.Data[i] = mask.Data[i / picture.Channels] == kept ? picture.Data[i] : 0;
        return cut;
    }

    /// <summary>The published code pastes the face into the composed frame and leaves the mask's share of the background out of it; here it gets that share.</summary>
    private void ShowWarpedFace(FloatImage painted)
    {
        for (var pixel = 0; pixel < _composer.Target.FaceIndex.Length; pixel++)
            if (_composer.Target.FaceIndex[pixel] is var face && face >= 0 && _front![face])
                _warped.Data.AsSpan(3 * pixel, 3).CopyTo(painted.Data.AsSpan(4 * pixel));
    }

    private static FloatImage Resized(FloatImage map, int side) => map.Width == side ? map : Resampling.Resize(map, side, side, CornerAlignment.Edges);

    private static void Compose(FloatImage painted, FloatImage picture)
    {
        for (var pixel = 0; pixel < picture.Data.Length / 3; pixel++)
        {
            var mask = painted.Data[4 * pixel + 3];
            for (var c = 0; c < 3; c++)
                picture.Data[3 * pixel + c] = mask * picture.Data[3 * pixel + c] + (1 - mask) * painted.Data[4 * pixel + c];
        }
    }

    /// <summary>A source as it was prepared, and the flow of the last frame into it.</summary>
    private sealed record Source(FloatImage Picture, FaceCorners Corners, Mask Behind, SourceFeatures Features, TransformationFlow Flow);
}
