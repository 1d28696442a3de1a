using LiquidWarp.Bodies;
using LiquidWarp.Conditioning;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Warping;

namespace LiquidWarp.Synthesis;

/// <summary>How a compact generator is run.</summary>
public sealed record CompactSynthesizerOptions
{
    /// <summary>Side of the pictures that the network sees and paints; 256 by default, as it was trained.</summary>
    public int NetworkSize { get; init; } = 256;

    /// <summary>
    /// What the network computes in; null, the default, is bfloat16 on a processor that multiplies it in hardware (twice as fast there, and a
    /// small fraction of a grey level off) and single precision elsewhere.
    /// </summary>
    public DType? Precision { get; init; }

    /// <summary>
    /// Shows the warped source where the front of the face is and the source shows it, whatever the network trusts. Null, the default, does so
    /// while the head is turned about as in the source: a face is what people look at first.
    /// </summary>
    public bool? FrontWarp { get; init; }
}

/// <summary>
/// Draws a person with the compact generator. The network works at its own size; where it trusts the warped photo, that is warped once more at
/// the size of the picture. Source pictures are looked at and encoded once. The person may be made of parts of several people, for appearance
/// transfer.
/// </summary>
public sealed class CompactSynthesizer : IFrameSynthesizer
{
    private readonly LoadedNetwork _loaded;
    private readonly CompactGenerator _generator;
    private readonly DType _precision;
    private readonly SurfaceConditioning _conditioning;
    private readonly SourceCondition[] _sources;
    private readonly SourceFeatures[] _features;
    private readonly WarpSource[] _cutOuts;
    private readonly SurfaceWarp _warp;
    private readonly PaintOverlay _overlay;
    private readonly FloatImage _paint;
    private readonly FacePaste? _paste;

    /// <summary>Prepares a person.</summary>
    /// <param name="loaded">The generator, a <see cref="CompactGenerator"/>; it is disposed with this.</param>
    /// <param name="model">The model of the people's bodies.</param>
    /// <param name="people">Who is shown: one person, or several whose faces complete each other.</param>
    /// <param name="size">Side of the pictures to draw.</param>
    /// <param name="options">Null means the defaults.</param>
    /// <exception cref="InputException">The body does not say where the front of the face is, and it shall be shown.</exception>
    public CompactSynthesizer(LoadedNetwork loaded, BodyModel model, IReadOnlyList<PersonParts> people, int size, CompactSynthesizerOptions? options = null)
    {
        options ??= new CompactSynthesizerOptions();
        var side = options.NetworkSize;
        (_loaded, _generator, Size) = (loaded, (CompactGenerator)loaded.Network, size);
        if (side % _generator.Multiple != 0)
            throw new ArgumentException($"The network's size {side} is not a multiple of {_generator.Multiple}.", nameof(options));
        _precision = options.Precision ?? FastestPrecision.On(loaded.Parameters.Device);
        loaded.Parameters.To(_precision);
        var partners = new SurfacePartners(model);
        _conditioning = new(model, partners, side);
        _warp = size == side ? _conditioning.Warp : new(model, partners, size);
        _overlay = new(side, size);
        _paint = new(side, side, PaintOverlay.PaintChannels);

        _sources = [.. people.Select(person => Look(person, side))];
        _cutOuts = [.. people.Zip(_sources, (person, seen) => new WarpSource(seen.Surface, CutOut(person.Person, size)))];
        if (options.FrontWarp ?? FacePaste.IsFor(model))
            _paste = FacePaste.Of(model, _sources.Select(source => source.Surface), options.FrontWarp is null ? people.Select(person => person.Person.Body) : [], size);
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        _features = [.. _sources.Select(source => _generator.EncodeSource(Input(source.Stream)).Outlive())];
    }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public void Draw(BodyParameters target, FloatImage picture)
    {
        var shown = _conditioning.Target(_sources, target);
        // One after the other: beside the network, whose threads wait for each other busily, this costs more than it saves.
        Paint(shown);
        if (_warp != _conditioning.Warp)
            _warp.Compose(_cutOuts, _conditioning.TargetBody, target.Camera);
        _overlay.Draw(_paint, shown.Stream, _warp.Warped, _paste?.Draw(_warp.Drawing.Target, target), picture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var features in _features)
            features.Dispose();
        _loaded.Dispose();
    }

    private SourceCondition Look(PersonParts person, int side)
    {
        var (picture, coverage) = Resized(person.Person, side);
        var seen = _conditioning.Source(picture, coverage, person.Person.Body, SquareCanvas.Of(person.Person.Photo));
        return person.Faces is { } faces ? seen.Only(faces) : seen;
    }

    /// <summary>The person at the size of the pictures, or at the photo's if that is smaller: more would be lost again in drawing.</summary>
    private static FloatImage CutOut(SourcePerson person, int size)
    {
        var (picture, coverage) = Resized(person, Math.Min(size, SquareCanvas.Of(person.Photo).Side));
        return SurfaceConditioning.CutOut(picture, coverage);
    }

    private static (FloatImage Picture, FloatImage Coverage) Resized(SourcePerson person, int side)
    {
        var canvas = SquareCanvas.Of(person.Photo);
        var coverage = new FloatImage(canvas.Side, canvas.Side, 1); // the border shows nobody
        for (var y = 0; y < canvas.Height; y++)
            person.Matte.Alpha.Row(y).CopyTo(coverage.Row(canvas.Top + y)[canvas.Left..]);
        return (Resampling.Resize(canvas.Place(person.Photo), side, side, ResizeMethod.Area).ToFloat(), Resampling.ResizeArea(coverage, side, side));
    }

    private void Paint(TargetCondition shown)
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        var flows = shown.Flows.Select(flow => flow.ToTensor(_loaded.Parameters.Device));
        var paint = _generator.Paint(Input(shown.Stream), [.. _features.Zip(flows)]);
        Tensor.Cat([paint.Color, paint.Mask, paint.Trust], 1).CopyToInterleaved<float>(_paint.Data);
    }

    private Tensor Input(FloatImage stream) => stream.ToTensor(_loaded.Parameters.Device).To(_precision);
}
