using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Recovery;

/// <summary>
/// OpenPose's JSON, one file a picture: <c>people[].pose_keypoints_2d</c> = x, y, confidence for 25 points (BODY_25) or 18
/// (its older COCO model). A point with confidence 0 was not found.
/// </summary>
internal static class OpenPoseKeypoints
{
    private static readonly BodyPoint[] Body25 =
    [
        BodyPoint.Nose, BodyPoint.ShoulderMiddle, BodyPoint.RightShoulder, BodyPoint.RightElbow, BodyPoint.RightWrist,
        BodyPoint.LeftShoulder, BodyPoint.LeftElbow, BodyPoint.LeftWrist, BodyPoint.HipMiddle, BodyPoint.RightHip,
        BodyPoint.RightKnee, BodyPoint.RightAnkle, BodyPoint.LeftHip, BodyPoint.LeftKnee, BodyPoint.LeftAnkle,
        BodyPoint.RightEye, BodyPoint.LeftEye, BodyPoint.RightEar, BodyPoint.LeftEar, BodyPoint.LeftBigToe,
        BodyPoint.LeftSmallToe, BodyPoint.LeftHeel, BodyPoint.RightBigToe, BodyPoint.RightSmallToe, BodyPoint.RightHeel,
    ];

    private static readonly BodyPoint[] Coco18 =
    [
        BodyPoint.Nose, BodyPoint.ShoulderMiddle, BodyPoint.RightShoulder, BodyPoint.RightElbow, BodyPoint.RightWrist,
        BodyPoint.LeftShoulder, BodyPoint.LeftElbow, BodyPoint.LeftWrist, BodyPoint.RightHip, BodyPoint.RightKnee,
        BodyPoint.RightAnkle, BodyPoint.LeftHip, BodyPoint.LeftKnee, BodyPoint.LeftAnkle, BodyPoint.RightEye,
        BodyPoint.LeftEye, BodyPoint.RightEar, BodyPoint.LeftEar,
    ];

    /// <summary>Whether BODY_25 has such a point.</summary>
    public static bool Holds(BodyPoint point) => Body25.Contains(point);

    /// <summary>The JSON of one person in BODY_25.</summary>
    public static string Format(PersonKeypoints person)
    {
        var numbers = Body25.Select(point => person.Points.TryGetValue(point, out var mark)
            ? string.Create(CultureInfo.InvariantCulture, $"{mark.Position.X:0.##},{mark.Position.Y:0.##},{mark.Confidence:0.##}")
            : "0,0,0");
        return $$"""{"version":1.3,"people":[{"pose_keypoints_2d":[{{string.Join(',', numbers)}}]}]}""";
    }

    public static List<PersonKeypoints> Read(string path, JsonElement root)
    {
        var people = root.GetProperty("people");
        if (people.ValueKind != JsonValueKind.Array)
            throw new InputException($"{path}: \"people\" is no list.");
        var result = new List<PersonKeypoints>();
        foreach (var person in people.EnumerateArray())
        {
            var name = $"{path}, person {result.Count}";
            if (person.ValueKind != JsonValueKind.Object || !person.TryGetProperty("pose_keypoints_2d", out var list))
                throw new InputException($"{name} has no pose_keypoints_2d.");
            var numbers = KeypointFile.Numbers(name, list);
            var order = numbers.Length switch
            {
                75 => Body25,
                54 => Coco18,
                _ => throw new InputException($"{name} has {numbers.Length} numbers in pose_keypoints_2d; expected 75 (BODY_25) or 54 (COCO)."),
            };
            result.Add(new PersonKeypoints(name, Points(numbers, order)));
        }
        return result;
    }

    private static Dictionary<BodyPoint, MarkedPoint> Points(float[] numbers, BodyPoint[] order)
    {
        var points = new Dictionary<BodyPoint, MarkedPoint>();
        for (var i = 0; i < order.Length; i++)
        {
            if (numbers[3 * i + 2] > 0)
                points[order[i]] = new(new Vector2(numbers[3 * i], numbers[3 * i + 1]), Math.Min(numbers[3 * i + 2], 1));
        }
        return points;
    }
}
