using System.Text.Json;
using System.Text.Json.Nodes;

namespace LiquidWarp.Cli.Reports;

/// <summary>
/// One object a line on stdout. <c>event</c> is note, warning (text, code), progress (stage, done, total, rate a second, left in seconds), measured
/// (name, value), check (what, isFine, text), wrote (path) or error (message, exitCode, code). A code is null where there is none.
/// </summary>
internal sealed class JsonReport : WorkReport
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Note(string text) => Emit("note", ("text", text));

    public override void Warn(string text, string? code = null) => Emit("warning", ("text", text), ("code", code));

    public override void Wrote(string path) => Emit("wrote", ("path", path));

    public override void Measured(string name, double value, string text) => Emit("measured", ("name", name), ("value", double.IsFinite(value) ? value : null));

    public override void Checked(string what, bool isFine, string text) => Emit("check", ("what", what), ("isFine", isFine), ("text", text));

    public override void Fail(string message, int exitCode, string? code = null) => Emit("error", ("message", message), ("exitCode", exitCode), ("code", code));

    public override void Track(string stage, int total, Action<Action<int>> work)
    {
        var pace = new Pace(total);
        var next = TimeSpan.Zero;
        work(done =>
        {
            pace.Advance(done);
            if (pace.Elapsed < next && done < total)
                return;
            next = pace.Elapsed + Interval;
            Emit("progress", ("stage", stage), ("done", done), ("total", total), ("rate", Math.Round(pace.Rate, 3)), ("left", Math.Round(pace.Left.TotalSeconds, 1)));
        });
    }

    private static void Emit(string name, params ReadOnlySpan<(string Key, JsonNode? Value)> fields)
    {
        var json = new JsonObject { ["event"] = name };
        foreach (var (key, value) in fields)
            json[key] = value;
        Console.Out.WriteLine(json.ToJsonString(Readable));
    }
}
