namespace LiquidWarp.Files;

/// <summary>
/// How much a file may make the program do. A file of n bytes may make a reader allocate at most
/// min(<see cref="MaxBytes"/>, <see cref="FreeBytes"/> + <see cref="Expansion"/>·n) bytes; more is an <see cref="InputException"/>,
/// raised before the memory is taken. Reading time is bounded by the same figure.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>The limits used unless others are given.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Most bytes that any file may take in memory. Default 8 GiB.</summary>
    public long MaxBytes { get; init; } = 8L << 30;

    /// <summary>Bytes that every file may take, however small it is. Default 32 MiB.</summary>
    public long FreeBytes { get; init; } = 32L << 20;

    /// <summary>Bytes in memory for each byte on disk. Default 128: dense data rarely inflates by more than 10, silhouettes by 100.</summary>
    public int Expansion { get; init; } = 128;

    /// <summary>Deepest nesting of dictionaries, lists and tuples. Default 100.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Most values that one meets when walking a pickled tree, values reached on two ways counted twice. Default 100 million.</summary>
    public long MaxNodes { get; init; } = 100_000_000;
}
