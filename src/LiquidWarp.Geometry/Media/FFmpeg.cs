using System.Diagnostics;

namespace LiquidWarp.Media;

/// <summary>
/// Where the <c>ffmpeg</c> and <c>ffprobe</c> programs are: what LIQUIDWARP_FFMPEG names (the program, or the folder that
/// holds both), else the first of that name on PATH.
/// </summary>
public static class FFmpeg
{
    /// <summary>The one command that installs both programs.</summary>
    public const string Remedy = "apt-get install -y ffmpeg";

    /// <summary>The environment variable that selects another build.</summary>
    public const string Variable = "LIQUIDWARP_FFMPEG";

    /// <summary>Full path of <c>ffmpeg</c>.</summary>
    /// <exception cref="MissingDependencyException">It is not on this machine.</exception>
    public static string Program => Find("ffmpeg");

    /// <summary>Full path of <c>ffprobe</c>.</summary>
    /// <exception cref="MissingDependencyException">It is not on this machine.</exception>
    public static string ProbeProgram => Find("ffprobe");

    /// <summary>The first line that <c>ffmpeg -version</c> prints, for reports.</summary>
    /// <exception cref="MissingDependencyException">It is not on this machine.</exception>
    public static string Version()
    {
        using var process = FFmpegProcess.Start(Program, ["-version"], TimeSpan.FromSeconds(30), CancellationToken.None);
        process.Input.Dispose();
        using var reader = new StreamReader(process.Output);
        var first = reader.ReadLine() ?? "";
        reader.ReadToEnd();
        process.WaitForSuccess("asking for its version");
        return first;
    }

    private static string Find(string name)
    {
        var chosen = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(chosen))
        {
            var folder = Directory.Exists(chosen) ? chosen : Path.GetDirectoryName(Path.GetFullPath(chosen))!;
            var isProgram = name == "ffmpeg" && File.Exists(chosen);
            var named = isProgram ? Path.GetFullPath(chosen) : Path.GetFullPath(Path.Combine(folder, name));
            if (File.Exists(named))
                return named;
            if (name == "ffmpeg")
                throw new MissingDependencyException($"{Variable} names {chosen}, and there is no {name} there.", $"unset {Variable}, or {Remedy}");
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
            if (File.Exists(candidate))
                return candidate;
        }

        throw new MissingDependencyException($"The {name} program, which reads and writes pictures and videos, is not on this machine.", Remedy);
    }
}

/// <summary>
/// ffmpeg stopped before its work was done: it was killed, ran out of disk or memory, or met a fault that is not the
/// input's. The message ends with what it said last.
/// </summary>
public sealed class FFmpegException : Exception
{
    /// <summary>Creates the error with its message.</summary>
    public FFmpegException(string message) : base(message)
    {
    }

    /// <summary>Creates the error with its message and what caused it.</summary>
    public FFmpegException(string message, Exception? cause) : base(message, cause)
    {
    }
}
