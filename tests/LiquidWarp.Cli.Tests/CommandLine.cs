using System.Diagnostics;

namespace LiquidWarp.Tests;

/// <summary>The built program, started as a process of its own, as a user starts it.</summary>
internal static class CommandLine
{
    private static readonly string Configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The program that was built together with these tests.</summary>
    public static string Program { get; } = Path.Combine(Goldens.Checkout, "artifacts", "bin", "LiquidWarp.Cli", Configuration, "LiquidWarp.Cli.dll");

    /// <summary>What a run left behind.</summary>
    internal sealed record Result(int ExitCode, string Out, string Error);

    /// <summary>Runs a command to its end.</summary>
    public static Result Run(params string[] arguments) => Run([], arguments);

    /// <summary>Runs a command with environment variables set (null removes one).</summary>
    public static Result Run((string Name, string? Value)[] environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "the program did not end");
        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Starts a command and lets it run.</summary>
    public static Process Start((string Name, string? Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) != "dotnet")
            start.FileName = "dotnet";
        foreach (var argument in (string[])[Program, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Asserts the exit code and that stderr says something (with no stack trace), and gives stderr.</summary>
    public static string AssertFails(int exitCode, Result result)
    {
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}, expected {exitCode}. It said: {result.Error}{result.Out}");
        Assert.NotEmpty(result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        return result.Error;
    }
}
