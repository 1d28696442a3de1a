using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// A bottleneck of ResNet v2 (He et al. 2016) as TF-slim lays it out (REFERENCE 2.2): norm and rectifier before each convolution, and
/// nothing after the sum. Where the channels change the shortcut is a convolution of the activated input; elsewhere it is the raw
/// input, of which a stride takes every n-th pixel.
/// </summary>
public sealed class PreActivationBottleneck : ILayer
{
    private const int Expansion = 4;

    private readonly BatchNorm2d _norm1;
    private readonly BatchNorm2d _norm2;
    private readonly BatchNorm2d _norm3;
    private readonly Conv2d _conv1;
    private readonly Conv2d _conv2;
    private readonly Conv2d _conv3;
    private readonly Conv2d? _shortcut;
    private readonly int _stride;

    /// <summary>Makes bn1–3, conv1–3 and perhaps shortcut.0 under a path; gives four times the inner channels.</summary>
    public PreActivationBottleneck(ParameterPath path, int input, int inner, int stride)
    {
        _stride = stride;
        _norm1 = new BatchNorm2d(path / "bn1", input);
        _conv1 = new Conv2d(path / "conv1", input, inner, kernel: 1, bias: false);
        _norm2 = new BatchNorm2d(path / "bn2", inner);
        _conv2 = new Conv2d(path / "conv2", inner, inner, kernel: 3, stride, padding: 1, bias: false);
        _norm3 = new BatchNorm2d(path / "bn3", inner);
        _conv3 = new Conv2d(path / "conv3", inner, inner * Expansion, kernel: 1);
        if (input != inner * Expansion)
            _shortcut = new Conv2d(path / "shortcut" / 0, input, inner * Expansion, kernel: 1);
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x)
    {
        using var scope = TensorScope.Enter();
        var activated = _norm1.Forward(x).Relu();
        // The stride is taken before the convolution: with it inside, and fewer than 8 channels in, libtorch 1.13 writes past its memory on processors with AVX2 alone.
        var shortcut = _shortcut?.Forward(Strided(activated)) ?? Strided(x);
        var h = _norm2.Forward(_conv1.Forward(activated)).Relu();
        h = _norm3.Forward(_conv2.Forward(h)).Relu();
        return scope.Keep(_conv3.Forward(h) + shortcut);
    }

    private Tensor Strided(Tensor x) => _stride == 1 ? x : x.MaxPool2d(1, _stride);
}
