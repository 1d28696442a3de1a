using System.Text.Json.Serialization;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>Shape of a <see cref="DenseRecovery"/>; the defaults are those of the shipped model (about 0.8 GFLOP a picture).</summary>
public sealed record DenseRecoveryOptions
{
    /// <summary>Side of the square picture; 128 by default.</summary>
    public int Size { get; init; } = 128;

    /// <summary>Points of the body that are looked for; 23 by default.</summary>
    public int Points { get; init; } = 23;

    /// <summary>Classes of the part map, the background among them; 12 by default.</summary>
    public int Parts { get; init; } = 12;

    /// <summary>Channels at a half, a quarter, an eighth and a sixteenth of the size; 16, 48, 96, 160 by default.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [16, 48, 96, 160];

    /// <summary>Residual blocks on the way down at each size; 1, 2, 2, 2 by default.</summary>
    public IReadOnlyList<int> Blocks { get; init; } = [1, 2, 2, 2];

    /// <summary>Side of the maps of points.</summary>
    [JsonIgnore]
    public int Cells => Size / 4;
}

/// <summary>What the network sees in pictures of one person each.</summary>
/// <param name="Heat">N×K×C×C logits: where each point is. All of them stand against one more place, "not in the picture", whose logit is 0.</param>
/// <param name="Depth">N×K×C×C: how far behind the hips each point would lie if it were here, in halves of the picture's side.</param>
/// <param name="Parts">N×P×S/2×S/2 logits: background, the body's parts, worn things beside it.</param>
/// <param name="Mask">N×1×S×S logits: the person with hair and clothes.</param>
public readonly record struct DenseRecoveryOutput(Tensor Heat, Tensor Depth, Tensor Parts, Tensor Mask);

/// <summary>
/// The default recovery network: what can be seen of a person, at the place where it is seen. Dense outputs learned from drawn people hold for
/// photographs where regressed coordinates do not; the body is then fitted to them. An encoder-decoder from half the size on; points are read at a quarter of
/// the size, parts at a half, the mask at full size.
/// </summary>
public sealed class DenseRecovery
{
    // Levels: a half, a quarter, an eighth and a sixteenth of the size.
    private const int PointLevel = 1, PartLevel = 0;

    private readonly DenseRecoveryOptions _options;
    private readonly ILayer[] _entries;
    private readonly Residual[][] _down;
    private readonly Conv2d[] _narrowings;
    private readonly Residual[] _up;
    private readonly Conv2d _points;
    private readonly Conv2d _surface;

    /// <summary>Makes the layers under a path.</summary>
    /// <param name="path">Where the parameters go.</param>
    /// <param name="options">The network's shape.</param>
    /// <param name="wrap">Goes round every inner convolution; nothing where absent.</param>
    public DenseRecovery(ParameterPath path, DenseRecoveryOptions options, ConvolutionWrapper? wrap = null)
    {
        _options = options;
        var widths = options.Widths;
        var last = widths.Count - 1;
        ILayer Convolution(ParameterPath at, int input, int output, int stride = 1)
        {
            var convolution = new Conv2d(at, input, output, kernel: 3, stride: stride, padding: 1, initializer: Initialize.KaimingNormal());
            return wrap?.Invoke(at, convolution, output) ?? convolution;
        }

        Residual Block(ParameterPath at, int width) => new(Convolution(at / "conv1", width, width), Convolution(at / "conv2", width, width));

        _entries = [.. widths.Select((width, level) => Convolution(path / "enter" / level, level == 0 ? 4 * 3 : widths[level - 1], width, level == 0 ? 1 : 2))];
        _down = [.. widths.Select((width, level) => Enumerable.Range(0, options.Blocks[level]).Select(block => Block(path / "down" / level / block, width)).ToArray())];
        _narrowings = [.. Enumerable.Range(0, last).Select(level =>
            new Conv2d(path / "narrow" / level, widths[level + 1], widths[level], kernel: 1, initializer: Initialize.KaimingNormal(slope: 1)))];
        _up = [.. Enumerable.Range(0, last).Select(level => Block(path / "up" / level, widths[level]))];
        _points = new Conv2d(path / "points", widths[PointLevel], 2 * options.Points, kernel: 3, padding: 1, initializer: Initialize.Normal(0.01));
        _surface = new Conv2d(path / "surface", widths[PartLevel], options.Parts + 4, kernel: 3, padding: 1, initializer: Initialize.Normal(0.01));
    }

    /// <summary>Looks at pictures.</summary>
    /// <param name="pictures">N×3×S×S in [−1, 1], a person in the middle of each; channels last is fastest.</param>
    public DenseRecoveryOutput Forward(Tensor pictures)
    {
        using var scope = TensorScope.Enter();
        List<Tensor> encoded = [];
        var x = pictures.PixelUnshuffle(2).ChannelsLast();
        for (var level = 0; level < _entries.Length; level++)
        {
            x = _down[level].Aggregate(_entries[level].Forward(x).Relu(), (features, block) => block.Forward(features));
            encoded.Add(x);
        }

        Tensor? points = null;
        for (var level = _narrowings.Length - 1; level >= 0; level--)
        {
            var skip = encoded[level];
            x = _up[level].Forward(_narrowings[level].Forward(x).ResizeNearest(new((int)skip.Shape[2], (int)skip.Shape[3])) + skip);
            if (level == PointLevel)
                points = _points.Forward(x);
        }

        var surface = _surface.Forward(x);
        var output = new DenseRecoveryOutput(
            points!.Slice(1, 0, _options.Points).To(DType.Float32),
            points.Slice(1, _options.Points).To(DType.Float32),
            surface.Slice(1, 0, _options.Parts).To(DType.Float32),
            surface.Slice(1, _options.Parts).PixelShuffle(2).To(DType.Float32));
        scope.Keep([output.Heat, output.Depth, output.Parts, output.Mask]);
        return output;
    }

    private sealed record Residual(ILayer First, ILayer Second) : ILayer
    {
        public Tensor Forward(Tensor x)
        {
            using var scope = TensorScope.Enter();
            return scope.Keep((Second.Forward(First.Forward(x).Relu()) + x).Relu());
        }
    }
}
