using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Synthesis;

/// <summary>
/// The source picture carried by texture warping alone (the paper's W_T without a network): the body is dressed to the person's
/// outline once, then every frame samples the source where it shows the surface.
/// </summary>
public sealed class TextureWarpSynthesizer : IFrameSynthesizer
{
    // The dressed body meets the person's outline, so less of its rim is in doubt than of a naked one.
    private const float Rim = 0.004f;

    private static readonly float[] NoShape = new float[BodyParameters.ShapeLength];

    private readonly BodyModel _dressed;
    private readonly PosedBody _posed;
    private readonly TextureWarp _warp;

    /// <summary>Prepares a source.</summary>
    /// <param name="model">The model of the source's body.</param>
    /// <param name="source">The source.</param>
    /// <param name="size">Side of the pictures to draw.</param>
    public TextureWarpSynthesizer(BodyModel model, SourcePerson source, int size)
        : this(model, [new(source)], size)
    {
    }

    /// <summary>Prepares a person, who may be made of parts of two.</summary>
    /// <param name="model">The model of the bodies.</param>
    /// <param name="people">One person, or two whose faces complete each other, as <see cref="AppearanceTransfer"/> shares them out; the first gives the shape.</param>
    /// <param name="size">Side of the pictures to draw.</param>
    public TextureWarpSynthesizer(BodyModel model, IReadOnlyList<PersonParts> people, int size)
    {
        if (people.Count is not (1 or 2))
            throw new ArgumentException($"{people.Count} people; texture warping makes one of one or two.", nameof(people));
        var shape = people[0].Person.Body.Shape;
        var offsets = OffsetsOf(model, people[0].Person);
        _warp = Prepare(DressedBody.Dress(model, shape, offsets), people[0].Person, size);
        if (people is [_, { Faces: { } taken, Person: var giver }])
        {
            var given = OffsetsOf(model, giver);
            _warp.Borrow(Prepare(DressedBody.Dress(model, giver.Body.Shape, given), giver, size), taken);
            for (var corner = 0; corner < model.Faces.Length; corner++)
                if (taken[corner / 3])
                    offsets[model.Faces[corner]] = given[model.Faces[corner]];
        }

        _dressed = DressedBody.Dress(model, shape, offsets);
        _posed = _dressed.CreatePosed();
    }

    /// <inheritdoc/>
    public int Size => _warp.Size;

    /// <inheritdoc/>
    /// <remarks>The shape is the source's, whatever <paramref name="target"/> says: it is part of the dressed body.</remarks>
    public void Draw(BodyParameters target, FloatImage picture)
    {
        _dressed.Pose(NoShape, target.Pose, _posed);
        _warp.Draw(_posed, target.Camera, picture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static float[] OffsetsOf(BodyModel model, SourcePerson source)
    {
        var canvas = SquareCanvas.Of(source.Photo);
        return DressedBody.FindOffsets(model, source.Body, canvas.Place(source.Matte.Mask), canvas);
    }

    /// <summary>One person's picture on their own dressed body.</summary>
    private static TextureWarp Prepare(BodyModel dressed, SourcePerson source, int size)
    {
        var canvas = SquareCanvas.Of(source.Photo);
        var (photo, person) = (canvas.Place(source.Photo), canvas.Place(source.Matte.Mask));
        var posed = dressed.CreatePosed();
        dressed.Pose(NoShape, source.Body.Pose, posed);
        var fragments = new Fragments(canvas.Side, canvas.Side);
        new Rasterizer().Rasterize(Projection.Project(posed, source.Body.Camera), dressed.Faces, fragments);
        var trusted = SkinCheck.Trusted(dressed, fragments, photo, person, reach: 0.06f * source.Body.Camera.Scale * canvas.Side);
        var warp = new TextureWarp(dressed, photo, posed, source.Body.Camera, trusted, size, new() { Rim = Rim });
        SkinCheck.PaintHiddenHands(dressed, warp.Confidence, warp.Colours);
        return warp;
    }
}
