namespace LiquidWarp.Files;

/// <summary>PyTorch checkpoints, zip (torch 1.6 and later) or legacy, read without running anything in them (REFERENCE: "Common layers").</summary>
public static class TorchCheckpoint
{
    /// <summary>
    /// Reads the tensors of a checkpoint as one flat dictionary. Nested dictionaries join their keys by dots
    /// (<c>optimizer.state.0.exp_avg</c>); a checkpoint that has no tensor at its top but a <c>state_dict</c> gives that one alone.
    /// A leading <c>module.</c>, which DataParallel adds, is taken off. Other values are passed over.
    /// </summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, holds no tensor, or asks for code.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Reads the tensors from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static IReadOnlyDictionary<string, NdArray> Read(Stream stream, string name, ReadLimits? limits = null) => throw new NotImplementedException();

    /// <summary>Reads all that the checkpoint holds, as <see cref="PickleFile.Read(string, ReadLimits?)"/> gives it, keys as they are.</summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, or asks for code.</exception>
    public static object? ReadTree(string path, ReadLimits? limits = null) => throw new NotImplementedException();
}
