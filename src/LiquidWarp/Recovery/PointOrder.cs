using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Recovery;

/// <summary>Which body point stands where in the lists of COCO and those that grew out of it; a list is known by its length.</summary>
internal static class PointOrder
{
    private static readonly BodyPoint?[] Coco17 =
    [
        BodyPoint.Nose, BodyPoint.LeftEye, BodyPoint.RightEye, BodyPoint.LeftEar, BodyPoint.RightEar,
        BodyPoint.LeftShoulder, BodyPoint.RightShoulder, BodyPoint.LeftElbow, BodyPoint.RightElbow, BodyPoint.LeftWrist,
        BodyPoint.RightWrist, BodyPoint.LeftHip, BodyPoint.RightHip, BodyPoint.LeftKnee, BodyPoint.RightKnee,
        BodyPoint.LeftAnkle, BodyPoint.RightAnkle,
    ];

    /// <summary>Toes and heels in COCO-WholeBody's order.</summary>
    private static readonly BodyPoint?[] Feet6 =
        [BodyPoint.LeftBigToe, BodyPoint.LeftSmallToe, BodyPoint.LeftHeel, BodyPoint.RightBigToe, BodyPoint.RightSmallToe, BodyPoint.RightHeel];

    /// <summary>Halpe's 26; its 136 go on with face and hands.</summary>
    private static readonly BodyPoint?[] Halpe26 =
    [
        .. Coco17, BodyPoint.HeadTop, BodyPoint.ShoulderMiddle, BodyPoint.HipMiddle,
        BodyPoint.LeftBigToe, BodyPoint.RightBigToe, BodyPoint.LeftSmallToe, BodyPoint.RightSmallToe, BodyPoint.LeftHeel, BodyPoint.RightHeel,
    ];

    /// <summary>MPII's thorax is the pit between the collar bones; its upper neck, which follows, has no like here.</summary>
    private static readonly BodyPoint?[] Mpii16 =
    [
        BodyPoint.RightAnkle, BodyPoint.RightKnee, BodyPoint.RightHip, BodyPoint.LeftHip, BodyPoint.LeftKnee, BodyPoint.LeftAnkle,
        BodyPoint.HipMiddle, BodyPoint.Neck, null, BodyPoint.HeadTop,
        BodyPoint.RightWrist, BodyPoint.RightElbow, BodyPoint.RightShoulder, BodyPoint.LeftShoulder, BodyPoint.LeftElbow, BodyPoint.LeftWrist,
    ];

    /// <summary>COCO-WholeBody's 133 points begin with body and feet; face and hands are left out.</summary>
    private static readonly BodyPoint?[] WholeBody133 = [.. Coco17, .. Feet6];

    /// <summary>The feet that COCO-WholeBody keeps in a list of their own.</summary>
    public static BodyPoint?[] Feet => Feet6;

    /// <summary>The order of a list of so many points.</summary>
    /// <exception cref="InputException">No list of that length is known; <paramref name="name"/> says whose it is.</exception>
    public static BodyPoint?[] Of(string name, int count) => count switch
    {
        16 => Mpii16,
        17 => Coco17,
        26 or 136 => Halpe26,
        133 => WholeBody133,
        _ => throw new InputException($"{name} has {count} points; known are lists of 16 (MPII), 17 (COCO), 26 and 136 (Halpe) and 133 (COCO-WholeBody)."),
    };

    /// <summary>The points of a flat list x, y, score, x, y, score, …; a score of 0 or less means that the point was not found.</summary>
    /// <param name="name">Whose list it is, for messages.</param>
    /// <param name="list">Numbers, three a point; more points than <paramref name="order"/> has are passed over.</param>
    /// <param name="order">Which point is which.</param>
    /// <param name="confidence">Trust, 0 to 1, by score.</param>
    /// <param name="into">Receives the points.</param>
    public static void Add(string name, float[] list, BodyPoint?[] order, Func<float, float> confidence, Dictionary<BodyPoint, MarkedPoint> into)
    {
        if (list.Length % 3 != 0 || list.Length < 3 * order.Length)
            throw new InputException($"{name} has {list.Length} numbers; expected {3 * order.Length} ({order.Length} points of x, y, score).");
        for (var i = 0; i < order.Length; i++)
            if (order[i] is { } point && list[3 * i + 2] > 0)
                into[point] = new(new Vector2(list[3 * i], list[3 * i + 1]), confidence(list[3 * i + 2]));
    }

    /// <summary>
    /// A score as trust. Most programs give 0 to 1, AlphaPose with COCO's points up to 6, RTMPose a little more than 1: from 1 on a point is as sure
    /// as it can be.
    /// </summary>
    public static float FromScore(float score) => Math.Min(score, 1);

    /// <summary>The whole number of a property, or null.</summary>
    public static int? Whole(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>The text or number of a property, or nothing.</summary>
    public static string Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) ? value.ToString() : "";
}
