namespace LiquidWarp.Torch.Nn;

/// <summary>While the store is training, sets each element to 0 with a probability and scales up the others; else does nothing.</summary>
public sealed class Dropout : ILayer
{
    private readonly ParameterStore _store;
    private readonly double _probability;

    /// <summary>Follows the store of a path in whether it is training.</summary>
    public Dropout(ParameterPath path, double probability) => (_store, _probability) = (path.Store, probability);

    /// <inheritdoc/>
    public Tensor Forward(Tensor x) => x.Dropout(_probability, _store.Training);
}
