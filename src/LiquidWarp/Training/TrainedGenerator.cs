using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Training;

/// <summary>A generator that learns, and how it is shown what it learns from.</summary>
/// <param name="Network">The generator.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Architecture">What a model folder calls it.</param>
/// <param name="Options">Its shape, of the architecture's type.</param>
/// <param name="Conditioning">What it is shown in training.</param>
/// <param name="Exact">The same without any noise, for judging.</param>
public sealed record TrainedGenerator(
    ILiquidWarpingGenerator Network, ParameterStore Parameters, NetworkArchitecture Architecture, object Options, IPairConditioning Conditioning, IPairConditioning Exact)
{
    /// <summary>The default generator.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="recipe">Says the size and the seed of the noise.</param>
    /// <param name="device">Where it shall be.</param>
    public static TrainedGenerator Compact(CompactGeneratorOptions options, TrainingRecipe recipe, Device device)
    {
        var store = new ParameterStore(device);
        return new(Prepared(new CompactGenerator(store.Root, options), store), store, NetworkArchitecture.Of(NetworkRole.Generator, "compact"), options,
            new SurfacePairConditioning(recipe.Size, new RecoveryNoise(), recipe.Seed, recipe.Window), new SurfacePairConditioning(recipe.Size, RecoveryNoise.None, recipe.Seed));
    }

    /// <summary>A generator of the published architecture.</summary>
    /// <inheritdoc cref="Compact"/>
    public static TrainedGenerator Published(GeneratorOptions options, TrainingRecipe recipe, Device device)
    {
        var store = new ParameterStore(device);
        var conditioning = new TextureMapPairConditioning(recipe.Size, options.Corners);
        return new(Prepared(new ImpersonatorGenerator(store.Root, options), store), store, NetworkArchitecture.Of(NetworkRole.Generator, "impersonator"), options,
            conditioning, conditioning);
    }

    /// <summary>A generator of a model folder, to teach it more.</summary>
    /// <param name="loaded">The generator with its weights.</param>
    /// <param name="recipe">Says the size and the seed of the noise.</param>
    /// <exception cref="InputException">Nobody knows how to show pairs to a generator of its architecture.</exception>
    public static TrainedGenerator Of(LoadedNetwork loaded, TrainingRecipe recipe)
    {
        (IPairConditioning learning, IPairConditioning exact) = loaded.Entry.Options switch
        {
            CompactGeneratorOptions => (new SurfacePairConditioning(recipe.Size, new RecoveryNoise(), recipe.Seed), new SurfacePairConditioning(recipe.Size, RecoveryNoise.None, recipe.Seed)),
            GeneratorOptions options when new TextureMapPairConditioning(recipe.Size, options.Corners) is var map => ((IPairConditioning)map, (IPairConditioning)map),
            _ => throw new InputException($"A generator of the architecture '{loaded.Entry.Architecture.Name}' cannot be taught here."),
        };
        return new((ILiquidWarpingGenerator)loaded.Network, loaded.Parameters, loaded.Entry.Architecture, loaded.Entry.Options, learning, exact);
    }

    private static ILiquidWarpingGenerator Prepared(ILiquidWarpingGenerator network, ParameterStore store)
    {
        store.ToChannelsLast();
        return network;
    }
}
