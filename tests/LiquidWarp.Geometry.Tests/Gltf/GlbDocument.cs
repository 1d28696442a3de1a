using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace LiquidWarp.Tests.Gltf;

/// <summary>The two chunks of a .glb, read as the specification says and with nothing of the writer's code.</summary>
internal sealed class GlbDocument(JsonNode json, byte[] binary)
{
    private readonly Dictionary<int, double[][]> _elements = [];

    public JsonNode Json { get; } = json;

    public byte[] Binary { get; } = binary;

    /// <summary>Takes a file apart whose container is sound.</summary>
    public static GlbDocument Read(byte[] file)
    {
        var jsonLength = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));
        var binaryLength = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(20 + jsonLength));
        return new(JsonNode.Parse(file.AsSpan(20, jsonLength))!, file.AsSpan(28 + jsonLength, binaryLength).ToArray());
    }

    /// <summary>Puts it together again.</summary>
    public byte[] Write()
    {
        var text = Encoding.UTF8.GetBytes(Json.ToJsonString());
        byte[] json = [.. text, .. Enumerable.Repeat((byte)' ', -text.Length & 3)];
        return [.. "glTF"u8, .. Int(2), .. Int(28 + json.Length + Binary.Length), .. Int(json.Length), .. "JSON"u8, .. json, .. Int(Binary.Length), .. "BIN\0"u8, .. Binary];
    }

    /// <summary>(elements)(components) of an accessor, read once.</summary>
    public double[][] Elements(int accessor) => _elements.TryGetValue(accessor, out var read) ? read : _elements[accessor] = ReadElements(accessor);

    /// <summary>The first byte of an accessor in the binary chunk.</summary>
    public int Place(int accessor)
    {
        var it = Json["accessors"]![accessor]!;
        return ((int?)it["byteOffset"] ?? 0) + ((int?)Json["bufferViews"]![(int)it["bufferView"]!]!["byteOffset"] ?? 0);
    }

    /// <summary>Components of an element; 0 for a type that the specification does not know.</summary>
    public static int Width(string type) => type switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "VEC4" => 4, "MAT2" => 4, "MAT3" => 9, "MAT4" => 16, _ => 0 };

    /// <summary>Bytes of a component; 0 for a type that the specification does not know.</summary>
    public static int Size(int componentType) => componentType switch { 5120 or 5121 => 1, 5122 or 5123 => 2, 5125 or 5126 => 4, _ => 0 };

    private double[][] ReadElements(int accessor)
    {
        var it = Json["accessors"]![accessor]!;
        var component = (int)it["componentType"]!;
        var (width, size, place) = (Width((string)it["type"]!), Size(component), Place(accessor));
        var elements = new double[(int)it["count"]!][];
        for (var element = 0; element < elements.Length; element++)
            elements[element] = [.. Enumerable.Range(0, width).Select(i => Number(component, place + (element * width + i) * size))];
        return elements;
    }

    private double Number(int component, int at) => component switch
    {
        5120 => (sbyte)Binary[at],
        5121 => Binary[at],
        5122 => BinaryPrimitives.ReadInt16LittleEndian(Binary.AsSpan(at)),
        5123 => BinaryPrimitives.ReadUInt16LittleEndian(Binary.AsSpan(at)),
        5125 => BinaryPrimitives.ReadUInt32LittleEndian(Binary.AsSpan(at)),
        _ => BinaryPrimitives.ReadSingleLittleEndian(Binary.AsSpan(at)),
    };

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
