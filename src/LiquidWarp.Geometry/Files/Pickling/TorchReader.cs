using System.Numerics;

namespace LiquidWarp.Files.Pickling;

/// <summary>
/// The two file layouts of torch.save. Zip: <c>data.pkl</c> beside a <c>data</c> folder with one entry a storage. Legacy: pickles of a magic
/// number, a version, a description of the machine, the object, and the storages' keys, then each storage with its element count.
/// </summary>
internal sealed class TorchReader(PickleContext parent)
{
    private const string PickleName = "data.pkl";
    private const long LegacyVersion = 1001;

    private static readonly BigInteger LegacyMagic = BigInteger.Parse("1950a86a20f9469cfc6c", System.Globalization.NumberStyles.HexNumber);

    private readonly ReadBudget _budget = parent.Budget;
    private readonly Dictionary<string, TorchStorage> _storages = [];

    /// <summary>Reads a checkpoint and finishes its tree.</summary>
    public static object? ReadTree(Stream stream, ReadBudget budget)
    {
        var context = new PickleContext(budget);
        return PickleTree.Finish(new TorchReader(context).Load(stream), context);
    }

    /// <summary>Reads a checkpoint; its tensors have their storages, but stand unfinished in the result.</summary>
    public object? Load(Stream stream)
    {
        Span<byte> magic = stackalloc byte[4];
        var zipped = stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("PK\x03\x04"u8);
        stream.Position = 0;
        return zipped ? LoadZip(stream) : LoadLegacy(new ByteSource(stream, stream.Length, _budget));
    }

    private object? LoadZip(Stream stream)
    {
        var entries = ZipContainer.Open(stream, _budget).Entries;
        var pickle = entries.Values.FirstOrDefault(entry => entry.Name == PickleName || entry.Name.EndsWith("/" + PickleName, StringComparison.Ordinal))
            ?? throw _budget.Fail($"it is a zip file without a {PickleName}: no torch checkpoint");
        var folder = pickle.Name[..^PickleName.Length];
        if (entries.TryGetValue(folder + "byteorder", out var order) && order.Size < 16 && !order.ReadAll().AsSpan().SequenceEqual("little"u8))
            throw _budget.Fail("it was saved on a big-endian machine: save it again on a little-endian one");
        // The pickle is read whole since the storages, which it names on the way, stand in the same stream.
        var source = new ByteSource(pickle.ReadAll(), _budget);
        return new PickleMachine(source, parent.Nested(id => FindZipped(id, entries, folder + "data/"))).Load();
    }

    private TorchStorage FindZipped(object? id, IReadOnlyDictionary<string, ZipEntry> entries, string folder)
    {
        var (type, key, count, _) = ParseId(id);
        if (_storages.TryGetValue(key, out var known))
            return Same(known, type, count);
        if (!entries.TryGetValue(folder + key, out var entry))
            throw _budget.Fail($"the data of storage '{key}' is missing");
        if (entry.Size != count * type.Size())
            throw _budget.Fail($"storage '{key}' should have {count:N0} elements of {type} and has {entry.Size:N0} bytes");
        var storage = new TorchStorage(type, count);
        storage.Fill(entry.ReadAll());
        return Keep(key, storage);
    }

    private object? LoadLegacy(ByteSource source)
    {
        var context = parent.Nested(FindLegacy);
        if (LoadPlain(source, context) is not BigInteger magic || magic != LegacyMagic)
            throw _budget.Fail("it is no torch checkpoint: neither a zip file nor one that starts with torch's magic number");
        if (LoadPlain(source, context) is not LegacyVersion)
            throw _budget.Fail("its version of the legacy torch format is unknown");
        if (LoadPlain(source, context) is Dictionary<object, object?> machine && machine.TryGetValue("little_endian", out var little) && little is false)
            throw _budget.Fail("it was saved on a big-endian machine: save it again on a little-endian one");
        var root = new PickleMachine(source, context).Load();
        var keys = LoadPlain(source, context) as List<object?> ?? throw _budget.Fail("the list of its storages is missing");
        foreach (var raw in keys)
            FillLegacy(context.Text(raw, "the list of storages"), source);
        return root;
    }

    private static object? LoadPlain(ByteSource source, PickleContext context) => new PickleMachine(source, context).Load();

    private TorchStorage FindLegacy(object? id)
    {
        var (type, key, count, view) = ParseId(id);
        var owner = _storages.TryGetValue(key, out var known) ? Same(known, type, count) : Keep(key, new TorchStorage(type, count));
        if (view is null)
            return owner;
        // A part of a storage that torch once let stand for itself: its own key, where it starts, how long it is.
        if (view is not object?[] { Length: 3 } part || parent.Integer(part[1], "a storage") is var start && (start < 0 || start > count)
            || parent.Integer(part[2], "a storage") is var length && (length < 0 || length > count - start))
            throw _budget.Fail($"a part of storage '{key}' lies outside it");
        _budget.Charge(128);
        return new TorchStorage(type, length, owner, start);
    }

    private void FillLegacy(string key, ByteSource source)
    {
        if (!_storages.TryGetValue(key, out var storage))
            throw _budget.Fail($"it holds a storage '{key}' that no tensor uses");
        var count = source.ReadInt64();
        if (count != storage.Count)
            throw _budget.Fail($"storage '{key}' should have {storage.Count:N0} elements and has {count:N0}");
        storage.Fill(source.ReadBytes(count * storage.Type.Size()));
    }

    /// <summary>A storage's persistent id: the word storage, type, key, device, number of elements, and in old files the view.</summary>
    private (DType Type, string Key, long Count, object? View) ParseId(object? id)
    {
        if (id is not object?[] { Length: 5 or 6 } parts || parent.Resolve(parts[0]) is not "storage")
            throw _budget.Fail("it refers to something outside that is no storage (a whole module instead of its state_dict?)");
        if (parts[1] is not PickleGlobal { Token: DType type })
            throw _budget.Fail("a storage is of no known type");
        var count = parent.Integer(parts[4], "a storage");
        if (count < 0 || count > Array.MaxLength / type.Size())
            throw _budget.Fail($"a storage declares {count:N0} elements, which is impossible or too large");
        var key = parent.Text(parts[2], "a storage");
        return key.Length <= 256 ? (type, key, count, parts.Length > 5 ? parts[5] : null) : throw _budget.Fail("a storage has too long a key");
    }

    private TorchStorage Keep(string key, TorchStorage storage)
    {
        _budget.Charge(256 + 2 * key.Length);
        return _storages[key] = storage;
    }

    private TorchStorage Same(TorchStorage storage, DType type, long count) =>
        storage.Type == type && storage.Count == count ? storage : throw _budget.Fail("a storage is described in two ways");
}
