using System.Runtime.InteropServices;

namespace LiquidWarp.Torch.Interop;

/// <content>distributed.cpp</content>
internal static partial class Native
{
    // Processes that train together; a timeout is in milliseconds
    [LibraryImport(Lib)]
    internal static partial int lw_group_carriers();

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial GroupHandle lw_group_join(string host, int port, int keepsStore, string prefix, int rank, int size, int nccl, long timeout);

    [LibraryImport(Lib)]
    internal static partial int lw_group_leave(nint group);

    [LibraryImport(Lib)]
    internal static partial int lw_group_sum(GroupHandle group, TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial int lw_group_broadcast(GroupHandle group, TensorHandle t, int from);
}
