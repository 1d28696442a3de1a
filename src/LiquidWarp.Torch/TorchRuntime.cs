using System.Runtime.InteropServices;
using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <summary>Settings of libtorch that hold for the whole process.</summary>
public static class TorchRuntime
{
    /// <summary>Version of the libtorch that the native library was built with, such as "1.13.1".</summary>
    public static string Version => Marshal.PtrToStringUTF8(Native.lw_version()) ?? "";

    /// <summary>Threads that one operation may use; libtorch starts with one for each core.</summary>
    public static int ThreadCount
    {
        get => Native.Check(Native.lw_thread_count());
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Native.Check(Native.lw_set_thread_count(value));
        }
    }

    /// <summary>Restarts every random generator (CPU and CUDA): the same seed gives the same numbers on the same device.</summary>
    public static void ManualSeed(ulong seed) => Native.Check(Native.lw_manual_seed(seed));
}
