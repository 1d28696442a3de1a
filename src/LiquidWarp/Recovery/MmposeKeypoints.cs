using System.Globalization;
using System.Text.Json;

namespace LiquidWarp.Recovery;

/// <summary>
/// What MMPose's inferencer and demos write: instances of <c>keypoints</c> [[x, y], …] and <c>keypoint_scores</c>; of a picture as an array,
/// of a video by frame as <c>{frame_id, instances}</c>, either of them alone or as <c>instance_info</c> beside <c>meta_info</c>. Boxes, which come nested
/// once too often, are not needed.
/// </summary>
internal static class MmposeKeypoints
{
    /// <summary>Whether an array is MMPose's: its first entry says so.</summary>
    public static bool Recognises(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array && array.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && (first.TryGetProperty("keypoint_scores", out _) || first.TryGetProperty("instances", out _));

    /// <summary>Reads the array, or the value of <c>instance_info</c>.</summary>
    public static List<KeypointFrame> Read(string path, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            throw new InputException($"{path}: \"instance_info\" is no list.");
        var entries = list.EnumerateArray().ToList();
        if (!entries.Exists(entry => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("instances", out _)))
            return entries.Count == 0 ? [] : KeypointFile.InOrder([("", People(path, list))]);
        return KeypointFile.InOrder(entries.Select((entry, i) =>
        {
            var number = PointOrder.Text(entry, "frame_id");
            var name = number.Length > 0 ? number : i.ToString(CultureInfo.InvariantCulture);
            return entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("instances", out var instances) && instances.ValueKind == JsonValueKind.Array
                ? (name, People($"{path}, frame {name}", instances))
                : throw new InputException($"{path}, frame {name} has no list \"instances\".");
        }));
    }

    private static List<PersonKeypoints> People(string place, JsonElement instances) =>
        [.. instances.EnumerateArray().Select((instance, i) => Person($"{place}, person {i}", instance))];

    private static PersonKeypoints Person(string name, JsonElement instance)
    {
        if (instance.ValueKind != JsonValueKind.Object || !instance.TryGetProperty("keypoints", out var places) || places.ValueKind != JsonValueKind.Array)
            throw new InputException($"{name} has no \"keypoints\".");
        if (!instance.TryGetProperty("keypoint_scores", out var list))
            throw new InputException($"{name} has no \"keypoint_scores\".");
        var scores = KeypointFile.Numbers($"{name}, keypoint_scores", list);
        var count = places.GetArrayLength();
        if (scores.Length != count)
            throw new InputException($"{name} has {count} keypoints and {scores.Length} keypoint_scores.");
        var numbers = places.EnumerateArray().SelectMany((place, i) =>
            KeypointFile.Numbers($"{name}, point {i}", place) is [var x, var y] ? (float[])[x, y, scores[i]] : throw new InputException($"{name}, point {i} is no pair of numbers.")).ToArray();
        var points = new Dictionary<BodyPoint, MarkedPoint>();
        PointOrder.Add(name, numbers, PointOrder.Of(name, count), PointOrder.FromScore, points);
        return new(name, points) { Track = PointOrder.Whole(instance, "track_id") };
    }
}
