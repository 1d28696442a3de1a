namespace LiquidWarp.Files;

/// <summary>
/// What every reader does first, in the same words: it makes sure that there is a file, and turns every failure to read it into
/// an <see cref="InputException"/> that names it.
/// </summary>
internal static class InputFile
{
    /// <summary>Checks that the path is a file, whatever is in it.</summary>
    /// <param name="path">What the caller named.</param>
    /// <param name="what">What is wanted there, for the message: "picture", "video", "motion" …</param>
    /// <exception cref="InputException">It is missing or a folder.</exception>
    public static void CheckExists(string path, string what)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new InputException($"The {what} has no name.");
        if (Directory.Exists(path))
            throw new InputException($"{path} is a folder, and a {what} is wanted. Name a file in it.");
        if (!File.Exists(path))
            throw new InputException($"{path} does not exist. Check the name of the {what}.");
    }

    /// <summary>Checks that the path is a file with something in it.</summary>
    /// <inheritdoc cref="CheckExists"/>
    /// <exception cref="InputException">It is missing, a folder, or empty.</exception>
    public static void CheckHasContent(string path, string what)
    {
        CheckExists(path, what);
        if (new FileInfo(path).Length == 0)
            throw new InputException($"{path} is empty, and a {what} is wanted. Get a whole copy.");
    }

    /// <summary>Opens <paramref name="path"/>, which must be a file with something in it, and reads it.</summary>
    public static T Read<T>(string path, ReadLimits? limits, Func<Stream, ReadBudget, T> read)
    {
        CheckExists(path, "file");
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
