using System.Collections.Concurrent;
using LiquidWarp.Bodies;
using LiquidWarp.Conditioning;
using LiquidWarp.Datasets;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Training;

/// <summary>
/// Pairs for the compact generator. What it is shown of the source is a little wrong, as it will be with photographs; what it shall paint
/// is the truth. The target's pose is exact: nobody could guess a picture of another pose.
/// </summary>
/// <param name="size">Side of the pictures.</param>
/// <param name="noise">How wrong the source's body and matte are.</param>
/// <param name="seed">Of the noise.</param>
/// <param name="window">Columns to keep, those round the person; 0 keeps all.</param>
public sealed class SurfacePairConditioning(int size, RecoveryNoise noise, int seed, int window = 0) : IPairConditioning
{
    private readonly ConcurrentDictionary<BodyModel, Rooms> _rooms = [];

    /// <inheritdoc/>
    public int Size => size;

    /// <inheritdoc/>
    public TrainingSample Condition(PersonPair pair, long number)
    {
        var random = Chance.Of(seed, number);
        var rooms = _rooms.GetOrAdd(pair.Model, model => new(model, size));
        var conditioning = rooms.Take();
        var (source, target) = (pair.Source, pair.Target);
        var (sourcePicture, targetPicture) = (source.Picture.ToFloat(), target.Picture.ToFloat());
        var sourceCoverage = source.Coverage ?? rooms.Silhouette(source.Body);
        var shape = noise.DisturbShape(source.Body.Shape, random);
        var recovered = new BodyParameters(source.Body.Camera, noise.DisturbPose(source.Body.Pose, random), shape);

        var seen = conditioning.Source(sourcePicture, noise.DisturbMatte(sourceCoverage, random), recovered);
        var shown = conditioning.Target(seen, target.Body with { Shape = shape });
        var sample = new TrainingSample(seen.Background, seen.Stream, shown.Stream.Copy(), shown.Flows[0].Copy(),
            shown.Stream.Pick(SurfaceConditioning.CoordinateChannel, 3),
            new(sourcePicture, targetPicture, sourceCoverage, target.Coverage ?? rooms.Silhouette(target.Body), source.Background?.ToFloat(), rooms.Head(target.Body)));
        rooms.GiveBack(conditioning);
        return window == 0 ? sample : SampleWindow.Cut(sample, window);
    }

    /// <summary>What threads that condition pairs of one body model take turns at.</summary>
    private sealed class Rooms(BodyModel model, int size)
    {
        private readonly SurfacePartners _partners = new(model);
        private readonly ConcurrentBag<SurfaceConditioning> _free = [];

        public SurfaceConditioning Take() => _free.TryTake(out var free) ? free : new(model, _partners, size, threads: 1);

        public void GiveBack(SurfaceConditioning conditioning) => _free.Add(conditioning);

        /// <summary>The naked body's outline, for real videos of which nobody knows more.</summary>
        public FloatImage Silhouette(BodyParameters body)
        {
            var (posed, fragments) = (model.CreatePosed(), new Fragments(size, size));
            model.Pose(body, posed);
            new Rasterizer(threads: 1).Rasterize(Projection.Project(posed, body.Camera), model.Faces, fragments);
            return Rendering.Silhouette.Of(fragments).ToFloat();
        }

        public PixelBox Head(BodyParameters body)
        {
            var posed = model.CreatePosed();
            model.Pose(body, posed);
            return HeadBox.Of(posed, body.Camera, size);
        }
    }
}
