using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training.Features;
using LiquidWarp.Training.Timed;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Training.Evidence;

/// <summary>Teaches a <see cref="DenseRecovery"/> on drawn people: both pictures of each pair, each as somebody may have taken it.</summary>
public sealed class EvidenceTask : ITimedTask
{
    // A point is taught as a bell over cells of the map, so that its place between cells is learned; its deviation in cells.
    private const double Spread = 1;

    private const double DepthWeight = 5, MaskWeight = 4;

    // Depth errors are about this large at the end; differences beyond count linearly.
    private const double DepthBeta = 0.05;

    private readonly FoldableNorms _norms;
    private readonly DenseRecovery _network;
    private readonly DType _precision;

    /// <summary>Makes the network with fresh weights.</summary>
    /// <param name="options">The network's shape; as many points as <see cref="EvidencePoints"/> and classes as <see cref="SurfaceLabels"/>.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">Type in which convolutions are computed.</param>
    public EvidenceTask(DenseRecoveryOptions options, Device device = default, DType precision = DType.Float32)
    {
        (Options, Network, Heads, _precision) = (options, new ParameterStore(device), new ParameterStore(device), precision);
        _norms = new FoldableNorms(Heads);
        _network = new DenseRecovery(Network.Root, options, _norms.Around);
        Network.ToChannelsLast();
    }

    /// <summary>The network's shape.</summary>
    public DenseRecoveryOptions Options { get; }

    /// <inheritdoc/>
    public ParameterStore Network { get; }

    /// <inheritdoc/>
    public ParameterStore Heads { get; }

    /// <summary>Begins with the weights of a network that was trained before, instead of fresh ones.</summary>
    /// <exception cref="InputException">The file cannot be read, or is of another network.</exception>
    public void BeginWith(string weights)
    {
        Weights.Load(Network, weights);
        _norms.BeginNeutral();
    }

    /// <inheritdoc/>
    public IReadOnlyList<FloatImage>? Prepare(PersonPair pair, Random random)
    {
        if (pair.Source.Coverage is null || pair.Target.Coverage is null)
            return null;
        var (first, second) = (Look(pair.Source, pair.Target), Look(pair.Target, pair.Source));
        return [first.Picture, first.Labels, first.Points, second.Picture, second.Labels, second.Points];

        EvidenceSample Look(PersonPicture person, PersonPicture other) => EvidenceSample.Of(pair.Model, person, other, Options.Size, random);
    }

    /// <inheritdoc/>
    public Tensor Loss(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        Heads.Training = true;
        var seen = Run(maps);
        Heads.Training = false;
        var (labels, points) = (Both(maps, 1), Both(maps, 2).Squeeze(2));
        var inside = points.Select(1, 3); // N×K
        var bells = Bells(points); // N×K×cells, each adds up to 1

        var heat = seen.Heat.Reshape([bells.Shape[0], bells.Shape[1], -1]);
        var chances = Tensor.Cat([heat, Tensor.Zeros([heat.Shape[0], heat.Shape[1], 1], heat.Type, heat.Device)], 2).LogSoftmax(2);
        var wanted = Tensor.Cat([bells * inside.Unsqueeze(2), (1 - inside).Unsqueeze(2)], 2);
        var places = -(wanted * chances).Sum([2]).Mean();

        var depth = (seen.Depth.Reshape([bells.Shape[0], bells.Shape[1], -1]) * bells).Sum([2]);
        var depths = (depth.SmoothL1Loss(points.Select(1, 2), DepthBeta, Reduction.None) * inside).Sum() / (inside.Sum() + 1e-3);

        var mask = seen.Mask.BceWithLogitsLoss(labels.Slice(1, 0, 1));
        var parts = seen.Parts.CrossEntropyLoss(labels.Select(1, 1).Slice(1, 1, step: 2).Slice(2, 1, step: 2).To(DType.Int64));
        return scope.Keep(places + DepthWeight * depths + MaskWeight * mask + parts);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskScore> Score(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        var (near, points, offDepth, overlap, count) = (0, 0, 0.0, 0.0, (int)maps[0].Shape[0]);
        for (var i = 0; i < count; i++)
            foreach (var first in (ReadOnlySpan<int>)[0, 3])
            {
                var seen = Run(maps[first].Slice(0, i, i + 1));
                var found = EvidenceReading.Points(seen.Heat.ToArray<float>(), seen.Depth.ToArray<float>(), Options);
                var truth = maps[first + 2].Slice(0, i, i + 1).Reshape([EvidenceSample.PointChannels, -1]).ToArray<float>();
                var (number, body) = (found.Length, Extent(truth, found.Length));
                for (var k = 0; k < number; k++)
                {
                    if (truth[3 * number + k] == 0)
                        continue;
                    points++;
                    near += MathF.Abs(found[k].Place.X - truth[k]) < 0.05f * body && MathF.Abs(found[k].Place.Y - truth[number + k]) < 0.05f * body ? 1 : 0;
                    offDepth += MathF.Abs(found[k].Depth - truth[2 * number + k]) / body;
                }

                var (shown, wanted) = (seen.Mask.IsGreater(0).To(DType.Float32), maps[first + 1].Slice(0, i, i + 1).Slice(1, 0, 1).IsGreater(0.5).To(DType.Float32));
                overlap += (((shown * wanted).Sum() + 1) / (Tensor.Maximum(shown, wanted).Sum() + 1)).ToDouble() / (2 * count);
            }

        return
        [
            new("pointsFound", near / (double)points, $"{near / (double)points:0.000} of points within 5 % of the person's height"),
            new("depthError", offDepth / points, $"{100 * offDepth / points:0.0} % of the person's height"),
            new("maskIoU", overlap, $"{overlap:0.000}"),
        ];
    }

    /// <inheritdoc/>
    public void Finish(IReadOnlyList<Tensor> maps)
    {
        using var unrecorded = NoGrad.Enter();
        _norms.Fold();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Network.Dispose();
        Heads.Dispose();
    }

    private static Tensor Both(IReadOnlyList<Tensor> maps, int map) => Tensor.Cat([maps[map], maps[map + 3]], 0);

    private DenseRecoveryOutput Run(IReadOnlyList<Tensor> maps) => Run(Both(maps, 0));

    private DenseRecoveryOutput Run(Tensor pictures) => _network.Forward(pictures.To(_precision).ChannelsLast());

    private Tensor Bells(Tensor points)
    {
        var cells = Options.Cells;
        // Middles of cells in [−1, 1].
        var middles = ((Tensor.Arange(0, cells, device: points.Device) + 0.5) * (2.0 / cells) - 1).Reshape([1, 1, cells]);
        Tensor Along(int axis) => (-0.5 * ((points.Select(1, axis).Unsqueeze(2) - middles) * (cells / (2 * Spread))).Square()).Softmax(2);
        return (Along(1).Unsqueeze(3) * Along(0).Unsqueeze(2)).Reshape([points.Shape[0], points.Shape[2], -1]);
    }

    private static float Extent(float[] truth, int number)
    {
        var (low, high) = (float.MaxValue, float.MinValue);
        for (var k = 0; k < number; k++)
            (low, high) = (Math.Min(low, truth[number + k]), Math.Max(high, truth[number + k]));
        return high - low;
    }
}
