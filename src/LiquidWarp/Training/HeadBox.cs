using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Losses;
using LiquidWarp.Networks;

namespace LiquidWarp.Training;

/// <summary>Where the face identity loss looks.</summary>
internal static class HeadBox
{
    /// <summary>The head of a posed body, in pixels; empty where it is outside the picture.</summary>
    public static PixelBox Of(PosedBody posed, WeakPerspectiveCamera camera, int size) => PersonBoxes.Head(
        Array.ConvertAll(posed.Keypoints, keypoint => camera.Project(keypoint) is var place ? new Vector2(place.X, place.Y) : default), size);
}
