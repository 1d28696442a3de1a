using System.CommandLine;
using System.Globalization;

namespace LiquidWarp.Cli;

/// <summary>The options that every command has.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "One JSON object per event on stdout, for programs",
        Recursive = true,
    };

    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Say nothing but errors",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "With an error, print where it happened",
        Recursive = true,
    };

    public static Option<int> Threads { get; } = new("--threads")
    {
        Description = "Threads to use at most; 0 is one for each processor",
        Recursive = true,
    };

    public static void AddTo(RootCommand root)
    {
        Threads.Range(0, 1024);
        foreach (var option in (Option[])[Json, Quiet, Verbose, Threads])
            root.Options.Add(option);
    }

    /// <summary>Refuses numbers outside, as wrong usage.</summary>
    public static void Range<T>(this Option<T> option, double lowest, double highest) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && !(double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest))
            result.AddError($"{option.Name} is a number between {lowest} and {highest}.");
    });
}
