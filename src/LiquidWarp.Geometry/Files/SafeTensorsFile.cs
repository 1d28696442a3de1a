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
    public static SafeTensorsFile Read(string path, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Reads from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static SafeTensorsFile Read(Stream stream, string name, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Writes tensors and metadata, whole or not at all; the same input gives the same bytes.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">A tensor holds strings or objects.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, NdArray> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        throw new NotImplementedException();
}
