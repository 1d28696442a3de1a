using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Recovery;

/// <summary>
/// Dumps of MediaPipe Pose: 33 landmarks of <c>x, y, z, visibility</c>, where x and y are fractions of the picture's width and height, so that the
/// picture's size is needed. A frame is the list itself, or an object that has it as <c>pose_landmarks</c> (one list, one for each person, or
/// <c>{"landmark": […]}</c>); a video is an array of frames. The world's landmarks are metres and of no use here.
/// </summary>
internal static class MediaPipeKeypoints
{
    private const int Count = 33;

    private static readonly string[] Keys = ["pose_landmarks", "poseLandmarks", "landmarks", "landmark"];

    private static readonly string[] WorldKeys = ["pose_world_landmarks", "poseWorldLandmarks", "worldLandmarks"];

    private static readonly (int At, BodyPoint Point)[] Points =
    [
        (0, BodyPoint.Nose), (2, BodyPoint.LeftEye), (5, BodyPoint.RightEye), (7, BodyPoint.LeftEar), (8, BodyPoint.RightEar),
        (11, BodyPoint.LeftShoulder), (12, BodyPoint.RightShoulder), (13, BodyPoint.LeftElbow), (14, BodyPoint.RightElbow),
        (15, BodyPoint.LeftWrist), (16, BodyPoint.RightWrist), (23, BodyPoint.LeftHip), (24, BodyPoint.RightHip), (25, BodyPoint.LeftKnee),
        (26, BodyPoint.RightKnee), (27, BodyPoint.LeftAnkle), (28, BodyPoint.RightAnkle), (29, BodyPoint.LeftHeel), (30, BodyPoint.RightHeel),
        (31, BodyPoint.LeftBigToe), (32, BodyPoint.RightBigToe),
    ];

    public static bool Recognises(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Object => IsFrame(root),
        JsonValueKind.Array => IsLandmarks(root) || root.EnumerateArray().Any(frame => IsFrame(frame) || IsLandmarks(frame)),
        _ => false,
    };

    public static List<KeypointFrame> Read(string path, JsonElement root, (int Width, int Height)? size) =>
        root.ValueKind == JsonValueKind.Object || IsLandmarks(root)
            ? KeypointFile.InOrder([("", Frame(path, root, size))])
            : KeypointFile.InOrder(root.EnumerateArray().Select((frame, i) => (NumberOf(frame, i), Frame($"{path}, frame {NumberOf(frame, i)}", frame, size))));

    private static string NumberOf(JsonElement frame, int place) =>
        PointOrder.Text(frame, "frame_id") is { Length: > 0 } id ? id
        : PointOrder.Text(frame, "frame") is { Length: > 0 } number ? number
        : place.ToString(CultureInfo.InvariantCulture);

    private static bool IsFrame(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && Keys.Concat(WorldKeys).Any(key => element.TryGetProperty(key, out _));

    /// <summary>A list of landmarks, which are objects with x.</summary>
    private static bool IsLandmarks(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty("x", out _);

    private static List<PersonKeypoints> Frame(string place, JsonElement frame, (int, int)? size)
    {
        if (frame.ValueKind is JsonValueKind.Null)
            return [];
        var landmarks = frame;
        if (frame.ValueKind == JsonValueKind.Object)
        {
            var key = Keys.FirstOrDefault(key => frame.TryGetProperty(key, out _)) ?? throw new InputException(
                $"{place} has no landmarks in the picture (pose_landmarks){(IsFrame(frame) ? "; the world's are metres and do not say where in the picture they are" : "")}.");
            landmarks = frame.GetProperty(key);
            if (PointOrder.Whole(frame, "width") is { } width && PointOrder.Whole(frame, "height") is { } height)
                size = (width, height);
        }

        if (landmarks.ValueKind == JsonValueKind.Object)
            return Frame(place, landmarks, size);
        if (landmarks.ValueKind == JsonValueKind.Null)
            return [];
        if (landmarks.ValueKind != JsonValueKind.Array)
            throw new InputException($"{place}: the landmarks are no list.");
        var people = landmarks.GetArrayLength() == 0 ? [] : IsLandmarks(landmarks) ? [landmarks] : landmarks.EnumerateArray().ToList();
        return [.. people.Select((person, i) => Person($"{place}, person {i}", person, size))];
    }

    private static PersonKeypoints Person(string name, JsonElement landmarks, (int Width, int Height)? size)
    {
        if (landmarks.ValueKind != JsonValueKind.Array || landmarks.GetArrayLength() != Count)
            throw new InputException($"{name} has {(landmarks.ValueKind == JsonValueKind.Array ? landmarks.GetArrayLength() : 0)} landmarks; MediaPipe Pose has {Count}.");
        if (size is not ({ } width, { } height) || width < 1 || height < 1)
            throw new InputException($"{name} is MediaPipe's, whose coordinates are fractions of the picture's size. Say how large the picture is (\"width\" and \"height\" beside the landmarks).");
        var points = new Dictionary<BodyPoint, MarkedPoint>();
        foreach (var (at, point) in Points)
        {
            var (x, y, visibility) = (Number(name, landmarks[at], at, "x"), Number(name, landmarks[at], at, "y"), Number(name, landmarks[at], at, "visibility", 1));
            // A fraction is one of the picture's area; positions are from the centre of the first pixel.
            if (visibility > 0)
                points[point] = new(new Vector2(x * width - 0.5f, y * height - 0.5f), Math.Min(visibility, 1));
        }

        return new(name, points) { PictureSize = (width, height) };
    }

    private static float Number(string name, JsonElement landmark, int at, string property, float? missing = null)
    {
        if (landmark.ValueKind == JsonValueKind.Object && landmark.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null)
            return value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number)
                ? number
                : throw new InputException($"{name}, landmark {at}: \"{property}\" is no finite number.");
        return missing ?? throw new InputException($"{name}, landmark {at} has no \"{property}\".");
    }
}
