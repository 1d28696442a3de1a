using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Training.Timed;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Training.Features;

/// <summary>
/// Teaches a narrow SphereFace-20 to tell drawn people apart, so that it can take the place of the published one in
/// <see cref="FaceIdentityLoss"/>. Subjects never run out, so there is no classifier of fixed ones: the others in the batch are the
/// classes, with normalised embeddings and an additive cosine margin (as in CosFace, Wang et al. 2018).
/// </summary>
public sealed class FaceFeatureTask : ITimedTask
{
    private const double Sharpness = 16;
    private const double Margin = 0.2;

    // The losses sum five levels: together unrelated faces differ by 1.
    private const double UnrelatedDifference = 0.2;

    private static readonly string[][] Stages = [.. new[] { 3, 5, 9, 3 }.Select((count, stage) => Enumerable.Range(1, count).Select(unit => $"conv{stage + 1}_{unit}").ToArray()), ["fc5"]];

    private readonly FoldableNorms _norms;
    private readonly Sphere20a _network;
    private readonly DType _precision;

    /// <summary>Makes the network with fresh weights.</summary>
    /// <param name="width">Channels of the first stage.</param>
    /// <param name="embedding">Length of the embedding.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">Type in which convolutions are computed; weights and losses are in single precision.</param>
    public FaceFeatureTask(int width, int embedding, Device device = default, DType precision = DType.Float32)
    {
        (Network, Heads, _precision) = (new ParameterStore(device), new ParameterStore(device), precision);
        _norms = new FoldableNorms(Heads);
        _network = new Sphere20a(Network.Root, width, embedding, _norms.Around);
        Network.ToChannelsLast();
        using var unrecorded = NoGrad.Enter();
        foreach (var layer in Stages[..^1].SelectMany(stage => stage))
        {
            Initialize.KaimingNormal(0.25)(Network[$"{layer}.weight"]);
            Network[$"{layer}.bias"].Fill(0);
        }
    }

    /// <inheritdoc/>
    public ParameterStore Network { get; }

    /// <inheritdoc/>
    public ParameterStore Heads { get; }

    /// <inheritdoc/>
    public IReadOnlyList<FloatImage>? Prepare(PersonPair pair, Random random) =>
        FaceCrop.Of(pair.Model, pair.Source, random) is { } first && FaceCrop.Of(pair.Model, pair.Target, random) is { } second ? [first, second] : null;

    /// <inheritdoc/>
    public Tensor Loss(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        Heads.Training = true;
        var likeness = Likeness(maps[0], maps[1]);
        Heads.Training = false;
        var count = likeness.Shape[0];
        var own = Tensor.Arange(0, count, type: DType.Int64, device: likeness.Device);
        var diagonal = (own.Unsqueeze(0) - own.Unsqueeze(1)).IsEqual(0).To(likeness.Type);
        var logits = (likeness - diagonal * Margin) * Sharpness;
        return scope.Keep((logits.CrossEntropyLoss(own) + logits.Transpose(0, 1).CrossEntropyLoss(own)) / 2);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskScore> Score(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        var count = (int)maps[0].Shape[0];
        var likeness = Likeness(maps[0], maps[1]).ToArray<float>();
        List<float> same = [.. Enumerable.Range(0, count).Select(i => likeness[i * count + i])];
        List<float> other = [.. likeness.Where((_, i) => i % (count + 1) != 0)];
        var (accuracy, equalError) = Verification.Of(same, other);
        var found = Enumerable.Range(0, count).Average(i => likeness.AsSpan(i * count, count).ToArray().Max() == likeness[i * count + i] ? 1.0 : 0);
        return
        [
            new("verificationAccuracy", accuracy, $"{accuracy:0.000} of {count} equal and {other.Count} different pairs, both weighing the same, at the best threshold"),
            new("equalErrorRate", equalError, $"{equalError:0.000}"),
            new("identification", found, $"{found:0.000} of faces found among those of {count} people"),
        ];
    }

    /// <inheritdoc/>
    public void Finish(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        _norms.Fold();
        var features = Array.ConvertAll(_network.Forward(maps[0]), level => level.Widen());
        FeatureScaling.Apply(Network, Stages, FeatureScaling.Factors(features, UnrelatedDifference));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Network.Dispose();
        Heads.Dispose();
    }

    // Cosine of each first face with each second one: N×N.
    private Tensor Likeness(Tensor first, Tensor second)
    {
        var embedding = _network.Forward(Tensor.Cat([first, second], 0).To(_precision))[^1].Widen();
        var directions = embedding / (embedding.Square().Sum([1], keep: true) + 1e-12).Sqrt();
        return directions.Slice(0, 0, first.Shape[0]).MatMul(directions.Slice(0, first.Shape[0]).Transpose(0, 1));
    }
}
