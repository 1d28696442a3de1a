using System.Globalization;
using System.Net;
using System.Text;
using LiquidWarp.Files;
using LiquidWarp.Imaging;
using LiquidWarp.Media;

namespace LiquidWarp.Training;

/// <summary>The page of a run: what it trains on, how the losses fall, what held-out people look like, the latest first.</summary>
internal sealed class RunPage
{
    private const string ScoreHeader = "step,warped,painted,background,sheet";

    private readonly string _folder;
    private readonly IReadOnlyList<string> _about;
    private readonly List<Score> _scores = [];

    public RunPage(string folder, IReadOnlyList<string> about)
    {
        (_folder, _about) = (folder, about);
        if (File.Exists(ScoreTable))
            _scores.AddRange(File.ReadLines(ScoreTable).Skip(1).Select(Score.Parse).OfType<Score>());
    }

    private string ScoreTable => Path.Combine(_folder, "scores.csv");

    /// <summary>Takes in what was found on the held-out people; what an earlier run found at later steps is forgotten.</summary>
    public void Add(long step, ValidationResult result, string sheet)
    {
        _scores.RemoveAll(score => score.Step >= step);
        _scores.Add(new(step, result.Warped, result.Painted, result.Background, sheet));
        AtomicFile.Write(ScoreTable, stream => stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', [ScoreHeader, .. _scores]) + "\n")));
    }

    public void Write(long step, LossLine? losses)
    {
        PictureFile.Write(Path.Combine(_folder, "scores.png"), LineChart.Draw("mean difference on held-out people",
        [
            new("warped", [.. _scores.Select(score => ((double)score.Step, score.Warped))]),
            new("painted", [.. _scores.Select(score => ((double)score.Step, score.Painted))]),
            new("background", [.. _scores.Select(score => ((double)score.Step, score.Background))]),
        ]));
        AtomicFile.Write(Path.Combine(_folder, "index.html"), stream => stream.Write(Encoding.UTF8.GetBytes(Compose(step, losses))));
    }

    private string Compose(long step, LossLine? losses)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>LiquidWarp training</title>
            <style>body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2em auto;padding:0 1em;color-scheme:light dark}
            img{max-width:100%;height:auto;border-radius:4px}table{border-collapse:collapse}td,th{padding:.15em .9em .15em 0;text-align:right}
            th:first-child,td:first-child{text-align:left}pre{white-space:pre-wrap;opacity:.8}</style>
            """);
        page.Append(CultureInfo.InvariantCulture, $"<h1>Step {step:N0}</h1>");
        foreach (var line in _about)
            page.Append("<pre>").Append(WebUtility.HtmlEncode(line)).Append("</pre>");
        page.Append("<h2>Losses</h2><p><img src=\"losses.png\" alt=\"Losses by step\"></p>");
        if (losses is not null)
        {
            page.Append("<table><tr>").AppendJoin("", LossLog.Columns.Select(name => $"<th>{name}</th>")).Append("</tr><tr>");
            page.AppendJoin("", losses.Values.Select(value => string.Create(CultureInfo.InvariantCulture, $"<td>{value:G4}</td>"))).Append("</tr></table>");
        }

        page.Append("<h2>Held-out people</h2><p>Mean difference on the person, colours from 0 to 1: of the warped source, and of what the generator makes of it.</p>");
        page.Append("<p><img src=\"scores.png\" alt=\"Scores by step\"></p>");
        foreach (var score in Enumerable.Reverse(_scores).Take(12))
            page.Append(CultureInfo.InvariantCulture, $"<h3>Step {score.Step:N0}: warped {score.Warped:F4}, painted {score.Painted:F4}</h3>")
                .Append(CultureInfo.InvariantCulture, $"<p>source, warped, painted, truth, background<br><img src=\"sheets/{score.Sheet}\" alt=\"Pairs at step {score.Step}\" loading=\"lazy\"></p>");
        return page.Append("</html>").ToString();
    }

    private sealed record Score(long Step, double Warped, double Painted, double Background, string Sheet)
    {
        public static Score? Parse(string text) => text.Split(',') is [var step, var warped, var painted, var background, var sheet]
            && long.TryParse(step, CultureInfo.InvariantCulture, out var number)
            && double.TryParse(warped, CultureInfo.InvariantCulture, out var warpedValue)
            && double.TryParse(painted, CultureInfo.InvariantCulture, out var paintedValue)
            && double.TryParse(background, CultureInfo.InvariantCulture, out var backgroundValue)
            ? new(number, warpedValue, paintedValue, backgroundValue, sheet)
            : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step},{Warped:G6},{Painted:G6},{Background:G6},{Sheet}");
    }
}
