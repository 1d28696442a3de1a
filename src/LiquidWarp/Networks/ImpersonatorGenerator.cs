using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// The Liquid Warping GAN generator (REFERENCE 4.1): a background stream, a source stream that reconstructs the source, and a target
/// stream into which Liquid Warping Blocks carry the source's features at every size but the first and after every residual block.
/// </summary>
public sealed class ImpersonatorGenerator : ILiquidWarpingGenerator
{
    private readonly GeneratorOptions _options;
    private readonly BackgroundPainter _background;
    private readonly PersonPainter _source;
    private readonly PersonPainter _target;
    private readonly LiquidWarpingBlock _block;

    /// <summary>Makes bg_model, src_model and tsf_model under a path.</summary>
    public ImpersonatorGenerator(ParameterPath path, GeneratorOptions options)
    {
        _options = options;
        _background = new BackgroundPainter(path / "bg_model", options.BackgroundChannels, options);
        _source = new PersonPainter(path / "src_model", options.SourceChannels, options);
        _target = new PersonPainter(path / "tsf_model", options.TargetChannels, options);
        _block = new LiquidWarpingBlock(options.Corners);
    }

    /// <inheritdoc/>
    public int Multiple => 1 << _options.Halvings;

    /// <inheritdoc/>
    /// <remarks>Source and target each have 6 channels: a picture, and the correspondence map.</remarks>
    public GeneratorOutput Forward(Tensor background, Tensor source, Tensor target, Tensor flow)
    {
        using var scope = TensorScope.Enter();
        var features = EncodeSource(source);
        var output = new GeneratorOutput(
            PaintBackground(background),
            _source.Decode(features.Residual[^1], features.Encoded),
            Infer(target, features, flow));
        scope.Keep([output.Background, output.Source.Color, output.Source.Mask, output.Target.Color, output.Target.Mask]);
        return output;
    }

    /// <inheritdoc/>
    public Tensor PaintBackground(Tensor background) => _background.Forward(background);

    /// <inheritdoc/>
    public SourceFeatures EncodeSource(Tensor source)
    {
        List<Tensor> encoded = [];
        for (var level = 0; level <= _options.Halvings; level++)
            encoded.Add(_source.Encode(level, level == 0 ? source : encoded[^1]));
        List<Tensor> residual = [];
        for (var block = 0; block < _options.ResidualBlocks; block++)
            residual.Add(_source.Residual(block, block == 0 ? encoded[^1] : residual[^1]));
        return new SourceFeatures(encoded, residual);
    }

    /// <inheritdoc/>
    public PaintedPerson Infer(Tensor target, SourceFeatures source, Tensor flow) => Paint(target, [(source, flow)]);

    /// <inheritdoc/>
    public PaintedPerson Swap(Tensor target, SourceFeatures first, Tensor firstFlow, SourceFeatures second, Tensor secondFlow) =>
        Paint(target, [(first, firstFlow), (second, secondFlow)]);

    private PaintedPerson Paint(Tensor target, (SourceFeatures Features, Tensor Flow)[] sources)
    {
        using var scope = TensorScope.Enter();
        List<Tensor> encoded = [_target.Encode(0, target)]; // full size is not warped
        for (var level = 1; level <= _options.Halvings; level++)
            encoded.Add(_block.Forward(_target.Encode(level, encoded[^1]), Warped(sources, source => source.Encoded[level])));

        var x = encoded[^1];
        for (var block = 0; block < _options.ResidualBlocks; block++)
            x = _block.Forward(_target.Residual(block, x), Warped(sources, source => source.Residual[block]));

        var painted = _target.Decode(x, encoded);
        scope.Keep([painted.Color, painted.Mask]);
        return painted;
    }

    private static WarpedSource[] Warped((SourceFeatures Features, Tensor Flow)[] sources, Func<SourceFeatures, Tensor> pick) =>
        Array.ConvertAll(sources, source =>
        {
            var features = pick(source.Features);
            return new WarpedSource(features, LiquidWarpingBlock.ResizeFlow(source.Flow, (int)features.Shape[2], (int)features.Shape[3]));
        });
}

/// <summary>What the whole generator paints.</summary>
/// <param name="Background">N×3×H×W in [−1, 1].</param>
/// <param name="Source">The source, reconstructed.</param>
/// <param name="Target">The person in the target's pose.</param>
public readonly record struct GeneratorOutput(Tensor Background, PaintedPerson Source, PaintedPerson Target);
