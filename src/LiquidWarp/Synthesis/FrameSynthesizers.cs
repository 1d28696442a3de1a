using LiquidWarp.Bodies;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Synthesis;

/// <summary>Chooses what draws with the generator of a model folder.</summary>
public static class FrameSynthesizers
{
    /// <summary>Says before long work starts whether a folder's generator can be shown a body.</summary>
    /// <exception cref="InputException">The body has no texture coordinates, and the generator knows its parts by them.</exception>
    public static void CheckBody(ModelFolder folder, BodyModel model)
    {
        if (folder.Networks.TryGetValue(NetworkRole.Generator, out var entry) && entry.Options is GeneratorOptions)
            SurfaceOf(model);
    }

    /// <summary>Loads the generator and prepares it for a person, who may be made of parts of two.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="model">The model of the bodies.</param>
    /// <param name="people">One person, or those of an <see cref="AppearanceTransfer"/>.</param>
    /// <param name="size">Side of the pictures to draw.</param>
    /// <param name="frontWarp">Shows the warped source where the front of the face is; null leaves it to what draws.</param>
    /// <param name="device">Where the network shall run.</param>
    /// <exception cref="InputException">The folder has no generator or a damaged one, or the body lacks what the generator must be shown.</exception>
    public static IFrameSynthesizer FromGenerator(ModelFolder folder, BodyModel model, IReadOnlyList<PersonParts> people, int size, bool? frontWarp = null, Device device = default)
    {
        var loaded = folder.Load(NetworkRole.Generator, device);
        try
        {
            return loaded.Network switch
            {
                CompactGenerator => new CompactSynthesizer(loaded, model, people, size, new() { FrontWarp = frontWarp }),
                ImpersonatorGenerator => new PublishedSynthesizer(loaded, model, people, size, new() { FrontWarp = frontWarp ?? false }),
                var other => throw new InputException($"Nothing here can draw with the generator of {folder.Path}, a '{loaded.Entry.Architecture.Name}' ({other.GetType().Name})."),
            };
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>The texture coordinates by which a generator knows the parts of a body.</summary>
    internal static BodySurface SurfaceOf(BodyModel model) => model.Surface
        ?? throw new InputException($"The body '{model.Name}' has no texture coordinates, by which a generator knows its parts. Convert again with --mapper.");
}
