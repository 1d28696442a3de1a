using System.Text.Json;
using LiquidWarp.Files;

namespace LiquidWarp.Recovery;

/// <summary>
/// COCO's lists: the results array of detectors, AlphaPose's among them (<c>image_id, keypoints, score</c>; the third number of a point is a score),
/// and annotation files (<c>images, annotations</c>; the third number is 0 absent, 1 hidden, 2 in view). Also MPII's 16, Halpe's 26 or 136 and
/// COCO-WholeBody's points, with their feet in <c>foot_kpts</c>.
/// </summary>
internal static class CocoKeypoints
{
    /// <summary>Trust in a point that was placed though it is hidden.</summary>
    internal const float HiddenConfidence = 0.6f;

    public static List<KeypointFrame> ReadResults(string path, JsonElement root) =>
        Group(path, root.EnumerateArray(), PointOrder.FromScore, null);

    public static List<KeypointFrame> ReadAnnotations(string path, JsonElement root)
    {
        var annotations = root.GetProperty("annotations");
        if (annotations.ValueKind != JsonValueKind.Array)
            throw new InputException($"{path}: \"annotations\" is no list.");
        var entries = annotations.EnumerateArray().Where(HasPoints).ToList();
        if (!root.TryGetProperty("images", out var images) || images.ValueKind != JsonValueKind.Array || images.GetArrayLength() == 0)
            return Group(path, entries, FromVisibility, null);
        var ofPicture = entries.ToLookup(ImageId);
        return KeypointFile.InOrder(images.EnumerateArray().Select(picture =>
        {
            var size = PointOrder.Whole(picture, "width") is { } width && PointOrder.Whole(picture, "height") is { } height ? (width, height) : ((int, int)?)null;
            var people = ofPicture[PointOrder.Text(picture, "id")].Select((entry, i) => Person($"{path}, person {i}", entry, FromVisibility, size));
            return (PointOrder.Text(picture, "file_name"), people.ToList());
        }));
    }

    private static List<KeypointFrame> Group(string path, IEnumerable<JsonElement> entries, Func<float, float> confidence, (int, int)? size) =>
        KeypointFile.InOrder(entries.GroupBy(ImageId).Select(picture =>
            (picture.Key, picture.Select((entry, i) => Person($"{path}{(picture.Key.Length > 0 ? $", {picture.Key}" : "")}, person {i}", entry, confidence, size)).ToList())));

    private static PersonKeypoints Person(string name, JsonElement entry, Func<float, float> confidence, (int, int)? size)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("keypoints", out var list))
            throw new InputException($"{name} has no \"keypoints\".");
        var numbers = KeypointFile.Numbers(name, list);
        var points = new Dictionary<BodyPoint, MarkedPoint>();
        if (numbers.Length > 0)
            PointOrder.Add(name, numbers, PointOrder.Of(name, numbers.Length / 3), confidence, points);
        if (entry.TryGetProperty("foot_kpts", out var feet))
            PointOrder.Add($"{name}, foot_kpts", KeypointFile.Numbers($"{name}, foot_kpts", feet), PointOrder.Feet, confidence, points);
        // AlphaPose numbers the people whom it follows.
        return new(name, points) { PictureSize = size, Track = PointOrder.Whole(entry, "idx") ?? PointOrder.Whole(entry, "track_id") };
    }

    private static float FromVisibility(float visibility) => visibility > 1 ? 1 : HiddenConfidence;

    private static bool HasPoints(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("keypoints", out _) && PointOrder.Whole(entry, "num_keypoints") is null or > 0;

    private static string ImageId(JsonElement entry) => PointOrder.Text(entry, "image_id");
}
