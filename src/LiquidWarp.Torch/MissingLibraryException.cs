namespace LiquidWarp.Torch;

/// <summary>The native library, or the libtorch that it needs, cannot be loaded. The message says where it was looked for and what installs it.</summary>
public sealed class MissingLibraryException : DllNotFoundException
{
    /// <summary>Says where the library was looked for and what to do.</summary>
    public MissingLibraryException(string message) : base(message)
    {
    }

    /// <summary>Says why a library that was found could not be loaded.</summary>
    public MissingLibraryException(string message, Exception inner) : base(message, inner)
    {
    }
}
