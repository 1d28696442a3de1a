namespace LiquidWarp.Torch.Nn;

/// <summary>Layers one after the other. What lies between two of them is freed as soon as the next has run.</summary>
public sealed class Sequential : ILayer
{
    private readonly ILayer[] _layers;

    /// <summary>Takes the layers in order.</summary>
    public Sequential(params ReadOnlySpan<ILayer> layers) => _layers = layers.ToArray();

    /// <inheritdoc/>
    public Tensor Forward(Tensor x)
    {
        var current = x;
        foreach (var layer in _layers)
        {
            var next = layer.Forward(current);
            if (current != x && current != next)
                current.Dispose();
            current = next;
        }

        return current;
    }
}
