using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LiquidWarp.Bodies;
using LiquidWarp.Files;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Models;

/// <summary>
/// A folder with all that a model consists of: <c>model.json</c> says what is there and where it comes from, safetensors files beside it
/// hold the body and the networks' weights (docs/models.md).
/// </summary>
public sealed class ModelFolder
{
    private const string DescriptionFile = "model.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, NetworkRole> Roles = Enum.GetValues<NetworkRole>().ToDictionary(NameOf);

    private ModelFolder(string path, BodyEntry? body, IReadOnlyDictionary<NetworkRole, NetworkEntry> networks) => (Path, Body, Networks) = (path, body, networks);

    /// <summary>Where the folder is.</summary>
    public string Path { get; }

    /// <summary>The body, or null where the folder has none.</summary>
    public BodyEntry? Body { get; }

    /// <summary>The networks that the folder has.</summary>
    public IReadOnlyDictionary<NetworkRole, NetworkEntry> Networks { get; }

    /// <summary>Has the folder a model.json?</summary>
    public static bool IsOne(string path) => File.Exists(System.IO.Path.Combine(path, DescriptionFile));

    /// <summary>Reads a folder's model.json and looks whether all that it lists is there and known. Weights are read by <see cref="Load"/>.</summary>
    /// <exception cref="InputException">
    /// There is no model.json, it is damaged, it lists a file that is not there, or a role, an architecture or an option that is not known.
    /// </exception>
    public static ModelFolder Open(string path)
    {
        var file = System.IO.Path.Combine(path, DescriptionFile);
        if (!File.Exists(file))
            throw new InputException($"{path} is no model folder: it has no {DescriptionFile}. Make one with: liquidwarp convert --help");
        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(file), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(path, new Description(file, "", json));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file} cannot be read as JSON: {error.Message}", error);
        }
    }

    /// <summary>Writes a folder's model.json, whole or not at all. The files that it lists are written by the caller, before.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Describe(string path, BodyEntry? body, IEnumerable<NetworkEntry> networks)
    {
        var json = new JsonObject();
        if (body is not null)
        {
            var entry = json["body"] = new JsonObject { ["file"] = body.File };
            foreach (var (key, fact) in body.Facts)
                entry[key] = fact?.DeepClone();
        }

        var listed = new JsonObject();
        foreach (var network in networks.OrderBy(network => network.Role))
        {
            var entry = new JsonObject
            {
                ["architecture"] = network.Architecture.Name,
                ["options"] = network.Architecture.WriteOptions(network.Options),
                ["file"] = network.File,
            };
            if (network.Changes is { } changes)
                entry["changes"] = changes;
            entry["provenance"] = network.Provenance.DeepClone();
            listed[NameOf(network.Role)] = entry;
        }

        if (listed.Count > 0)
            json["networks"] = listed;
        AtomicFile.Write(System.IO.Path.Combine(path, DescriptionFile), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString(Readable) + "\n")));
    }

    /// <summary>Reads the body.</summary>
    /// <exception cref="InputException">The folder has none, or its file is damaged.</exception>
    public BodyModel LoadBody() => Body is { } body
        ? BodyModel.Load(System.IO.Path.Combine(Path, body.File))
        : throw new InputException($"The model folder {Path} has no body. Convert again with --smpl, or name another folder with --model.");

    /// <summary>Makes a network and reads its weights, as float32 and with the convolutions' in channels-last order, the fastest to run.</summary>
    /// <param name="role">Which one.</param>
    /// <param name="device">Where it shall run.</param>
    /// <exception cref="InputException">The folder has none, or the weights' file is damaged or does not fit what model.json says.</exception>
    public LoadedNetwork Load(NetworkRole role, Device device = default)
    {
        if (!Networks.TryGetValue(role, out var entry))
            throw new InputException($"The model folder {Path} has no {NameOf(role)}. {Contents} Name another folder with --model.");
        var store = new ParameterStore(device, initialise: false);
        try
        {
            var network = Create(entry, store, System.IO.Path.Combine(Path, DescriptionFile));
            var weights = System.IO.Path.Combine(Path, entry.File);
            Weights.Load(store, weights);
            if (entry.Changes is { } changes)
                NetworkChanges.Load(store, System.IO.Path.Combine(Path, changes), weights);
            store.ToChannelsLast();
            return new LoadedNetwork(network, store, entry);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes sure that a new model folder may have a name, before long work is done for it. Replacing removes a folder with all that is in it, so
    /// that must be a model and nothing else.
    /// </summary>
    /// <exception cref="InputException">There is a folder of the name, and it shall not be replaced or holds something else.</exception>
    public static void RequireFree(string folder, bool replace)
    {
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
            return;
        var foreign = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => Directory.Exists(entry) || System.IO.Path.GetExtension(entry) is not (".json" or ".safetensors"));
        if (!IsOne(folder) || foreign is not null)
            throw new InputException($"{folder} exists and is no model folder, or not only that ({(foreign is null ? "it has no model.json" : $"{System.IO.Path.GetFileName(foreign)} is in it")}). Name another folder.");
        if (!replace)
            throw new InputException($"The model folder {folder} exists. Replace it with --force, or name another one.");
    }

    /// <summary>A role as model.json writes it.</summary>
    public static string NameOf(NetworkRole role) => JsonNamingPolicy.CamelCase.ConvertName($"{role}");

    private string Contents => Networks.Count == 0 ? "It has no networks at all." : $"It has: {string.Join(", ", Networks.Keys.Select(NameOf))}.";

    /// <summary>Makes the layers of an entry; options that libtorch cannot make a network of are the input's fault.</summary>
    internal static object Create(NetworkEntry entry, ParameterStore store, string file)
    {
        try
        {
            return entry.Architecture.Create(store.Root, entry.Options);
        }
        catch (Exception error) when (error is TorchException or OverflowException or ArgumentException)
        {
            throw new InputException($"{file}: no network can be made of the options {entry.Architecture.WriteOptions(entry.Options).ToJsonString()} of the {NameOf(entry.Role)}: {error.Message}", error);
        }
    }

    private static ModelFolder Read(string path, Description root)
    {
        root.RequireKnown("body", "networks");
        BodyEntry? body = null;
        if (root.Optional("body") is { } given)
        {
            var facts = given.Object.DeepClone().AsObject();
            facts.Remove("file");
            body = new BodyEntry(given.FileBeside("file"), facts);
        }

        var networks = new Dictionary<NetworkRole, NetworkEntry>();
        foreach (var (name, entry) in root.Optional("networks")?.Members ?? [])
        {
            if (!Roles.TryGetValue(name, out var role))
                throw entry.Wrong($"is no role of a network; roles are {string.Join(", ", Roles.Keys)}. Was the folder made by a newer version?");
            entry.RequireKnown("architecture", "options", "file", "changes", "provenance");
            var called = entry.Text("architecture");
            var architecture = NetworkArchitecture.TryFind(role, called) ?? throw entry.Wrong(
                $"has the architecture '{called}', which is not known; known are {string.Join(", ", NetworkArchitecture.All.Where(one => one.Role == role).Select(one => one.Name))}. "
                + "Was the folder made by a newer version?");
            networks[role] = new NetworkEntry(
                architecture,
                architecture.ReadOptions(entry.Optional("options")?.Object, entry.Member("options").Where),
                entry.FileBeside("file"),
                entry.Optional("provenance")?.Object.DeepClone().AsObject() ?? [])
            {
                Changes = entry.Object.ContainsKey("changes") ? entry.FileBeside("changes") : null,
            };
        }

        return new ModelFolder(path, body, networks);
    }

    /// <summary>An object of model.json that knows where it stands, for messages.</summary>
    private sealed class Description(string file, string key, JsonNode? node)
    {
        public string Where => key.Length == 0 ? file : $"{file}: '{key}'";

        public JsonObject Object => node as JsonObject ?? throw Wrong("is no object in braces");

        public IEnumerable<KeyValuePair<string, Description>> Members => Object.Select(member => KeyValuePair.Create(member.Key, Under(member.Key, member.Value)));

        public InputException Wrong(string what) => new($"{Where} {what}");

        public Description? Optional(string name) => Object.ContainsKey(name) ? Member(name) : null;

        public Description Member(string name) => Under(name, Object[name]);

        public string Text(string name) =>
            Object.TryGetPropertyValue(name, out var value) && value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Wrong($"has no text '{name}'.");

        /// <summary>The name of a file that must lie in the folder itself: a model from a stranger reads nothing else.</summary>
        public string FileBeside(string name)
        {
            var value = Text(name);
            if (value != System.IO.Path.GetFileName(value) || value is "" or "." or "..")
                throw Wrong($"names the file '{value}', expected a name without folders.");
            if (!File.Exists(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, value)))
                throw Wrong($"names the file {value}, which is not in the folder. Copy it there, or make the folder again.");
            return value;
        }

        public void RequireKnown(params string[] names)
        {
            if (Object.FirstOrDefault(member => !names.Contains(member.Key)).Key is { } unknown)
                throw Wrong($"has an entry '{unknown}', which is not known; known are {string.Join(", ", names)}. Was the folder made by a newer version?");
        }

        private Description Under(string name, JsonNode? value) => new(file, key.Length == 0 ? name : $"{key}.{name}", value);
    }
}
