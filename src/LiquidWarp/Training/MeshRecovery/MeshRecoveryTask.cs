using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Training.Timed;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Training.MeshRecovery;

/// <summary>What a <see cref="MeshRecoveryTask"/> trains, and by what.</summary>
public sealed record MeshRecoveryTaskOptions
{
    /// <summary>The network's shape; the published one by default.</summary>
    public HumanMeshRecoveryOptions Network { get; init; } = new();

    /// <summary>Shape of the discriminators; the paper's by default.</summary>
    public FactorizedDiscriminatorOptions Discriminator { get; init; } = new();

    /// <summary>What each term of the loss counts; the paper's weights by default.</summary>
    public MeshRecoveryWeights Weights { get; init; } = new();

    /// <summary>Side of the looks in pixels; 224 by default, as in use.</summary>
    public int Size { get; init; } = HumanMeshRecovery.InputSize;
}

/// <summary>
/// Teaches a <see cref="HumanMeshRecovery"/> on drawn people, whose θ are known, against discriminators that know poses of motions and shapes of
/// drawn people: both pictures of each pair, each as somebody may have taken it.
/// </summary>
public sealed class MeshRecoveryTask : ITimedTask
{
    private const int MapsOfOne = 4;

    private readonly BodyModel _model;
    private readonly KeypointModel _keypoints;
    private readonly IReadOnlyList<float[]> _poses;
    private readonly MeshRecoveryTaskOptions _options;
    private readonly DType _precision;
    private readonly BodyLayer _body;
    private readonly HumanMeshRecovery _network;
    private readonly MeshRecoveryObjective _objective;

    /// <summary>Makes network and discriminators with fresh weights.</summary>
    /// <param name="model">The body that θ is of: that of all pairs.</param>
    /// <param name="poses">Poses that people take, 72 numbers each; the first three play no part. At least one.</param>
    /// <param name="options">What to train.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">Type in which the encoder's convolutions are computed.</param>
    public MeshRecoveryTask(BodyModel model, IReadOnlyList<float[]> poses, MeshRecoveryTaskOptions options, Device device = default, DType precision = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfZero(poses.Count);
        (_model, _keypoints, _poses, _options, _precision) = (model, model.Reduce(), poses, options, precision);
        (Network, Heads, _body) = (new ParameterStore(device), new ParameterStore(device), new BodyLayer(model, device));
        _network = new HumanMeshRecovery(Network.Root, options.Network);
        _objective = new MeshRecoveryObjective(_body, new FactorizedDiscriminator(Heads.Root, options.Discriminator));
        Network["regressor.mean_theta"].CopyFrom<float>(Mean().ToVector());
        Network.ToChannelsLast();
    }

    /// <inheritdoc/>
    public ParameterStore Network { get; }

    /// <summary>The discriminators.</summary>
    public ParameterStore Heads { get; }

    /// <summary>Begins with the weights of a network that was trained before, the published one's too, instead of fresh ones. The discriminators begin anew.</summary>
    /// <exception cref="InputException">The file cannot be read, or is of another network.</exception>
    public void BeginWith(string weights) => Weights.Load(Network, weights, HumanMeshRecovery.IsUnused);

    /// <inheritdoc/>
    public IReadOnlyList<FloatImage>? Prepare(PersonPair pair, Random random)
    {
        if (pair.Model.Name != _model.Name)
            throw new ArgumentException($"The pair's θ is of the body {pair.Model.Name}, the network learns that of {_model.Name}.", nameof(pair));
        if (pair.Source.Coverage is null || pair.Target.Coverage is null)
            return null;
        return [.. Look(pair.Source, pair.Target), .. Look(pair.Target, pair.Source)];

        IEnumerable<FloatImage> Look(PersonPicture person, PersonPicture other)
        {
            var sample = MeshRecoverySample.Of(_model, _keypoints, person, other, _options.Size, random);
            var real = new BodyParameters(default, _poses[random.Next(_poses.Count)], person.Body.Shape);
            return [sample.Picture, sample.Theta, sample.Visible, MeshRecoverySample.Row((random.Happens(0.5f) ? real.Mirrored() : real).ToVector())];
        }
    }

    /// <summary>
    /// Both sides at once, for Adam moves every parameter by its own gradient: while the encoder's side is recorded the discriminators are frozen, so
    /// that it gives them none, and their own side sees the estimates without what they were computed from.
    /// </summary>
    /// <inheritdoc/>
    public Tensor Loss(IReadOnlyList<Tensor> maps)
    {
        using var scope = TensorScope.Enter();
        Network.Training = true;
        var estimates = _network.Estimate(Both(maps, 0).To(_precision).ChannelsLast());
        Network.Training = false;
        Heads.Freeze();
        var terms = _objective.Encoder(estimates, Both(maps, 1).Flatten(), Both(maps, 2).Flatten());
        Heads.Unfreeze();
        return scope.Keep(terms.Total(_options.Weights) + _objective.Discriminator(estimates, Both(maps, 3).Flatten()));
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskScore> Score(IReadOnlyList<Tensor> maps)
    {
        using var unrecorded = NoGrad.Enter();
        var (near, visible, error, count) = (0.0, 0.0, 0.0, 2 * maps[0].Shape[0]);
        for (var i = 0; i < count; i++)
        {
            using var scope = TensorScope.Enter();
            Tensor Map(int map) => maps[map + (int)(i % 2) * MapsOfOne].Slice(0, i / 2, i / 2 + 1);
            var (theta, truth) = (_network.Forward(Map(0).To(_precision).ChannelsLast()), Map(1).Flatten());
            var (found, wanted) = (_body.Forward(theta).Keypoints, _body.Forward(truth).Keypoints);
            error += (BodyLayer.FromHips(found) - BodyLayer.FromHips(wanted)).Square().Sum([2]).Sqrt().Mean().ToDouble() / count;

            var (places, marks, shown) = (BodyLayer.Project(found, theta), BodyLayer.Project(wanted, truth), Map(2).Flatten());
            var height = (marks.Max([1]) - marks.Min([1])).Select(1, 1).ToDouble();
            near += ((places - marks).Abs().Max([2]).IsLess(0.05 * height).To(DType.Float32) * shown).Sum().ToDouble();
            visible += shown.Sum().ToDouble();
        }

        return
        [
            new("pointsFound", near / visible, $"{near / visible:0.000} of visible keypoints within 5 % of the person's height"),
            new("mpjpe", 1000 * error, $"{1000 * error:0} mm from the 19 keypoints in the mean, seen from the hips"),
        ];
    }

    /// <inheritdoc/>
    public void Finish(IReadOnlyList<Tensor> maps)
    {
        // The network is used as it was trained, norms and all: that is how published ones are.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Network.Dispose();
        Heads.Dispose();
        _body.Dispose();
    }

    private static Tensor Both(IReadOnlyList<Tensor> maps, int map) => Tensor.Cat([maps[map], maps[map + MapsOfOne]], 0);

    /// <summary>Where the regressor starts: upright, towards the camera, arms down.</summary>
    private static BodyParameters Mean()
    {
        var body = BodyParameters.Frontal();
        for (var joint = 1; joint < JointTree.Count; joint++)
            Rotations.ToAxisAngle(PosePrior.Means[joint]).CopyTo(body.Pose, 3 * joint);
        return body;
    }
}
