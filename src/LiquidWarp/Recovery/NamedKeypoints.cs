using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Recovery;

/// <summary>
/// Joints by name, written by hand: <c>{"joints": {"left_knee": [x, y, v], …}, "size": [w, h]}</c>, or several such objects
/// keyed by picture name. v is 2 in view, 1 hidden but placed, 0 outside the picture; "size" is optional.
/// </summary>
internal static class NamedKeypoints
{
    private static readonly Dictionary<string, BodyPoint> Names = Enum.GetValues<BodyPoint>().ToDictionary(SnakeCase);

    public static bool Recognises(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && (HoldsJoints(root) || root.EnumerateObject().Any(property => HoldsJoints(property.Value)));

    public static List<PersonKeypoints> Read(string path, JsonElement root, string? pictureName)
    {
        if (HoldsJoints(root))
            return [Person(path, root)];
        var pictures = root.EnumerateObject().Where(property => HoldsJoints(property.Value)).ToList();
        if (pictures.Count == 1 && pictureName == null)
            return [Person($"{path}, {pictures[0].Name}", pictures[0].Value)];
        if (pictureName == null)
            throw new InputException($"{path} holds {pictures.Count} pictures. Name the picture that is meant.");
        var name = Path.GetFileName(pictureName);
        return root.TryGetProperty(name, out var picture) && HoldsJoints(picture)
            ? [Person($"{path}, {name}", picture)]
            : throw new InputException($"{path} has no picture of the name {name}.");
    }

    /// <summary>All pictures, in the order of their numbers.</summary>
    public static List<KeypointFrame> ReadFrames(string path, JsonElement root) => KeypointFile.InOrder(HoldsJoints(root)
        ? [("", [Person(path, root)])]
        : root.EnumerateObject().Where(property => HoldsJoints(property.Value)).Select(picture => (picture.Name, new List<PersonKeypoints> { Person($"{path}, {picture.Name}", picture.Value) })));

    private static bool HoldsJoints(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("joints", out var joints) && joints.ValueKind == JsonValueKind.Object;

    private static PersonKeypoints Person(string name, JsonElement element)
    {
        var points = new Dictionary<BodyPoint, MarkedPoint>();
        foreach (var joint in element.GetProperty("joints").EnumerateObject())
        {
            if (!Names.TryGetValue(joint.Name, out var point))
                throw new InputException($"{name}: there is no joint \"{joint.Name}\". Known are {string.Join(", ", Names.Keys)}.");
            var numbers = KeypointFile.Numbers($"{name}, {joint.Name}", joint.Value);
            if (numbers.Length != 3)
                throw new InputException($"{name}: {joint.Name} has {numbers.Length} numbers; expected x, y and 2 (in view), 1 (hidden) or 0 (outside).");
            if (numbers[2] > 0)
                points[point] = new(new Vector2(numbers[0], numbers[1]), numbers[2] > 1 ? 1 : CocoKeypoints.HiddenConfidence);
        }
        if (!element.TryGetProperty("size", out var size))
            return new(name, points);
        var sides = KeypointFile.Numbers($"{name}, size", size);
        return sides.Length == 2
            ? new(name, points) { PictureSize = ((int)sides[0], (int)sides[1]) }
            : throw new InputException($"{name}: \"size\" has {sides.Length} numbers; expected width and height.");
    }

    private static string SnakeCase(BodyPoint point) =>
        string.Concat(point.ToString().Select((letter, i) => char.IsUpper(letter) && i > 0 ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
