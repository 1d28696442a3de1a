namespace LiquidWarp.Cli.Reports;

/// <summary>Lines for logs and pipes: progress at the start, about every five seconds, and at the end.</summary>
internal sealed class PlainReport : WorkReport
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public override void Note(string text) => Console.Error.WriteLine(text);

    public override void Warn(string text, string? code = null) => Console.Error.WriteLine($"warning: {text}");

    public override void Wrote(string path) => Console.Out.WriteLine(path);

    public override void Measured(string name, double value, string text) => Console.Error.WriteLine($"{name}: {text}");

    public override void Checked(string what, bool isFine, string text) => Console.Out.WriteLine($"{(isFine ? "ok     " : "MISSING")} {what,-10} {text}");

    public override void Fail(string message, int exitCode, string? code = null) => Console.Error.WriteLine($"liquidwarp: {message}");

    public override void Track(string stage, int total, Action<Action<int>> work)
    {
        var pace = new Pace(total);
        var next = Interval;
        Console.Error.WriteLine($"{stage}: {total} to do");
        work(done =>
        {
            pace.Advance(done);
            if (pace.Elapsed < next || done >= total)
                return;
            next = pace.Elapsed + Interval;
            Console.Error.WriteLine($"{stage}: {pace}");
        });
        Console.Error.WriteLine($"{stage}: done in {pace.Elapsed.TotalSeconds:0.0} s, {pace.Done / Math.Max(pace.Elapsed.TotalSeconds, 1e-9):0.0} a second");
    }
}
