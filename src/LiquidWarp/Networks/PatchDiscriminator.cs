using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>Shape of a <see cref="PatchDiscriminator"/>; the defaults are the published one's.</summary>
public sealed record PatchDiscriminatorOptions
{
    /// <summary>Channels of the input: picture 3, correspondence map 3; 6 by default.</summary>
    public int InputChannels { get; init; } = 6;

    /// <summary>Channels after the first convolution, doubled by each further one up to 8 times; 64 by default.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Convolutions that halve the size; 4 by default.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Batch norm with parameters instead of instance norm without; false by default.</summary>
    public bool BatchNorm { get; init; }
}

/// <summary>Judges each patch of a picture: N×C×H×W to N×1×h×w logits (REFERENCE 4.3); 256² gives 14×14.</summary>
public sealed class PatchDiscriminator : ILayer
{
    private const int WidestFactor = 8;

    private readonly Sequential _model;

    /// <summary>Makes model.0, model.2, model.5 … under a path.</summary>
    public PatchDiscriminator(ParameterPath path, PatchDiscriminatorOptions options)
    {
        var model = path / "model";
        int Channels(int layer) => options.Width * Math.Min(1 << layer, WidestFactor);
        Conv2d Convolution(int index, int input, int output, int stride, bool bias) =>
            new(model / index, input, output, kernel: 4, stride, padding: 1, bias: bias, initializer: Initialize.Normal(0.02));

        List<ILayer> layers = [Convolution(0, options.InputChannels, options.Width, stride: 2, bias: true), Activation.LeakyRelu(0.2)];
        var index = 2;
        for (var layer = 1; layer <= options.Layers; layer++, index += 3)
        {
            // The last of them keeps the size. A bias before batch norm would have no effect.
            layers.Add(Convolution(index, Channels(layer - 1), Channels(layer), stride: layer < options.Layers ? 2 : 1, bias: !options.BatchNorm));
            layers.Add(options.BatchNorm ? new BatchNorm2d(model / (index + 1), Channels(layer)) : InstanceNorm2d.Plain);
            layers.Add(Activation.LeakyRelu(0.2));
        }

        layers.Add(Convolution(index, Channels(options.Layers), 1, stride: 1, bias: true));
        _model = new Sequential([.. layers]);
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => _model.Forward(x);
}
