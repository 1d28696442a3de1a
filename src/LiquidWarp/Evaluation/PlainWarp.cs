using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Synthesis;
using LiquidWarp.Warping;

namespace LiquidWarp.Evaluation;

/// <summary>
/// The transformation flow and nothing else: each pixel of the body shows the source where the source shows the same point of the surface, and
/// the background where it does not. What methods are measured from; hidden points, hair and wide clothes are missing.
/// </summary>
public sealed class PlainWarp : IFrameSynthesizer
{
    // Barycentrics add up to 1 but for rounding, and so does "nothing".
    private const float Somewhere = TransformationFlow.Nothing + 0.5f;

    private readonly BodyModel _model;
    private readonly PosedBody _posed;
    private readonly FlowComposer _composer;
    private readonly FaceCorners _source;
    private readonly FloatImage _photo;
    private readonly TransformationFlow _flow;
    private readonly FloatImage _warped;

    /// <summary>Prepares a source.</summary>
    /// <param name="model">The model of the source's body.</param>
    /// <param name="source">The source.</param>
    /// <param name="size">Side of the pictures to draw.</param>
    public PlainWarp(BodyModel model, SourcePerson source, int size)
    {
        (_model, _posed, _composer) = (model, model.CreatePosed(), new(model, size));
        (_flow, _warped) = (new(size, size), new(size, size, 3));
        _photo = SquareCanvas.Of(source.Photo).Place(source.Photo).ToFloat();
        _model.Pose(source.Body, _posed);
        _source = _composer.Draw(_posed, source.Body.Camera).OnlyVisible(_composer.Target);
    }

    /// <inheritdoc/>
    public int Size => _warped.Width;

    /// <inheritdoc/>
    public void Draw(BodyParameters target, FloatImage picture)
    {
        _model.Pose(target, _posed);
        _composer.Imitate(_source, _posed, target.Camera, _flow);
        BilinearSampler.Sample(_photo, _flow, CornerAlignment.Edges, _warped);
        for (var pixel = 0; pixel < Size * Size; pixel++)
            if (_flow.Data[2 * pixel] > Somewhere)
                _warped.Data.AsSpan(3 * pixel, 3).CopyTo(picture.Data.AsSpan(3 * pixel));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
