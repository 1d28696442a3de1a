using System.Text.Json;
using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>The small files that tests/Golden/files/make_files.py has written, and what each of them holds.</summary>
internal static class SmallFiles
{
    public static string Folder { get; } = Path.Combine(Goldens.Checkout, "tests", "Golden", "files");

    /// <summary>Canonical text of the content, by file name.</summary>
    public static IReadOnlyDictionary<string, string> Expected { get; } = ReadExpected();

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>Reads bytes as the kind of file that the name says, whole tree, as canonical text or as values.</summary>
    public static object? Read(string name, byte[] bytes, ReadLimits? limits = null)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return Path.GetExtension(name) switch
        {
            ".pkl" => PickleFile.Read(stream, name, limits),
            ".npy" => NpyFile.Read(stream, name, limits),
            ".npz" => NpzFile.Read(stream, name, limits),
            ".pth" => TorchCheckpoint.Read(stream, name, limits),
            ".safetensors" => SafeTensorsFile.Read(stream, name, limits),
            var other => throw new InvalidOperationException($"No reader for {other}."),
        };
    }

    private static Dictionary<string, string> ReadExpected()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "expected.json")));
        return json.RootElement.EnumerateObject()
            .SelectMany(entry => entry.Name.Split(' ').Select(name => KeyValuePair.Create(name, entry.Value.GetString()!)))
            .ToDictionary();
    }
}
