using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Recovery;

/// <summary>
/// Steadies a motion that was recovered frame by frame. Each rotation becomes the mean of those round it in time, so nothing lags; the faster a
/// joint turns, the fewer frames, so nothing that moves is blunted (the idea of the One-Euro filter, Casiez 2012, to both sides).
/// </summary>
public sealed record MotionSmoothing
{
    // Turning so fast halves the time over which a joint is averaged: radians a second.
    private const float Fast = 2.5f;

    // The camera's scale and place in halves of the picture, a second.
    private const float FastCamera = 0.5f;

    /// <summary>Deviation in seconds of the bell by which frames round a still joint count; 0 leaves the motion as it is; 0.07 by default.</summary>
    public float Seconds { get; init; } = 0.07f;

    /// <summary>The steadied motion; the shape is the frames' median throughout, for people do not change theirs.</summary>
    /// <param name="frames">θ of each frame.</param>
    /// <param name="framesPerSecond">Their rate.</param>
    public IReadOnlyList<BodyParameters> Apply(IReadOnlyList<BodyParameters> frames, double framesPerSecond)
    {
        if (Seconds <= 0)
            return frames;
        var shape = Enumerable.Range(0, BodyParameters.ShapeLength).Select(k => Median(frames.Select(frame => frame.Shape[k]))).ToArray();
        var turns = frames.Select(frame => Enumerable.Range(0, JointTree.Count).Select(joint => Rotations.ToQuaternion(new Vector3(frame.Pose.AsSpan(3 * joint, 3)))).ToArray()).ToArray();
        return [.. frames.Select((frame, i) => new BodyParameters(Camera(frames, i, framesPerSecond), Pose(turns, i, framesPerSecond), shape))];
    }

    private float[] Pose(Quaternion[][] turns, int i, double framesPerSecond)
    {
        var pose = new float[BodyParameters.PoseLength];
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var here = turns[i][joint];
            Vector3 Away(int frame) => SkeletonPose.Log(Quaternion.Inverse(here) * turns[frame][joint]);
            var speed = Speed(turns.Length, i, framesPerSecond, frame => Away(frame).Length());
            var (sum, weight) = (Vector3.Zero, 0f);
            foreach (var (frame, share) in Window(turns.Length, i, Seconds / (1 + speed / Fast), framesPerSecond))
                (sum, weight) = (sum + share * Away(frame), weight + share);
            SkeletonPose.Log(here * SkeletonPose.Exp(sum / weight)).CopyTo(pose, 3 * joint);
        }

        return pose;
    }

    private WeakPerspectiveCamera Camera(IReadOnlyList<BodyParameters> frames, int i, double framesPerSecond)
    {
        // Where the body's origin is in the picture, and how large the body is.
        static Vector3 Of(BodyParameters frame) => new(frame.Camera.Scale * frame.Camera.X, frame.Camera.Scale * frame.Camera.Y, frame.Camera.Scale);
        var here = Of(frames[i]);
        var speed = Speed(frames.Count, i, framesPerSecond, frame => Vector3.Distance(Of(frames[frame]), here));
        var (sum, weight) = (Vector3.Zero, 0f);
        foreach (var (frame, share) in Window(frames.Count, i, Seconds / (1 + speed / FastCamera), framesPerSecond))
            (sum, weight) = (sum + share * Of(frames[frame]), weight + share);
        var mean = sum / weight;
        return new(mean.Z, mean.X / mean.Z, mean.Y / mean.Z);
    }

    /// <summary>A second's way, over the neighbours at twice the bell's deviation: over one frame, noise would count as speed.</summary>
    private float Speed(int count, int i, double framesPerSecond, Func<int, float> way)
    {
        var reach = Math.Max(1, (int)Math.Round(2 * Seconds * framesPerSecond));
        var (before, after) = (Math.Max(0, i - reach), Math.Min(count - 1, i + reach));
        return before == after ? 0 : (way(before) + way(after)) * (float)(framesPerSecond / (after - before));
    }

    private static IEnumerable<(int Frame, float Share)> Window(int count, int i, float seconds, double framesPerSecond)
    {
        var deviation = seconds * (float)framesPerSecond;
        var reach = (int)MathF.Ceiling(3 * deviation);
        for (var frame = Math.Max(0, i - reach); frame <= Math.Min(count - 1, i + reach); frame++)
            yield return (frame, MathF.Exp(-0.5f * (frame - i) * (frame - i) / Math.Max(1e-6f, deviation * deviation)));
    }

    private static float Median(IEnumerable<float> values)
    {
        float[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
