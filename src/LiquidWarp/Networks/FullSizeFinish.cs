using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// The last look of the <see cref="CompactGenerator"/> at its picture, at full size: the streams work from half the size on, where outlines come
/// out in steps of two pixels; with the input beside what was painted, two small convolutions set them to the pixel.
/// </summary>
internal sealed class FullSizeFinish
{
    private readonly Conv2d _first;
    private readonly Conv2d _second;

    /// <summary>Makes conv1 and conv2 under a path; nothing is changed at first.</summary>
    /// <param name="path">Where they go.</param>
    /// <param name="painted">Channels painted.</param>
    /// <param name="input">Channels of the stream's input.</param>
    /// <param name="width">Channels between the convolutions.</param>
    public FullSizeFinish(ParameterPath path, int painted, int input, int width)
    {
        _first = new Conv2d(path / "conv1", painted + input, width, kernel: 3, padding: 1, initializer: Initialize.KaimingNormal());
        _second = new Conv2d(path / "conv2", width, painted, kernel: 3, padding: 1, initializer: Initialize.Zeros);
    }

    /// <summary>N×C×H×W without bounds, as painted and a correction.</summary>
    public Tensor Forward(Tensor painted, Tensor input)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(painted + _second.Forward(_first.Forward(Tensor.Cat([painted, input], 1).ChannelsLast()).Relu()));
    }
}
