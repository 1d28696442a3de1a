namespace LiquidWarp.Files;

/// <summary>Makes folders that appear under their final name only when they are whole.</summary>
public static class AtomicFolder
{
    /// <summary>
    /// Lets <paramref name="fill"/> put files into a temporary folder beside <paramref name="path"/> and moves it into place. If anything
    /// fails the temporary folder is removed, and a folder that was to be replaced stays as it was.
    /// </summary>
    /// <param name="path">The folder to make; folders above it are made if need be.</param>
    /// <param name="fill">Gets the temporary folder's path.</param>
    /// <param name="replace">Puts the new folder in the place of one that is there, which is removed with all that is in it.</param>
    /// <exception cref="InputException">Nothing can be written there, or a folder with something in it is there and shall not be replaced.</exception>
    public static void Write(string path, Action<string> fill, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(fill);
        var final = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var unique = $"{Environment.ProcessId:x}-{Guid.NewGuid():N}";
        var (partial, old) = ($"{final}.partial-{unique}", $"{final}.old-{unique}");
        try
        {
            if (File.Exists(final))
                throw new InputException($"{path} is a file: give the name of a folder to make.");
            if (!replace && Directory.Exists(final) && Directory.EnumerateFileSystemEntries(final).Any())
                throw new InputException($"{path} exists and is not empty: give the name of a new folder.");
            Directory.CreateDirectory(partial);
            fill(partial);
            if (Directory.Exists(final))
                Directory.Move(final, old);
            Directory.Move(partial, final);
        }
        catch (Exception error)
        {
            if (Directory.Exists(old) && !Directory.Exists(final))
                Directory.Move(old, final);
            Remove(partial);
            if (error is IOException or UnauthorizedAccessException)
                throw new InputException($"{path} cannot be written: {error.Message}", error);
            throw;
        }

        Remove(old);
    }

    /// <summary>Removes a folder that is not wanted any more; failing to is no news beside what was done.</summary>
    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            System.Diagnostics.Trace.TraceWarning($"{folder} is left over: {error.Message}");
        }
    }
}
