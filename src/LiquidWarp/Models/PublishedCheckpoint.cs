using System.Globalization;
using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Models;

/// <summary>
/// A checkpoint of the published system, recognised by the names in it: which network it is of, the shape of that network, and its
/// weights under the names that our networks use.
/// </summary>
internal sealed class PublishedCheckpoint
{
    private const string BodyPrefix = "smpl.";

    /// <summary>What kinds there are: a name (or, ending in a dot, the beginning of names) that only this kind has, what it is, and the option that takes it.</summary>
    private static readonly (string Sign, string What, string? Option)[] Kinds =
    [
        ("src_model.encoders.0.0.weight", "a Liquid Warping GAN generator", "--generator"),
        ("regressor.mean_theta", "a human mesh recovery network (HMR)", "--hmr"),
        ("relu1_1.weight", "a SphereFace-20", "--face"),
        ("features.0.weight", "a VGG", "--vgg"),
        ("slice1.0.weight", "a VGG", "--vgg"),
        ("0.weight", "a VGG", "--vgg"),
        ("model.0.weight", "a patch discriminator", "--discriminator"),
        ("global_model.model.0.weight", "a global and local discriminator", "--discriminator"),
        ("tsf_model.", "a baseline generator without feature warping, which is another network", null),
        ("bg_net.", "a generator of the second version (iPERCore), which is another network", null),
        ("coarse_net.", "an inpainter of backgrounds, which is not needed: LiquidWarp fills backgrounds itself", null),
        ("state.", "an optimiser's state (opt_epoch_…), not a network's weights", null),
    ];

    private readonly string _path;
    private readonly NetworkRole _role;
    private readonly Dictionary<string, StateEntry> _state;

    private PublishedCheckpoint(string path, NetworkRole role, IReadOnlyList<StateEntry> state)
    {
        (_path, _role, _state) = (path, role, state.ToDictionary(entry => entry.Name, StringComparer.Ordinal));
        RequireKind();
        Body = [.. state.Where(entry => entry.Name.StartsWith(BodyPrefix, StringComparison.Ordinal)).Select(entry => entry with { Name = entry.Name[BodyPrefix.Length..] })];
        State = [.. state.Where(IsUsed).Select(Renamed)];
        DroppedCount = state.Count - State.Count - Body.Count;
        _state = State.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>What the network has a use for, under its own names.</summary>
    public IReadOnlyList<StateEntry> State { get; }

    /// <summary>The body model in a recovery network's checkpoint, names without their prefix; empty where there is none.</summary>
    public IReadOnlyList<StateEntry> Body { get; }

    /// <summary>How many tensors nobody has a use for, such as those of a classifier.</summary>
    public int DroppedCount { get; }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="role">What it shall be for.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, or is of another network: the message says which.</exception>
    public static PublishedCheckpoint Read(NetworkRole role, string path) => new(path, role, Weights.ReadState(path));

    /// <summary>The network that the shapes in the checkpoint speak of, without provenance.</summary>
    /// <param name="corners">How a generator samples, which no checkpoint says.</param>
    /// <exception cref="InputException">A tensor that tells the shape is missing, or the shape is none that a network can have.</exception>
    public NetworkEntry Describe(CornerAlignment corners)
    {
        (string, object) described = _role switch
        {
            NetworkRole.Generator => ("impersonator", new GeneratorOptions
            {
                BackgroundChannels = Size("bg_model.model.0.weight", 1),
                SourceChannels = Size("src_model.encoders.0.0.weight", 1),
                TargetChannels = Size("tsf_model.encoders.0.0.weight", 1),
                Width = Size("src_model.encoders.0.0.weight", 0),
                ResidualBlocks = Count("src_model.resnets."),
                Halvings = Count("src_model.encoders.") - 1,
                Corners = corners,
            }),
            NetworkRole.Recovery => ("hmr", new HumanMeshRecoveryOptions
            {
                Width = Size("resnet.conv1.weight", 0),
                Depths = [.. Enumerable.Range(1, 4).Select(stage => Count($"resnet.layer{stage}."))],
                RegressorWidth = Size("regressor.fc_blocks.fc1.weight", 0),
            }),
            NetworkRole.Face => ("sphereface-20", new Sphere20aOptions { Width = Size("conv1_1.weight", 0), Embedding = Size("fc5.weight", 0) }),
            NetworkRole.Perceptual => ("vgg-19", new Vgg19Options { Width = Size("0.weight", 0) }),
            _ when _state.ContainsKey("model.0.weight") => ("patch", Patch("model.")),
            _ => ("global-local", Patch("local_model.model.")),
        };
        var architecture = NetworkArchitecture.Of(_role, described.Item1);
        var options = architecture.ReadOptions(architecture.WriteOptions(described.Item2), _path); // within the ranges
        return new NetworkEntry(architecture, options, $"{ModelFolder.NameOf(_role)}.safetensors", []);
    }

    private PatchDiscriminatorOptions Patch(string prefix) => new()
    {
        InputChannels = Size($"{prefix}0.weight", 1),
        Width = Size($"{prefix}0.weight", 0),
        Layers = _state.Values.Count(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal) && entry.Shape.Length == 4) - 2,
        BatchNorm = _state.Keys.Any(name => name.EndsWith("running_mean", StringComparison.Ordinal)),
    };

    private bool IsUsed(StateEntry entry) => _role switch
    {
        NetworkRole.Recovery => !HumanMeshRecovery.IsUnused(entry.Name),
        NetworkRole.Face => !Sphere20a.IsUnused(entry.Name),
        NetworkRole.Perceptual => !Vgg19.IsUnused(entry.Name),
        _ => true,
    };

    /// <summary>"features.0.weight" of torchvision and "slice1.0.weight" of the published loss are "0.weight" here.</summary>
    private StateEntry Renamed(StateEntry entry) => _role == NetworkRole.Perceptual && entry.Name.Split('.') is [_, var index, var last]
        ? entry with { Name = $"{index}.{last}" }
        : entry;

    private void RequireKind()
    {
        var option = _role switch
        {
            NetworkRole.Generator => "--generator",
            NetworkRole.Recovery => "--hmr",
            NetworkRole.Face => "--face",
            NetworkRole.Perceptual => "--vgg",
            _ => "--discriminator",
        };
        var wanted = Kinds.First(kind => kind.Option == option);
        if (Kinds.FirstOrDefault(kind => _state.Keys.Any(name => kind.Sign.EndsWith('.') ? name.StartsWith(kind.Sign, StringComparison.Ordinal) : name == kind.Sign)) is not { Sign: not null } found)
            throw new InputException(
                $"{_path} is not the checkpoint of {wanted.What}: it has no '{wanted.Sign}'. It holds {_state.Count} tensors: {string.Join(", ", _state.Keys.Order(StringComparer.Ordinal).Take(5))} …");
        if (found.Option != option)
            throw new InputException($"{_path} is {found.What}; {option} takes {wanted.What}." + (found.Option is null ? "" : $" Give it as {found.Option}."));
    }

    private int Size(string name, int axis) => _state.TryGetValue(name, out var entry) && axis < entry.Shape.Length
        ? (int)Math.Min(entry.Shape[axis], int.MaxValue)
        : throw new InputException($"{_path} has no '{name}' of at least {axis + 1} axes: the checkpoint is not whole, or of another network.");

    /// <summary>How many different numbers follow a prefix.</summary>
    private int Count(string prefix)
    {
        var numbers = _state.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..].Split('.')[0]).Distinct().Count(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        return numbers > 0 ? numbers : throw new InputException($"{_path} has nothing under '{prefix}': the checkpoint is not whole, or of another network.");
    }
}
