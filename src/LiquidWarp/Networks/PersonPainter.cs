using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// Paints a person (REFERENCE 4.1, "ResUnetGenerator"): encoders that halve the size, residual blocks, decoders that double it and
/// are joined with the encoders' features. Its parts are apart so that the generator can warp features in between.
/// </summary>
public sealed class PersonPainter
{
    private readonly ConvBlock[] _encoders;
    private readonly ResidualBlock[] _residuals;
    private readonly ConvBlock[] _decoders;
    private readonly ConvBlock[] _skippers;
    private readonly Conv2d _color;
    private readonly Conv2d _mask;

    /// <summary>Makes the parts under a path, named as they are published.</summary>
    public PersonPainter(ParameterPath path, int input, GeneratorOptions options)
    {
        int Channels(int level) => options.Width << level;
        var deepest = options.Halvings;
        ConvBlock Encoder(ParameterPath p, int level) => level == 0
            ? new ConvBlock(p / 0, p / 1, input, Channels(0), kernel: 7)
            : new ConvBlock(p / 0, p / 1, Channels(level - 1), Channels(level), kernel: 3, stride: 2);

        _encoders = [.. Enumerable.Range(0, deepest + 1).Select(level => Encoder(path / "encoders" / level, level))];
        _residuals = [.. Enumerable.Range(0, options.ResidualBlocks).Select(i => new ResidualBlock(path / "resnets" / i, Channels(deepest)))];
        _decoders = [.. Enumerable.Range(0, deepest).Select(i =>
            ConvBlock.Doubling(path / "decoders" / i / 0, path / "decoders" / i / 1, Channels(deepest - i), Channels(deepest - i - 1)))];
        _skippers = [.. Enumerable.Range(0, deepest).Select(i =>
            new ConvBlock(path / "skippers" / i / 0, path / "skippers" / i / 1, Channels(deepest - i), Channels(deepest - i - 1), kernel: 3))];
        _color = ConvBlock.Convolution(path / "img_reg" / 0, Channels(0), 3, kernel: 7);
        _mask = ConvBlock.Convolution(path / "attetion_reg" / 0, Channels(0), 1, kernel: 7); // the published spelling
    }

    /// <summary>Features of one level: 0 at full size from the input, each further one at half the size from the one before.</summary>
    public Tensor Encode(int level, Tensor x) => _encoders[level].Forward(x);

    /// <summary>One residual block at the deepest level.</summary>
    public Tensor Residual(int block, Tensor x) => _residuals[block].Forward(x);

    /// <summary>Colour and mask from the deepest features and the encoders' outputs, of which the deepest is not used again.</summary>
    public PaintedPerson Decode(Tensor deepest, IReadOnlyList<Tensor> encoded)
    {
        using var scope = TensorScope.Enter();
        var x = deepest;
        for (var i = 0; i < _decoders.Length; i++)
            x = _skippers[i].Forward(Tensor.Cat([encoded[_decoders.Length - 1 - i], _decoders[i].Forward(x)], 1));
        return new PaintedPerson(scope.Keep(_color.Forward(x).Tanh()), scope.Keep(_mask.Forward(x).Sigmoid()));
    }

    /// <summary>The whole stream alone, without any warping.</summary>
    public PaintedPerson Forward(Tensor input)
    {
        using var scope = TensorScope.Enter();
        List<Tensor> encoded = [];
        for (var level = 0; level < _encoders.Length; level++)
            encoded.Add(Encode(level, level == 0 ? input : encoded[^1]));
        var x = encoded[^1];
        for (var block = 0; block < _residuals.Length; block++)
            x = Residual(block, x);
        var painted = Decode(x, encoded);
        scope.Keep([painted.Color, painted.Mask]);
        return painted;
    }
}
