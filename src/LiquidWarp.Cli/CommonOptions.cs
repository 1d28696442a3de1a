using System.CommandLine;

namespace LiquidWarp.Cli;

/// <summary>The options that every command has.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "One JSON object per event on stdout, for programs", Recursive = true,
    };

    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Say nothing but errors", Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "With an error, print where it happened", Recursive = true,
    };

    public static Option<int> Threads { get; } = new("--threads")
    {
        Description = "Threads to use at most; 0 is one for each processor", Recursive = true,
    };

    public static void AddTo(RootCommand root)
    {
        Threads.Validators.Clear();
        Threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1024)
                result.AddError("--threads is between 0 and 1024.");
        });
        foreach (var option in (Option[])[Json, Quiet, Verbose, Threads])
            root.Options.Add(option);
    }
}
