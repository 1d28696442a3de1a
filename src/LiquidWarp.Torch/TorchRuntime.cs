using System.Runtime.InteropServices;
using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <summary>Settings of libtorch that hold for the whole process.</summary>
public static class TorchRuntime
{
    /// <summary>Version of the libtorch that the native library was built with, such as "1.13.1".</summary>
    public static string Version => Marshal.PtrToStringUTF8(Native.lw_version()) ?? "";

    /// <summary>Threads that one operation may use; at first one for each processor, or OMP_NUM_THREADS.</summary>
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

    /// <summary>
    /// May CUDA round the inputs of float32 matrix products and convolutions to 10 bits of mantissa (TF32)? Several times as fast, with
    /// relative errors of about 1e-3. libtorch starts by allowing it for convolutions alone, which reads as false: write false
    /// before comparing with CPU results.
    /// </summary>
    public static bool AllowsTensorFloat32
    {
        get => Native.Check(Native.lw_allows_tf32()) != 0;
        set => Native.Check(Native.lw_set_tf32(value ? 1 : 0));
    }

    /// <summary>
    /// Shall cuDNN try its algorithms on the first convolution of each shape and keep the fastest? False at first. Worth it where the
    /// shapes stay; the choice may differ from run to run, and with it the last bits, unless <see cref="Deterministic"/>.
    /// </summary>
    public static bool TunesConvolutions
    {
        get => Native.Check(Native.lw_is_tuning()) != 0;
        set => Native.Check(Native.lw_set_tuning(value ? 1 : 0));
    }
}
