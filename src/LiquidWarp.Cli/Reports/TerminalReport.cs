using Spectre.Console;
using Spectre.Console.Rendering;

namespace LiquidWarp.Cli.Reports;

/// <summary>A bar with rate and time left, and colours where the terminal has them.</summary>
internal sealed class TerminalReport : WorkReport
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public override void Note(string text) => _console.WriteLine(text);

    public override void Warn(string text, string? code = null) => _console.MarkupLineInterpolated($"[yellow]warning:[/] {text}");

    public override void Wrote(string path) => Console.Out.WriteLine(path);

    public override void Measured(string name, double value, string text) => _console.MarkupLineInterpolated($"{name}: [bold]{text}[/]");

    public override void Checked(string what, bool isFine, string text) =>
        _console.MarkupLine($"{(isFine ? "[green]ok     [/]" : "[red]MISSING[/]")} {Markup.Escape(what.PadRight(10))} {Markup.Escape(text)}");

    public override void Fail(string message, int exitCode, string? code = null) => _console.MarkupLineInterpolated($"[red]liquidwarp:[/] {message}");

    public override void Track(string stage, int total, Action<Action<int>> work)
    {
        var pace = new Pace(total);
        _console.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new PaceColumn(pace))
            .Start(progress =>
            {
                var task = progress.AddTask(Markup.Escape(stage), maxValue: total);
                work(done =>
                {
                    pace.Advance(done);
                    task.Value = done;
                });
            });
    }

    private sealed class PaceColumn(Pace pace) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(
            pace.Done >= pace.Total ? $"{pace.Total} in {Pace.Format(pace.Elapsed)}" : $"{pace.Rate:0.0}/s, {Pace.Format(pace.Left)} left");
    }
}
