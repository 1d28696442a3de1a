using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <summary>While one is entered on this thread, operations record nothing for <see cref="Tensor.Backward"/>.</summary>
/// <example><code>using var frozen = NoGrad.Enter();</code></example>
public readonly ref struct NoGrad
{
    private readonly int _before;

    private NoGrad(int before) => _before = before;

    /// <summary>Stops recording until the result is disposed; may be nested.</summary>
    public static NoGrad Enter()
    {
        var before = Native.Check(Native.lw_gradients_enabled());
        Native.Check(Native.lw_set_gradients_enabled(0));
        return new NoGrad(before);
    }

    /// <summary>Goes back to what held before.</summary>
    public void Dispose() => Native.Check(Native.lw_set_gradients_enabled(_before));
}
