using System.ComponentModel;
using System.Diagnostics;

namespace LiquidWarp.Media;

/// <summary>
/// One running ffmpeg or ffprobe with its three pipes. What it says on stderr is kept; cancellation, a passed time limit
/// and disposal end it.
/// </summary>
internal sealed class FFmpegProcess : IDisposable
{
    private const int LinesKept = 30;

    private readonly Process _process;
    private readonly Queue<string> _complaints = new();
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _killOnLimit;
    private readonly string _name;

    private FFmpegProcess(Process process, string name, TimeSpan limit, CancellationToken cancellation)
    {
        (_process, _name, _cancellation) = (process, name, cancellation);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        _limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _limit.CancelAfter(limit);
        _killOnLimit = _limit.Token.Register(Kill);
    }

    /// <summary>What the program reads; dispose it to say that nothing more comes.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What the program writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Its last lines on stderr, empty if it did not complain. Complete once it has exited.</summary>
    public string Complaints
    {
        get
        {
            lock (_complaints)
                return string.Join('\n', _complaints);
        }
    }

    /// <summary>The process number, for tests that end it from outside.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the program. A limit of <see cref="Timeout.InfiniteTimeSpan"/> lets it run for ever.</summary>
    public static FFmpegProcess Start(string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return new(Process.Start(start)!, Path.GetFileName(program), limit, cancellation);
        }
        catch (Win32Exception error)
        {
            throw new MissingDependencyException($"{program} cannot be started: {error.Message}.", FFmpeg.Remedy);
        }
    }

    /// <summary>Waits until it has exited and gives its exit code.</summary>
    public int WaitForExit()
    {
        _process.WaitForExit();
        _cancellation.ThrowIfCancellationRequested();
        if (_limit.IsCancellationRequested)
            throw new FFmpegException($"{_name} did not finish in time and was stopped.{Said}");
        return _process.ExitCode;
    }

    /// <summary>Waits until it has exited and throws unless it reports success.</summary>
    public void WaitForSuccess(string doing)
    {
        var code = WaitForExit();
        if (code != 0)
            throw new FFmpegException($"{_name} {Died(code)} while {doing}.{Said}");
    }

    /// <summary>Ends the program if it is still running, and waits until it is gone.</summary>
    public void Dispose()
    {
        _killOnLimit.Dispose();
        Kill();
        _process.WaitForExit();
        _process.Dispose();
        _limit.Dispose();
    }

    /// <summary>A signal shows as 128 + its number.</summary>
    private static string Died(int code) => code > 128 ? $"was killed by signal {code - 128}" : $"failed with exit code {code}";

    private string Said => Complaints.Length == 0 ? " It said nothing." : $" It said:\n{Complaints}";

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // it had already exited, which is what was wanted
        }
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_complaints)
        {
            _complaints.Enqueue(line);
            if (_complaints.Count > LinesKept)
                _complaints.Dequeue();
        }
    }
}
