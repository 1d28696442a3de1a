using System.Numerics;
using LiquidWarp.Networks;

namespace LiquidWarp.Losses;

/// <summary>
/// Where head and body are in a square picture, by the 19 keypoints (REFERENCE 4.4). A box with nothing of the picture in it is empty,
/// and what is computed of boxes leaves it out.
/// </summary>
public static class PersonBoxes
{
    private const int FirstOfHead = 12; // neck, top of the head, nose, eyes, ears
    private const float HeadMargin = 0.05f;
    private const float BodyScale = 1.2f;

    /// <summary>Neck and head, with a twentieth of the picture's size to both sides and above.</summary>
    /// <param name="keypoints">The 19 keypoints, x right and y down, [−1, 1] across the picture.</param>
    /// <param name="size">Rows and columns of the picture.</param>
    public static PixelBox Head(ReadOnlySpan<Vector2> keypoints, int size)
    {
        var (least, most) = Bounds(keypoints[FirstOfHead..]);
        return ToPixels(least - new Vector2(HeadMargin), most + new Vector2(HeadMargin, 0), size);
    }

    /// <summary>All keypoints, a fifth wider and higher.</summary>
    /// <inheritdoc cref="Head"/>
    public static PixelBox Body(ReadOnlySpan<Vector2> keypoints, int size)
    {
        var (least, most) = Bounds(keypoints);
        var (centre, reach) = ((least + most) / 2, (most - least) / 2 * BodyScale);
        return ToPixels(centre - reach, centre + reach, size);
    }

    // In [0, 1] across the picture.
    private static (Vector2 Least, Vector2 Most) Bounds(ReadOnlySpan<Vector2> keypoints)
    {
        var (least, most) = (new Vector2(float.PositiveInfinity), new Vector2(float.NegativeInfinity));
        foreach (var keypoint in keypoints)
        {
            var place = (keypoint + Vector2.One) / 2;
            (least, most) = (Vector2.Min(least, place), Vector2.Max(most, place));
        }

        return (least, most);
    }

    private static PixelBox ToPixels(Vector2 least, Vector2 most, int size)
    {
        least = Vector2.Clamp(least, Vector2.Zero, Vector2.One) * size;
        most = Vector2.Clamp(most, Vector2.Zero, Vector2.One) * size;
        return new PixelBox((int)least.X, (int)most.X, (int)least.Y, (int)most.Y);
    }
}
