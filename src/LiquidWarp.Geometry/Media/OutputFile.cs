namespace LiquidWarp.Media;

/// <summary>
/// A file that appears under its final name only when it is whole: written as <c>name.partial-….ext</c> beside it and
/// moved by <see cref="Commit"/>; disposal without a commit removes what was written.
/// </summary>
public sealed class OutputFile : IDisposable
{
    private bool _done;

    private OutputFile(string path, string partialPath) => (FinalPath, PartialPath) = (path, partialPath);

    /// <summary>The name that the caller asked for.</summary>
    public string FinalPath { get; }

    /// <summary>Where to write meanwhile. Same folder and same extension, so the move is atomic and encoders know the kind.</summary>
    public string PartialPath { get; }

    /// <summary>Makes the folder if need be and an empty partial file, so that an unwritable place is found before any work.</summary>
    /// <exception cref="InputException">Nothing can be written there; the message says why.</exception>
    public static OutputFile Reserve(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new InputException("The output has no name. Name a file with -o.");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full) || Path.EndsInDirectorySeparator(path))
            throw new InputException($"Cannot write {path}: it is a folder. Name a file in it.");
        if (full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal))
            throw new InputException($"Cannot write {path}: it is a device. Name an ordinary file.");
        var stem = Path.GetFileNameWithoutExtension(full);
        var partial = Path.Combine(Path.GetDirectoryName(full)!, $"{stem}.partial-{Guid.NewGuid().ToString("N")[..8]}{Path.GetExtension(full)}");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.Create(partial).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write {path}: {error.Message} Choose another place with -o.", error);
        }

        return new(full, partial);
    }

    /// <summary>Checks that a file can be made under this name, leaving nothing behind.</summary>
    /// <exception cref="InputException">Nothing can be written there; the message says why.</exception>
    public static void CheckWritable(string path) => Reserve(path).Dispose();

    /// <summary>Moves the finished file to its final name, over an older one.</summary>
    public void Commit()
    {
        try
        {
            File.Move(PartialPath, FinalPath, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write {FinalPath}: {error.Message} Choose another place with -o.", error);
        }

        _done = true;
    }

    /// <summary>Removes the partial file unless it was committed.</summary>
    public void Dispose()
    {
        if (!_done)
            File.Delete(PartialPath);
        _done = true;
    }
}
