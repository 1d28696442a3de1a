using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Cli;

/// <summary>The one camera that shows a whole motion: the body stays in the picture wherever it goes.</summary>
internal static class MotionPreview
{
    /// <summary>Room beyond the outermost joints for head, hands and feet, metres.</summary>
    private const float Margin = 0.25f;

    /// <summary>θ of every frame with cameras that frame the whole motion; image cameras are kept.</summary>
    public static IReadOnlyList<BodyParameters> Frame(BodyModel model, Motion motion)
    {
        if (motion.HasImageCamera)
            return motion.Frames;
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        var joints = new Vector3[JointTree.Count];
        foreach (var frame in motion.Frames)
        {
            model.PoseJoints(frame.Shape, frame.Pose, joints);
            foreach (var joint in joints)
            {
                var place = new Vector2(joint.X + frame.Camera.X, joint.Y + frame.Camera.Y);
                (low, high) = (Vector2.Min(low, place), Vector2.Max(high, place));
            }
        }

        var centre = (low + high) / 2;
        var scale = 1 / (Math.Max(high.X - low.X, high.Y - low.Y) / 2 + Margin);
        return [.. motion.Frames.Select(frame => frame with { Camera = new(scale, frame.Camera.X - centre.X, frame.Camera.Y - centre.Y) })];
    }
}
