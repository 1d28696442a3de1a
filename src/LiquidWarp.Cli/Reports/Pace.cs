using System.Diagnostics;

namespace LiquidWarp.Cli.Reports;

/// <summary>How fast work goes and when it will be done, over the last few seconds rather than from its slow start.</summary>
internal sealed class Pace(int total)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(8);

    private readonly Queue<(TimeSpan Time, int Done)> _marks = new([(TimeSpan.Zero, 0)]);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Steps done so far.</summary>
    public int Done { get; private set; }

    /// <summary>Steps in all.</summary>
    public int Total => total;

    /// <summary>Steps a second; 0 before the first.</summary>
    public double Rate { get; private set; }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Time left at this rate.</summary>
    public TimeSpan Left => Rate > 0 ? TimeSpan.FromSeconds(Math.Min((total - Done) / Rate, 359_999)) : TimeSpan.Zero;

    /// <summary>Takes note of the number of steps done.</summary>
    public void Advance(int done)
    {
        Done = done;
        var now = _watch.Elapsed;
        while (_marks.Count > 1 && now - _marks.Peek().Time > Window)
            _marks.Dequeue();
        var (since, before) = _marks.Peek();
        if (now > since)
            Rate = (done - before) / (now - since).TotalSeconds;
        _marks.Enqueue((now, done));
    }

    /// <summary>"120 of 300, 25.1 a second, 0:07 left".</summary>
    public override string ToString() => $"{Done} of {total}, {Rate:0.0} a second, {Format(Left)} left";

    /// <summary>m:ss, or h:mm:ss from an hour up.</summary>
    public static string Format(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{(int)time.TotalMinutes}:{time:ss}";
}
