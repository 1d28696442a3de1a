namespace LiquidWarp;

/// <summary>
/// The input is at fault: unreadable, corrupt, of the wrong kind, or holding no person. The command line exits with 3.
/// The message says what is wrong, in which file or frame, and what to do about it.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the error with its message.</summary>
    public InputException(string message) : base(message)
    {
    }

    /// <summary>Creates the error with its message and what caused it.</summary>
    public InputException(string message, Exception? cause) : base(message, cause)
    {
    }

    /// <summary>A name of the fault for programs, such as "no-person", that stays whatever the message becomes; null where it has none.</summary>
    public string? Code { get; init; }
}
