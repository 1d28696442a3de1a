using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Training.Timed;

/// <summary>
/// Batch norms after the convolutions of a network that has none: with them it learns in hundreds of steps and not in thousands. At the end
/// they are folded into the convolutions, which then compute the same alone.
/// </summary>
/// <param name="norms">Where the norms have their parameters, under "norm"; its <see cref="ParameterStore.Training"/> is theirs.</param>
internal sealed class FoldableNorms(ParameterStore norms)
{
    private const double Epsilon = 1e-5; // of BatchNorm2d

    private readonly List<NormalizedConvolution> _layers = [];

    /// <summary>Puts a norm after a convolution: a <see cref="Networks.ConvolutionWrapper"/>.</summary>
    public ILayer Around(ParameterPath path, Conv2d convolution, int channels)
    {
        var name = norms.Root / "norm" / path.Name;
        var layer = new NormalizedConvolution(path, convolution, name, new BatchNorm2d(name, channels));
        _layers.Add(layer);
        return layer;
    }

    /// <summary>
    /// For convolutions that norms were folded into: those put after them begin, with the next batch, as what changes nothing, each with the mean
    /// and the deviation that it meets.
    /// </summary>
    public void BeginNeutral()
    {
        foreach (var layer in _layers)
            layer.IsToBeginNeutral = true;
    }

    /// <summary>Moves what the norms do, by their running statistics, into the convolutions. Once.</summary>
    public void Fold()
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        foreach (var layer in _layers)
            layer.Fold();
    }

    private sealed class NormalizedConvolution(ParameterPath path, Conv2d convolution, ParameterPath name, BatchNorm2d norm) : ILayer
    {
        private bool _isFolded;

        public bool IsToBeginNeutral { get; set; }

        public Tensor Forward(Tensor x)
        {
            if (_isFolded)
                return convolution.Forward(x);
            using var scope = TensorScope.Enter();
            var y = convolution.Forward(x);
            if (IsToBeginNeutral)
                BeginNeutral(y);
            return scope.Keep(norm.Forward(y));
        }

        public void Fold()
        {
            var (weight, bias) = (path.Store[$"{path}.weight"], path.Store[$"{path}.bias"]);
            var scale = Norm("weight") / (Norm("running_var") + Epsilon).Sqrt();
            weight.CopyFrom(weight * scale.Reshape([-1, 1, 1, 1]));
            bias.CopyFrom((bias - Norm("running_mean")) * scale + Norm("bias"));
            _isFolded = true;
        }

        private Tensor Norm(string part) => name.Store[$"{name}.{part}"];

        private void BeginNeutral(Tensor y)
        {
            using var scope = TensorScope.Enter();
            using var unrecorded = NoGrad.Enter();
            var values = y.To(DType.Float32);
            var (mean, deviation) = (values.Mean([0, 2, 3]), values.Std([0, 2, 3], unbiased: false));
            Norm("running_mean").CopyFrom(mean);
            Norm("running_var").CopyFrom(deviation.Square());
            Norm("weight").CopyFrom((deviation.Square() + Epsilon).Sqrt());
            Norm("bias").CopyFrom(mean);
            IsToBeginNeutral = false;
        }
    }
}
