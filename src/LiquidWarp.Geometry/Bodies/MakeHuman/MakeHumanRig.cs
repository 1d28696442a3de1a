using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>
/// MakeHuman's mixamo-style rig reduced to SMPL's 24 joints. A joint's place is the mean of some vertices of the whole mesh
/// (often those of a marker cube), so it follows every change of the mesh.
/// </summary>
internal sealed class MakeHumanRig
{
    private const string RigFile = "rig.mixamo.json";
    private const string WeightFile = "weights.mixamo.json";

    private static readonly Dictionary<string, Joint> _bones = new()
    {
        ["Hips"] = Joint.Pelvis,
        ["Spine"] = Joint.Spine1,
        ["Spine1"] = Joint.Spine2,
        ["Spine2"] = Joint.Spine3,
        ["Neck"] = Joint.Neck,
        ["Head"] = Joint.Head,
        ["LeftUpLeg"] = Joint.LeftHip,
        ["LeftLeg"] = Joint.LeftKnee,
        ["LeftFoot"] = Joint.LeftAnkle,
        ["LeftToeBase"] = Joint.LeftFoot,
        ["LeftShoulder"] = Joint.LeftCollar,
        ["LeftArm"] = Joint.LeftShoulder,
        ["LeftForeArm"] = Joint.LeftElbow,
        ["LeftHand"] = Joint.LeftWrist,
        ["RightUpLeg"] = Joint.RightHip,
        ["RightLeg"] = Joint.RightKnee,
        ["RightFoot"] = Joint.RightAnkle,
        ["RightToeBase"] = Joint.RightFoot,
        ["RightShoulder"] = Joint.RightCollar,
        ["RightArm"] = Joint.RightShoulder,
        ["RightForeArm"] = Joint.RightElbow,
        ["RightHand"] = Joint.RightWrist,
    };

    private MakeHumanRig(int[][] jointVertices, float[] weights) => (JointVertices, Weights) = (jointVertices, weights);

    /// <summary>(24) mesh vertices whose mean is the joint.</summary>
    public int[][] JointVertices { get; }

    /// <summary>(vertices of the whole mesh, 24) skinning weights, rows sum to 1; zero rows where the file has none.</summary>
    public float[] Weights { get; }

    /// <summary>Reads rig and weights.</summary>
    public static MakeHumanRig Read(string folder, MakeHumanMesh mesh)
    {
        var rig = Path.Combine(folder, RigFile);
        using var json = MakeHumanBody.ReadJson(rig);
        var heads = MakeHumanBody.Guard(rig, () => json.RootElement.GetProperty("bones").EnumerateObject()
            .ToDictionary(bone => Short(bone.Name), bone => HeadVertices(bone.Value.GetProperty("head"), mesh)));
        var joints = new int[JointTree.Count][];
        foreach (var (bone, joint) in _bones)
            joints[(int)joint] = heads.TryGetValue(bone, out var vertices) ? vertices : throw new InputException($"{rig} has no bone '{bone}', expected MakeHuman's mixamo rig.");
        joints[(int)Joint.LeftHand] = Knuckles(rig, heads, "LeftHand");
        joints[(int)Joint.RightHand] = Knuckles(rig, heads, "RightHand");
        foreach (var v in joints.SelectMany(vertices => vertices))
            if ((uint)v >= (uint)mesh.Vertices.Count)
                throw new InputException($"{rig} names the vertex {v}, the mesh has {mesh.Vertices.Count}.");
        return new(joints, ReadWeights(Path.Combine(folder, WeightFile), mesh.Vertices.Count));
    }

    /// <summary>The 24 joints of a mesh.</summary>
    public Vector3[] Joints(Vector3[] mesh) =>
        [.. JointVertices.Select(vertices => vertices.Aggregate(Vector3.Zero, (sum, v) => sum + mesh[v]) / vertices.Length)];

    // SMPL's hand joint sits where the fingers begin.
    private static int[] Knuckles(string rig, Dictionary<string, int[]> heads, string hand)
    {
        string[] fingers = [$"{hand}Index1", $"{hand}Middle1", $"{hand}Ring1", $"{hand}Pinky1"];
        return [.. fingers.SelectMany(finger => heads.TryGetValue(finger, out var vertices) ? vertices : throw new InputException($"{rig} has no bone '{finger}', expected MakeHuman's mixamo rig."))];
    }

    private static int[] HeadVertices(JsonElement head, MakeHumanMesh mesh) =>
        head.GetProperty("strategy").GetString() == "CUBE"
            ? mesh.GroupVertices(head.GetProperty("cube_name").GetString() ?? "")
            : [.. head.GetProperty("vertex_indices").EnumerateArray().Select(v => v.GetInt32())];

    private static float[] ReadWeights(string path, int vertexCount)
    {
        using var json = MakeHumanBody.ReadJson(path);
        var weights = new float[vertexCount * JointTree.Count];
        MakeHumanBody.Guard(path, () =>
        {
            foreach (var bone in json.RootElement.GetProperty("weights").EnumerateObject())
                foreach (var pair in bone.Value.EnumerateArray())
                {
                    var (v, weight) = (pair[0].GetInt32(), pair[1].GetSingle());
                    if ((uint)v >= (uint)vertexCount || !(weight >= 0) || !float.IsFinite(weight))
                        throw new InputException($"{path}: bone '{bone.Name}' has the weight {pair[1]} at vertex {v}; expected weights from 0 at 0 to {vertexCount - 1}.");
                    weights[v * JointTree.Count + (int)JointOf(path, Short(bone.Name))] += weight;
                }

            return weights;
        });
        for (var v = 0; v < vertexCount; v++)
        {
            var row = weights.AsSpan(v * JointTree.Count, JointTree.Count);
            var sum = 0f;
            foreach (var weight in row)
                sum += weight;
            for (var j = 0; j < row.Length && sum > 0; j++)
                row[j] /= sum;
        }

        return weights;
    }

    /// <summary>Fingers belong to the hand joint; the thumb, which leaves the palm before the knuckles, to the wrist.</summary>
    private static Joint JointOf(string path, string bone) =>
        _bones.TryGetValue(bone, out var joint) ? joint
        : bone.StartsWith("LeftHandThumb", StringComparison.Ordinal) ? Joint.LeftWrist
        : bone.StartsWith("RightHandThumb", StringComparison.Ordinal) ? Joint.RightWrist
        : bone.StartsWith("LeftHand", StringComparison.Ordinal) ? Joint.LeftHand
        : bone.StartsWith("RightHand", StringComparison.Ordinal) ? Joint.RightHand
        : throw new InputException($"{path} has weights for an unknown bone '{bone}', expected MakeHuman's mixamo rig.");

    private static string Short(string bone) => bone[(bone.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
