using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace LiquidWarp.Tests.Gltf;

/// <summary>
/// What the glTF 2.0 specification demands of a binary file with a skinned, animated mesh: a validator of our own that shares nothing with
/// the writer. The container first; of a sound one, the document.
/// </summary>
internal sealed class GltfRules
{
    private const int Float = 5126;

    private readonly GlbDocument _document;
    private readonly List<string> _broken = [];

    private GltfRules(GlbDocument document) => _document = document;

    /// <summary>The rules that a file breaks, a sentence each; none for a valid one.</summary>
    public static IReadOnlyList<string> Broken(byte[] file)
    {
        var container = BrokenContainer(file);
        if (container is not null)
            return [container];
        var rules = new GltfRules(GlbDocument.Read(file));
        try
        {
            rules.Document();
        }
        catch (Exception error) when (error is InvalidOperationException or NullReferenceException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // An index to nowhere or a value of another type: what follows it cannot be looked at.
            rules._broken.Add($"the document leads nowhere: {error.Message}");
        }

        return rules._broken;
    }

    private static string? BrokenContainer(byte[] file)
    {
        uint At(int place) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(place));
        if (file.Length < 20 || At(0) != 0x46546C67 || At(4) != 2)
            return "the header is not glTF 2";
        if (At(8) != file.Length || file.Length % 4 != 0)
            return "the header's length is not the file's, or no multiple of 4";
        var json = At(12);
        if (At(16) != 0x4E4F534A || json % 4 != 0 || 20 + json + 8 > file.Length)
            return "the first chunk is not JSON of a length that is a multiple of 4";
        var text = file.AsSpan(20, (int)json);
        if (text[0] != '{' || text.TrimEnd((byte)' ')[^1] != '}')
            return "the JSON is not padded with spaces alone";
        var binary = At((int)(20 + json));
        if (At((int)(24 + json)) != 0x004E4942 || 28 + json + binary != file.Length)
            return "the second chunk is not binary data to the end of the file";
        var buffer = (long)GlbDocument.Read(file).Json["buffers"]![0]!["byteLength"]!;
        return buffer <= binary && binary <= buffer + 3 ? null : "the binary chunk is not the buffer and at most 3 bytes of padding";
    }

    private void Check(bool kept, string rule)
    {
        if (!kept && !_broken.Contains(rule))
            _broken.Add(rule);
    }

    private JsonArray List(string name) => _document.Json[name]?.AsArray() ?? [];

    private void Document()
    {
        Check((string?)_document.Json["asset"]?["version"] == "2.0" && (string?)_document.Json["asset"]!["generator"] is { Length: > 0 }, "asset has version 2.0 and a generator");
        Check(_document.Json["buffers"]!.AsArray().Count == 1 && _document.Json["buffers"]![0]!["uri"] is null, "the first buffer is the binary chunk");
        Check(!HasEmptyList(_document.Json), "no list is empty");
        for (var view = 0; view < List("bufferViews").Count; view++)
            View(List("bufferViews")[view]!);
        for (var accessor = 0; accessor < List("accessors").Count; accessor++)
            Accessor(accessor);
        if (_broken.Count > 0)
            return;
        Nodes();
        foreach (var mesh in List("meshes"))
            foreach (var primitive in mesh!["primitives"]!.AsArray())
                Primitive(primitive!);
        foreach (var skin in List("skins"))
            Skin(skin!);
        foreach (var animation in List("animations"))
            Animation(animation!);
        Uses();
    }

    private static bool HasEmptyList(JsonNode? node) => node switch
    {
        JsonArray list => list.Count == 0 || list.Any(HasEmptyList),
        JsonObject named => named.Any(entry => HasEmptyList(entry.Value)),
        _ => false,
    };

    private void View(JsonNode view)
    {
        var (offset, length) = ((long?)view["byteOffset"] ?? 0, (long)view["byteLength"]!);
        Check((int)view["buffer"]! == 0 && offset >= 0 && length >= 1 && offset + length <= (long)_document.Json["buffers"]![0]!["byteLength"]!, "a buffer view lies in the buffer");
        Check((int?)view["target"] is null or 34962 or 34963, "a buffer view's target is vertices or indices");
        Check(view["byteStride"] is null, "arrays are packed (a stride would be allowed, but these rules do not know it)");
    }

    private void Accessor(int index)
    {
        var accessor = List("accessors")[index]!;
        var view = List("bufferViews")[(int)accessor["bufferView"]!]!;
        var (component, type, count) = ((int)accessor["componentType"]!, (string)accessor["type"]!, (long)accessor["count"]!);
        var (size, width, offset) = (GlbDocument.Size(component), GlbDocument.Width(type), (long?)accessor["byteOffset"] ?? 0);
        Check(size > 0 && width > 0 && count >= 1, "an accessor has a known type and at least one element");
        if (size == 0 || width == 0)
            return;
        Check(offset % size == 0 && _document.Place(index) % size == 0, "an accessor starts on a multiple of its component's size");
        var fits = offset + count * width * size <= (long)view["byteLength"]!;
        Check(fits, "an accessor ends in its buffer view");
        if (!fits || _broken.Count > 0)
            return;
        var elements = _document.Elements(index);
        Check(elements.All(element => element.All(double.IsFinite)), "numbers are finite");
        foreach (var (name, best) in ((string, Func<double, double, double>)[])[("min", Math.Min), ("max", Math.Max)])
            if (accessor[name] is { } stated)
                Check(stated.AsArray().Select(number => (double)(float)number!).SequenceEqual(elements.Aggregate((a, b) => [.. a.Zip(b, best)])), $"{name} is that of the elements");
    }

    private void Nodes()
    {
        var nodes = List("nodes");
        var parents = new int[nodes.Count];
        Array.Fill(parents, -1);
        for (var node = 0; node < nodes.Count; node++)
        {
            foreach (var child in nodes[node]!["children"]?.AsArray() ?? [])
            {
                Check(parents[(int)child!] < 0, "a node has one parent");
                parents[(int)child!] = node;
            }

            if (nodes[node]!["rotation"] is { } rotation)
                Check(IsUnit([.. rotation.AsArray().Select(number => (double)number!)]), "a node's rotation is a unit quaternion");
            Check(nodes[node]!["matrix"] is null, "an animated node has no matrix");
            if (nodes[node]!["skin"] is not { } skin)
                continue;
            Check((int)skin < List("skins").Count && nodes[node]!["mesh"] is not null, "a node with a skin has a mesh");
            Check(parents[node] < 0 && nodes[node]!["translation"] is null && nodes[node]!["rotation"] is null, "a skinned mesh is a root without a transform");
        }

        for (var node = 0; node < nodes.Count; node++)
        {
            var (at, steps) = (node, 0);
            while (at >= 0 && steps++ <= nodes.Count)
                at = parents[at];
            Check(at < 0, "the nodes are trees");
        }

        Check((int?)_document.Json["scene"] is { } scene && scene < List("scenes").Count, "the scene is there");
        foreach (var root in List("scenes")[0]!["nodes"]!.AsArray())
            Check(parents[(int)root!] < 0, "the scene's nodes are roots");
    }

    private void Primitive(JsonNode primitive)
    {
        var attributes = primitive["attributes"]!.AsObject();
        (int Component, string Type, double[][] Elements) Of(string name)
        {
            var accessor = List("accessors")[(int)attributes[name]!]!;
            return ((int)accessor["componentType"]!, (string)accessor["type"]!, _document.Elements((int)attributes[name]!));
        }

        Check(attributes.All(attribute => attribute.Key is "POSITION" or "NORMAL" or "JOINTS_0" or "WEIGHTS_0"), "attributes have names of the specification");
        Check(attributes.Select(attribute => (int)List("accessors")[(int)attribute.Value!]!["count"]!).Distinct().Count() == 1, "attributes have one length");
        foreach (var (_, accessor) in attributes)
            Check(_document.Place((int)accessor!) % 4 == 0, "attributes start on multiples of 4");
        var position = List("accessors")[(int)attributes["POSITION"]!]!;
        Check(Of("POSITION") is (Float, "VEC3", _) && position["min"] is not null && position["max"] is not null, "positions are three floats with min and max");
        Check(Of("NORMAL") is (Float, "VEC3", var normals) && normals.All(IsUnit), "normals are unit vectors of floats");

        var indices = (int)primitive["indices"]!;
        var corners = _document.Elements(indices);
        Check((int)List("accessors")[indices]!["componentType"]! is 5121 or 5123 or 5125 && (string)List("accessors")[indices]!["type"]! == "SCALAR" && corners.Length % 3 == 0, "indices are unsigned, three a triangle");
        var vertexCount = Of("POSITION").Elements.Length;
        Check(corners.All(corner => corner[0] < vertexCount), "indices are those of vertices");
        Check((int?)primitive["material"] is null or >= 0 && ((int?)primitive["material"] ?? -1) < List("materials").Count, "the material is there");

        var (joints, weights) = (Of("JOINTS_0"), Of("WEIGHTS_0"));
        Check(joints is (5121 or 5123, "VEC4", _) && weights is (Float, "VEC4", _), "joints are four unsigned bytes or shorts, weights four floats");
        var jointCount = List("skins")[0]!["joints"]!.AsArray().Count;
        foreach (var (joint, weight) in joints.Elements.Zip(weights.Elements))
        {
            Check(joint.All(index => index < jointCount), "a vertex follows joints of the skin");
            Check(weight.All(w => w >= 0) && Math.Abs(weight.Sum() - 1) <= 2e-7 * weight.Count(w => w > 0), "weights are not negative and sum to 1");
            var used = joint.Where((_, slot) => weight[slot] > 0).ToArray();
            Check(used.Distinct().Count() == used.Length, "a vertex names no joint twice");
            Check(joint.Where((_, slot) => weight[slot] == 0).All(index => index == 0), "where there is no weight, the joint is 0");
        }
    }

    private void Skin(JsonNode skin)
    {
        var joints = skin["joints"]!.AsArray().Select(joint => (int)joint!).ToArray();
        Check(joints.Distinct().Count() == joints.Length && joints.All(joint => joint < List("nodes").Count), "a skin's joints are different nodes");
        var accessor = List("accessors")[(int)skin["inverseBindMatrices"]!]!;
        var matrices = _document.Elements((int)skin["inverseBindMatrices"]!);
        Check((int)accessor["componentType"]! == Float && (string)accessor["type"]! == "MAT4" && matrices.Length >= joints.Length, "there is an inverse bind matrix of floats for each joint");
        Check(matrices.All(matrix => (matrix[3], matrix[7], matrix[11], matrix[15]) is (0, 0, 0, 1)), "the last row of an inverse bind matrix is 0 0 0 1");

        var below = new HashSet<int>();
        void Follow(int node)
        {
            below.Add(node);
            foreach (var child in List("nodes")[node]!["children"]?.AsArray() ?? [])
                if (!below.Contains((int)child!))
                    Follow((int)child!);
        }

        Follow((int?)skin["skeleton"] ?? joints[0]);
        Check(joints.All(below.Contains), "the skeleton's root is above all joints");
    }

    private void Animation(JsonNode animation)
    {
        var (channels, samplers) = (animation["channels"]!.AsArray(), animation["samplers"]!.AsArray());
        Check(channels.Select(channel => channel!["target"]!.ToJsonString()).Distinct().Count() == channels.Count, "no two channels have one target");
        foreach (var channel in channels)
        {
            var sampler = samplers[(int)channel!["sampler"]!]!;
            var (path, interpolation) = ((string)channel["target"]!["path"]!, (string?)sampler["interpolation"] ?? "LINEAR");
            Check((int)channel["target"]!["node"]! < List("nodes").Count && path is "rotation" or "translation", "a channel moves a node");
            Check(interpolation is "LINEAR" or "STEP", "interpolation is linear or none");
            var (input, output) = (List("accessors")[(int)sampler["input"]!]!, List("accessors")[(int)sampler["output"]!]!);
            var times = _document.Elements((int)sampler["input"]!).Select(element => element[0]).ToArray();
            Check((int)input["componentType"]! == Float && (string)input["type"]! == "SCALAR" && input["min"] is not null && input["max"] is not null, "times are floats with min and max");
            Check(times[0] >= 0 && times.Zip(times.Skip(1)).All(pair => pair.First < pair.Second), "times start at 0 or later and grow");
            Check((int)output["count"]! == times.Length, "there is a value for each time");
            Check((int)output["componentType"]! == Float && (string)output["type"]! == (path == "rotation" ? "VEC4" : "VEC3"), "rotations have four floats, translations three");
            if (path == "rotation")
                Check(_document.Elements((int)sampler["output"]!).All(IsUnit), "rotations are unit quaternions");
        }
    }

    /// <summary>A buffer view holds vertices, indices or neither, as its target says.</summary>
    private void Uses()
    {
        var targets = new Dictionary<int, int?>();
        foreach (var primitive in List("meshes").SelectMany(mesh => mesh!["primitives"]!.AsArray()))
        {
            foreach (var (_, accessor) in primitive!["attributes"]!.AsObject())
                targets[(int)accessor!] = 34962;
            targets[(int)primitive["indices"]!] = 34963;
        }

        for (var accessor = 0; accessor < List("accessors").Count; accessor++)
            Check((int?)List("bufferViews")[(int)List("accessors")[accessor]!["bufferView"]!]!["target"] == targets.GetValueOrDefault(accessor), "a buffer view's target says what it is used for");
    }

    private static bool IsUnit(double[] vector) => Math.Abs(Math.Sqrt(vector.Sum(x => x * x)) - 1) < 1e-5;
}
