using LiquidWarp.Files.Pickling;

namespace LiquidWarp.Files;

/// <summary>One array in numpy's npy format, versions 1 to 3.</summary>
public static class NpyFile
{
    /// <summary>Reads an array. Arrays of Python objects go through the restricted pickle reader and land in <see cref="NdArray.Objects"/>.</summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, or asks for code.</exception>
    public static NdArray Read(string path, ReadLimits? limits = null) => InputFile.Read(path, limits, Read);

    /// <summary>Reads an array from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static NdArray Read(Stream stream, string name, ReadLimits? limits = null) => InputFile.Read(stream, name, limits, Read);

    /// <summary>Writes an array of numbers or strings, whole or not at all.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The array holds objects or bfloat16, which npy has no type for.</exception>
    public static void Write(string path, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        var header = NpyHeader.Create(array);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            stream.Write(array.Data);
        });
    }

    /// <summary>Reads header and elements, which must end where the source does.</summary>
    internal static NdArray Read(ByteSource source)
    {
        var header = NpyHeader.Read(source);
        var array = header.Format.Type == DType.Object ? ReadObjects(source, header) : ReadElements(source, header);
        return source.AtEnd ? array : throw source.Budget.Fail("there are bytes after the end of its array");
    }

    private static NdArray Read(Stream stream, ReadBudget budget) => Read(new ByteSource(stream, stream.Length, budget));

    private static NdArray ReadElements(ByteSource source, NpyHeader header)
    {
        var raw = source.ReadBytes(header.Format.ByteCount(header.Shape, source.Budget));
        return header.Format.ToArray(raw, header.Shape, header.Fortran, source.Budget);
    }

    private static NdArray ReadObjects(ByteSource source, NpyHeader header) =>
        PickleTree.Load(source) is NdArray { DType: DType.Object } array && array.Shape.AsSpan().SequenceEqual(header.Shape)
            ? array
            : throw source.Budget.Fail($"it should hold an array of objects of shape ({string.Join(", ", header.Shape)}) and does not");
}
