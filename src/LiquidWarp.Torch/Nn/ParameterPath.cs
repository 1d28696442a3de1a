namespace LiquidWarp.Torch.Nn;

/// <summary>
/// Where in a <see cref="ParameterStore"/> a layer keeps its parameters: the dotted name that checkpoints use, written where the
/// layer is made, as in <c>new Conv2d(p / "layer1" / 0 / "conv1", 64, 64, kernel: 3)</c>.
/// </summary>
public readonly record struct ParameterPath
{
    internal ParameterPath(ParameterStore store, string name)
    {
        Store = store;
        Name = name;
    }

    /// <summary>The store that this path is in.</summary>
    public ParameterStore Store { get; }

    /// <summary>Dotted name, empty for the root.</summary>
    public string Name { get; }

    /// <summary>The path one name further down.</summary>
    public static ParameterPath operator /(ParameterPath path, string name) =>
        new(path.Store, path.Name.Length == 0 ? name : $"{path.Name}.{name}");

    /// <summary>The path one number further down.</summary>
    public static ParameterPath operator /(ParameterPath path, int index) => path / index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Makes a learned tensor of this path in the store.</summary>
    /// <param name="name">Last part of its name, such as "weight".</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">Sets its first values, unless the store leaves that to a checkpoint.</param>
    public Tensor Parameter(string name, ReadOnlySpan<long> shape, Initializer initializer) =>
        Store.Add((this / name).Name, shape, Store.Type, initializer, learned: true, optional: false);

    /// <summary>Makes a tensor that is saved with the parameters but not learned.</summary>
    /// <param name="name">Last part of its name, such as "running_mean".</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">Its first value.</param>
    /// <param name="type">Element type; the store's where absent.</param>
    /// <param name="optional">May a checkpoint lack it?</param>
    public Tensor Buffer(string name, ReadOnlySpan<long> shape, double value = 0, DType? type = null, bool optional = false) =>
        Store.Add((this / name).Name, shape, type ?? Store.Type, Initialize.Constant(value), learned: false, optional);

    /// <summary>The dotted name.</summary>
    public override string ToString() => Name;
}
