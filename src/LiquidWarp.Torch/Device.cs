using System.Globalization;
using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <summary>Where tensors live: the CPU or one CUDA device.</summary>
public readonly record struct Device
{
    private readonly int _cudaIndexPlusOne;

    private Device(int cudaIndexPlusOne) => _cudaIndexPlusOne = cudaIndexPlusOne;

    /// <summary>The CPU; also the default value.</summary>
    public static Device Cpu => default;

    /// <summary>CUDA device number <paramref name="index"/>, from 0.</summary>
    public static Device Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new Device(index + 1);
    }

    /// <summary>Is this a CUDA device?</summary>
    public bool IsCuda => _cudaIndexPlusOne > 0;

    /// <summary>Number of the CUDA device, −1 for the CPU: the form that crosses the native border.</summary>
    internal int Index => _cudaIndexPlusOne - 1;

    internal static Device FromIndex(int index) => new(index + 1);

    /// <summary>How many CUDA devices libtorch sees; 0 for a libtorch without CUDA.</summary>
    public static int CudaCount => Native.Check(Native.lw_cuda_device_count());

    /// <summary>The first CUDA device where there is one, else the CPU: what "auto" means.</summary>
    public static Device Best => CudaCount > 0 ? Cuda() : Cpu;

    /// <summary>Reads "cpu", "cuda", "cuda:N" or "auto" (<see cref="Best"/>).</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Device Parse(string text) => text switch
    {
        "cpu" => Cpu,
        "cuda" => Cuda(),
        "auto" => Best,
        _ when text.StartsWith("cuda:", StringComparison.Ordinal) &&
               int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => Cuda(index),
        _ => throw new FormatException($"'{text}' is not a device; write cpu, cuda, cuda:N or auto."),
    };

    /// <summary>Waits until everything queued on this device is done; returns at once on the CPU.</summary>
    public void Synchronize()
    {
        if (IsCuda)
            Native.Check(Native.lw_cuda_synchronize(Index));
    }

    /// <summary>"cpu" or "cuda:N".</summary>
    public override string ToString() => IsCuda ? $"cuda:{Index}" : "cpu";
}
