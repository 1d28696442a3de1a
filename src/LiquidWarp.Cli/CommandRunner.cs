using System.CommandLine;
using LiquidWarp.Cli.Reports;

namespace LiquidWarp.Cli;

/// <summary>Runs a command's action between the report it writes to and the exit code its errors become.</summary>
internal static class CommandRunner
{
    /// <summary>Parses, runs, and gives the exit code.</summary>
    public static int Run(RootCommand root, string[] args, CancellationToken cancellation)
    {
        CommonOptions.AddTo(root);
        var parse = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parse.Errors.Count > 0 && parse.Action is not System.CommandLine.Help.HelpAction)
        {
            foreach (var error in parse.Errors)
                Console.Error.WriteLine(error.Message.Split(" as expected type")[0].TrimEnd('.') + ".");
            Console.Error.WriteLine($"See: {Name(parse.CommandResult)} --help");
            return ExitCode.WrongUsage;
        }

        // Help names the program after its file, and the file cannot be called liquidwarp beside the library LiquidWarp.
        using var help = new StringWriter();
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = help };
        var code = parse.InvokeAsync(configuration, cancellation).GetAwaiter().GetResult();
        Console.Out.Write(help.ToString().Replace("LiquidWarp.Cli", "liquidwarp", StringComparison.Ordinal));
        return code;
    }

    /// <summary>Gives the command its work. What the work throws becomes a message and an exit code.</summary>
    public static Command WithWork(this Command command, Action<ParseResult, WorkReport, CancellationToken> work)
    {
        command.SetAction((parse, cancellation) => Task.FromResult(Guard(parse, work, cancellation)));
        return command;
    }

    private static int Guard(ParseResult parse, Action<ParseResult, WorkReport, CancellationToken> work, CancellationToken cancellation)
    {
        var report = WorkReport.Create(parse.GetValue(CommonOptions.Json), parse.GetValue(CommonOptions.Quiet));
        try
        {
            work(parse, report, cancellation);
            return ExitCode.Done;
        }
        catch (Exception error)
        {
            var (code, message) = ExitCode.For(error);
            report.Fail(message, code, (error as InputException)?.Code);
            if (parse.GetValue(CommonOptions.Verbose))
                Console.Error.WriteLine(error);
            return code;
        }
    }

    private static string Name(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult ? $"liquidwarp {command.Command.Name}" : "liquidwarp";
}
