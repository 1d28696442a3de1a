using System.Globalization;
using LiquidWarp.Losses;

namespace LiquidWarp.Training;

/// <summary>
/// The losses of a training as a table: one line for every few steps, each the mean over them. It is appended to while training runs, and
/// cut back to the checkpoint when one resumes.
/// </summary>
public sealed class LossLog
{
    private readonly string _path;
    private readonly long _interval;
    private readonly List<float[]> _pending = [];

    private LossLog(string path, long interval, List<LossLine> lines) => (_path, _interval, Lines) = (path, interval, lines);

    /// <summary>Names of a line's values.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. ObjectiveTerms.Names, "discriminator"];

    /// <summary>The lines so far.</summary>
    public List<LossLine> Lines { get; }

    /// <summary>Opens the table of a run, with what it holds up to a step.</summary>
    /// <param name="path">The CSV file; need not exist.</param>
    /// <param name="step">Steps done; later lines are dropped, for their steps will be done again.</param>
    /// <param name="interval">Steps to a line.</param>
    public static LossLog Open(string path, long step, long interval)
    {
        List<LossLine> lines = [];
        if (File.Exists(path))
            lines.AddRange(File.ReadLines(path).Skip(1).Select(LossLine.Parse).OfType<LossLine>().Where(line => line.Step <= step));
        var log = new LossLog(path, interval, lines);
        File.WriteAllLines(path, [string.Join(',', ["step", "rate", .. Columns]), .. lines.Select(line => line.ToString())]);
        return log;
    }

    /// <summary>Takes in a step, and writes a line when it is time.</summary>
    public void Add(TrainingProgress progress)
    {
        _pending.Add(progress.Terms);
        if (progress.Step % _interval != 0)
            return;
        var means = new float[Columns.Count];
        foreach (var terms in _pending)
            for (var i = 0; i < means.Length; i++)
                means[i] += terms[i] / _pending.Count;
        _pending.Clear();
        Lines.Add(new(progress.Step, progress.LearningRate, means));
        File.AppendAllText(_path, Lines[^1] + "\n");
    }
}

/// <summary>One line of a <see cref="LossLog"/>.</summary>
/// <param name="Step">The last of the steps that it is the mean of.</param>
/// <param name="Rate">Adam's step size in it.</param>
/// <param name="Values">In the order of <see cref="LossLog.Columns"/>.</param>
public sealed record LossLine(long Step, double Rate, float[] Values)
{
    /// <summary>Reads a line; null for one that was cut off when the program was killed.</summary>
    public static LossLine? Parse(string text)
    {
        var cells = text.Split(',');
        if (cells.Length != LossLog.Columns.Count + 2 || !long.TryParse(cells[0], CultureInfo.InvariantCulture, out var step) || !double.TryParse(cells[1], CultureInfo.InvariantCulture, out var rate))
            return null;
        var values = new float[LossLog.Columns.Count];
        for (var i = 0; i < values.Length; i++)
            if (!float.TryParse(cells[i + 2], CultureInfo.InvariantCulture, out values[i]))
                return null;
        return new(step, rate, values);
    }

    /// <summary>The line as CSV.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step},{Rate:G6},{string.Join(',', Values.Select(value => value.ToString("G6", CultureInfo.InvariantCulture)))}");
}
