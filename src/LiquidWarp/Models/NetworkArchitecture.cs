using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LiquidWarp.Networks;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Models;

/// <summary>
/// A network that a model folder can hold: what it is for, what model.json calls it, its options and how it is made of them. A new one
/// is one line in <see cref="All"/>; what draws with a new generator is chosen in <c>FrameSynthesizers</c>.
/// </summary>
public sealed class NetworkArchitecture
{
    private const int LargestOption = 4096;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly Type _options;
    private readonly Func<ParameterPath, object, object> _create;

    private NetworkArchitecture(NetworkRole role, string name, Type options, Func<ParameterPath, object, object> create) =>
        (Role, Name, _options, _create) = (role, name, options, create);

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<NetworkArchitecture> All { get; } =
    [
        Of<CompactGeneratorOptions>(NetworkRole.Generator, "compact", (path, options) => new CompactGenerator(path, options)),
        Of<GeneratorOptions>(NetworkRole.Generator, "impersonator", (path, options) => new ImpersonatorGenerator(path, options)),
        Of<DenseRecoveryOptions>(NetworkRole.Recovery, "dense", (path, options) => new DenseRecovery(path, options)),
        Of<HumanMeshRecoveryOptions>(NetworkRole.Recovery, "hmr", (path, options) => new HumanMeshRecovery(path, options)),
        Of<Sphere20aOptions>(NetworkRole.Face, "sphereface-20", (path, options) => new Sphere20a(path, options.Width, options.Embedding)),
        Of<Vgg19Options>(NetworkRole.Perceptual, "vgg-19", (path, options) => new Vgg19(path, options.Width)),
        Of<PatchDiscriminatorOptions>(NetworkRole.Discriminator, "patch", (path, options) => new PatchDiscriminator(path, options)),
        Of<PatchDiscriminatorOptions>(NetworkRole.Discriminator, "global-local", (path, options) => new GlobalLocalDiscriminator(path, options)),
    ];

    /// <summary>What it is for.</summary>
    public NetworkRole Role { get; }

    /// <summary>What model.json calls it.</summary>
    public string Name { get; }

    /// <summary>The architecture of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static NetworkArchitecture Of(NetworkRole role, string name) =>
        TryFind(role, name) ?? throw new ArgumentException($"There is no {role} of the architecture '{name}'.", nameof(name));

    /// <summary>The architecture of a name, or null.</summary>
    public static NetworkArchitecture? TryFind(NetworkRole role, string name) => All.FirstOrDefault(one => one.Role == role && one.Name == name);

    /// <summary>Makes the network's layers in a store.</summary>
    /// <param name="path">Where its parameters go.</param>
    /// <param name="options">Of the type that this architecture has.</param>
    public object Create(ParameterPath path, object options) => _create(path, options);

    /// <summary>The options as model.json keeps them, all of them, since defaults may change.</summary>
    public JsonObject WriteOptions(object options) => JsonSerializer.SerializeToNode(options, _options, Json)!.AsObject();

    /// <summary>Reads options; those that are not given have their defaults.</summary>
    /// <param name="given">What model.json holds, null for nothing.</param>
    /// <param name="where">File and key, for messages.</param>
    /// <exception cref="InputException">An option is unknown, of the wrong kind, or out of range.</exception>
    public object ReadOptions(JsonObject? given, string where)
    {
        var known = WriteOptions(Activator.CreateInstance(_options)!);
        foreach (var (name, value) in given ?? [])
        {
            if (!known.ContainsKey(name))
                throw new InputException($"{where} has the option '{name}', which the architecture '{Name}' has not; it has {string.Join(", ", known.Select(option => option.Key))}.");
            CheckRange(value, $"{where}: '{name}'");
        }

        try
        {
            return JsonSerializer.Deserialize(given ?? [], _options, Json)!;
        }
        catch (JsonException error)
        {
            throw new InputException($"{where}: '{error.Path?.TrimStart('$', '.')}' has a value of the wrong kind; an example of right ones is {known.ToJsonString()}.", error);
        }
    }

    private static NetworkArchitecture Of<TOptions>(NetworkRole role, string name, Func<ParameterPath, TOptions, object> create) =>
        new(role, name, typeof(TOptions), (path, options) => create(path, (TOptions)options));

    private static void CheckRange(JsonNode? value, string where)
    {
        foreach (var number in value is JsonArray list ? [.. list] : new[] { value })
            if (number?.GetValueKind() == JsonValueKind.Number && !(number.AsValue().TryGetValue(out int count) && count is >= 1 and <= LargestOption))
                throw new InputException($"{where} is {number.ToJsonString()}, expected a whole number from 1 to {LargestOption}.");
    }
}
