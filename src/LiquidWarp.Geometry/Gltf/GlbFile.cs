using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LiquidWarp.Bodies;
using LiquidWarp.Files;
using LiquidWarp.Motions;
using LiquidWarp.Rendering;

namespace LiquidWarp.Gltf;

/// <summary>
/// Moving bodies as binary glTF 2.0 (<c>.glb</c>): what Blender, game engines and web pages open. One skinned mesh of the body in the
/// motion's mean shape, the 24 joints as nodes, and the motion as an animation of their rotations and of the root's place. Metres, y up,
/// front +z, soles on the floor. Two things are lost: pose blend shapes, for glTF has none that follow rotations, and the weights of a
/// vertex beyond its four largest.
/// </summary>
public static class GlbFile
{
    /// <summary>With these the file stays below 2 GB, and times that are single floats still differ from frame to frame.</summary>
    internal const int MostFrames = 4_000_000;

    private const int MeshNode = JointTree.Count;

    private static readonly JsonSerializerOptions LeaveOutNull = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes a motion on a body, whole or not at all. The nodes stand in the first frame; a single frame makes a file without animation.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="motion">Its cameras play no part: the person goes where <see cref="Motion.RootTravel"/> says, or stays in place without one.</param>
    /// <param name="body">The body whose shape the motion is of.</param>
    /// <exception cref="InputException">The motion has no frames or more than four million, the body has no faces, or the file cannot be written.</exception>
    public static void Write(string path, Motion motion, BodyModel body)
    {
        ArgumentNullException.ThrowIfNull(motion);
        if (motion.Frames.Count > MostFrames)
            throw new InputException($"{motion.Name} has {motion.Frames.Count} frames, and a .glb has room for {MostFrames}: write it in parts, or at a lower rate.");
        var world = new WorldMotion(motion, body);
        if (body.FaceCount == 0)
            throw new InputException($"The body {body.Name} has no faces: there is no mesh to write.");
        AtomicFile.Write(path, stream =>
        {
            // Members are made in this order: the lists of the chunk come when all else has been put into it.
            var chunk = new BinaryChunk();
            var document = new
            {
                asset = new { version = "2.0", generator = "LiquidWarp" },
                scene = 0,
                scenes = new[] { new { nodes = new[] { (int)Joint.Pelvis, MeshNode } } },
                nodes = Nodes(world),
                meshes = new[] { new { name = body.Name, primitives = new[] { Primitive(world, body, chunk) } } },
                materials = new[] { Skin() },
                skins = new[] { new { inverseBindMatrices = InverseBindMatrices(world, chunk), skeleton = (int)Joint.Pelvis, joints = Enumerable.Range(0, JointTree.Count) } },
                animations = motion.Frames.Count > 1 ? new[] { Animation(world, motion, chunk) } : null,
                accessors = chunk.Accessors,
                bufferViews = chunk.BufferViews,
                buffers = new[] { new { byteLength = chunk.Bytes.Length } },
            };
            WriteChunks(stream, JsonSerializer.SerializeToUtf8Bytes(document, LeaveOutNull), chunk.Bytes);
        });
    }

    /// <summary>The joints in their order, then the mesh: a skinned mesh hangs from no joint, for it moves with all of them.</summary>
    private static object[] Nodes(WorldMotion world)
    {
        var nodes = new object[JointTree.Count + 1];
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var children = Enumerable.Range(0, JointTree.Count).Where(child => JointTree.Parents[child] == joint).ToArray();
            nodes[joint] = new
            {
                name = ((Joint)joint).ToString(),
                translation = Numbers(joint == 0 ? world.RootPositions[0] : world.Offset(joint)),
                rotation = Numbers(world.Rotations(joint)[0]),
                children = children.Length > 0 ? children : null,
            };
        }

        nodes[MeshNode] = new { name = "Body", mesh = 0, skin = 0 };
        return nodes;
    }

    private static object Primitive(WorldMotion world, BodyModel body, BinaryChunk chunk)
    {
        var normals = new Vector3[body.VertexCount];
        VertexNormals.Compute(world.Vertices, body.Faces, normals);
        // A vertex without area around it has no normal, and every vertex must have one.
        normals.AsSpan().Replace(Vector3.Zero, Vector3.UnitY);
        var joints = new FourJoints[body.VertexCount];
        for (var vertex = 0; vertex < joints.Length; vertex++)
            joints[vertex] = FourJoints.Strongest(body.SkinningWeights.AsSpan(vertex * JointTree.Count, JointTree.Count));
        return new
        {
            attributes = new
            {
                POSITION = chunk.AddVertices<Vector3>(world.Vertices, "VEC3", withBounds: true),
                NORMAL = chunk.AddVertices<Vector3>(normals, "VEC3"),
                JOINTS_0 = chunk.AddVertices<uint>(Array.ConvertAll(joints, joint => joint.Indices), "VEC4", ComponentType.UnsignedByte),
                WEIGHTS_0 = chunk.AddVertices<Vector4>(Array.ConvertAll(joints, joint => joint.Weights), "VEC4"),
            },
            indices = chunk.AddIndices(body.Faces),
            material = 0,
        };
    }

    /// <summary>Matte, in the colour of previews.</summary>
    private static object Skin()
    {
        // Squares stand for sRGB's curve, as in previews.
        var colour = new ShadingOptions().Skin;
        colour *= colour;
        return new { name = "Skin", pbrMetallicRoughness = new { baseColorFactor = (float[])[.. Numbers(colour), 1], metallicFactor = 0, roughnessFactor = 0.8 } };
    }

    /// <summary>
    /// What takes a vertex of the rest body to each joint: there, no joint is rotated. glTF's matrices are columns for column vectors, which
    /// in memory is the same as .NET's rows for row vectors.
    /// </summary>
    private static int InverseBindMatrices(WorldMotion world, BinaryChunk chunk) =>
        chunk.AddFloats<Matrix4x4>(Array.ConvertAll(world.Joints, joint => Matrix4x4.CreateTranslation(-joint)), "MAT4");

    /// <summary>A channel for each joint's rotation and one for the root's place, all at the same times, interpolated along the shortest arc.</summary>
    private static object Animation(WorldMotion world, Motion motion, BinaryChunk chunk)
    {
        float[] times = [.. Enumerable.Range(0, motion.Frames.Count).Select(frame => (float)(frame / motion.FramesPerSecond))];
        var input = chunk.AddFloats<float>(times, "SCALAR", withBounds: true);
        var outputs = Enumerable.Range(0, JointTree.Count)
            .Select(joint => (Node: joint, Path: "rotation", Output: chunk.AddFloats<Quaternion>(world.Rotations(joint), "VEC4")))
            .Append((Node: 0, Path: "translation", Output: chunk.AddFloats<Vector3>(world.RootPositions, "VEC3")))
            .ToArray();
        return new
        {
            name = Path.GetFileNameWithoutExtension(motion.Name) is { Length: > 0 } name ? name : null,
            samplers = outputs.Select(channel => new { input, output = channel.Output, interpolation = "LINEAR" }),
            channels = outputs.Select((channel, sampler) => new { sampler, target = new { node = channel.Node, path = channel.Path } }),
        };
    }

    private static float[] Numbers(Vector3 vector) => [vector.X, vector.Y, vector.Z];

    private static float[] Numbers(Quaternion rotation) => [rotation.X, rotation.Y, rotation.Z, rotation.W];

    /// <summary>The container: a header, the JSON padded by spaces, the numbers.</summary>
    private static void WriteChunks(Stream stream, ReadOnlySpan<byte> json, ReadOnlySpan<byte> binary)
    {
        const int HeaderLength = 12, ChunkHeaderLength = 8;
        var padding = -json.Length & 3;
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write("glTF"u8);
        writer.Write(2);
        writer.Write(HeaderLength + ChunkHeaderLength + json.Length + padding + ChunkHeaderLength + binary.Length);
        writer.Write(json.Length + padding);
        writer.Write("JSON"u8);
        writer.Write(json);
        writer.Write("   "u8[..padding]);
        writer.Write(binary.Length);
        writer.Write("BIN\0"u8);
        writer.Write(binary);
    }
}
