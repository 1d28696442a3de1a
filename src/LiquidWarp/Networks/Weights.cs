using System.Runtime.InteropServices;
using LiquidWarp.Files;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using ArrayType = LiquidWarp.Files.DType;
using TensorType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Networks;

/// <summary>Carries the weights of networks, and the state of optimisers, between files and <see cref="ParameterStore"/>s.</summary>
public static class Weights
{
    // A safetensors file is the length of its JSON header (8 bytes) and the header.
    private const int SafeTensorsBrace = 8;

    /// <summary>Loads a checkpoint: safetensors, or PyTorch's in either form, with or without the "module." prefix. Known by content.</summary>
    /// <param name="store">The network's parameters, which keep their element type.</param>
    /// <param name="path">The file.</param>
    /// <param name="ignore">Names to skip, such as a classifier that the network has not.</param>
    /// <exception cref="InputException">The file cannot be read, or does not fit the network; nothing was changed.</exception>
    public static void Load(ParameterStore store, string path, Func<string, bool>? ignore = null)
    {
        try
        {
            store.Load(ReadState(path, ignore));
        }
        catch (StateMismatchException e)
        {
            throw new InputException($"{path}: {e.Message} Is this the checkpoint of another network, or of another width or depth?", e);
        }
    }

    /// <summary>Writes all parameters and buffers as safetensors.</summary>
    /// <param name="store">The network's parameters.</param>
    /// <param name="path">The file, which appears when whole.</param>
    /// <param name="type">Element type on disk for floating-point tensors; their own where absent.</param>
    /// <param name="metadata">Texts to keep in the file's header.</param>
    public static void Save(ParameterStore store, string path, TensorType? type = null, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = TensorScope.Enter();
        WriteState(path, store.All.Select(named =>
            StateEntry.From(named.Name, type is { } wanted && named.Tensor.Type != TensorType.Int64 ? named.Tensor.Detach().To(wanted) : named.Tensor)), metadata);
    }

    /// <summary>Reads the entries of a file that <see cref="Load"/> would read, such as an optimiser's state.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ignore">Names to skip.</param>
    /// <exception cref="InputException">The file cannot be read, or holds elements that tensors do not.</exception>
    public static IReadOnlyList<StateEntry> ReadState(string path, Func<string, bool>? ignore = null)
    {
        var arrays = IsSafeTensors(path) ? SafeTensorsFile.Read(path).Tensors : TorchCheckpoint.Read(path);
        try
        {
            return [.. arrays.Where(named => ignore is null || !ignore(named.Key)).Select(named => ToStateEntry(named.Key, named.Value))];
        }
        catch (InputException e)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The texts in the header of a safetensors file; none for a file of another kind.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path) =>
        IsSafeTensors(path) ? SafeTensorsFile.ReadMetadata(path) : new Dictionary<string, string>();

    /// <summary>Writes entries as safetensors, such as those of <see cref="Torch.Optim.Adam.Save"/>.</summary>
    /// <param name="path">The file, which appears when whole.</param>
    /// <param name="state">Entries of different names.</param>
    /// <param name="metadata">Texts to keep in the file's header.</param>
    public static void WriteState(string path, IEnumerable<StateEntry> state, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafeTensorsFile.Write(path, state.ToDictionary(entry => entry.Name, ToArray, StringComparer.Ordinal), metadata);

    /// <summary>Copies an array of a file into a tensor of the same type and shape.</summary>
    /// <exception cref="InputException">Tensors do not hold the array's element type.</exception>
    public static Tensor ToTensor(this NdArray array)
    {
        var entry = ToStateEntry("array", array);
        return Tensor.FromBytes(entry.Data.Span, entry.Shape, entry.Type);
    }

    /// <summary>An entry as an array, over the same memory where that is possible.</summary>
    internal static NdArray ToArray(StateEntry entry)
    {
        var whole = MemoryMarshal.TryGetArray(entry.Data, out var segment) && segment.Count == segment.Array!.Length;
        return new(Types.First(pair => pair.Value == entry.Type).Key, Array.ConvertAll(entry.Shape, size => (int)size), whole ? segment.Array! : entry.Data.ToArray());
    }

    private static StateEntry ToStateEntry(string name, NdArray array) => Types.TryGetValue(array.DType, out var type)
        ? new StateEntry(name, type, Array.ConvertAll(array.Shape, size => (long)size), array.Data)
        : throw new InputException($"'{name}' holds {array.DType}, which tensors do not.");

    private static bool IsSafeTensors(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> head = stackalloc byte[SafeTensorsBrace + 1];
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head[SafeTensorsBrace] == '{';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // the reader says what is wrong
        }
    }

    private static readonly Dictionary<ArrayType, TensorType> Types = new()
    {
        [ArrayType.Bool] = TensorType.Bool,
        [ArrayType.UInt8] = TensorType.UInt8,
        [ArrayType.Int64] = TensorType.Int64,
        [ArrayType.Float16] = TensorType.Float16,
        [ArrayType.BFloat16] = TensorType.BFloat16,
        [ArrayType.Float32] = TensorType.Float32,
        [ArrayType.Float64] = TensorType.Float64,
    };
}
