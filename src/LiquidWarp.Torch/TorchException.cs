namespace LiquidWarp.Torch;

/// <summary>libtorch refused an operation. The message is libtorch's own, without its C++ stack.</summary>
public sealed class TorchException : Exception
{
    /// <summary>Carries libtorch's message.</summary>
    public TorchException(string message) : base(message)
    {
    }
}
