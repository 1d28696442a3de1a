namespace LiquidWarp.Cli.Reports;

/// <summary>
/// How a command tells what it does: a bar on a terminal, plain lines elsewhere, JSON objects for programs, or nothing. Names of
/// finished files go to stdout, all else to stderr, except that with --json everything is an event on stdout.
/// </summary>
internal abstract class WorkReport
{
    /// <summary>The report that the options and the terminal ask for.</summary>
    public static WorkReport Create(bool json, bool quiet)
    {
        if (json)
            return new JsonReport();
        if (quiet)
            return new QuietReport();
        var isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
        return isTerminal ? new TerminalReport() : new PlainReport();
    }

    /// <summary>Something worth knowing: an assumption, a stage.</summary>
    public abstract void Note(string text);

    /// <summary>Something that the user may want to change.</summary>
    /// <param name="text">What.</param>
    /// <param name="code">Its name for programs, where it has one.</param>
    public abstract void Warn(string text, string? code = null);

    /// <summary>A file is finished.</summary>
    public abstract void Wrote(string path);

    /// <summary>A measured value of the result.</summary>
    public abstract void Measured(string name, double value, string text);

    /// <summary>One of the doctor's findings.</summary>
    public abstract void Checked(string what, bool isFine, string text);

    /// <summary>The command ends with this error.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="exitCode">What the process ends with.</param>
    /// <param name="code">The error's name for programs, where it has one.</param>
    public abstract void Fail(string message, int exitCode, string? code = null);

    /// <summary>Runs work of a known number of steps; the work calls its argument with the number done so far.</summary>
    public abstract void Track(string stage, int total, Action<Action<int>> work);
}

/// <summary>Says nothing but errors.</summary>
internal sealed class QuietReport : WorkReport
{
    public override void Note(string text)
    {
    }

    public override void Warn(string text, string? code = null)
    {
    }

    public override void Wrote(string path)
    {
    }

    public override void Measured(string name, double value, string text)
    {
    }

    public override void Checked(string what, bool isFine, string text)
    {
    }

    public override void Fail(string message, int exitCode, string? code = null) => Console.Error.WriteLine($"liquidwarp: {message}");

    public override void Track(string stage, int total, Action<Action<int>> work) => work(_ => { });
}
