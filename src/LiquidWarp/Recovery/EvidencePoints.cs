namespace LiquidWarp.Recovery;

/// <summary>The points of the body that the recovery network looks for, in the order of its maps.</summary>
public static class EvidencePoints
{
    /// <summary>The points.</summary>
    public static IReadOnlyList<BodyPoint> All { get; } =
    [
        BodyPoint.HeadTop, BodyPoint.Neck, BodyPoint.Nose, BodyPoint.LeftEye, BodyPoint.RightEye, BodyPoint.LeftEar, BodyPoint.RightEar,
        BodyPoint.LeftShoulder, BodyPoint.RightShoulder, BodyPoint.LeftElbow, BodyPoint.RightElbow, BodyPoint.LeftWrist, BodyPoint.RightWrist,
        BodyPoint.LeftHip, BodyPoint.RightHip, BodyPoint.LeftKnee, BodyPoint.RightKnee, BodyPoint.LeftAnkle, BodyPoint.RightAnkle,
        BodyPoint.LeftBigToe, BodyPoint.RightBigToe, BodyPoint.LeftHeel, BodyPoint.RightHeel,
    ];

    /// <summary>For each point the place of the same one on the body's other side; its own for those in the middle.</summary>
    public static IReadOnlyList<int> Mirrored { get; } = PlacesOf([.. All.Select(Opposite)]);

    /// <summary>Where points stand in <see cref="All"/>.</summary>
    public static int[] PlacesOf(params BodyPoint[] points)
    {
        List<BodyPoint> all = [.. All];
        return Array.ConvertAll(points, all.IndexOf);
    }

    private static BodyPoint Opposite(BodyPoint point) => Enum.Parse<BodyPoint>(point.ToString() is var name && name.StartsWith("Left", StringComparison.Ordinal)
        ? "Right" + name[4..]
        : name.StartsWith("Right", StringComparison.Ordinal) ? "Left" + name[5..] : name);
}
