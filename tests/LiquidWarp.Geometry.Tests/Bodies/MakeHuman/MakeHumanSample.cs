using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Text;

namespace LiquidWarp.Tests.Bodies.MakeHuman;

/// <summary>
/// Writes a folder of MakeHuman's format: a person of boxes, one on each bone, whose joints are marked by smaller cubes.
/// Sizes are decimetres. Arms hang 30° below the horizontal, so that reading has a pose to correct.
/// </summary>
internal static class MakeHumanSample
{
    /// <summary>Where each bone starts on the base mesh.</summary>
    public static readonly IReadOnlyDictionary<string, Vector3> Bones = MakeBones();

    /// <summary>Vertices of the body: eight for each bone and each eye.</summary>
    public static int BodyVertexCount => 8 * (Bones.Count + 2);

    /// <summary>Writes all files into an empty folder.</summary>
    public static void Write(string folder)
    {
        StringBuilder obj = new("# boxes\n");
        List<Vector3> vertices = [];
        StringBuilder faces = new();
        void Box(string group, Vector3 centre, float half)
        {
            faces.Append(CultureInfo.InvariantCulture, $"g {group}\n");
            var first = vertices.Count + 1;
            for (var i = 0; i < 8; i++)
                vertices.Add(centre + half * new Vector3((i & 1) * 2 - 1, (i >> 1 & 1) * 2 - 1, (i >> 2 & 1) * 2 - 1));
            foreach (var quad in new[] { "0231", "4576", "0154", "2673", "0462", "1375" })
                faces.Append(CultureInfo.InvariantCulture, $"f {string.Join(' ', quad.Select((corner, k) => $"{first + corner - '0'}/{k + 1}"))}\n");
        }

        foreach (var bone in Bones)
            Box("body", bone.Value, 0.6f);
        Box("helper-l-eye", Bones["Head"] + new Vector3(0.3f, 0.3f, 0.45f), 0.1f);
        Box("helper-r-eye", Bones["Head"] + new Vector3(-0.3f, 0.3f, 0.45f), 0.1f);
        foreach (var bone in Bones)
            Box($"joint-{bone.Key}", bone.Value, 0.1f);
        foreach (var v in vertices)
            obj.Append(CultureInfo.InvariantCulture, $"v {v.X} {v.Y} {v.Z}\n");
        obj.Append("vt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\n").Append(faces);
        File.WriteAllText(Path.Combine(folder, "base.obj"), obj.ToString());

        File.WriteAllText(Path.Combine(folder, "rig.mixamo.json"), $$$"""{"bones": {{{{string.Join(", ", Bones.Keys.Select(Rig))}}}}}""");
        File.WriteAllText(Path.Combine(folder, "weights.mixamo.json"), $$$"""{"weights": {{{{string.Join(", ", Bones.Keys.Select(Weights))}}}}}""");
        Directory.CreateDirectory(Path.Combine(folder, "targets", "height"));
        File.WriteAllText(Path.Combine(folder, "targets", "macro.json"), """
            {"macrotargets": {
              "gender": {"parts": [{"lowest": -0.01, "highest": 1.01, "low": "female", "high": "male"}]},
              "age": {"parts": [{"lowest": 0.49999, "highest": 1.01, "low": "young", "high": "old"}]},
              "height": {"parts": [{"lowest": -0.01, "highest": 0.49, "low": "minheight", "high": ""}, {"lowest": 0.51, "highest": 1.01, "low": "", "high": "maxheight"}]}}}
            """);
        Target(folder, "universal-male-young", vertices, v => new(0.1f * v.X, 0, 0));
        Target(folder, "universal-female-young", vertices, _ => Vector3.Zero);
        Target(folder, "height/male-young-maxheight", vertices, v => 0.5f * v);
        Target(folder, "height/male-young-minheight", vertices, v => -0.5f * v);
        Target(folder, "height/female-young-maxheight", vertices, v => 0.5f * v);
        Target(folder, "height/female-young-minheight", vertices, v => -0.5f * v);
    }

    // Half of the joints by their cubes, half by vertices, as the real rig mixes them.
    private static string Rig(string bone, int index) => index % 2 == 0
        ? $$$"""  "mixamorig:{{{bone}}}": {"head": {"strategy": "CUBE", "cube_name": "joint-{{{bone}}}"}}"""
        : $$$"""  "mixamorig:{{{bone}}}": {"head": {"strategy": "MEAN", "vertex_indices": [{{{8 * index}}}, {{{8 * index + 7}}}]}}""";

    private static string Weights(string bone, int index)
    {
        var vertices = Enumerable.Range(8 * index, 8).ToList();
        if (bone == "Head")
            vertices.AddRange(Enumerable.Range(8 * Bones.Count, 16));
        return $$$"""  "mixamorig:{{{bone}}}": [{{{string.Join(", ", vertices.Select(v => $"[{v}, 0.5]"))}}}]""";
    }

    private static void Target(string folder, string name, List<Vector3> vertices, Func<Vector3, Vector3> displacement)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(Path.Combine(folder, "targets", name + ".target.gz")), CompressionLevel.Fastest));
        writer.WriteLine("# comment");
        for (var v = 0; v < vertices.Count; v++)
        {
            var d = displacement(vertices[v]);
            if (d != Vector3.Zero)
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{v} {d.X} {d.Y} {d.Z}"));
        }
    }

    private static Dictionary<string, Vector3> MakeBones()
    {
        Dictionary<string, Vector3> bones = new()
        {
            ["Hips"] = new(0, 1, 0),
            ["Spine"] = new(0, 2, 0),
            ["Spine1"] = new(0, 3, 0),
            ["Spine2"] = new(0, 4, 0),
            ["Neck"] = new(0, 6, 0),
            ["Head"] = new(0, 7, 0),
        };
        foreach (var (side, x) in new[] { ("Left", 1f), ("Right", -1f) })
        {
            foreach (var (bone, at) in new[] { ("UpLeg", new Vector3(1, 0.3f, 0)), ("Leg", new(1, -4, 0)), ("Foot", new(1, -8, 0)), ("ToeBase", new(1, -8.5f, 1)), ("Shoulder", new(0.6f, 5.5f, 0)) })
                bones[side + bone] = new(x * at.X, at.Y, at.Z);
            var down = new Vector3(x * 0.8660254f, -0.5f, 0);
            var shoulder = new Vector3(x * 1.8f, 5, 0);
            foreach (var (bone, along, forward) in new[] { ("Arm", 0f, 0f), ("ForeArm", 2.5f, 0), ("Hand", 5, 0), ("HandIndex1", 6, 0.3f), ("HandMiddle1", 6, 0.1f), ("HandRing1", 6, -0.1f), ("HandPinky1", 6, -0.3f), ("HandThumb1", 5.4f, 0.4f) })
                bones[side + bone] = shoulder + along * down + new Vector3(0, 0, forward);
        }

        return bones;
    }
}
