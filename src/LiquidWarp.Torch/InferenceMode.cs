using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <summary>
/// While one is entered on this thread, operations record nothing and skip autograd's bookkeeping altogether: the fastest way to
/// run a network. What is made inside can never take part in a gradient; use <see cref="NoGrad"/> where it must.
/// </summary>
public readonly ref struct InferenceMode
{
    private readonly int _depth;

    private InferenceMode(int depth) => _depth = depth;

    /// <summary>Holds until the result is disposed; may be nested.</summary>
    public static InferenceMode Enter() => new(Native.Check(Native.lw_inference_mode_enter()));

    /// <summary>Goes back to what held before.</summary>
    /// <exception cref="TorchException">It was left already, or one entered later is still held.</exception>
    public void Dispose() => Native.Check(Native.lw_inference_mode_exit(_depth));
}
