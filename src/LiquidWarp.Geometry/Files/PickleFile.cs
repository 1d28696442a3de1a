namespace LiquidWarp.Files;

/// <summary>
/// Python pickles, protocols 0 to 5, parsed and never executed: only a fixed list of data types is known, and any other name that a
/// file asks for is refused. joblib's files are read too, plain or compressed by zlib or gzip.
/// </summary>
public static class PickleFile
{
    /// <summary>
    /// Reads the value that a file holds: null, bool, long, BigInteger, double, string, byte[], object?[] for tuples,
    /// List&lt;object?&gt;, HashSet&lt;object?&gt;, Dictionary&lt;object, object?&gt;, <see cref="NdArray"/> (numpy arrays, torch tensors, the values
    /// of chumpy arrays) and <see cref="SparseMatrix"/>. Python 2 strings are Latin-1. The tree has no cycles and is
    /// at most <see cref="ReadLimits.MaxDepth"/> deep.
    /// </summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, or asks for code.</exception>
    public static object? Read(string path, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Reads the value from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static object? Read(Stream stream, string name, ReadLimits? limits = null) => throw new NotImplementedException();
}
