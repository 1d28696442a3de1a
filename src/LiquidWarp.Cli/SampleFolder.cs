namespace LiquidWarp.Cli;

/// <summary>The inputs that ship.</summary>
internal static class SampleFolder
{
    /// <summary>A file or folder of 'samples', which lies beside the program or above it.</summary>
    /// <exception cref="MissingDependencyException">There is none.</exception>
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "samples", name) is var path && (File.Exists(path) || Directory.Exists(path)))
                return path;
        throw new MissingDependencyException($"samples/{name} is not beside the program.", "git clone the project and run ./liquidwarp in it");
    }
}
