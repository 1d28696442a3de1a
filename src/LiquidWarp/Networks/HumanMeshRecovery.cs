using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>Shape of <see cref="HumanMeshRecovery"/>; the defaults are the published one's (ResNet-50).</summary>
public sealed record HumanMeshRecoveryOptions
{
    /// <summary>Channels after the first convolution, 64 by default; the feature has 32 times as many.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Bottlenecks of each of the four stages; 3, 4, 6, 3 by default.</summary>
    public IReadOnlyList<int> Depths { get; init; } = [3, 4, 6, 3];

    /// <summary>Width of the regressor's two hidden layers; 1024 by default.</summary>
    public int RegressorWidth { get; init; } = 1024;

    /// <summary>How often the estimate is improved; 3 by default.</summary>
    public int Iterations { get; init; } = 3;
}

/// <summary>
/// Human mesh recovery (Kanazawa et al. 2018; REFERENCE 2): a picture of one person, N×3×224×224 in [−1, 1], to θ, N×85: camera 3,
/// pose 72, shape 10. A ResNet v2 gives a feature; the regressor improves a mean estimate from it three times.
/// </summary>
public sealed class HumanMeshRecovery
{
    /// <summary>Rows and columns of the input.</summary>
    public const int InputSize = 224;

    /// <summary>Length of θ.</summary>
    public const int ThetaSize = 85;

    private readonly Conv2d _first;
    private readonly List<PreActivationBottleneck> _bottlenecks = [];
    private readonly BatchNorm2d _lastNorm;
    private readonly Tensor _mean;
    private readonly Sequential _improve;
    private readonly int _iterations;

    /// <summary>Makes resnet and regressor under a path.</summary>
    public HumanMeshRecovery(ParameterPath path, HumanMeshRecoveryOptions options)
    {
        var resnet = path / "resnet";
        _first = new Conv2d(resnet / "conv1", 3, options.Width, kernel: 7, stride: 2, padding: 3);
        var channels = options.Width;
        for (var stage = 0; stage < options.Depths.Count; stage++)
        {
            var inner = options.Width << stage;
            for (var i = 0; i < options.Depths[stage]; i++)
            {
                // TF-slim puts the stride into the last block of each stage, and none into the last stage.
                var stride = i == options.Depths[stage] - 1 && stage < options.Depths.Count - 1 ? 2 : 1;
                _bottlenecks.Add(new PreActivationBottleneck(resnet / $"layer{stage + 1}" / i, channels, inner, stride));
                channels = inner * 4;
            }
        }

        _lastNorm = new BatchNorm2d(resnet / "post_bn", channels);

        var regressor = path / "regressor";
        var layers = regressor / "fc_blocks";
        _mean = regressor.Buffer("mean_theta", [ThetaSize]);
        _improve = new Sequential(
            new Linear(layers / "fc1", channels + ThetaSize, options.RegressorWidth), Activation.Relu, new Dropout(path, 0.5),
            new Linear(layers / "fc2", options.RegressorWidth, options.RegressorWidth), Activation.Relu, new Dropout(path, 0.5),
            new Linear(layers / "fc3", options.RegressorWidth, ThetaSize, initializer: Initialize.XavierNormal(0.1)));
        _iterations = options.Iterations;
    }

    /// <summary>Names in a checkpoint that this network has no use for: the body model, which <c>BodyModel</c> reads itself.</summary>
    public static bool IsUnused(string name) => name.StartsWith("smpl.", StringComparison.Ordinal);

    /// <summary>θ of each picture.</summary>
    public Tensor Forward(Tensor pictures)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(Estimate(pictures)[^1]);
    }

    /// <summary>θ of each picture after each iteration, the last is the best; in the parameters' type, whatever the pictures'.</summary>
    public IReadOnlyList<Tensor> Estimate(Tensor pictures)
    {
        using var scope = TensorScope.Enter();
        var feature = Encode(pictures).To(_mean.Type);
        var theta = _mean.Expand([pictures.Shape[0], ThetaSize]);
        List<Tensor> estimates = [];
        for (var i = 0; i < _iterations; i++)
            estimates.Add(theta += _improve.Forward(Tensor.Cat([feature, theta], 1)));
        scope.Keep(estimates);
        return estimates;
    }

    /// <summary>The feature of each picture, N×2048.</summary>
    public Tensor Encode(Tensor pictures)
    {
        using var scope = TensorScope.Enter();
        // Windows that start at 0 and hang over the right and lower border: TF's SAME.
        var x = _first.Forward(pictures).MaxPool2d(3, 2, ceil: true);
        foreach (var bottleneck in _bottlenecks)
            x = bottleneck.Forward(x);
        return scope.Keep(_lastNorm.Forward(x).Relu().Mean([2, 3]));
    }
}
