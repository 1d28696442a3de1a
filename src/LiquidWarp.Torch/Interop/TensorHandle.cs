using System.Runtime.InteropServices;

namespace LiquidWarp.Torch.Interop;

/// <summary>Owns one native at::Tensor. The marshaller holds a reference during each call, so none is freed under native code.</summary>
internal sealed class TensorHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <summary>Stands for an absent optional tensor; a null SafeHandle is refused by the marshaller.</summary>
    public static readonly TensorHandle None = new();

    public TensorHandle(nint tensor) : this() => SetHandle(tensor);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Tensor.CountFreed();
        return Native.lw_tensor_free(handle) == 0;
    }
}
