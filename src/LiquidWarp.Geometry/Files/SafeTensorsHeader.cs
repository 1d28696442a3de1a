using System.Text.Json;

namespace LiquidWarp.Files;

/// <summary>The JSON header of a safetensors file, checked against the size of the data.</summary>
internal sealed class SafeTensorsHeader
{
    private const string MetadataKey = "__metadata__";
    private const long MostBytes = 100_000_000;

    private static readonly (string Name, DType Type)[] Types =
    [
        ("BOOL", DType.Bool), ("U8", DType.UInt8), ("I8", DType.Int8), ("U16", DType.UInt16), ("I16", DType.Int16),
        ("U32", DType.UInt32), ("I32", DType.Int32), ("U64", DType.UInt64), ("I64", DType.Int64),
        ("F16", DType.Float16), ("BF16", DType.BFloat16), ("F32", DType.Float32), ("F64", DType.Float64),
    ];

    private readonly ReadBudget _budget;
    private readonly HashSet<string> _names = [];

    private SafeTensorsHeader(ReadBudget budget) => _budget = budget;

    /// <summary>A tensor's place: type, shape, and its bytes [Begin, End) after the header.</summary>
    public readonly record struct Entry(string Name, DType Type, int[] Shape, long Begin, long End);

    /// <summary>The tensors in the order of their data.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>The file's own notes.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Reads and checks the header.</summary>
    public static SafeTensorsHeader Read(ByteSource source)
    {
        var budget = source.Budget;
        var length = source.ReadInt64();
        if (length is < 2 or > MostBytes || length > source.Length - 8)
            throw budget.Fail($"it is no safetensors file, or damaged: it declares a header of {length:N0} bytes");
        var json = source.ReadBytes(length);
        var header = new SafeTensorsHeader(budget);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
            header.ReadObject(ref reader);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not UTF-8, or a value of the wrong kind.
            throw budget.Fail("its safetensors header is malformed", error);
        }

        header.CheckCover(source.Length!.Value - 8 - length);
        return header;
    }

    /// <summary>The header's bytes, padded by blanks to a multiple of eight.</summary>
    public static byte[] Create(IReadOnlyList<KeyValuePair<string, NdArray>> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(writer, metadata);
            var offset = 0L;
            foreach (var (name, tensor) in tensors)
            {
                if (name == MetadataKey)
                    throw new ArgumentException($"A tensor cannot be named {MetadataKey}.", nameof(tensors));
                WriteEntry(writer, name, tensor, offset);
                offset += tensor.Data.Length;
            }

            writer.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject(MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, string name, NdArray tensor, long offset)
    {
        var type = Array.Find(Types, pair => pair.Type == tensor.DType).Name
            ?? throw new ArgumentException($"Tensor {name}: safetensors has no type for {tensor.DType}.", nameof(tensor));
        writer.WriteStartObject(name);
        writer.WriteString("dtype", type);
        writer.WriteStartArray("shape");
        foreach (var extent in tensor.Shape)
            writer.WriteNumberValue(extent);
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(offset);
        writer.WriteNumberValue(offset + tensor.Data.Length);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void ReadObject(ref Utf8JsonReader reader)
    {
        Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            _budget.Charge(256 + 2 * reader.ValueSpan.Length);
            var name = reader.GetString()!;
            if (!_names.Add(name))
                throw _budget.Fail($"its header has two entries named '{name}'");
            Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
            if (name == MetadataKey)
                ReadMetadata(ref reader);
            else
                Entries.Add(ReadEntry(ref reader, name));
        }

        Require(reader.TokenType == JsonTokenType.EndObject && !reader.Read());
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            Require(reader.Read() && reader.TokenType == JsonTokenType.String);
            _budget.Charge(256 + 2 * (key.Length + reader.ValueSpan.Length));
            Metadata[key] = reader.GetString()!;
        }
    }

    private Entry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        DType? type = null;
        long[]? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString();
            Require(reader.Read());
            if (field == "dtype")
                type = ReadType(reader.GetString() ?? "", name);
            else if (field == "shape")
                shape = ReadNumbers(ref reader);
            else if (field == "data_offsets")
                offsets = ReadNumbers(ref reader);
            else
                throw _budget.Fail($"tensor '{name}' has an unknown entry '{field}'");
        }

        if (type is not { } known || shape is null || offsets is not { Length: 2 } || Array.Exists(shape, extent => extent is < 0 or > int.MaxValue))
            throw _budget.Fail($"tensor '{name}' lacks a proper dtype, shape or data_offsets");
        var extents = Array.ConvertAll(shape, extent => (int)extent);
        var bytes = new ElementFormat(known, known.Size(), false).ByteCount(extents, _budget);
        if (offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] - offsets[0] != bytes)
            throw _budget.Fail($"tensor '{name}' of shape ({string.Join(", ", extents)}) takes {bytes:N0} bytes, its offsets {offsets[0]} to {offsets[1]} do not");
        return new Entry(name, known, extents, offsets[0], offsets[1]);
    }

    private DType ReadType(string spelling, string name)
    {
        var index = Array.FindIndex(Types, pair => pair.Name == spelling);
        return index >= 0 ? Types[index].Type : throw _budget.Fail($"tensor '{name}' is of type '{spelling}', which is not supported");
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.StartArray);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            Require(reader.TryGetInt64(out var number) && numbers.Count < 64);
            numbers.Add(number);
        }

        Require(reader.TokenType == JsonTokenType.EndArray);
        return [.. numbers];
    }

    /// <summary>The tensors must lie end to end and fill the data: no byte is read twice, none is hidden.</summary>
    private void CheckCover(long dataBytes)
    {
        Entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        var end = 0L;
        foreach (var entry in Entries)
        {
            if (entry.Begin != end)
                throw _budget.Fail($"tensor '{entry.Name}' starts at {entry.Begin:N0} where {end:N0} is due: its data overlaps another's or leaves a gap");
            end = entry.End;
        }

        if (end != dataBytes)
            throw _budget.Fail($"its tensors end at {end:N0} and its data at {dataBytes:N0}: it is truncated or damaged");
    }

    private void Require(bool condition)
    {
        if (!condition)
            throw _budget.Fail("its safetensors header is malformed");
    }
}
