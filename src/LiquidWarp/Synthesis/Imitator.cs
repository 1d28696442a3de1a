using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Synthesis;

/// <summary>How a motion is imitated.</summary>
public sealed record ImitationOptions
{
    /// <summary>Which camera shows the person.</summary>
    public CameraStrategy Camera { get; init; } = CameraStrategy.Smooth;

    /// <summary>Turns motions that were not recovered from pictures so that they face the camera.</summary>
    public bool FaceCamera { get; init; } = true;

    /// <summary>Frames a second of the result; null keeps the motion's rate, but at most <see cref="HighestRate"/>.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>Rate above which motion capture is resampled: more would only cost time.</summary>
    public const double HighestRate = 30;
}

/// <summary>
/// Human motion imitation: a person of one picture performs a motion (REFERENCE 6.2). θ of a frame is the motion's pose with
/// the source's shape under the camera that the strategy gives.
/// </summary>
/// <param name="model">The body model.</param>
/// <param name="source">The person.</param>
public sealed class Imitator(BodyModel model, SourcePerson source)
{
    /// <summary>The motion as it will be performed: resampled and turned towards the camera.</summary>
    public static Motion Arrange(Motion motion, ImitationOptions? options = null)
    {
        options ??= new ImitationOptions();
        var rate = options.FramesPerSecond ?? Math.Min(motion.FramesPerSecond, ImitationOptions.HighestRate);
        var resampled = Math.Abs(rate - motion.FramesPerSecond) < 1e-6 ? motion : MotionResampling.Resample(motion, rate);
        return options.FaceCamera && !motion.HasImageCamera ? resampled.FaceCamera() : resampled;
    }

    /// <summary>Says before long work starts whether the motion has what the camera strategy needs.</summary>
    /// <exception cref="InputException">Cameras shall be copied from a motion that has none.</exception>
    public static void CheckCamera(Motion motion, ImitationOptions options)
    {
        if (options.Camera == CameraStrategy.Copy && !motion.HasImageCamera)
            throw new InputException($"{motion.Name} has no cameras to copy, because it was not recovered from pictures. Use the camera strategy smooth or source.");
    }

    /// <summary>The person's θ for each frame of a motion.</summary>
    /// <param name="motion">The motion, of any rate.</param>
    /// <param name="options">Camera and rate.</param>
    /// <exception cref="InputException">Cameras shall be copied from a motion that has none.</exception>
    public Performance Perform(Motion motion, ImitationOptions? options = null)
    {
        options ??= new ImitationOptions();
        CheckCamera(motion, options);
        var arranged = Arrange(motion, options);
        // A captured motion is seen from where the photo was taken, or the person would grow when standing straight.
        var pitch = arranged.HasImageCamera ? Quaternion.Identity : source.CameraPitch;
        return new(arranged.FramesPerSecond, arranged.Frames.Count, Targets(arranged, options.Camera, pitch)) { CameraPitch = pitch };
    }

    private IEnumerable<BodyParameters> Targets(Motion motion, CameraStrategy strategy, Quaternion pitch)
    {
        var floor = motion.HasImageCamera ? 0 : Lowest(source.Body.Pose) - Lowest(motion.Frames[0].Turned(pitch).Pose);
        var cameras = new CameraPath(strategy, source.Body.Camera, motion, floor);
        for (var i = 0; i < motion.Frames.Count; i++)
            yield return new(cameras.At(i), motion.Frames[i].Turned(pitch).Pose, source.Body.Shape);
    }

    /// <summary>How low a pose reaches, metres down: a motion that begins in a crouch begins on the floor.</summary>
    private float Lowest(float[] pose)
    {
        var posed = model.CreatePosed();
        model.Pose(source.Body.Shape, pose, posed);
        return posed.Vertices.Max(vertex => vertex.Y);
    }
}
