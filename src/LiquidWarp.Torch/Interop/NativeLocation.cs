namespace LiquidWarp.Torch.Interop;

/// <summary>Where the native library may lie, in the order in which it is looked for.</summary>
internal static class NativeLocation
{
    public const string Variable = "LIQUIDWARP_NATIVE";

    private const string FileName = "liblw_torch.so";

    /// <summary>The named file or folder, else beside the program, else artifacts/native of the checkout around it.</summary>
    public static IEnumerable<string> Candidates(string? named, string programFolder)
    {
        if (!string.IsNullOrEmpty(named))
        {
            // Somebody who names a library wants that one or an error.
            yield return Directory.Exists(named) ? Path.Combine(named, FileName) : named;
            yield break;
        }

        yield return Path.Combine(programFolder, FileName);
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "artifacts", "native", FileName);
    }

    public static string Find(string? named, string programFolder)
    {
        var candidates = Candidates(named, programFolder).ToList();
        return candidates.Find(File.Exists) ?? throw new MissingLibraryException(
            $"The native library {FileName} is not there. Looked for: {string.Join(", ", candidates)}. " +
            $"Build it with native/build.sh (needs cmake, g++ and libtorch: apt-get install cmake g++ libtorch-dev libgloo-dev libopenblas0-pthread), " +
            $"or set {Variable} to where it lies.");
    }
}
