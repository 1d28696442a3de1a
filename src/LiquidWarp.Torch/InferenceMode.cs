using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <summary>
/// While one is entered on this thread, operations record nothing and skip autograd's bookkeeping altogether: the fastest way to
/// run a network. What is made inside can never take part in a gradient; use <see cref="NoGrad"/> where it must.
/// </summary>
public readonly ref struct InferenceMode
{
    private readonly nint _guard;

    private InferenceMode(nint guard) => _guard = guard;

    /// <summary>Holds until the result is disposed; may be nested.</summary>
    public static InferenceMode Enter()
    {
        var guard = Native.lw_inference_mode_enter();
        return guard != 0 ? new InferenceMode(guard) : throw new TorchException(Native.LastError);
    }

    /// <summary>Goes back to what held before.</summary>
    public void Dispose() => Native.Check(Native.lw_inference_mode_exit(_guard));
}
