using System.Buffers.Binary;

namespace LiquidWarp.Files;

/// <summary>Named tensors and text metadata in the safetensors format.</summary>
public sealed class SafeTensorsFile
{
    private SafeTensorsFile(IReadOnlyDictionary<string, NdArray> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        (Tensors, Metadata) = (tensors, metadata);
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, NdArray> Tensors { get; }

    /// <summary>The file's own notes (<c>__metadata__</c>); empty if it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a file whole. Offsets must cover the data without gap or overlap and agree with type and shape.</summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, or over the limits.</exception>
    public static SafeTensorsFile Read(string path, ReadLimits? limits = null) => InputFile.Read(path, limits, Read);

    /// <summary>Reads from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static SafeTensorsFile Read(Stream stream, string name, ReadLimits? limits = null) => InputFile.Read(stream, name, limits, Read);

    /// <summary>Reads the file's own notes alone; empty if it has none.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)" path="/exception"/>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path) => InputFile.Read(path, null,
        (stream, budget) => SafeTensorsHeader.Read(new ByteSource(stream, stream.Length, budget)).Metadata);

    /// <summary>Writes tensors and metadata, whole or not at all; the same input gives the same bytes.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">A tensor holds strings or objects, or is named <c>__metadata__</c>.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, NdArray> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        // Wide elements first: every tensor then starts at a multiple of its element size.
        var ordered = tensors.OrderByDescending(pair => pair.Value.ItemSize).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var header = SafeTensorsHeader.Create(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in ordered)
                stream.Write(tensor.Data);
        });
    }

    private static SafeTensorsFile Read(Stream stream, ReadBudget budget)
    {
        var source = new ByteSource(stream, stream.Length, budget);
        var header = SafeTensorsHeader.Read(source);
        var tensors = new Dictionary<string, NdArray>();
        foreach (var entry in header.Entries)
            tensors.Add(entry.Name, new NdArray(entry.Type, entry.Shape, source.ReadBytes(entry.End - entry.Begin)));
        return new SafeTensorsFile(tensors, header.Metadata);
    }
}
