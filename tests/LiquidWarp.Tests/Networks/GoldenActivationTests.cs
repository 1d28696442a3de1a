using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

// Golden: the published networks in full size, filled by the hash of REFERENCE 14, against the numbers that are printed there.
public sealed class GoldenActivationTests : TensorTestBase
{
    private const int N = 64;

    [Fact]
    public void Hash_OfTheCheckedNumbers_GivesThem()
    {
        Assert.Equal(-0.04701417, HashedNumbers.At(0, 1), 1e-8);
        Assert.Equal(-0.08671125, HashedNumbers.At(0, 4), 1e-8);
        Assert.Equal(0.30606027, HashedNumbers.At(7, 2), 1e-8);
    }

    [Fact]
    public void Generator_OfPublishedSize_GivesThePrintedActivations()
    {
        using var store = new ParameterStore(initialise: false);
        var generator = new ImpersonatorGenerator(store.Root, new GeneratorOptions());
        HashedNumbers.FillParameters(store);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var (source, target, flow) = (HashedNumbers.Input(1, [1, 6, N, N]), HashedNumbers.Input(2, [1, 6, N, N]), Flow());

        var output = generator.Forward(HashedNumbers.Input(0, [1, 4, N, N]), source, target, flow);
        Check(output.Background, 0.0507524, 0.5630434, -0.6633685);
        Check(output.Source.Color, 0.0534626, 0.5911460, 0.6394969);
        Check(output.Source.Mask, 0.4231142, 0.1695198, 0.5094271);
        Check(output.Target.Color, 0.0416672, 0.6366924, -0.3158659);
        Check(output.Target.Mask, 0.3495174, 0.1758957, 0.4838786);

        var features = generator.EncodeSource(source);
        Assert.True(output.Target.Color.ElementsEqual(generator.Infer(target, features, flow).Color));
        var swapped = generator.Swap(target, features, flow, generator.EncodeSource(HashedNumbers.Input(3, [1, 6, N, N])), flow.Flip([2]));
        Check(swapped.Color, 0.0418787, 0.6372809, 0.6816488);
        Check(swapped.Mask, 0.3499944, 0.1766092, 0.4769389);
    }

    [Fact]
    public void Generator_WithoutAlignedCorners_GivesThePrintedActivations()
    {
        using var store = new ParameterStore(initialise: false);
        var generator = new ImpersonatorGenerator(store.Root, new GeneratorOptions { Corners = CornerAlignment.Edges });
        HashedNumbers.FillParameters(store);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var painted = generator.Infer(HashedNumbers.Input(2, [1, 6, N, N]), generator.EncodeSource(HashedNumbers.Input(1, [1, 6, N, N])), Flow());
        Check(painted.Color, 0.0404051, 0.6363591, -0.2783335);
        Check(painted.Mask, 0.3493741, 0.1764120, 0.4554227);
    }

    [Fact]
    public void PatchDiscriminator_OfPublishedSize_GivesThePrintedActivations()
    {
        using var store = new ParameterStore(initialise: false);
        var discriminator = new PatchDiscriminator(store.Root, new PatchDiscriminatorOptions());
        HashedNumbers.FillParameters(store);
        using var scope = Scope();
        var logits = discriminator.Forward(HashedNumbers.Input(4, [1, 6, 128, 128]));
        Assert.Equal([1L, 1, 6, 6], logits.Shape);
        Close(0.6026962, logits.Mean());
        Close(0.9014117, logits.Std(unbiased: false));
        Assert.Equal(1.3133037, logits.ToArray<float>()[0], 1e-3);
        Assert.Equal(0.3575924, logits.ToArray<float>()[3 * 6 + 2], 1e-3);
    }

    [Fact]
    public void Sphere20a_OfPublishedSize_GivesThePrintedActivations()
    {
        using var store = new ParameterStore(initialise: false);
        var network = new Sphere20a(store.Root);
        HashedNumbers.FillParameters(store);
        using var scope = Scope();
        var features = network.Forward(HashedNumbers.Input(5, [1, 3, 112, 96]));
        double[] means = [0.4990378, 1.5287930, 8.5049996, 10.0383707, 0.9979174];
        double[] deviations = [0.7817232, 1.8637471, 10.6595348, 16.6405929, 26.4624287];
        for (var i = 0; i < 5; i++)
        {
            Close(means[i], features[i].Mean());
            Close(deviations[i], features[i].Std(unbiased: false));
        }

        Assert.Equal(-2.1938941, features[4].ToArray<float>()[5], 2e-2); // one of 512 numbers of deviation 26
    }

    [Fact]
    public void HumanMeshRecovery_OfPublishedSize_GivesThePrintedActivations()
    {
        using var store = new ParameterStore(initialise: false);
        var network = new HumanMeshRecovery(store.Root, new HumanMeshRecoveryOptions());
        HashedNumbers.FillParameters(store);
        using var scope = Scope();
        using var inference = InferenceMode.Enter();
        var picture = HashedNumbers.Input(7, [1, 3, 224, 224]);
        var feature = network.Encode(picture);
        Close(14.2287428, feature.Mean());
        Close(18.2771817, feature.Std(unbiased: false));
        Assert.Equal(18.8050870, feature.ToArray<float>()[1000], 2e-2);

        var theta = network.Forward(picture);
        Close(11.8343959, theta.Mean());
        Close(93.5681373, theta.Std(unbiased: false));
        var values = theta.ToArray<float>();
        Assert.Equal(63.6225431, values[0], 0.1);
        Assert.Equal(-123.4070245, values[3], 0.1);
        Assert.Equal(92.6950142, values[84], 0.1);
    }

    private static void Check(Tensor actual, double mean, double deviation, double pixel)
    {
        Close(mean, actual.Mean());
        Close(deviation, actual.Std(unbiased: false));
        Assert.Equal(pixel, actual.ToArray<float>()[20 * N + 30], 1e-3);
    }

    // float32 against float64: REFERENCE 14 says 1e-3 relative.
    private static void Close(double expected, Tensor actual) => Assert.Equal(expected, actual.ToDouble(), 1e-3 * Math.Max(0.1, Math.Abs(expected)));

    internal static Tensor Flow()
    {
        var flow = new float[N * N * 2];
        for (var y = 0; y < N; y++)
            for (var x = 0; x < N; x++)
            {
                var isNothing = (x / 8 + y / 8) % 5 == 0;
                flow[(y * N + x) * 2] = isNothing ? -2 : (float)((2 * x + 1 - N) / (double)N * 0.8 + 0.1);
                flow[(y * N + x) * 2 + 1] = isNothing ? -2 : (float)((2 * y + 1 - N) / (double)N * 0.9 - 0.05);
            }

        return Tensor.From(flow, [1, N, N, 2]);
    }
}
