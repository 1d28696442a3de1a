using System.Globalization;
using System.Numerics;

namespace LiquidWarp.Motions;

/// <summary>
/// Biovision hierarchy files: a tree of joints with offsets and named channels, then one line of numbers a frame. Channels
/// may come in any order, any joint may have positions, rotations are degrees applied in the order of the channels.
/// </summary>
internal static class BvhFile
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">If it is not whole and well formed; names the line.</exception>
    public static SkeletonClip Read(string path)
    {
        var lines = new Lines(path, File.ReadAllLines(path));
        var (joints, channels) = ReadHierarchy(lines);
        var (frameCount, framesPerSecond) = ReadMotionHeader(lines);
        var (rotations, positions) = ReadFrames(lines, joints, channels, frameCount);
        return new() { Name = path, FramesPerSecond = framesPerSecond, Joints = joints, LocalRotations = rotations, LocalPositions = positions };
    }

    private enum Channel
    {
        Xposition, Yposition, Zposition, Xrotation, Yrotation, Zrotation,
    }

    private static (List<SkeletonJoint> Joints, List<(int Joint, Channel Channel)> Channels) ReadHierarchy(Lines lines)
    {
        if (!lines.Next() || !lines.Is("HIERARCHY"))
            throw lines.Error("a BVH file starts with HIERARCHY");
        var joints = new List<SkeletonJoint>();
        var channels = new List<(int, Channel)>();
        var open = new Stack<int>();
        // The joint whose OFFSET comes next; the end of a leaf's bone is not a joint.
        var inEndSite = false;
        string? pending = null;
        while (lines.Next())
        {
            switch (lines.Words[0].ToUpperInvariant())
            {
                case "ROOT" or "JOINT":
                    if (lines.Words.Length < 2)
                        throw lines.Error("a joint has no name");
                    if (open.Count == 0 && joints.Count > 0)
                        throw lines.Error("a second root starts here; files of several skeletons are not supported");
                    pending = string.Join(' ', lines.Words[1..].Where(word => word != "{"));
                    joints.Add(new(pending, open.Count == 0 ? -1 : open.Peek(), Vector3.Zero, null));
                    if (lines.Words[^1] == "{")
                        open.Push(joints.Count - 1);
                    break;
                case "END":
                    inEndSite = true;
                    if (lines.Words[^1] == "{")
                        open.Push(open.Count == 0 ? -1 : open.Peek());
                    break;
                case "{":
                    if (pending is null && !inEndSite)
                        throw lines.Error("a brace opens without a joint");
                    open.Push(inEndSite ? open.Count == 0 ? -1 : open.Peek() : joints.Count - 1);
                    pending = null;
                    break;
                case "}":
                    if (open.Count == 0)
                        throw lines.Error("a brace closes that was never opened");
                    open.Pop();
                    inEndSite = false;
                    break;
                case "OFFSET":
                    if (open.Count == 0 || open.Peek() < 0)
                        throw lines.Error("an OFFSET stands outside a joint");
                    var offset = new Vector3(lines.Number(1), lines.Number(2), lines.Number(3));
                    var at = open.Peek();
                    joints[at] = inEndSite ? joints[at] with { EndSite = offset } : joints[at] with { Offset = offset };
                    break;
                case "CHANNELS":
                    if (open.Count == 0 || open.Peek() < 0 || inEndSite)
                        throw lines.Error("CHANNELS stand outside a joint");
                    foreach (var name in ChannelNames(lines))
                        channels.Add((open.Peek(), name));
                    break;
                case "MOTION":
                    if (open.Count > 0)
                        throw lines.Error("MOTION starts before the hierarchy's braces are closed");
                    if (joints.Count == 0)
                        throw lines.Error("the hierarchy has no joints");
                    return (joints, channels);
                default:
                    throw lines.Error($"'{lines.Words[0]}' is not part of a BVH hierarchy");
            }
        }

        throw lines.Error("the file ends before MOTION; it is probably truncated");
    }

    private static Channel[] ChannelNames(Lines lines)
    {
        var names = lines.Words[Math.Min(2, lines.Words.Length)..];
        if (lines.Words.Length < 2 || (int)lines.Number(1) != names.Length)
            throw lines.Error($"CHANNELS announces {(lines.Words.Length < 2 ? "nothing" : lines.Words[1])} but names {names.Length}");
        return [.. names.Select(name => Enum.TryParse<Channel>(name, ignoreCase: true, out var channel) && Enum.IsDefined(channel)
            ? channel
            : throw lines.Error($"'{name}' is not a channel (Xposition … Zrotation)"))];
    }

    private static (int FrameCount, double FramesPerSecond) ReadMotionHeader(Lines lines)
    {
        if (!lines.Next() || !lines.Is("Frames:") || !int.TryParse(lines.Words[^1], out var frameCount))
            throw lines.Error("'Frames: N' is expected after MOTION");
        if (frameCount < 1)
            throw lines.Error("the motion has no frames");
        if (!lines.Next() || lines.Words.Length != 3 || !lines.Is("Frame"))
            throw lines.Error("'Frame Time: seconds' is expected");
        var seconds = (double)lines.Number(2);
        // Files round 1/30 to 0.0333333 or .03333.
        var rate = 1 / seconds;
        rate = Math.Abs(rate - Math.Round(rate)) < 2e-4 * rate ? Math.Round(rate) : rate;
        return Motion.IsPossibleRate(rate) ? (frameCount, rate) : throw lines.Error($"a frame time of {lines.Words[2]} s makes no sense");
    }

    private static (Quaternion[][] Rotations, Vector3[][] Positions) ReadFrames(
        Lines lines, List<SkeletonJoint> joints, List<(int Joint, Channel Channel)> channels, int frameCount)
    {
        // The count is not trusted with memory before the lines are seen.
        var rotations = new List<Quaternion[]>();
        var positions = new List<Vector3[]>();
        while (rotations.Count < frameCount)
        {
            if (!lines.Next())
                throw lines.Error($"the file announces {frameCount} frames but ends after {rotations.Count}; it is probably truncated");
            if (lines.Words.Length != channels.Count)
                throw lines.Error($"frame {rotations.Count} has {lines.Words.Length} numbers, the channels need {channels.Count}");
            var rotation = Enumerable.Repeat(Quaternion.Identity, joints.Count).ToArray();
            var position = joints.Select(joint => joint.Offset).ToArray();
            for (var i = 0; i < channels.Count; i++)
            {
                var (joint, channel) = channels[i];
                var value = lines.Number(i);
                if (channel <= Channel.Zposition)
                    position[joint][(int)channel] = value;
                else
                    rotation[joint] *= Quaternion.CreateFromAxisAngle(Axis(channel), value * (MathF.PI / 180));
            }

            rotations.Add(rotation);
            positions.Add(position);
        }

        return ([.. rotations], [.. positions]);
    }

    private static Vector3 Axis(Channel channel) => channel switch
    {
        Channel.Xrotation => Vector3.UnitX,
        Channel.Yrotation => Vector3.UnitY,
        _ => Vector3.UnitZ,
    };

    /// <summary>The lines that are not empty, one at a time, split at white space.</summary>
    private sealed class Lines(string path, string[] lines)
    {
        private int _at = -1;

        public string[] Words { get; private set; } = [];

        public bool Next()
        {
            while (++_at < lines.Length)
            {
                Words = lines[_at].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (Words.Length > 0)
                    return true;
            }

            return false;
        }

        public bool Is(string word) => Words[0].TrimStart('\uFEFF').Equals(word, StringComparison.OrdinalIgnoreCase);

        public float Number(int index)
        {
            if (index >= Words.Length)
                throw Error("numbers are missing");
            if (!float.TryParse(Words[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
                throw Error($"'{Words[index]}' is not a finite number");
            return value;
        }

        public InputException Error(string what) => new($"{path}, line {Math.Min(_at + 1, lines.Length)}: {what}.");
    }
}
