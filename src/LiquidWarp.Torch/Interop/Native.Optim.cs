using System.Runtime.InteropServices;

namespace LiquidWarp.Torch.Interop;

/// <content>optim.cpp</content>
internal static partial class Native
{
    // One step over all parameters; the state lives with the caller
    [LibraryImport(Lib)]
    internal static partial int lw_adam_step(ReadOnlySpan<nint> parameters, ReadOnlySpan<nint> means, ReadOnlySpan<nint> squares, long count, double rate, double beta1, double beta2, double epsilon, double decay, long step);

    [LibraryImport(Lib)]
    internal static partial int lw_clip_gradients(ReadOnlySpan<nint> parameters, long count, double limit, out double norm);

    [LibraryImport(Lib)]
    internal static partial int lw_average_step(ReadOnlySpan<nint> averages, ReadOnlySpan<nint> values, long count, double part);
}
