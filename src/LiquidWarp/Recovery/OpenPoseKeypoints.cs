using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Recovery;

/// <summary>
/// OpenPose's JSON, one file a picture, and what imitates it: <c>people[].pose_keypoints_2d</c> = x, y, confidence for 25 points (BODY_25) or 18
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

    /// <summary>Whether an object is OpenPose's, or AlphaPose's in the manner of the older "cmu".</summary>
    public static bool Recognises(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("people", out _) || root.TryGetProperty("bodies", out _));

    public static List<PersonKeypoints> Read(string path, JsonElement root)
    {
        var (list, points) = root.TryGetProperty("people", out var people) ? ("people", "pose_keypoints_2d") : ("bodies", "joints");
        if (list == "bodies")
            people = root.GetProperty(list);
        if (people.ValueKind != JsonValueKind.Array)
            throw new InputException($"{path}: \"{list}\" is no list.");
        var result = new List<PersonKeypoints>();
        foreach (var person in people.EnumerateArray())
        {
            var name = $"{path}, person {result.Count}";
            if (person.ValueKind != JsonValueKind.Object || !person.TryGetProperty(points, out var marks))
                throw new InputException($"{name} has no {points}.");
            var numbers = KeypointFile.Numbers(name, marks);
            var order = numbers.Length switch
            {
                75 => Body25,
                54 => Coco18,
                _ => throw new InputException($"{name} has {numbers.Length} numbers in {points}; expected 75 (BODY_25) or 54 (COCO)."),
            };
            result.Add(new PersonKeypoints(name, Points(numbers, order)) { Track = Track(person) });
        }
        return result;
    }

    /// <summary><c>person_id</c> is [-1] where nobody is followed.</summary>
    private static int? Track(JsonElement person) =>
        person.TryGetProperty("person_id", out var id) && id.ValueKind == JsonValueKind.Array && id.GetArrayLength() == 1
        && id[0].ValueKind == JsonValueKind.Number && id[0].TryGetInt32(out var number) && number >= 0 ? number : null;

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
