using LiquidWarp.Media;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Distributed;

namespace LiquidWarp.Cli;

/// <summary>What the process ends with, so that scripts can tell the cases apart.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int BadInput = 3;
    public const int MissingDependency = 4;
    public const int Interrupted = 130;

    /// <summary>The code for an error, and the message that a person reads.</summary>
    public static (int Code, string Message) For(Exception error) => error switch
    {
        OperationCanceledException => (Interrupted, "Interrupted; no half-written file is left."),
        InputException => (BadInput, error.Message),
        MissingDependencyException or MissingLibraryException => (MissingDependency, error.Message),
        DistributedException { IsMisconfigured: true } => (BadInput, error.Message),
        FFmpegException or DistributedException => (Failed, error.Message),
        OutOfMemoryException or TorchException { IsOutOfMemory: true } => (Failed, "There is not enough memory for this. Try a smaller --size."),
        _ => (Failed, $"This is a bug in LiquidWarp: {error.GetType().Name}: {error.Message} Run again with --verbose and report what it prints."),
    };
}
