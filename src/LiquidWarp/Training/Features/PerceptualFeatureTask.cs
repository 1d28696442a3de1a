using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Rendering;
using LiquidWarp.Torch;
using LiquidWarp.Training.Timed;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Training.Features;

/// <summary>
/// Teaches a narrow VGG-19 what is in pictures of people, so that its features can take the place of ImageNet's in
/// <see cref="PerceptualLoss"/>. Linear heads must read from the features: at each of the five levels the picture itself, for details may
/// not be lost; from the third level on, which sees enough, which part of the body a pixel shows, which point of its surface, which way
/// that faces, and whose part it is: the same part of the same person in another pose among those of the others in the batch (cloth,
/// skin, hair). It learns from windows of the pictures, so that people are as large as in training without the cost of all of their room.
/// </summary>
public sealed class PerceptualFeatureTask : ITimedTask
{
    private const int LargestPatch = 4;
    private const int IdentityLength = 32;
    private const double IdentitySharpness = 10;
    private const int Features = SurfaceLabels.Classes + 3 + 3;

    // From relu3_1 on a feature sees 24 pixels and more; relu4_1, an eighth of the size, is what the network is scored by.
    private const int FirstThatKnowsBodies = 2;
    private const int Scored = 3;

    // Where parts are told apart, the background counts no more than all parts together.
    private const double BackgroundShare = 0.5;

    // Mean |difference| of unrelated pictures at each level after calibration.
    private const double UnrelatedDifference = 1;

    // VGG-19's layers by stage; the first of each gives the feature.
    private static readonly string[][] Stages = [["0", "2"], ["5", "7"], ["10", "12", "14", "16"], ["19", "21", "23", "25"], ["28"]];

    private readonly FoldableNorms _norms;
    private readonly Vgg19 _network;
    private readonly Level[] _levels;
    private readonly int _window;
    private readonly DType _precision;

    /// <summary>Makes the network and its heads with fresh weights.</summary>
    /// <param name="width">Channels of the first stage.</param>
    /// <param name="window">Side of the windows, a multiple of 16; pictures must be as large.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">Type in which convolutions are computed; weights and losses are in single precision.</param>
    public PerceptualFeatureTask(int width, int window, Device device = default, DType precision = DType.Float32)
    {
        (Network, Heads, _window, _precision) = (new ParameterStore(device), new ParameterStore(device), window, precision);
        _norms = new FoldableNorms(Heads);
        _network = new Vgg19(Network.Root, width, _norms.Around);
        using var unrecorded = NoGrad.Enter();
        Network.ToChannelsLast();
        foreach (var (_, parameter) in Network.Parameters)
            (parameter.Rank > 1 ? Initialize.KaimingNormal() : Initialize.Zeros)(parameter);
        _levels = [.. Enumerable.Range(0, Stages.Length).Select(level => new Level(Heads.Root / "level" / level, level, (int)Network[$"{Stages[level][0]}.bias"].Shape[0]))];
    }

    /// <inheritdoc/>
    public ParameterStore Network { get; }

    /// <inheritdoc/>
    public ParameterStore Heads { get; }

    /// <inheritdoc/>
    public IReadOnlyList<FloatImage>? Prepare(PersonPair pair, Random random) =>
        [SurfaceLabels.Window(SurfaceLabels.Draw(pair.Model, pair.Source), _window, random), SurfaceLabels.Window(SurfaceLabels.Draw(pair.Model, pair.Target), _window, random)];

    /// <inheritdoc/>
    public Tensor Loss(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        var both = Tensor.Cat(maps, 0);
        Heads.Training = true;
        var features = Run(both);
        Heads.Training = false;
        return scope.Keep(_levels.Zip(features, (level, x) => level.Loss(x, both)).Aggregate((a, b) => a + b));
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskScore> Score(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        var both = Tensor.Cat(maps, 0);
        var features = Run(both);
        var (iou, accuracy, surface) = _levels[Scored].ScoreSurface(features[Scored], both);
        var recognised = _levels[Scored].ScoreIdentity(features[Scored], both);
        var pictures = both.Slice(1, 0, 3);
        var loss = new PerceptualLoss(_network, _precision);
        var (blur, pixels) = (BlurFartherThanShift(pictures, loss.Of), BlurFartherThanShift(pictures, PixelLoss.All));
        return
        [
            new("partIoU", iou, $"{iou:0.000} mean over {SurfaceLabels.Classes} classes, read linearly from relu4_1"),
            new("partAccuracy", accuracy, $"{accuracy:0.000} of pixels"),
            new("surfaceError", surface, $"{100 * surface:0.0} cm on the rest body"),
            new("partIdentity", recognised, $"{recognised:0.000} of parts found among those of {maps[0].Shape[0]} people"),
            new("blurFartherThanShift", blur, $"{blur:0.000} of pictures: blur is farther than a shift by two pixels; mean |difference| of pixels says so of {pixels:0.000}"),
        ];
    }

    /// <inheritdoc/>
    public void Finish(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        _norms.Fold();
        FeatureScaling.Apply(Network, Stages, FeatureScaling.Factors(Run(maps[0]), UnrelatedDifference));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Network.Dispose();
        Heads.Dispose();
    }

    private Tensor[] Run(Tensor maps) => Array.ConvertAll(_network.Forward(maps.Slice(1, 0, 3).To(_precision)), level => level.Widen());

    // What pixels get wrong: they find a sharp picture that is a little aside farther than one without any detail.
    private static double BlurFartherThanShift(Tensor pictures, Func<Tensor, Tensor, Tensor> distance)
    {
        var size = pictures.Shape[2];
        var shifted = pictures.Pad(2, 0, 0, 0, PadMode.Replicate).Slice(3, 0, size);
        var blurred = pictures.AvgPool2d(4).ResizeBilinear((int)size, alignCorners: false);
        double Of(Tensor changed, long i) => distance(changed.Slice(0, i, i + 1), pictures.Slice(0, i, i + 1)).ToDouble();
        return Enumerable.Range(0, (int)pictures.Shape[0]).Average(i => Of(blurred, i) > Of(shifted, i) ? 1.0 : 0);
    }

    /// <summary>The heads of one level; all are linear, so that what they find is there in the features.</summary>
    private sealed class Level
    {
        private readonly int _stride;
        private readonly int _patch;
        private readonly Conv2d _picture;
        private readonly Conv2d? _surface;
        private readonly Linear? _identity;

        public Level(ParameterPath path, int level, int channels)
        {
            (_stride, _patch) = (1 << level, Math.Min(1 << level, LargestPatch));
            _picture = new Conv2d(path / "picture", channels, 3 * _patch * _patch, kernel: 1);
            if (level < FirstThatKnowsBodies)
                return;
            _surface = new Conv2d(path / "surface", channels, Features, kernel: 1);
            _identity = new Linear(path / "identity", channels, IdentityLength);
        }

        public Tensor Loss(Tensor features, Tensor maps)
        {
            var loss = Picture(features).L1Loss(maps.Slice(1, 0, 3).AvgPool2d(_stride / _patch));
            if (_surface is null)
                return loss;
            var read = _surface.Forward(features);
            var labels = At(maps);
            var body = Body(labels);
            var area = body.Mean() + 1e-3;
            Tensor OnBody(int channel, int label) =>
                ((read.Slice(1, channel, channel + 3) - labels.Slice(1, label, label + 3)).Abs() * body).Mean() / area;

            var parts = read.Slice(1, 0, SurfaceLabels.Classes).CrossEntropyLoss(Classes(labels), Reduction.None);
            var person = labels.Select(1, SurfaceLabels.Class).IsGreater(0).To(parts.Type);
            Tensor MeanOver(Tensor part) => (parts * part).Sum() / (part.Sum() + 1e-3);
            return loss + BackgroundShare * MeanOver(1 - person) + (1 - BackgroundShare) * MeanOver(person)
                + OnBody(SurfaceLabels.Classes, SurfaceLabels.Surface) + 0.5 * OnBody(SurfaceLabels.Classes + 3, SurfaceLabels.Normal)
                + 0.3 * Identity(features, labels).Loss;
        }

        /// <summary>Mean intersection over union of the classes that are there, share of right pixels, and error on the rest body in metres.</summary>
        public (double IoU, double Accuracy, double Surface) ScoreSurface(Tensor features, Tensor maps)
        {
            var read = _surface!.Forward(features);
            var labels = At(maps);
            var found = read.Slice(1, 0, SurfaceLabels.Classes).ArgMax(1).ToArray<long>();
            var wanted = Classes(labels).ToArray<long>();
            var overlaps = Enumerable.Range(0, SurfaceLabels.Classes).Select(part => (
                Both: wanted.Zip(found).Count(pixel => pixel.First == part && pixel.Second == part),
                Either: wanted.Zip(found).Count(pixel => pixel.First == part || pixel.Second == part)));
            var body = Body(labels);
            var off = read.Slice(1, SurfaceLabels.Classes, SurfaceLabels.Classes + 3) - labels.Slice(1, SurfaceLabels.Surface, SurfaceLabels.Surface + 3);
            var scale = SurfaceCoordinates.Scale;
            var metres = (off / Tensor.From([scale.X, scale.Y, scale.Z], [1, 3, 1, 1], off.Device)).Square().Sum([1], keep: true).Sqrt();
            return (
                overlaps.Where(part => part.Either > 0).Average(part => (double)part.Both / part.Either),
                wanted.Zip(found).Average(pixel => pixel.First == pixel.Second ? 1.0 : 0),
                ((metres * body).Sum() / body.Sum()).ToDouble());
        }

        /// <summary>How many parts of first pictures are nearest to the same part of their own second picture.</summary>
        public double ScoreIdentity(Tensor features, Tensor maps) => Identity(features, At(maps)).Recognised.ToDouble();

        private Tensor Picture(Tensor features) => _patch == 1 ? _picture.Forward(features) : _picture.Forward(features).PixelShuffle(_patch);

        private (Tensor Loss, Tensor Recognised) Identity(Tensor features, Tensor labels)
        {
            var pairs = features.Shape[0] / 2;
            // Mean feature of each part: 2N×parts×channels.
            var classes = labels.Slice(1, SurfaceLabels.Class, SurfaceLabels.Class + 1);
            var masks = Tensor.Cat([.. Enumerable.Range(1, SurfaceLabels.Classes - 1).Select(part => classes.IsEqual(part).To(features.Type))], 1);
            var count = masks.Sum([2, 3]);
            var sums = masks.Reshape([2 * pairs, masks.Shape[1], -1]).BatchMatMul(features.Reshape([2 * pairs, features.Shape[1], -1]).Transpose(1, 2));
            var codes = _identity!.Forward(sums / (count + 1e-3).Unsqueeze(2));
            codes /= (codes.Square().Sum([2], keep: true) + 1e-6).Sqrt();

            // Of each part, every first picture against every second one: parts×N×N.
            var (first, second) = (codes.Slice(0, 0, pairs).Transpose(0, 1), codes.Slice(0, pairs).Transpose(0, 1));
            var shown = count.IsGreater(0).To(features.Type).Transpose(0, 1);
            var (firstShown, secondShown) = (shown.Slice(1, 0, pairs), shown.Slice(1, pairs));
            var likeness = first.BatchMatMul(second.Transpose(1, 2)) * IdentitySharpness - (1 - secondShown).Unsqueeze(1) * 1e4;
            var own = Tensor.Arange(0, pairs, type: DType.Int64, device: features.Device);
            var log = likeness.LogSoftmax(2).Gather(2, own.Reshape([1, pairs, 1]).Expand([masks.Shape[1], pairs, 1])).Squeeze(2);
            var counted = firstShown * secondShown;
            var right = (likeness.ArgMax(2) - own.Unsqueeze(0)).IsEqual(0).To(features.Type);
            return (-(log * counted).Sum() / (counted.Sum() + 1e-3), (right * counted).Sum() / (counted.Sum() + 1e-3));
        }

        private Tensor At(Tensor maps) => maps.Slice(2, _stride / 2, step: _stride).Slice(3, _stride / 2, step: _stride);

        private static Tensor Body(Tensor labels) => labels.Slice(1, SurfaceLabels.Surface + 3, SurfaceLabels.Surface + 4);

        private static Tensor Classes(Tensor labels) => labels.Select(1, SurfaceLabels.Class).To(DType.Int64);
    }
}
