using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Motions;

/// <summary>
/// The humanoid3d text files of physics-based animation: JSON with "Frames" of 44 numbers: duration, root position, then
/// rotations as quaternions w x y z, but one angle for knees and elbows. y up, x forward, z to the person's right; the zero
/// pose stands with hanging arms.
/// </summary>
internal static class Humanoid3dFile
{
    private const int FrameLength = 44;

    /// <summary>The zero pose in metres, rounded; only directions and the length of the legs matter.</summary>
    private static readonly SkeletonJoint[] Skeleton =
    [
        new("Hips", -1, Vector3.Zero, null),
        new("Chest", 0, new(0, 0.24f, 0), null),
        new("Head", 1, new(0, 0.22f, 0), new(0, 0.2f, 0)),
        new("RightHip", 0, new(0, 0, 0.085f), null),
        new("RightKnee", 3, new(0, -0.42f, 0), null),
        new("RightAnkle", 4, new(0, -0.41f, 0), new(0.12f, -0.05f, 0)),
        new("RightShoulder", 1, new(0, 0.24f, 0.18f), null),
        new("RightElbow", 6, new(0, -0.27f, 0), new(0, -0.26f, 0)),
        new("LeftHip", 0, new(0, 0, -0.085f), null),
        new("LeftKnee", 8, new(0, -0.42f, 0), null),
        new("LeftAnkle", 9, new(0, -0.41f, 0), new(0.12f, -0.05f, 0)),
        new("LeftShoulder", 1, new(0, 0.24f, -0.18f), null),
        new("LeftElbow", 11, new(0, -0.27f, 0), new(0, -0.26f, 0)),
    ];

    /// <summary>Reads the file; its forward becomes the front that the camera sees.</summary>
    /// <exception cref="InputException">If it is no such file, or a frame is not whole.</exception>
    public static Motion Read(string path)
    {
        var frames = ReadFrames(path);
        var clip = new SkeletonClip
        {
            Name = path,
            FramesPerSecond = Rate(path, frames),
            Joints = Skeleton,
            LocalRotations = [.. frames.Select(LocalRotations)],
            LocalPositions = [.. frames.Select(frame => Skeleton.Select((joint, j) => j == 0 ? new Vector3(frame.AsSpan(1)) : joint.Offset).ToArray())],
        };
        return Retargeting.Retarget(clip, toFront: Quaternion.CreateFromAxisAngle(Vector3.UnitY, -MathF.PI / 2));
    }

    private static float[][] ReadFrames(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("Frames", out var list) || list.ValueKind != JsonValueKind.Array)
                throw new InputException($"{path} is JSON without \"Frames\", so no humanoid3d motion.");
            if (list.GetArrayLength() == 0)
                throw new InputException($"{path} has no frames.");
            return [.. list.EnumerateArray().Select((frame, i) => ReadFrame(path, frame, i))];
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new InputException($"{path} is not well-formed JSON: {error.Message}", error);
        }
    }

    private static float[] ReadFrame(string path, JsonElement frame, int index)
    {
        float[] numbers = [.. frame.EnumerateArray().Select(number => number.GetSingle())];
        if (numbers.Length != FrameLength)
            throw new InputException($"{path}: frame {index} has {numbers.Length} numbers, a humanoid3d frame has {FrameLength}.");
        return Array.TrueForAll(numbers, float.IsFinite)
            ? numbers
            : throw new InputException($"{path}: frame {index} holds a number that is not finite.");
    }

    /// <summary>Frames last equally long in these files, but the last one may say 0.</summary>
    private static double Rate(string path, float[][] frames)
    {
        var seconds = frames.Select(frame => (double)frame[0]).Where(duration => duration > 0).Order().ToArray();
        if (seconds.Length == 0)
            throw new InputException($"{path}: no frame says how long it lasts.");
        var rate = 1 / seconds[seconds.Length / 2];
        if (!Motion.IsPossibleRate(rate))
            throw new InputException($"{path}: frames of {seconds[seconds.Length / 2]} s make no sense.");
        return Math.Abs(rate - Math.Round(rate)) < 2e-4 * rate ? Math.Round(rate) : rate;
    }

    private static Quaternion[] LocalRotations(float[] frame)
    {
        var at = 4;
        Quaternion Ball()
        {
            var rotation = new Quaternion(frame[at + 1], frame[at + 2], frame[at + 3], frame[at]);
            at += 4;
            return rotation.LengthSquared() > 1e-6f ? Quaternion.Normalize(rotation) : Quaternion.Identity;
        }

        Quaternion Hinge() => Quaternion.CreateFromAxisAngle(Vector3.UnitZ, frame[at++]);

        return
        [
            Ball(), Ball(), Ball(),
            Ball(), Hinge(), Ball(), Ball(), Hinge(),
            Ball(), Hinge(), Ball(), Ball(), Hinge(),
        ];
    }
}
