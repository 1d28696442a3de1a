namespace LiquidWarp.Files;

/// <summary>Named arrays in numpy's npz format: npy files in a zip file, stored or deflated.</summary>
public static class NpzFile
{
    /// <summary>Reads every array, by its name without <c>.npy</c>; entries of other kinds are passed over.</summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, or asks for code.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Reads every array from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static IReadOnlyDictionary<string, NdArray> Read(Stream stream, string name, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Writes arrays of numbers or strings, whole or not at all; deflated if <paramref name="compress"/>.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">An array holds objects or bfloat16, which npy has no type for.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, NdArray> arrays, bool compress = false) => throw new NotImplementedException();
}
