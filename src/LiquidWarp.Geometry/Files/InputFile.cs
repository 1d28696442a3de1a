namespace LiquidWarp.Files;

/// <summary>Opens a file to read and turns every failure below into an <see cref="InputException"/> that names it.</summary>
internal static class InputFile
{
    /// <summary>Opens <paramref name="path"/>, which must be a file with something in it, and reads it.</summary>
    public static T Read<T>(string path, ReadLimits? limits, Func<Stream, ReadBudget, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new InputException($"{path} is a folder: give the file itself.");
        if (!File.Exists(path))
            throw new InputException($"{path} does not exist.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            if (!stream.CanSeek)
                throw new InputException($"{path} is a pipe or a device: copy it to a file first.");
            return Read(stream, path, limits, read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads a seekable stream from its start.</summary>
    public static T Read<T>(Stream stream, string name, ReadLimits? limits, Func<Stream, ReadBudget, T> read)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var budget = new ReadBudget(name, stream.Length, limits ?? ReadLimits.Default);
        if (stream.Length == 0)
            throw budget.Fail("the file is empty");
        stream.Position = 0;
        try
        {
            return read(stream, budget);
        }
        catch (InvalidDataException error)
        {
            throw budget.Fail("its compressed data is corrupt or ends too early", error);
        }
    }
}
