using LiquidWarp.Motions;

namespace LiquidWarp.Cli;

/// <summary>The motions that drawn people make.</summary>
internal static class MotionLibrary
{
    private static readonly string[] Endings = [".npz", ".bvh", ".pkl", ".txt", ".json"];

    /// <summary>Reads files, and all motion files of folders, in the order of their names; the motions that ship where none are named.</summary>
    /// <exception cref="InputException">A file that was named is no motion, or a folder that was named holds none.</exception>
    public static IReadOnlyList<Motion> Read(IReadOnlyList<string> named)
    {
        if (named.Count == 0)
            return [.. Files(SampleFolder.Find("motions")).Select(MotionFile.Read)];
        List<Motion> motions = [];
        foreach (var path in named)
        {
            if (!Directory.Exists(path))
            {
                motions.Add(MotionFile.Read(path));
                continue;
            }

            // A folder may hold other things too, such as a licence text.
            var before = motions.Count;
            foreach (var file in Files(path))
                if (TryRead(file) is { } motion)
                    motions.Add(motion);
            if (motions.Count == before)
                throw new InputException($"The folder {path} holds no motion. Name a folder with {string.Join(", ", Endings)} files.");
        }

        return motions;
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
        .Order(StringComparer.Ordinal);

    private static Motion? TryRead(string file)
    {
        try
        {
            return MotionFile.Read(file);
        }
        catch (InputException) when (Path.GetExtension(file) is ".txt" or ".json")
        {
            return null; // text of another kind
        }
    }
}
