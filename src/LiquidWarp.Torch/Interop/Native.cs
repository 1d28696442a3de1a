using System.Reflection;
using System.Runtime.InteropServices;

namespace LiquidWarp.Torch.Interop;

/// <summary>The imports of native/lw_torch.h under their C names, and the two ways in which they report failure.</summary>
internal static partial class Native
{
    private const string Lib = "lw_torch";

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Load);

    public static string LastError => Marshal.PtrToStringUTF8(lw_last_error()) ?? "";

    /// <summary>Gives the answer of a call that is negative on failure.</summary>
    public static int Check(int result) => result >= 0 ? result : throw new TorchException(LastError);

    /// <inheritdoc cref="Check(int)"/>
    public static long Check(long result) => result >= 0 ? result : throw new TorchException(LastError);

    private static nint Load(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != Lib)
            return 0;
        var library = Load(NativeLocation.Find(Environment.GetEnvironmentVariable(NativeLocation.Variable), AppContext.BaseDirectory));
        UseAllProcessors(library);
        return library;
    }

    /// <summary>libtorch counts physical cores by itself and finds one in many virtual machines, however many there are.</summary>
    private static unsafe void UseAllProcessors(nint library)
    {
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null)
            _ = ((delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, nameof(lw_set_thread_count)))(Environment.ProcessorCount);
    }

    internal static nint Load(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new MissingLibraryException($"{path} is there but cannot be loaded: {e.Message} Is the libtorch that it was built with still installed? Build it anew with native/build.sh.", e);
        }
    }
}
