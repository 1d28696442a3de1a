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

    /// <summary>Where a device's random generator stands, some bytes: for a checkpoint that goes on with the same numbers.</summary>
    public static byte[] ReadRandomState(Device device = default)
    {
        using var state = Tensor.Own(Native.lw_random_state(device.Index));
        return state.ToArray<byte>();
    }

    /// <summary>Puts a device's random generator where <see cref="ReadRandomState"/> found one of the same kind.</summary>
    /// <exception cref="TorchException">The bytes are no state of such a generator.</exception>
    public static void WriteRandomState(byte[] state, Device device = default)
    {
        using var tensor = Tensor.From(state, [state.Length]);
        Native.Check(Native.lw_set_random_state(device.Index, tensor.Handle));
    }

    /// <summary>
    /// Chooses algorithms that give the same bits each time, at the cost of speed; false at first. On CUDA a few operations have none
    /// (the gradient of <see cref="Tensor.GridSample"/> is one): libtorch warns of those and goes on.
    /// </summary>
    public static bool Deterministic
    {
        get => Native.Check(Native.lw_is_deterministic()) != 0;
        set => Native.Check(Native.lw_set_deterministic(value ? 1 : 0));
    }
}
