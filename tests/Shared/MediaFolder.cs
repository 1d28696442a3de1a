using System.Diagnostics;

namespace LiquidWarp.Tests;

/// <summary>A folder for one test's pictures and videos, made by ffmpeg or from bytes, removed at the end.</summary>
internal sealed class MediaFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liquidwarp test ");

    /// <summary>Path of a file in the folder (it need not exist).</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Makes a file by ffmpeg's arguments (the output name is added) and gives its path.</summary>
    public string FFmpeg(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardError = true };
        foreach (var argument in (string[])["-hide_banner", "-nostdin", "-v", "error", "-y", .. arguments, this[name]])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"ffmpeg could not make {name}: {said}");
        return this[name];
    }

    /// <summary>Makes a file from bytes and gives its path.</summary>
    public string Bytes(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>Names of the files in the folder, sorted.</summary>
    public string[] Names() => [.. _folder.GetFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal)];

    /// <summary>Removes the folder.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
