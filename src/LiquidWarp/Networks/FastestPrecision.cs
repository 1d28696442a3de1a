using System.Runtime.Intrinsics.X86;
using LiquidWarp.Torch;

namespace LiquidWarp.Networks;

/// <summary>In what networks compute fastest here: 16 bits are twice as fast on some processors, and crawl on others.</summary>
public static class FastestPrecision
{
    // CPUID leaf 7, sub-leaf 1, EAX: AVX-512 bf16.
    private const int MultipliesBFloat16 = 1 << 5;

    /// <summary>bfloat16 on CUDA and on processors that multiply it in hardware, single precision elsewhere.</summary>
    public static DType On(Device device) =>
        device.IsCuda || (X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 1).Eax & MultipliesBFloat16) != 0) ? DType.BFloat16 : DType.Float32;
}
