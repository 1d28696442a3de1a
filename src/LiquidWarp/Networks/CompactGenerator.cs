using LiquidWarp.Imaging;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// The default generator: the paper's three streams and Liquid Warping Blocks, sized for real time on two CPU cores. It works from half the
/// size on and looks once more at full size, has no norms, and paints a person as a mixture: where the warped picture can be trusted it shows that, at full sharpness, elsewhere
/// what it paints itself.
/// </summary>
public sealed class CompactGenerator : ILiquidWarpingGenerator
{
    // Channels of the target stream's output.
    private const int Color = 3, Mask = 1, Trust = 1;

    private readonly CompactGeneratorOptions _options;
    private readonly CompactStream _background;
    private readonly CompactStream _source;
    private readonly CompactStream _target;
    private readonly FullSizeFinish _finish;
    private readonly LiquidWarpingBlock _block = new(CornerAlignment.Edges);

    /// <summary>Makes background, source and target under a path.</summary>
    public CompactGenerator(ParameterPath path, CompactGeneratorOptions options)
    {
        _options = options;
        _background = new(path / "background", CompactGeneratorOptions.BackgroundChannels, Color, options.BackgroundWidths, options.ResidualBlocks);
        _source = new(path / "source", CompactGeneratorOptions.SourceChannels, Color + Mask, options.Widths, options.ResidualBlocks);
        _target = new(path / "target", CompactGeneratorOptions.TargetChannels, Color + Mask + Trust, options.Widths, options.ResidualBlocks);
        _finish = new(path / "target" / "finish", Color + Mask + Trust, CompactGeneratorOptions.TargetChannels, options.FinishWidth);
    }

    /// <inheritdoc/>
    public int Multiple => _options.Multiple;

    /// <inheritdoc/>
    public GeneratorOutput Forward(Tensor background, Tensor source, Tensor target, Tensor flow)
    {
        using var scope = TensorScope.Enter();
        var features = EncodeSource(source);
        var output = new GeneratorOutput(PaintBackground(background), PaintSource(features), Infer(target, features, flow));
        scope.Keep([output.Background, output.Source.Color, output.Source.Mask, output.Target.Color, output.Target.Mask]);
        return output;
    }

    /// <inheritdoc/>
    /// <remarks>What is known of the background is kept as it is; only the hole is painted.</remarks>
    public Tensor PaintBackground(Tensor background)
    {
        using var scope = TensorScope.Enter();
        var painted = _background.Forward(background).To(DType.Float32).Tanh();
        var (picture, known) = (background.Slice(1, 0, 3).To(DType.Float32), background.Slice(1, 3, 4).To(DType.Float32));
        return scope.Keep(picture * known + painted * (1 - known));
    }

    /// <inheritdoc/>
    public SourceFeatures EncodeSource(Tensor source)
    {
        List<Tensor> encoded = [];
        for (var level = 0; level < _source.Levels; level++)
            encoded.Add(_source.Encode(level, level == 0 ? source : encoded[^1]));
        List<Tensor> residual = [];
        for (var block = 0; block < _source.ResidualBlocks; block++)
            residual.Add(_source.Residual(block, block == 0 ? encoded[^1] : residual[^1]));
        return new SourceFeatures(encoded, residual);
    }

    /// <inheritdoc/>
    public PaintedPerson Infer(Tensor target, SourceFeatures source, Tensor flow) => Blend(target, [(source, flow)]);

    /// <inheritdoc/>
    public PaintedPerson Swap(Tensor target, SourceFeatures first, Tensor firstFlow, SourceFeatures second, Tensor secondFlow) =>
        Blend(target, [(first, firstFlow), (second, secondFlow)]);

    /// <summary>
    /// What <see cref="Infer"/> and <see cref="Swap"/> mix, apart: for those who show the warped picture at another size than the network's.
    /// </summary>
    /// <param name="target">N×12×H×W: the warped source, or the sum of several, and the target's map.</param>
    /// <param name="sources">One or more; flows N×H×W×2.</param>
    public CompactPaint Paint(Tensor target, IReadOnlyList<(SourceFeatures Features, Tensor Flow)> sources)
    {
        using var scope = TensorScope.Enter();
        var painted = PaintTarget(target, [.. sources]);
        var paint = new CompactPaint(
            painted.Slice(1, 0, Color).Tanh(),
            painted.Slice(1, Color, Color + Mask).Sigmoid(),
            painted.Slice(1, Color + Mask, Color + Mask + Trust).Sigmoid());
        scope.Keep([paint.Color, paint.Mask, paint.Trust]);
        return paint;
    }

    private PaintedPerson PaintSource(SourceFeatures features)
    {
        using var scope = TensorScope.Enter();
        var painted = _source.Decode(features.Residual[^1], features.Encoded).To(DType.Float32);
        return new(scope.Keep(painted.Slice(1, 0, Color).Tanh()), scope.Keep(painted.Slice(1, Color, Color + Mask).Sigmoid()));
    }

    /// <summary>N×5×H×W without bounds: colour, mask and trust in the warped picture.</summary>
    private Tensor PaintTarget(Tensor target, (SourceFeatures Features, Tensor Flow)[] sources)
    {
        using var scope = TensorScope.Enter();
        List<Tensor> encoded = [];
        for (var level = 0; level < _target.Levels; level++)
            encoded.Add(_block.Forward(_target.Encode(level, level == 0 ? target : encoded[^1]), Warped(sources, source => source.Encoded[level])));

        var x = encoded[^1];
        for (var block = 0; block < _target.ResidualBlocks; block++)
            x = _block.Forward(_target.Residual(block, x), Warped(sources, source => source.Residual[block]));
        return scope.Keep(_finish.Forward(Even(_target.Decode(x, encoded)), target).To(DType.Float32));
    }

    /// <summary>
    /// Each pixel's mean with its neighbours, 1 2 1 both ways, in which what differs between even and odd rows and columns is nothing: the four pixels that come
    /// from one place of half the size have weights of their own each, and left alone they draw combs along outlines that the network is not sure of.
    /// </summary>
    private static Tensor Even(Tensor painted)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(painted.AvgPool2d(2, 1, padding: 1, countPadding: false).AvgPool2d(2, 1));
    }

    private PaintedPerson Blend(Tensor target, (SourceFeatures Features, Tensor Flow)[] sources)
    {
        using var scope = TensorScope.Enter();
        var person = Paint(target, sources).Over(target.Slice(1, 0, Color).To(DType.Float32));
        scope.Keep([person.Color, person.Mask]);
        return person;
    }

    private static WarpedSource[] Warped((SourceFeatures Features, Tensor Flow)[] sources, Func<SourceFeatures, Tensor> pick) =>
        Array.ConvertAll(sources, source =>
        {
            var features = pick(source.Features);
            return new WarpedSource(features, Thin(source.Flow, features.Shape[2]));
        });

    /// <summary>
    /// The flow at the size of features: the value in the middle of each block of pixels, not a mean, which would blend limbs that
    /// only lie side by side in the picture.
    /// </summary>
    private static Tensor Thin(Tensor flow, long height)
    {
        var step = flow.Shape[1] / height;
        using var scope = TensorScope.Enter();
        return scope.Keep(flow.Slice(1, step / 2, step: step).Slice(2, step / 2, step: step));
    }
}
