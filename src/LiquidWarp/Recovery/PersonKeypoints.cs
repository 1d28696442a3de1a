using System.Numerics;

namespace LiquidWarp.Recovery;

/// <summary>One marked point.</summary>
/// <param name="Position">Pixel coordinates, origin at the centre of the top left pixel, y down.</param>
/// <param name="Confidence">Above 0, up to 1: how far the mark may be trusted.</param>
/// <param name="Depth">Pixels behind the middle of the hips, as far as the picture's scale goes; null where nobody knows.</param>
public readonly record struct MarkedPoint(Vector2 Position, float Confidence, float? Depth = null);

/// <summary>
/// The marked points of one person in one picture; points that were not seen are absent.
/// </summary>
/// <param name="Name">File and person, for messages.</param>
/// <param name="Points">At least one point.</param>
public sealed record PersonKeypoints(string Name, IReadOnlyDictionary<BodyPoint, MarkedPoint> Points)
{
    /// <summary>Size of the picture that the points refer to, where the file says it.</summary>
    public (int Width, int Height)? PictureSize { get; init; }

    /// <summary>The number that the person has in all frames of a video, where the program followed people.</summary>
    public int? Track { get; init; }

    /// <summary>
    /// The points in a picture of another size (a photo that was scaled after it was marked).
    /// </summary>
    public PersonKeypoints Scaled(float factorX, float factorY) => this with
    {
        Points = Points.ToDictionary(
            point => point.Key,
            point => point.Value with
            {
                Position = (point.Value.Position + new Vector2(0.5f)) * new Vector2(factorX, factorY) - new Vector2(0.5f),
                Depth = point.Value.Depth * MathF.Sqrt(factorX * factorY),
            }),
        PictureSize = null,
    };
}
