using System.IO.Compression;

namespace LiquidWarp.Files;

/// <summary>Named arrays in numpy's npz format: npy files in a zip file, stored or deflated.</summary>
public static class NpzFile
{
    private const string Suffix = ".npy";

    /// <summary>The first date that zip files know: the same arrays give the same bytes.</summary>
    private static readonly DateTimeOffset NoDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads every array, by its name without <c>.npy</c>; entries of other kinds are passed over.</summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, or asks for code.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path, ReadLimits? limits = null) => InputFile.Read(path, limits, Read);

    /// <summary>Reads every array from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static IReadOnlyDictionary<string, NdArray> Read(Stream stream, string name, ReadLimits? limits = null) =>
        InputFile.Read(stream, name, limits, Read);

    /// <summary>Writes arrays of numbers or strings, whole or not at all; deflated if <paramref name="compress"/>.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">An array holds objects or bfloat16, which npy has no type for.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, NdArray> arrays, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (name, array) in arrays)
            {
                var entry = archive.CreateEntry(name + Suffix, compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
                entry.LastWriteTime = NoDate;
                using var content = entry.Open();
                content.Write(NpyHeader.Create(array));
                content.Write(array.Data);
            }
        });
    }

    private static Dictionary<string, NdArray> Read(Stream stream, ReadBudget budget)
    {
        var arrays = new Dictionary<string, NdArray>();
        foreach (var entry in ZipContainer.Open(stream, budget).Entries.Values)
            if (entry.Name.EndsWith(Suffix, StringComparison.Ordinal))
                arrays.Add(entry.Name[..^Suffix.Length], NpyFile.Read(entry.Open()));
        return arrays;
    }
}
