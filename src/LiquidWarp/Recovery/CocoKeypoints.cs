using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Recovery;

/// <summary>
/// COCO's 17 points: the results array of detectors (<c>image_id, keypoints, score</c>; the third number is a score) and
/// annotation files (<c>images, annotations</c>; the third number is 0 absent, 1 hidden, 2 in view).
/// </summary>
internal static class CocoKeypoints
{
    /// <summary>Trust in a point that was placed though it is hidden.</summary>
    internal const float HiddenConfidence = 0.6f;

    private static readonly BodyPoint[] Coco17 =
    [
        BodyPoint.Nose, BodyPoint.LeftEye, BodyPoint.RightEye, BodyPoint.LeftEar, BodyPoint.RightEar,
        BodyPoint.LeftShoulder, BodyPoint.RightShoulder, BodyPoint.LeftElbow, BodyPoint.RightElbow, BodyPoint.LeftWrist,
        BodyPoint.RightWrist, BodyPoint.LeftHip, BodyPoint.RightHip, BodyPoint.LeftKnee, BodyPoint.RightKnee,
        BodyPoint.LeftAnkle, BodyPoint.RightAnkle,
    ];

    public static List<PersonKeypoints> ReadResults(string path, JsonElement root, string? pictureName)
    {
        var entries = root.EnumerateArray().ToList();
        if (pictureName != null && entries.Select(ImageId).Distinct().Count() > 1)
        {
            entries = entries.Where(entry => SamePicture(ImageId(entry), pictureName)).ToList();
            if (entries.Count == 0)
                throw new InputException($"{path} holds several pictures, but none has the image_id {Path.GetFileName(pictureName)} or {Path.GetFileNameWithoutExtension(pictureName)}.");
        }
        return entries.Select((entry, i) => Person($"{path}, person {i}", entry, score: true, size: null)).ToList();
    }

    public static List<PersonKeypoints> ReadAnnotations(string path, JsonElement root, string? pictureName)
    {
        var annotations = root.GetProperty("annotations");
        if (annotations.ValueKind != JsonValueKind.Array)
            throw new InputException($"{path}: \"annotations\" is no list.");
        var entries = annotations.EnumerateArray().Where(HasPoints).ToList();
        (int, int)? size = null;
        if (root.TryGetProperty("images", out var images) && images.ValueKind == JsonValueKind.Array)
        {
            var pictures = images.EnumerateArray().ToList();
            if (pictures.Count > 1 && pictureName == null)
                throw new InputException($"{path} holds {pictures.Count} pictures. Name the picture that is meant.");
            var picture = pictures.Count == 1
                ? pictures[0]
                : pictures.FirstOrDefault(p => SamePicture(Text(p, "file_name"), pictureName!));
            if (picture.ValueKind == JsonValueKind.Undefined && pictures.Count > 0)
                throw new InputException($"{path} has no picture of the name {Path.GetFileName(pictureName)}.");
            if (pictures.Count > 0)
            {
                entries = entries.Where(entry => ImageId(entry) == Text(picture, "id")).ToList();
                if (Whole(picture, "width") is { } width && Whole(picture, "height") is { } height)
                    size = (width, height);
            }
        }
        return entries.Select((entry, i) => Person($"{path}, person {i}", entry, score: false, size)).ToList();
    }

    private static PersonKeypoints Person(string name, JsonElement entry, bool score, (int, int)? size)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("keypoints", out var list))
            throw new InputException($"{name} has no \"keypoints\".");
        var numbers = KeypointFile.Numbers(name, list);
        if (numbers.Length != 3 * Coco17.Length)
            throw new InputException($"{name} has {numbers.Length} numbers in \"keypoints\"; expected 51 (17 points of x, y, score).");
        var points = new Dictionary<BodyPoint, MarkedPoint>();
        for (var i = 0; i < Coco17.Length; i++)
        {
            var (x, y, third) = (numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]);
            if (third > 0)
                points[Coco17[i]] = new(new Vector2(x, y), score ? Math.Min(third, 1) : third > 1 ? 1 : HiddenConfidence);
        }
        return new(name, points) { PictureSize = size };
    }

    private static bool HasPoints(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("keypoints", out _) && Whole(entry, "num_keypoints") is null or > 0;

    private static string ImageId(JsonElement entry) => Text(entry, "image_id");

    private static string Text(JsonElement entry, string property) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(property, out var value) ? value.ToString() : "";

    private static int? Whole(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static bool SamePicture(string id, string pictureName)
    {
        var stem = Path.GetFileNameWithoutExtension(pictureName);
        return Path.GetFileName(id) == Path.GetFileName(pictureName)
            || Path.GetFileNameWithoutExtension(id) == stem
            || (long.TryParse(id, out var number) && long.TryParse(stem, out var other) && number == other);
    }
}
