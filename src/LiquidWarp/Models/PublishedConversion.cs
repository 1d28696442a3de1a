using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LiquidWarp.Bodies;
using LiquidWarp.Files;
using LiquidWarp.Networks;
using LiquidWarp.Torch.Nn;
using ArrayType = LiquidWarp.Files.DType;
using TensorType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Models;

/// <summary>
/// Makes a model folder of files of the published system (docs/models.md). Weights are copied as they are: a network gives the same numbers
/// before and after.
/// </summary>
public sealed class PublishedConversion
{
    private const string BodyFile = "body.safetensors";

    private readonly ConversionOptions _options;
    private readonly List<ConvertedFile> _converted = [];
    private readonly Action<ConvertedFile>? _report;

    private PublishedConversion(ConversionOptions options, Action<ConvertedFile>? report) => (_options, _report) = (options, report);

    /// <summary>Converts; the folder appears when it is whole.</summary>
    /// <param name="files">What to convert: one file or more.</param>
    /// <param name="folder">The folder to make.</param>
    /// <param name="options">Null means the defaults.</param>
    /// <param name="report">Called after each file, on this thread.</param>
    /// <param name="cancellation">Stops before the next file and leaves no folder.</param>
    /// <exception cref="InputException">
    /// A file is missing, damaged, of another network than asked for, or does not fit the network that its shapes speak of; or the folder exists.
    /// </exception>
    public static void Write(
        PublishedFiles files, string folder, ConversionOptions? options = null, Action<ConvertedFile>? report = null, CancellationToken cancellation = default)
    {
        options ??= new ConversionOptions();
        if (files.Count == 0)
            throw new ArgumentException("There is nothing to convert: name a checkpoint or a body model.", nameof(files));
        ModelFolder.RequireFree(folder, options.Replace);
        var conversion = new PublishedConversion(options, report);
        AtomicFolder.Write(folder, partial => conversion.Fill(partial, files, cancellation), options.Replace);
    }

    private void Fill(string folder, PublishedFiles files, CancellationToken cancellation)
    {
        var networks = new List<NetworkEntry>();
        IReadOnlyList<StateEntry> bodyOfRecovery = [];
        foreach (var (role, path) in files.Checkpoints)
        {
            cancellation.ThrowIfCancellationRequested();
            var checkpoint = PublishedCheckpoint.Read(role, path);
            networks.Add(WriteNetwork(folder, path, checkpoint));
            bodyOfRecovery = role == NetworkRole.Recovery ? checkpoint.Body : bodyOfRecovery;
        }

        cancellation.ThrowIfCancellationRequested();
        var body = files.Smpl is null ? null : WriteBody(folder, files, bodyOfRecovery);
        ModelFolder.Describe(folder, body, networks);
        cancellation.ThrowIfCancellationRequested();
    }

    private NetworkEntry WriteNetwork(string folder, string path, PublishedCheckpoint checkpoint)
    {
        var entry = checkpoint.Describe(_options.Corners);
        // Never filled: its names and shapes alone are of interest, and memory that is not touched costs nothing.
        using var store = new ParameterStore(initialise: false);
        ModelFolder.Create(entry, store, path);
        try
        {
            store.RequireFit(checkpoint.State);
        }
        catch (StateMismatchException error)
        {
            throw new InputException($"{path}: {error.Message} The network was taken to be {Shape(entry)}; the checkpoint is damaged or of another network.", error);
        }

        Weights.WriteState(Path.Combine(folder, entry.File), checkpoint.State.Select(tensor => Stored(tensor, path)));
        var dropped = checkpoint.DroppedCount > 0 ? $", {checkpoint.DroppedCount} without use dropped" : "";
        Report(path, entry.File, store.ParameterCount, $"{entry.Architecture.Name}, {store.ParameterCount:N0} parameters in {checkpoint.State.Count} tensors ({Shape(entry)}){dropped}");
        return entry with { Provenance = Origin() };
    }

    private BodyEntry WriteBody(string folder, PublishedFiles files, IReadOnlyList<StateEntry> bodyOfRecovery)
    {
        var body = BodyModel.Load(files.Smpl!);
        var change = "";
        if (bodyOfRecovery.Count > 0)
        {
            var overridden = body.WithPublishedBuffers(files.Recovery!, bodyOfRecovery.ToDictionary(entry => entry.Name, Weights.ToArray));
            var furthest = body.Template.Zip(overridden.Template, Vector3.Distance).Max();
            change = $"; its values are those of {Path.GetFileName(files.Recovery)}, vertices {1000 * furthest:0.###} mm away at most";
            body = overridden;
        }

        if (files.Mapper is not null)
            body = body.WithSurface(BodySurface.Read(files.Mapper, files.Parts, files.Front, files.Head, body.Faces));
        body.Save(Path.Combine(folder, BodyFile), _options.Half ? ArrayType.Float16 : ArrayType.Float32);
        var numbers = 3L * body.VertexCount * (1 + body.ShapeDirections.Length + body.PoseDirections.Length);
        Report(files.Smpl!, BodyFile, numbers, $"a body of {body.VertexCount:N0} vertices and {body.FaceCount:N0} faces, "
            + (body.Surface is { } surface ? $"textured, {surface.PartNames.Count} parts" : "without texture coordinates") + change);
        var facts = Origin();
        facts["name"] = body.Name;
        facts["licence"] = "as the file that it was converted from; SMPL is free for research only";
        return new BodyEntry(BodyFile, facts);
    }

    private void Report(string from, string to, long parameters, string summary)
    {
        using var stream = File.OpenRead(from);
        _converted.Add(new ConvertedFile(from, Convert.ToHexStringLower(SHA256.HashData(stream)), to, parameters, summary));
        _report?.Invoke(_converted[^1]);
    }

    private JsonObject Origin() => new()
    {
        ["converted from"] = Path.GetFileName(_converted[^1].From),
        ["sha256 of that file"] = _converted[^1].Sha256,
        ["licence"] = "as the file that it was converted from",
    };

    /// <summary>A tensor as it goes to disk: floating-point numbers as float32, or matrices as float16; integers as they are.</summary>
    private StateEntry Stored(StateEntry entry, string path)
    {
        if (entry.Type == TensorType.Int64)
            return entry;
        var numbers = Weights.ToArray(entry).ToFloating(ArrayType.Float32);
        var half = _options.Half && entry.Shape.Length > 1;
        foreach (var number in numbers.AsSpan<float>())
            if (!float.IsFinite(number) || half && MathF.Abs(number) > (float)System.Half.MaxValue)
                throw new InputException($"{path}: '{entry.Name}' holds {number}, "
                    + (float.IsFinite(number) ? "which float16 cannot hold. Convert without --half." : "expected finite numbers only. The file is damaged, or training had failed."));
        var stored = half ? numbers.ToFloating(ArrayType.Float16) : numbers;
        return entry with { Type = half ? TensorType.Float16 : TensorType.Float32, Data = stored.Data };
    }

    /// <summary>The options, and where they are not the published ones what those are.</summary>
    private static string Shape(NetworkEntry entry)
    {
        var (own, published) = (entry.Architecture.WriteOptions(entry.Options), entry.Architecture.WriteOptions(Activator.CreateInstance(entry.Options.GetType())!));
        return string.Join(", ", own.Select(option => JsonNode.DeepEquals(option.Value, published[option.Key])
            ? $"{option.Key} {option.Value?.ToJsonString().Trim('"')}"
            : $"{option.Key} {option.Value?.ToJsonString().Trim('"')} where the published network has {published[option.Key]?.ToJsonString().Trim('"')}"));
    }
}
