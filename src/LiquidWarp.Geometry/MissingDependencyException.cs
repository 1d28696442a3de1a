namespace LiquidWarp;

/// <summary>
/// Something that the program needs is not on this machine. The command line exits with 4 and prints the remedy.
/// </summary>
/// <param name="what">What is missing and what needs it.</param>
/// <param name="remedy">The one command that installs it.</param>
public sealed class MissingDependencyException(string what, string remedy) : Exception($"{what} To install it: {remedy}")
{
    /// <summary>The one command that installs what is missing.</summary>
    public string Remedy { get; } = remedy;
}
