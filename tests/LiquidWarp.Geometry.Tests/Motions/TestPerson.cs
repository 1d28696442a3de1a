using System.Numerics;
using System.Text;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>
/// A person in T-pose, y up, front +z, centimetres, whose motions have known answers: the limbs point where those of the rest
/// pose do, so the zero pose is rest.
/// </summary>
internal static class TestPerson
{
    public static readonly (string Name, string? Parent, Vector3 Offset)[] Bones =
    [
        ("Hips", null, new(0, 95, 0)),
        ("Spine", "Hips", new(0, 10, 0)), ("Spine1", "Spine", new(0, 14, 0)), ("Spine2", "Spine1", new(0, 12, 0)),
        ("Neck", "Spine2", new(0, 20, 0)), ("Head", "Neck", new(0, 9, 0)),
        ("LeftShoulder", "Spine2", new(6, 14, 0)), ("LeftArm", "LeftShoulder", new(12, 0, 0)),
        ("LeftForeArm", "LeftArm", 27 * RestSkeleton.Direction(Joint.LeftElbow)), ("LeftHand", "LeftForeArm", 25 * RestSkeleton.Direction(Joint.LeftWrist)),
        ("RightShoulder", "Spine2", new(-6, 14, 0)), ("RightArm", "RightShoulder", new(-12, 0, 0)),
        ("RightForeArm", "RightArm", 27 * RestSkeleton.Direction(Joint.RightElbow)), ("RightHand", "RightForeArm", 25 * RestSkeleton.Direction(Joint.RightWrist)),
        ("LeftUpLeg", "Hips", new(9, -5, 0)), ("LeftLeg", "LeftUpLeg", 42 * RestSkeleton.Direction(Joint.LeftKnee)), ("LeftFoot", "LeftLeg", 42 * RestSkeleton.Direction(Joint.LeftAnkle)),
        ("LeftToeBase", "LeftFoot", new(0, -6, 13)),
        ("RightUpLeg", "Hips", new(-9, -5, 0)), ("RightLeg", "RightUpLeg", 42 * RestSkeleton.Direction(Joint.RightKnee)), ("RightFoot", "RightLeg", 42 * RestSkeleton.Direction(Joint.RightAnkle)),
        ("RightToeBase", "RightFoot", new(0, -6, 13)),
    ];

    public static int Index(string name) => Array.FindIndex(Bones, bone => bone.Name == name);

    /// <summary>The same bone along the nearest axis, as most files draw limbs; for the offset of <see cref="Bvh"/>.</summary>
    public static Vector3 Straight(string name, Vector3 offset)
    {
        if (name is not ("LeftForeArm" or "RightForeArm" or "LeftHand" or "RightHand" or "LeftLeg" or "RightLeg" or "LeftFoot" or "RightFoot"))
            return offset;
        return MathF.Abs(offset.X) > MathF.Abs(offset.Y) ? new(MathF.Sign(offset.X) * offset.Length(), 0, 0) : new(0, -offset.Length(), 0);
    }

    /// <summary>As <see cref="Clip"/>, with limbs drawn along axes.</summary>
    public static SkeletonClip StraightClip(params (Dictionary<string, Quaternion> Turns, Vector3 Root)[] frames)
    {
        var clip = Clip(frames);
        return new()
        {
            Name = clip.Name,
            FramesPerSecond = clip.FramesPerSecond,
            Joints = [.. clip.Joints.Select(joint => joint with { Offset = Straight(joint.Name, joint.Offset) })],
            LocalRotations = clip.LocalRotations,
            LocalPositions = [.. clip.LocalPositions.Select(frame => frame.Select((at, j) => Straight(Bones[j].Name, at)).ToArray())],
        };
    }

    /// <summary>A clip of the person; each frame says which joints are turned, and where the root is.</summary>
    public static SkeletonClip Clip(params (Dictionary<string, Quaternion> Turns, Vector3 Root)[] frames) => new()
    {
        Name = "test person",
        FramesPerSecond = 30,
        Joints = [.. Bones.Select(bone => new SkeletonJoint(bone.Name, bone.Parent is null ? -1 : Index(bone.Parent), bone.Offset, null))],
        LocalRotations = [.. frames.Select(frame => Bones.Select(bone => frame.Turns.GetValueOrDefault(bone.Name, Quaternion.Identity)).ToArray())],
        LocalPositions = [.. frames.Select(frame => Bones.Select(bone => bone.Parent is null ? frame.Root : bone.Offset).ToArray())],
    };

    /// <summary>
    /// The person as BVH text. Each line of <paramref name="frames"/> gives degrees by "Joint.Xrotation"; what is not named is 0.
    /// </summary>
    public static string Bvh(
        IEnumerable<Dictionary<string, float>> frames, string order = "ZXY", Func<string, Vector3, Vector3>? offset = null, string frameTime = "0.0333333")
    {
        var text = new StringBuilder("HIERARCHY\n");
        var channels = new List<string>();
        void Write(int index)
        {
            var (name, parent, at) = Bones[index];
            at = offset?.Invoke(name, at) ?? at;
            string[] rotations = [.. order.Select(axis => $"{axis}rotation")];
            string[] all = parent is null ? ["Xposition", "Yposition", "Zposition", .. rotations] : rotations;
            channels.AddRange(all.Select(channel => $"{name}.{channel}"));
            text.Append($"{(parent is null ? "ROOT" : "JOINT")} {name}\n{{\n\tOFFSET {at.X} {at.Y} {at.Z}\n\tCHANNELS {all.Length} {string.Join(' ', all)}\n");
            var isLeaf = true;
            for (var child = 0; child < Bones.Length; child++)
                if (Bones[child].Parent == name)
                {
                    Write(child);
                    isLeaf = false;
                }

            if (isLeaf)
                text.Append("End Site\n{\n\tOFFSET 0 1 0\n}\n");
            text.Append("}\n");
        }

        Write(0);
        var list = frames.ToArray();
        text.Append($"MOTION\nFrames:\t{list.Length}\nFrame Time:\t{frameTime}\n");
        foreach (var frame in list)
            text.AppendJoin(' ', channels.Select(channel => frame.GetValueOrDefault(channel))).Append('\n');
        return text.ToString();
    }
}

/// <summary>A file that is gone when the test is over.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string extension, string? text = null)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"motion-{Guid.NewGuid():N}{extension}");
        if (text is not null)
            File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
