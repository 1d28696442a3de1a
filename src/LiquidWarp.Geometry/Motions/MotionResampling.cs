using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>Changes a motion's frame rate: joints turn along the shortest arc (slerp); camera, shape and travel go straight.</summary>
public static class MotionResampling
{
    /// <summary>
    /// The motion at another rate. The first frame stays and the last new frame lies at or before the last old one; a motion of
    /// the same rate is returned as it is.
    /// </summary>
    /// <param name="motion">A motion.</param>
    /// <param name="framesPerSecond">The new rate, above 0.</param>
    public static Motion Resample(Motion motion, double framesPerSecond)
    {
        ArgumentNullException.ThrowIfNull(motion);
        if (!(framesPerSecond > 0 && double.IsFinite(framesPerSecond)))
            throw new ArgumentOutOfRangeException(nameof(framesPerSecond), framesPerSecond, "A frame rate is above 0.");
        if (framesPerSecond == motion.FramesPerSecond)
            return motion;
        var step = motion.FramesPerSecond / framesPerSecond;
        var count = (int)Math.Floor((motion.Frames.Count - 1) / step + 1e-6) + 1;
        var frames = new BodyParameters[count];
        var travel = motion.RootTravel is null ? null : new Vector3[count];
        for (var i = 0; i < count; i++)
        {
            var at = Math.Min(i * step, motion.Frames.Count - 1);
            var from = (int)at;
            var to = Math.Min(from + 1, motion.Frames.Count - 1);
            var amount = (float)(at - from);
            frames[i] = Between(motion.Frames[from], motion.Frames[to], amount);
            if (travel is not null)
                travel[i] = Vector3.Lerp(motion.RootTravel![from], motion.RootTravel[to], amount);
        }

        return motion with { FramesPerSecond = framesPerSecond, Frames = frames, RootTravel = travel };
    }

    /// <summary>θ at a fraction of the way between two.</summary>
    internal static BodyParameters Between(BodyParameters from, BodyParameters to, float amount)
    {
        var pose = new float[BodyParameters.PoseLength];
        for (var i = 0; i < pose.Length; i += 3)
            Rotations.Slerp(new(from.Pose.AsSpan(i)), new(to.Pose.AsSpan(i)), amount).CopyTo(pose, i);
        var shape = new float[BodyParameters.ShapeLength];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = float.Lerp(from.Shape[i], to.Shape[i], amount);
        var camera = new WeakPerspectiveCamera(
            float.Lerp(from.Camera.Scale, to.Camera.Scale, amount),
            float.Lerp(from.Camera.X, to.Camera.X, amount),
            float.Lerp(from.Camera.Y, to.Camera.Y, amount));
        return new(camera, pose, shape);
    }
}
