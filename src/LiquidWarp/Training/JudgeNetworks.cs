using LiquidWarp.Losses;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Training;

/// <summary>The networks in whose features the objective compares pictures and faces, as a model folder has them: frozen, and owned by this.</summary>
public sealed class JudgeNetworks : IDisposable
{
    /// <summary>The entry of a network's provenance that names the published network whose place it takes.</summary>
    public const string StandsInFor = "stands in for";

    private readonly LoadedNetwork? _perceptual;
    private readonly LoadedNetwork? _face;

    private JudgeNetworks(LoadedNetwork? perceptual, LoadedNetwork? face, DType? precision)
    {
        (_perceptual, _face) = (perceptual, face);
        perceptual?.Parameters.Freeze();
        face?.Parameters.Freeze();
        Perceptual = perceptual is null ? null : new PerceptualLoss((Vgg19)perceptual.Network, precision);
        Face = face is null ? null : new FaceIdentityLoss((Sphere20a)face.Network, precision);
    }

    /// <summary>Compares pictures; null where the folder has no perceptual network.</summary>
    public PerceptualLoss? Perceptual { get; }

    /// <summary>Compares faces; null where the folder has no face network.</summary>
    public FaceIdentityLoss? Face { get; }

    /// <summary>What a report must say of networks that are not the published ones; empty where they are, or where there are none.</summary>
    public IReadOnlyList<string> Notes => [.. Note("perceptual terms", _perceptual), .. Note("face term", _face)];

    /// <summary>Loads what a folder has.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">Type to compute in; that of the pictures where absent.</param>
    /// <exception cref="InputException">The weights' file is damaged or does not fit what model.json says.</exception>
    public static JudgeNetworks Load(ModelFolder folder, Device device = default, DType? precision = null)
    {
        LoadedNetwork? TryLoad(NetworkRole role) => folder.Networks.ContainsKey(role) ? folder.Load(role, device) : null;
        var perceptual = TryLoad(NetworkRole.Perceptual);
        try
        {
            return new(perceptual, TryLoad(NetworkRole.Face), precision);
        }
        catch
        {
            perceptual?.Dispose();
            throw;
        }
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        _perceptual?.Dispose();
        _face?.Dispose();
    }

    private static IEnumerable<string> Note(string term, LoadedNetwork? network)
    {
        if (network?.Entry.Provenance[StandsInFor] is { } published)
            yield return $"{term}: a network of the project's own, trained on people who do not exist, stands in for {published}";
    }
}
