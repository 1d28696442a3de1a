using System.Collections.Concurrent;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Training;

/// <summary>
/// Pairs for a generator of the published architecture, as its trainer prepares them (REFERENCE 5.2): person and silhouettes are the naked
/// body's, a little grown, and the condition is the texture map. Serves several threads at once.
/// </summary>
/// <param name="size">Side of the pictures.</param>
/// <param name="corners">The generator's convention of sampling.</param>
public sealed class TextureMapPairConditioning(int size, CornerAlignment corners) : IPairConditioning
{
    // The published kernels: how far the body grows for masks, and for the hole in the background.
    private const int PersonKernel = 3;
    private const int HoleKernel = 15;

    private readonly ConcurrentDictionary<BodyModel, CorrespondenceMap> _codes = [];

    /// <inheritdoc/>
    public int Size => size;

    /// <inheritdoc/>
    public TrainingSample Condition(PersonPair pair, long number)
    {
        var codes = _codes.GetOrAdd(pair.Model, model => CorrespondenceMap.TextureAndBackground(model.Surface
            ?? throw new InputException($"The body '{model.Name}' has no texture coordinates, by which this generator knows its parts. Train with another body.")));
        var composer = new FlowComposer(pair.Model, size, threads: 1);
        var posed = pair.Model.CreatePosed();
        var (sourcePicture, targetPicture) = (pair.Source.Picture.ToFloat(), pair.Target.Picture.ToFloat());

        pair.Model.Pose(pair.Source.Body, posed);
        var places = composer.Draw(posed, pair.Source.Body.Camera);
        var body = Silhouette.Of(composer.Target);
        var person = Morphology.Dilate(body, PersonKernel).ToFloat();
        var source = Join(Cut(sourcePicture, person), codes.Paint(composer.Target));
        var seen = Invert(Morphology.Dilate(body, HoleKernel).ToFloat());
        var background = Join(Cut(sourcePicture, seen), seen);

        pair.Model.Pose(pair.Target.Body, posed);
        var flow = new TransformationFlow(size, size);
        composer.Imitate(places, posed, pair.Target.Body.Camera, flow);
        var map = codes.Paint(composer.Target);
        return new(background, source, Join(BilinearSampler.Sample(sourcePicture, flow, corners), map), flow, map, new(
            sourcePicture, targetPicture, person, Morphology.Dilate(Silhouette.Of(composer.Target), PersonKernel).ToFloat(), pair.Source.Background?.ToFloat(),
            HeadBox.Of(posed, pair.Target.Body.Camera, size)));
    }

    private static FloatImage Cut(FloatImage picture, FloatImage kept)
    {
        var cut = picture.Copy();
        for (var i = 0; i < cut.Data.Length; i++)
            cut.Data[i] *= kept.Data[i / picture.Channels];
        return cut;
    }

    private static FloatImage Invert(FloatImage mask) => new(mask.Width, mask.Height, 1, Array.ConvertAll(mask.Data, value => 1 - value));

    private static FloatImage Join(FloatImage first, FloatImage second)
    {
        var joined = new FloatImage(first.Width, first.Height, first.Channels + second.Channels);
        for (var pixel = 0; pixel < first.Width * first.Height; pixel++)
        {
            first.Data.AsSpan(pixel * first.Channels, first.Channels).CopyTo(joined.Data.AsSpan(pixel * joined.Channels));
            second.Data.AsSpan(pixel * second.Channels, second.Channels).CopyTo(joined.Data.AsSpan(pixel * joined.Channels + first.Channels));
        }

        return joined;
    }
}
