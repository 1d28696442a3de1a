namespace LiquidWarp.Torch;

/// <summary>libtorch refused an operation. The message is libtorch's own, without its C++ stack.</summary>
public sealed class TorchException : Exception
{
    /// <summary>Carries libtorch's message.</summary>
    public TorchException(string message) : base(message)
    {
    }

    /// <summary>Did the operation fail for want of memory, on the CPU or on a CUDA device? Smaller pictures or batches may do.</summary>
    public bool IsOutOfMemory =>
        Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || Message.Contains("can't allocate memory", StringComparison.Ordinal);
}
