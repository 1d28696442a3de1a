using LiquidWarp.Files.Pickling;

namespace LiquidWarp.Files;

/// <summary>PyTorch checkpoints, zip (torch 1.6 and later) or legacy, read without running anything in them (REFERENCE: "Common layers").</summary>
public static class TorchCheckpoint
{
    private const string ParallelPrefix = "module.";

    /// <summary>
    /// Reads the tensors of a checkpoint as one flat dictionary. Nested dictionaries and lists join their keys by dots
    /// (<c>smpl_params_global.body_pose</c>); a checkpoint that has no tensor at its top but a <c>state_dict</c> gives that one alone.
    /// A leading <c>module.</c> of a key, which DataParallel adds, is taken off at any level. Other values are passed over.
    /// </summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, holds no tensor, or asks for code.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path, ReadLimits? limits = null) => InputFile.Read(path, limits, ReadTensors);

    /// <summary>Reads the tensors from a seekable stream; <paramref name="name"/> stands for the file in messages.</summary>
    /// <inheritdoc cref="Read(string, ReadLimits?)"/>
    public static IReadOnlyDictionary<string, NdArray> Read(Stream stream, string name, ReadLimits? limits = null) =>
        InputFile.Read(stream, name, limits, ReadTensors);

    /// <summary>Reads all that the checkpoint holds, as <see cref="PickleFile.Read(string, ReadLimits?)"/> gives it, keys as they are.</summary>
    /// <exception cref="InputException">The file is missing, truncated, corrupt, over the limits, or asks for code.</exception>
    public static object? ReadTree(string path, ReadLimits? limits = null) => InputFile.Read(path, limits, TorchReader.ReadTree);

    private static Dictionary<string, NdArray> ReadTensors(Stream stream, ReadBudget budget)
    {
        var root = TorchReader.ReadTree(stream, budget);
        if (root is Dictionary<object, object?> top && !top.Values.Any(value => value is NdArray) && top.TryGetValue("state_dict", out var state))
            root = state;
        var tensors = new Dictionary<string, NdArray>();
        Collect(root, "", tensors, budget);
        return tensors.Count > 0 ? tensors : throw budget.Fail("it holds no tensor");
    }

    /// <summary>Recursion is safe here: a finished tree has bounded depth.</summary>
    private static void Collect(object? value, string path, Dictionary<string, NdArray> tensors, ReadBudget budget)
    {
        switch (value)
        {
            case NdArray tensor when path.Length > 0:
                budget.Charge(128 + 4L * path.Length);
                if (!tensors.TryAdd(WithoutPrefix(path), tensor))
                    throw budget.Fail($"it holds two tensors named '{path}'");
                break;
            case Dictionary<object, object?> dictionary:
                foreach (var (key, item) in dictionary)
                    Collect(item, Join(path, key is string text ? WithoutPrefix(text) : key, budget), tensors, budget);
                break;
            case List<object?> list:
                for (var i = 0; i < list.Count; i++)
                    Collect(list[i], Join(path, i, budget), tensors, budget);
                break;
        }
    }

    private static string WithoutPrefix(string key) =>
        key.StartsWith(ParallelPrefix, StringComparison.Ordinal) ? key[ParallelPrefix.Length..] : key;

    private static string Join(string path, object key, ReadBudget budget)
    {
        var joined = path.Length == 0 ? $"{key}" : $"{path}.{key}";
        budget.Charge(32 + 2L * joined.Length);
        return joined;
    }
}
