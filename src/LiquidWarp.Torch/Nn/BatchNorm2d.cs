namespace LiquidWarp.Torch.Nn;

/// <summary>
/// Each channel by the statistics of the batch (training) or by the running ones (use): "weight", "bias", "running_mean",
/// "running_var" and "num_batches_tracked", with momentum 0.1.
/// </summary>
public sealed class BatchNorm2d : ILayer
{
    private readonly ParameterStore _store;
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly Tensor _mean;
    private readonly Tensor _variance;
    private readonly Tensor _batches;
    private readonly double _epsilon;

    /// <summary>Makes the parameters under a path.</summary>
    /// <param name="path">Where they go.</param>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="epsilon">Added to variances before the root.</param>
    public BatchNorm2d(ParameterPath path, int channels, double epsilon = 1e-5)
    {
        (_store, _epsilon) = (path.Store, epsilon);
        _weight = path.Parameter("weight", [channels], Initialize.Ones);
        _bias = path.Parameter("bias", [channels], Initialize.Zeros);
        _mean = path.Buffer("running_mean", [channels]);
        _variance = path.Buffer("running_var", [channels], 1);
        _batches = path.Buffer("num_batches_tracked", [], 0, DType.Int64, optional: true);
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x)
    {
        if (_store.Training)
        {
            using var one = Tensor.Scalar(1, DType.Int64, _store.Device);
            _batches.AddInPlace(one);
        }

        return x.BatchNorm(_weight, _bias, _mean, _variance, _store.Training, epsilon: _epsilon);
    }
}
