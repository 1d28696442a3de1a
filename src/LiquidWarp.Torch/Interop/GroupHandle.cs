using System.Runtime.InteropServices;

namespace LiquidWarp.Torch.Interop;

/// <summary>Owns this process's place in a native group.</summary>
internal sealed class GroupHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => Native.lw_group_leave(handle) == 0;
}
