using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// One stream of the <see cref="CompactGenerator"/>: an encoder-decoder that begins and ends at half the size (2×2 pixels become
/// channels and back), with a residual block at each size and several at the smallest. Its parts are apart so that features can be warped in
/// between.
/// </summary>
internal sealed class CompactStream
{
    private readonly Conv2d[] _entries;
    private readonly PlainResidualBlock[] _levels;
    private readonly PlainResidualBlock[] _deepest;
    private readonly Conv2d[] _narrowings;
    private readonly PlainResidualBlock[] _refinements;
    private readonly Conv2d _head;

    /// <summary>Makes the parts under a path.</summary>
    /// <param name="path">Where they go.</param>
    /// <param name="input">Channels in.</param>
    /// <param name="output">Channels out.</param>
    /// <param name="widths">Channels at a half, a quarter … of the size.</param>
    /// <param name="residualBlocks">Blocks at the smallest size.</param>
    public CompactStream(ParameterPath path, int input, int output, IReadOnlyList<int> widths, int residualBlocks)
    {
        var last = widths.Count - 1;
        _entries = [.. widths.Select((width, level) => new Conv2d(path / "enter" / level, level == 0 ? 4 * input : widths[level - 1], width,
            kernel: 3, stride: level == 0 ? 1 : 2, padding: 1, initializer: Initialize.KaimingNormal()))];
        _levels = [.. widths.Take(last).Select((width, level) => new PlainResidualBlock(path / "level" / level, width))];
        _deepest = [.. Enumerable.Range(0, residualBlocks).Select(block => new PlainResidualBlock(path / "deepest" / block, widths[last]))];
        _narrowings = [.. Enumerable.Range(0, last).Select(level =>
            new Conv2d(path / "narrow" / level, widths[level + 1], widths[level], kernel: 1, initializer: Initialize.KaimingNormal(slope: 1)))];
        _refinements = [.. widths.Take(last).Select((width, level) => new PlainResidualBlock(path / "refine" / level, width))];
        _head = new Conv2d(path / "head", widths[0], 4 * output, kernel: 3, padding: 1, initializer: Initialize.Normal(0.1 / Math.Sqrt(9.0 * widths[0])));
    }

    /// <summary>Number of sizes.</summary>
    public int Levels => _entries.Length;

    /// <summary>Blocks at the smallest size.</summary>
    public int ResidualBlocks => _deepest.Length;

    /// <summary>Features of one level from those of the level above it, or from the input for level 0 (half the size).</summary>
    public Tensor Encode(int level, Tensor x)
    {
        using var scope = TensorScope.Enter();
        var entered = _entries[level].Forward(level == 0 ? x.PixelUnshuffle(2).ChannelsLast() : x).Relu();
        return scope.Keep(level < _levels.Length ? _levels[level].Forward(entered) : entered);
    }

    /// <summary>One residual block at the smallest size.</summary>
    public Tensor Residual(int block, Tensor x) => _deepest[block].Forward(x);

    /// <summary>The output at full size, N×C×H×W without bounds, from the deepest features and those of each level.</summary>
    public Tensor Decode(Tensor deepest, IReadOnlyList<Tensor> encoded)
    {
        using var scope = TensorScope.Enter();
        var x = deepest;
        for (var level = _narrowings.Length - 1; level >= 0; level--)
        {
            var skip = encoded[level];
            var up = _narrowings[level].Forward(x).ResizeNearest(new((int)skip.Shape[2], (int)skip.Shape[3]));
            x = _refinements[level].Forward(up + skip);
        }

        return scope.Keep(_head.Forward(x.Relu()).PixelShuffle(2));
    }

    /// <summary>The whole stream alone, without any warping.</summary>
    public Tensor Forward(Tensor input)
    {
        using var scope = TensorScope.Enter();
        List<Tensor> encoded = [];
        for (var level = 0; level < Levels; level++)
            encoded.Add(Encode(level, level == 0 ? input : encoded[^1]));
        var x = encoded[^1];
        for (var block = 0; block < ResidualBlocks; block++)
            x = Residual(block, x);
        return scope.Keep(Decode(x, encoded));
    }
}
