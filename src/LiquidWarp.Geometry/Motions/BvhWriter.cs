using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;

namespace LiquidWarp.Motions;

/// <summary>
/// Motions as Biovision hierarchies, which every animation program reads. The 24 joints have the names of <see cref="Joint"/>; the
/// zero pose is the rest pose of the body in the motion's mean shape. Centimetres, y up, front +z, soles on the floor; degrees, in the
/// channels Zrotation Yrotation Xrotation, without jumps from frame to frame.
/// </summary>
public static class BvhWriter
{
    private const float Centimetres = 100;

    /// <summary>Writes a motion on a body's skeleton, whole or not at all.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="motion">Its cameras play no part: the person goes where <see cref="Motion.RootTravel"/> says, or stays in place without one.</param>
    /// <param name="body">The body whose shape the motion is of.</param>
    /// <exception cref="InputException">The motion has no frames, or the file cannot be written.</exception>
    public static void Write(string path, Motion motion, BodyModel body)
    {
        var world = new WorldMotion(motion, body);
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            var order = new List<int>();
            text.WriteLine("HIERARCHY");
            WriteJoint(text, world, body, joint: 0, indent: "", order);
            text.WriteLine("MOTION");
            text.WriteLine($"Frames: {motion.Frames.Count}");
            text.WriteLine($"Frame Time: {1 / motion.FramesPerSecond:0.########}");
            WriteFrames(text, world, order);
        });
    }

    /// <summary>Writes a joint and all below it, and adds them to the order in which frames list them.</summary>
    private static void WriteJoint(StreamWriter text, WorldMotion world, BodyModel body, int joint, string indent, List<int> order)
    {
        order.Add(joint);
        var isRoot = joint == 0;
        text.WriteLine($"{indent}{(isRoot ? "ROOT" : "JOINT")} {(Joint)joint}");
        text.WriteLine($"{indent}{{");
        text.WriteLine($"{indent}\tOFFSET {Numbers(world.Offset(joint))}");
        text.WriteLine($"{indent}\tCHANNELS {(isRoot ? "6 Xposition Yposition Zposition" : "3")} Zrotation Yrotation Xrotation");
        var children = Enumerable.Range(0, JointTree.Count).Where(child => JointTree.Parents[child] == joint).ToArray();
        foreach (var child in children)
            WriteJoint(text, world, body, child, indent + "\t", order);
        if (children.Length == 0)
        {
            text.WriteLine($"{indent}\tEnd Site");
            text.WriteLine($"{indent}\t{{");
            text.WriteLine($"{indent}\t\tOFFSET {Numbers(End(world, body, joint))}");
            text.WriteLine($"{indent}\t}}");
        }

        text.WriteLine($"{indent}}}");
    }

    /// <summary>The end of the last bone of a chain: from its joint to the farthest vertex that follows it, the tip of fingers, toes or head.</summary>
    private static Vector3 End(WorldMotion world, BodyModel body, int joint) => Enumerable.Range(0, body.VertexCount)
        .Where(vertex => (int)body.MainJointOf(vertex) == joint)
        .Select(vertex => world.Vertices[vertex] - world.Joints[joint])
        .Append(Vector3.Zero)
        .MaxBy(offset => offset.Length());

    private static void WriteFrames(StreamWriter text, WorldMotion world, List<int> order)
    {
        var rotations = order.Select(world.Rotations).ToArray();
        var angles = new EulerAngles[order.Count];
        for (var frame = 0; frame < world.RootPositions.Length; frame++)
        {
            text.Write(Numbers(world.RootPositions[frame]));
            for (var i = 0; i < angles.Length; i++)
            {
                var (z, y, x) = angles[i] = EulerAngles.Near(angles[i], rotations[i][frame]);
                text.Write($" {z:0.#####} {y:0.#####} {x:0.#####}");
            }

            text.WriteLine();
        }
    }

    private static string Numbers(Vector3 metres)
    {
        var point = Centimetres * metres;
        return $"{point.X:0.#####} {point.Y:0.#####} {point.Z:0.#####}";
    }
}
