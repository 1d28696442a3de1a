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
    {
        var canvas = SquareCanvas.Of(source.Photo);
        var person = canvas.Place(source.Matte.Mask);
        _dressed = DressedBody.Create(model, source.Body, person, canvas);
        _posed = _dressed.CreatePosed();
        _dressed.Pose(NoShape, source.Body.Pose, _posed);
        var photo = canvas.Place(source.Photo);
        var fragments = new Fragments(canvas.Side, canvas.Side);
        new Rasterizer().Rasterize(Projection.Project(_posed, source.Body.Camera), _dressed.Faces, fragments);
        var trusted = SkinCheck.Trusted(_dressed, fragments, photo, person, reach: 0.06f * source.Body.Camera.Scale * canvas.Side);
        _warp = new TextureWarp(_dressed, photo, _posed, source.Body.Camera, trusted, size, new() { Rim = Rim });
        SkinCheck.PaintHiddenHands(_dressed, _warp.Confidence, _warp.Colours);
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
}
