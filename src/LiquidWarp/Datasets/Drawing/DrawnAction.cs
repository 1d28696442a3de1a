using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>What a drawn person does in a video: poses, frame by frame, and steps to the side.</summary>
internal static class DrawnAction
{
    /// <summary>Frames at the start in which the person faces the camera, as in iPER.</summary>
    public const int FrontalFrames = 15;

    private const double FramesPerSecond = 30;
    private const int BlendFrames = 14;

    /// <summary>Once round in A-pose.</summary>
    public static IEnumerable<(float[] Pose, float Aside)> Turn(Random random, int frames)
    {
        var pose = RandomPose.Standing(random, 0);
        for (var i = 0; i < frames; i++)
        {
            var yaw = 2 * MathF.PI * Math.Max(0, i - FrontalFrames) / Math.Max(1, frames - FrontalFrames);
            yield return (Turned(pose, yaw), 0);
        }
    }

    /// <summary>From motion to motion, now and then through a pose of chance.</summary>
    public static IEnumerable<(float[] Pose, float Aside)> Move(Random random, IReadOnlyList<Motion> motions, int frames)
    {
        var (pose, aside) = (RandomPose.Standing(random, 0), 0f);
        var left = frames;
        for (; left > 0 && frames - left < FrontalFrames; left--)
            yield return (pose, aside);
        while (left > 0)
        {
            var clip = Clip(random, motions);
            var (fromPose, fromAside) = (pose, aside);
            for (var i = 1; i <= BlendFrames && left > 0; i++, left--)
            {
                var amount = i / (BlendFrames + 1f);
                (pose, aside) = (Between(fromPose, clip[0].Pose, amount * amount * (3 - 2 * amount)), fromAside);
                yield return (pose, aside);
            }

            for (var i = 0; i < clip.Count && left > 0; i++, left--)
            {
                (pose, aside) = (clip[i].Pose, Math.Clamp(fromAside + clip[i].Aside, -0.6f, 0.6f));
                yield return (pose, aside);
            }
        }
    }

    private static List<(float[] Pose, float Aside)> Clip(Random random, IReadOnlyList<Motion> motions)
    {
        var yaw = random.Happens(0.7f) ? random.Gaussian(0.4f) : random.Between(-MathF.PI, MathF.PI);
        if (motions.Count == 0 || random.Happens(0.35f))
        {
            var pose = RandomPose.Any(random, yaw);
            return [.. Enumerable.Repeat((pose, 0f), random.Next(8, 25))];
        }

        var motion = MotionResampling.Resample(motions[random.Next(motions.Count)], FramesPerSecond);
        var length = Math.Min(motion.Frames.Count, random.Next(45, 150));
        var start = random.Next(motion.Frames.Count - length + 1);
        var travel = motion.RootTravel;
        return [.. Enumerable.Range(start, length).Select(i => (Turned(motion.Frames[i].Pose, yaw), travel is null ? 0 : 0.5f * (travel[i].X - travel[start].X)))];
    }

    /// <summary>Turned about the camera's vertical.</summary>
    public static float[] Turned(float[] pose, float yaw) => Turned(pose, new Vector3(0, yaw, 0));

    /// <summary>Turned before the camera.</summary>
    public static float[] Turned(float[] pose, Vector3 turn)
    {
        var turned = (float[])pose.Clone();
        Rotations.Compose(new(pose), turn).CopyTo(turned);
        return turned;
    }

    private static float[] Between(float[] from, float[] to, float amount)
    {
        var pose = new float[from.Length];
        for (var i = 0; i < pose.Length; i += 3)
            Rotations.Slerp(new(from.AsSpan(i)), new(to.AsSpan(i)), amount).CopyTo(pose, i);
        return pose;
    }
}
