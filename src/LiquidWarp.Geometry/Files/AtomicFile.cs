namespace LiquidWarp.Files;

/// <summary>Writes files that appear under their final name only when they are whole.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file beside <paramref name="path"/>, forces it to disk and moves it into place,
    /// replacing what was there. If anything fails the old file stays and the temporary one is removed.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written: no such folder, no permission, disk full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var partial = $"{path}.partial-{Environment.ProcessId:x}-{Guid.NewGuid():N}";
        try
        {
            if (Directory.Exists(path))
                throw new InputException($"{path} is a folder: give the name of a file to write.");
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error)
        {
            Remove(partial);
            if (error is IOException or UnauthorizedAccessException or NotSupportedException)
                throw new InputException($"{path} cannot be written: {error.Message}", error);
            throw;
        }
    }

    /// <summary>Removes the temporary file; failing to is no news beside the error that led here.</summary>
    private static void Remove(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            System.Diagnostics.Trace.TraceWarning($"{partial} is left over: {error.Message}");
        }
    }
}
