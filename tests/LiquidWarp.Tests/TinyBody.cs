using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests;

/// <summary>
/// A doll with the 24 joints, for tests that need a body but not a person: an octahedron at each joint and keypoint, a
/// six-sided prism along each bone. Shape 0 is size, 1 leg length, 2 arm length, 3 girth, 4 shoulder width.
/// </summary>
internal static class TinyBody
{
    private static readonly Vector3[] Joints =
    [
        new(0, 0, 0), new(0.09f, -0.09f, 0), new(-0.09f, -0.09f, 0), new(0, 0.11f, 0), new(0.1f, -0.49f, 0), new(-0.1f, -0.49f, 0),
        new(0, 0.25f, 0), new(0.1f, -0.89f, -0.03f), new(-0.1f, -0.89f, -0.03f), new(0, 0.31f, 0), new(0.11f, -0.95f, 0.09f),
        new(-0.11f, -0.95f, 0.09f), new(0, 0.5f, 0), new(0.08f, 0.42f, 0), new(-0.08f, 0.42f, 0), new(0, 0.58f, 0.02f),
        new(0.18f, 0.44f, 0), new(-0.18f, 0.44f, 0), new(0.45f, 0.44f, 0), new(-0.45f, 0.44f, 0), new(0.7f, 0.44f, 0), new(-0.7f, 0.44f, 0),
        new(0.78f, 0.44f, 0), new(-0.78f, 0.44f, 0),
    ];

    private static readonly (Keypoint Point, Vector3 Position)[] FacePoints =
    [
        (Keypoint.HeadTop, new(0, 0.78f, 0)), (Keypoint.Nose, new(0, 0.62f, 0.12f)), (Keypoint.LeftEye, new(0.03f, 0.66f, 0.1f)),
        (Keypoint.RightEye, new(-0.03f, 0.66f, 0.1f)), (Keypoint.LeftEar, new(0.075f, 0.64f, 0)), (Keypoint.RightEar, new(-0.075f, 0.64f, 0)),
    ];

    private static readonly (Keypoint Point, Joint Joint)[] LimbPoints =
    [
        (Keypoint.RightAnkle, Joint.RightAnkle), (Keypoint.RightKnee, Joint.RightKnee), (Keypoint.RightHip, Joint.RightHip),
        (Keypoint.LeftHip, Joint.LeftHip), (Keypoint.LeftKnee, Joint.LeftKnee), (Keypoint.LeftAnkle, Joint.LeftAnkle),
        (Keypoint.RightWrist, Joint.RightWrist), (Keypoint.RightElbow, Joint.RightElbow), (Keypoint.RightShoulder, Joint.RightShoulder),
        (Keypoint.LeftShoulder, Joint.LeftShoulder), (Keypoint.LeftElbow, Joint.LeftElbow), (Keypoint.LeftWrist, Joint.LeftWrist),
        (Keypoint.Neck, Joint.Neck),
    ];

    public static BodyModel Create()
    {
        var (vertices, faces, owners) = (new List<Vector3>(), new List<int>(), new List<int>());
        var centres = new List<(int First, int Owner)>();
        for (var joint = 0; joint < JointTree.Count; joint++)
            centres.Add((AddOctahedron(Joints[joint], 0.03f, joint), joint));
        foreach (var (_, position) in FacePoints)
            centres.Add((AddOctahedron(position, 0.02f, (int)Joint.Head), (int)Joint.Head));
        for (var joint = 1; joint < JointTree.Count; joint++)
            AddPrism(Joints[JointTree.Parents[joint]], Joints[joint], Radius(joint), JointTree.Parents[joint]);
        AddPrism(new(0, 0.58f, 0.02f), new(0, 0.78f, 0.02f), 0.08f, (int)Joint.Head);
        AddPrism(new(0.11f, -0.95f, -0.06f), new(0.11f, -0.95f, 0.18f), 0.035f, (int)Joint.LeftFoot);
        AddPrism(new(-0.11f, -0.95f, -0.06f), new(-0.11f, -0.95f, 0.18f), 0.035f, (int)Joint.RightFoot);

        var count = vertices.Count;
        var template = vertices.ToArray();
        var weights = new float[count * JointTree.Count];
        for (var v = 0; v < count; v++)
            weights[v * JointTree.Count + owners[v]] = 1;
        var joints = new float[JointTree.Count * count];
        for (var joint = 0; joint < JointTree.Count; joint++)
            Array.Fill(joints, 1f / 6, joint * count + centres[joint].First, 6);
        var keypoints = new float[19 * count];
        foreach (var (point, joint) in LimbPoints)
            Array.Fill(keypoints, 1f / 6, (int)point * count + centres[(int)joint].First, 6);
        for (var i = 0; i < FacePoints.Length; i++)
            Array.Fill(keypoints, 1f / 6, (int)FacePoints[i].Point * count + centres[JointTree.Count + i].First, 6);
        return new BodyModel
        {
            Name = "tiny body",
            Template = template,
            Faces = [.. faces],
            ShapeDirections = [.. Enumerable.Range(0, 10).Select(k => template.Select((v, i) => Direction(k, v, owners[i])).ToArray())],
            PoseDirections = [.. Enumerable.Range(0, 207).Select(_ => new Vector3[count])],
            JointRegressor = joints,
            KeypointRegressor = keypoints,
            SkinningWeights = weights,
        };

        int AddOctahedron(Vector3 centre, float radius, int owner)
        {
            var first = vertices.Count;
            foreach (var axis in new[] { Vector3.UnitX, -Vector3.UnitX, Vector3.UnitY, -Vector3.UnitY, Vector3.UnitZ, -Vector3.UnitZ })
                Add(centre + radius * axis, owner);
            foreach (var (x, y, z) in new[] { (0, 2, 4), (2, 1, 4), (1, 3, 4), (3, 0, 4), (2, 0, 5), (1, 2, 5), (3, 1, 5), (0, 3, 5) })
                faces.AddRange([first + x, first + y, first + z]);
            return first;
        }

        void AddPrism(Vector3 from, Vector3 to, float radius, int owner)
        {
            var along = Vector3.Normalize(to - from);
            var side = Vector3.Normalize(Vector3.Cross(along, MathF.Abs(along.Z) < 0.9f ? Vector3.UnitZ : Vector3.UnitX));
            var up = Vector3.Cross(along, side);
            var first = vertices.Count;
            foreach (var end in new[] { from, to })
            {
                for (var k = 0; k < 6; k++)
                    Add(end + radius * (MathF.Cos(k * MathF.PI / 3) * side + MathF.Sin(k * MathF.PI / 3) * up), owner);
            }
            for (var k = 0; k < 6; k++)
            {
                var next = (k + 1) % 6;
                faces.AddRange([first + k, first + next, first + 6 + k, first + next, first + 6 + next, first + 6 + k]);
                if (k is > 0 and < 5)
                    faces.AddRange([first, first + k + 1, first + k, first + 6, first + 6 + k, first + 7 + k]);
            }
        }

        void Add(Vector3 position, int owner)
        {
            vertices.Add(position);
            owners.Add(owner);
        }
    }

    private static float Radius(int joint) => (Joint)joint switch
    {
        Joint.Spine1 or Joint.Spine2 or Joint.Spine3 or Joint.Neck => 0.12f,
        Joint.LeftKnee or Joint.RightKnee => 0.07f,
        Joint.LeftHip or Joint.RightHip => 0.09f,
        _ => 0.045f,
    };

    private static Vector3 Direction(int k, Vector3 v, int owner) => k switch
    {
        0 => 0.04f * v,
        1 => new(0, v.Y < -0.09f ? 0.06f * (v.Y + 0.09f) : 0, 0),
        2 => new(MathF.Abs(v.X) > 0.18f && v.Y > 0.3f ? 0.06f * (v.X - MathF.CopySign(0.18f, v.X)) : 0, 0, 0),
        3 => owner < 10 ? 0.08f * new Vector3(v.X - Joints[owner].X, 0, v.Z - Joints[owner].Z) : Vector3.Zero,
        4 => new(v.Y > 0.3f && MathF.Abs(v.X) > 0.15f ? MathF.CopySign(0.01f, v.X) : 0, 0, 0),
        _ => Vector3.Zero,
    };
}
