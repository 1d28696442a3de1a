using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LiquidWarp.Files;
using LiquidWarp.Networks;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Models;

/// <summary>
/// A few tensors that take the place of those in a network's weights' file, which stays as it is beside them: what one person taught a
/// generator. They name the file that they change by its SHA-256, for over other weights they would be noise.
/// </summary>
public static class NetworkChanges
{
    private const string Base = "base sha256";

    /// <summary>Makes a model folder of another one with some tensors of a network changed: its body, what recovers bodies, and that network. Appears when whole.</summary>
    /// <param name="from">The model to change, which may hold changes of that network already; those that are not changed again are kept.</param>
    /// <param name="role">The network.</param>
    /// <param name="changed">The changed tensors.</param>
    /// <param name="provenance">What the folder shall say of the network besides what the other one says.</param>
    /// <param name="folder">The folder to make.</param>
    /// <param name="replace">Whether a model folder that exists is replaced.</param>
    /// <exception cref="InputException">The folder exists, or cannot be written.</exception>
    public static void Write(ModelFolder from, NetworkRole role, IReadOnlyList<StateEntry> changed, JsonObject provenance, string folder, bool replace)
    {
        ModelFolder.RequireFree(folder, replace);
        AtomicFolder.Write(folder, partial =>
        {
            void Copy(string file) => File.Copy(Path.Combine(from.Path, file), Path.Combine(partial, file));

            if (from.Body is { } body)
                Copy(body.File);
            List<NetworkEntry> networks = [];
            foreach (var entry in from.Networks.Values.Where(entry => entry.Role == role || entry.Role == NetworkRole.Recovery))
            {
                Copy(entry.File);
                networks.Add(entry.Role == role ? Change(from, entry, changed, provenance, partial) : entry);
            }

            ModelFolder.Describe(partial, from.Body, networks);
        }, replace);
    }

    /// <summary>Puts changes over the weights that a store holds.</summary>
    /// <exception cref="InputException">They are of other weights, or damaged.</exception>
    internal static void Load(ParameterStore store, string path, string baseFile)
    {
        if (Weights.ReadMetadata(path).GetValueOrDefault(Base) != Fingerprint(baseFile))
            throw new InputException($"{path} changes other weights than {baseFile}, which was replaced or damaged since. Copy the folder again, or personalise again.");
        var changed = Weights.ReadState(path);
        try
        {
            store.Load([.. store.Save().ExceptBy(changed.Select(entry => entry.Name), own => own.Name), .. changed]);
        }
        catch (StateMismatchException error)
        {
            throw new InputException($"{path}: {error.Message} Is the file damaged?", error);
        }
    }

    private static NetworkEntry Change(ModelFolder from, NetworkEntry entry, IReadOnlyList<StateEntry> changed, JsonObject provenance, string partial)
    {
        var before = entry.Changes is { } earlier ? Weights.ReadState(Path.Combine(from.Path, earlier)) : [];
        var file = $"{ModelFolder.NameOf(entry.Role)}.changes.safetensors";
        Weights.WriteState(Path.Combine(partial, file), [.. before.ExceptBy(changed.Select(one => one.Name), one => one.Name), .. changed],
            new Dictionary<string, string> { [Base] = Fingerprint(Path.Combine(from.Path, entry.File)) });
        var facts = entry.Provenance.DeepClone().AsObject();
        foreach (var (key, fact) in provenance)
            facts[key] = fact?.DeepClone();
        return entry with { Changes = file, Provenance = facts };
    }

    private static string Fingerprint(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
