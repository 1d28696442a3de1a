namespace LiquidWarp.Files;

/// <summary>One array in numpy's npy format, versions 1 to 3.</summary>
public static class NpyFile
{
    /// <summary>Reads an array. Arrays of Python objects go through the restricted pickle reader and land in <see cref="NdArray.Objects"/>.</summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, or asks for code.</exception>
    public static NdArray Read(string path, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Reads an array from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static NdArray Read(Stream stream, string name, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Writes an array of numbers or strings, whole or not at all.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The array holds objects or bfloat16, which npy has no type for.</exception>
    public static void Write(string path, NdArray array) => throw new NotImplementedException();
}
