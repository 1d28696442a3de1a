namespace LiquidWarp.Media;

/// <summary>The checks that every reader of a file makes first, with the same words.</summary>
public static class InputFile
{
    /// <summary>Checks that the path is an ordinary, non-empty file.</summary>
    /// <param name="path">What the caller named.</param>
    /// <param name="what">What is wanted there, for the message: "picture", "video", "motion" …</param>
    /// <exception cref="InputException">It is missing, a folder, or empty.</exception>
    public static void CheckReadable(string path, string what)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new InputException($"The {what} has no name.");
        if (Directory.Exists(path))
            throw new InputException($"{path} is a folder, and a {what} file is wanted. Name a file in it.");
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new InputException($"{path} does not exist. Check the name of the {what}.");
        if (file.Length == 0)
            throw new InputException($"{path} is empty, and a {what} is wanted. Get a whole copy.");
    }
}
