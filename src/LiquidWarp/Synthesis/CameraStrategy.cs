using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Synthesis;

/// <summary>Which camera shows the person in motion (REFERENCE 6.2).</summary>
public enum CameraStrategy
{
    /// <summary>The source's scale and place, plus the way that the motion's person has gone since the first frame.</summary>
    Smooth,

    /// <summary>The source's camera, unchanged: the person moves on the spot.</summary>
    Source,

    /// <summary>The motion's own cameras, where they were estimated from pictures.</summary>
    Copy,
}

/// <summary>The camera of every frame of an imitation.</summary>
/// <param name="strategy">How the motion's cameras are used.</param>
/// <param name="source">The source's camera.</param>
/// <param name="motion">The motion that is imitated.</param>
/// <param name="floor">Metres added downwards to all frames but copied ones, so that the feet stand where the source's stood.</param>
internal sealed class CameraPath(CameraStrategy strategy, WeakPerspectiveCamera source, Motion motion, float floor)
{
    private readonly WeakPerspectiveCamera _first = motion.Frames[0].Camera;

    public WeakPerspectiveCamera At(int frame)
    {
        var camera = motion.Frames[frame].Camera;
        return strategy switch
        {
            CameraStrategy.Copy => camera,
            CameraStrategy.Source => source with { Y = source.Y + floor },
            _ => new(source.Scale, source.X + camera.X - _first.X, source.Y + camera.Y - _first.Y + floor),
        };
    }
}
