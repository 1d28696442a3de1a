namespace LiquidWarp.Torch.Nn;

/// <summary>A tensor and its dotted name.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Tensor">The tensor itself, not a copy.</param>
public readonly record struct NamedTensor(string Name, Tensor Tensor);

/// <summary>
/// Owns the parameters and buffers of one network under the names that checkpoints use, in ordinal order. Layers put theirs in
/// by <see cref="ParameterPath"/> and hold on to the tensors, which stay the same objects whatever is loaded or moved.
/// </summary>
public sealed class ParameterStore : IDisposable
{
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly bool _initialise;

    /// <summary>An empty store.</summary>
    /// <param name="device">Where new parameters shall be.</param>
    /// <param name="type">Element type of new parameters.</param>
    /// <param name="initialise">False leaves new parameters unset, for networks whose weights are loaded at once.</param>
    public ParameterStore(Device device = default, DType type = DType.Float32, bool initialise = true)
    {
        Device = device;
        Type = type;
        _initialise = initialise;
    }

    /// <summary>The path that everything in the store begins with.</summary>
    public ParameterPath Root => new(this, "");

    /// <summary>Where the parameters are.</summary>
    public Device Device { get; private set; }

    /// <summary>Element type of the parameters.</summary>
    public DType Type { get; private set; }

    /// <summary>Do dropout and batch normalisation behave as in training? False at first.</summary>
    public bool Training { get; set; }

    /// <summary>What is learned, in ordinal order of names.</summary>
    public IReadOnlyList<NamedTensor> Parameters => [.. Named(entry => entry.Learned)];

    /// <summary>What is saved but not learned, in ordinal order of names.</summary>
    public IReadOnlyList<NamedTensor> Buffers => [.. Named(entry => !entry.Learned)];

    /// <summary>All names and tensors, in ordinal order of names.</summary>
    public IReadOnlyList<NamedTensor> All => [.. Named(_ => true)];

    /// <summary>Number of learned numbers.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.Tensor.ElementCount);

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Tensor this[string name] => _entries.TryGetValue(name, out var entry)
        ? entry.Tensor
        : throw new KeyNotFoundException($"There is no parameter '{name}'.");

    internal Tensor Add(string name, ReadOnlySpan<long> shape, DType type, Initializer initializer, bool learned, bool optional)
    {
        var tensor = Tensor.Empty(shape, type, Device).Outlive();
        if (!_entries.TryAdd(name, new Entry(tensor, learned, optional)))
        {
            tensor.Dispose();
            throw new ArgumentException($"There is a parameter '{name}' already.", nameof(name));
        }

        // Buffers are set in any case: they are small, and some are absent from older checkpoints.
        if (_initialise || !learned)
            initializer(tensor);
        tensor.RequiresGrad = learned;
        return tensor;
    }

    /// <summary>Stops learning of everything under a name (all by default): no gradients are computed for it.</summary>
    /// <exception cref="KeyNotFoundException">Nothing that is learned has such a name.</exception>
    public void Freeze(string under = "") => SetLearning(under, false);

    /// <summary>Takes up learning again of everything under a name (all by default).</summary>
    /// <inheritdoc cref="Freeze"/>
    public void Unfreeze(string under = "") => SetLearning(under, true);

    /// <summary>Forgets all gradients.</summary>
    public void ClearGrads()
    {
        foreach (var (_, entry) in _entries)
            entry.Tensor.ClearGrad();
    }

    /// <summary>Moves everything to a device. Gradients are forgotten; make optimisers afterwards.</summary>
    public void To(Device device)
    {
        Replace(tensor => tensor.To(device), _ => true);
        Device = device;
    }

    /// <summary>Converts everything of the store's element type. Gradients are forgotten; make optimisers afterwards.</summary>
    public void To(DType type)
    {
        var before = Type;
        Replace(tensor => tensor.To(type), tensor => tensor.Type == before);
        Type = type;
    }

    /// <summary>Puts the weights of convolutions into channels-last order, which then spreads to what they compute.</summary>
    public void ToChannelsLast() => Replace(tensor => tensor.ChannelsLast(), tensor => tensor.Rank == 4);

    /// <summary>Overwrites parameters and buffers, converting element types.</summary>
    /// <param name="state">Names and elements, in any order.</param>
    /// <param name="ignore">Names to skip, such as a classifier that the network has not.</param>
    /// <exception cref="StateMismatchException">A name is missing or not known, or a shape differs; nothing was changed.</exception>
    public void Load(IEnumerable<StateEntry> state, Func<string, bool>? ignore = null)
    {
        var given = ByName(state.Where(entry => ignore is null || !ignore(entry.Name)));
        RequireFit(given);

        using var unrecorded = NoGrad.Enter();
        foreach (var (name, entry) in given)
            _entries[name].Tensor.CopyFromBytes(entry.Data.Span, entry.Type);
    }

    /// <summary>Makes sure that <see cref="Load"/> would take such entries, and changes nothing.</summary>
    /// <exception cref="StateMismatchException">A name is missing or not known, or a shape differs.</exception>
    public void RequireFit(IEnumerable<StateEntry> state) => RequireFit(ByName(state));

    /// <summary>Copies of all parameters and buffers, one at a time, in ordinal order of names.</summary>
    public IEnumerable<StateEntry> Save()
    {
        foreach (var (name, entry) in _entries)
            yield return StateEntry.From(name, entry.Tensor);
    }

    /// <summary>Frees all parameters and buffers.</summary>
    public void Dispose()
    {
        foreach (var (_, entry) in _entries)
            entry.Tensor.Dispose();
    }

    private static Dictionary<string, StateEntry> ByName(IEnumerable<StateEntry> state)
    {
        var given = new Dictionary<string, StateEntry>(StringComparer.Ordinal);
        foreach (var entry in state)
            given[entry.Name] = entry;
        return given;
    }

    private void RequireFit(Dictionary<string, StateEntry> given)
    {
        var missing = _entries.Where(own => !own.Value.Optional && !given.ContainsKey(own.Key)).Select(own => own.Key).ToList();
        var unexpected = given.Keys.Where(name => !_entries.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        var shapes = _entries
            .Where(own => given.TryGetValue(own.Key, out var other) && !other.Shape.AsSpan().SequenceEqual(own.Value.Tensor.Shape))
            .Select(own => $"{own.Key} is [{string.Join(", ", given[own.Key].Shape)}], the network's is [{string.Join(", ", own.Value.Tensor.Shape)}]")
            .ToList();
        if (missing.Count + unexpected.Count + shapes.Count > 0)
            throw new StateMismatchException(missing, unexpected, shapes);
    }

    private void SetLearning(string under, bool learning)
    {
        var chosen = Parameters.Where(parameter => under.Length == 0 || parameter.Name == under || parameter.Name.StartsWith(under + ".", StringComparison.Ordinal)).ToList();
        if (chosen.Count == 0 && under.Length > 0)
            throw new KeyNotFoundException($"There is no parameter under '{under}'.");
        foreach (var (_, tensor) in chosen)
            tensor.RequiresGrad = learning;
    }

    private void Replace(Func<Tensor, Tensor> convert, Func<Tensor, bool> chosen)
    {
        using var unrecorded = NoGrad.Enter();
        foreach (var (_, entry) in _entries)
        {
            if (!chosen(entry.Tensor))
                continue;
            using var scope = TensorScope.Enter();
            entry.Tensor.ClearGrad();
            entry.Tensor.Replace(convert(entry.Tensor.Detach()));
        }
    }

    private IEnumerable<NamedTensor> Named(Func<Entry, bool> chosen) =>
        _entries.Where(pair => chosen(pair.Value)).Select(pair => new NamedTensor(pair.Key, pair.Value.Tensor));

    private readonly record struct Entry(Tensor Tensor, bool Learned, bool Optional);
}
