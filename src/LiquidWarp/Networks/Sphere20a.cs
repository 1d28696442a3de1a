using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// SphereFace-20 (Liu et al. 2017; REFERENCE 4.4): tells faces apart. Takes N×3×112×96, RGB in [−1, 1] (the published training had
/// BGR; the published losses feed RGB, and so do ours). A checkpoint's classifier "fc6" is dropped (<see cref="IsUnused"/>).
/// </summary>
public sealed class Sphere20a
{
    /// <summary>Rows of a face picture.</summary>
    public const int Height = 112;

    /// <summary>Columns of a face picture.</summary>
    public const int Width = 96;

    private static readonly int[] Pairs = [1, 2, 4, 1];
    private static readonly int[] WidthFactors = [1, 2, 4, 8];

    private readonly List<Stage> _stages = [];
    private readonly Linear _embed;

    /// <summary>Makes conv1_1 … conv4_3, relu1_1 … relu4_3 and fc5 under a path.</summary>
    /// <param name="path">Where they go.</param>
    /// <param name="width">Channels of the first stage; 64 in the published network.</param>
    /// <param name="embedding">Length of the embedding; 512 in the published network.</param>
    /// <param name="around">What takes the place of each convolution, such as itself and a norm that training needs; nothing by default.</param>
    public Sphere20a(ParameterPath path, int width = 64, int embedding = 512, ConvolutionWrapper? around = null)
    {
        var channels = 3;
        for (var stage = 0; stage < Pairs.Length; stage++)
        {
            var output = width * WidthFactors[stage];
            Sequential Unit(int number, int input, int stride)
            {
                var name = path / $"conv{stage + 1}_{number}";
                var convolution = new Conv2d(name, input, output, kernel: 3, stride, padding: 1);
                return new(around?.Invoke(name, convolution, output) ?? convolution, new PRelu(path / $"relu{stage + 1}_{number}", output));
            }

            var first = Unit(1, channels, stride: 2);
            var pairs = Enumerable.Range(0, Pairs[stage]).Select(pair =>
                new Sequential(Unit(2 + 2 * pair, output, stride: 1), Unit(3 + 2 * pair, output, stride: 1)));
            _stages.Add(new Stage(first, [.. pairs]));
            channels = output;
        }

        _embed = new Linear(path / "fc5", channels * (Height / 16) * (Width / 16), embedding);
    }

    /// <summary>Names in a checkpoint that this network has no use for: the classifier.</summary>
    public static bool IsUnused(string name) => name.StartsWith("fc6", StringComparison.Ordinal);

    /// <summary>The four stages' features (N×64×56×48 … N×512×7×6) and the embedding N×512.</summary>
    public Tensor[] Forward(Tensor faces)
    {
        using var scope = TensorScope.Enter();
        List<Tensor> features = [];
        var x = faces;
        foreach (var stage in _stages)
        {
            x = stage.First.Forward(x);
            foreach (var pair in stage.Pairs)
                x += pair.Forward(x);
            features.Add(scope.Keep(x));
        }

        features.Add(scope.Keep(_embed.Forward(x.Flatten())));
        return [.. features];
    }

    private sealed record Stage(Sequential First, Sequential[] Pairs);
}
