using System.Text;
using System.Text.Json;
using LiquidWarp.Files;

namespace LiquidWarp.Recovery;

/// <summary>Which person of a keypoint file is meant.</summary>
/// <param name="PictureName">File name of the picture, for files that hold several pictures; a path is cut to its name.</param>
/// <param name="Person">Number of the person from 0, in the file's order; null if the file must hold exactly one.</param>
public sealed record KeypointSelection(string? PictureName = null, int? Person = null);

/// <summary>
/// Reads 2-D keypoints from JSON and tells the format by its content: OpenPose (BODY_25 or the 18-point COCO model), COCO-17
/// results (an array) and annotations, and named joints (<c>{"joints": {"left_knee": [x, y, v], …}}</c>, alone or keyed by
/// picture name).
/// </summary>
public static class KeypointFile
{
    /// <summary>Largest file that is read: a picture's keypoints take kilobytes.</summary>
    public const long LargestFile = 256L << 20;

    /// <summary>Reads one person.</summary>
    /// <exception cref="InputException">The file is missing, no keypoint file, or holds nobody or more than one person
    /// while none was chosen.</exception>
    public static PersonKeypoints Read(string path, KeypointSelection? selection = null)
    {
        selection ??= new KeypointSelection();
        using var document = Parse(path);
        var people = People(path, document.RootElement, selection.PictureName);
        var person = Choose(path, people, selection);
        if (person.Points.Count == 0)
            throw new InputException($"{person.Name} has no visible point. Give the keypoints of a person who was found.");
        if (person.Points.Count >= 4 && person.Points.Values.All(point => MathF.Abs(point.Position.X) <= 1 && MathF.Abs(point.Position.Y) <= 1))
            throw new InputException($"{person.Name}: all coordinates lie within ±1, so they are no pixels. Write pixel coordinates (OpenPose: --keypoint_scale 0).");
        return person;
    }

    /// <summary>Writes one person as OpenPose's BODY_25 JSON.</summary>
    public static void Write(string path, PersonKeypoints person) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(OpenPoseKeypoints.Format(person))));

    private static JsonDocument Parse(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path} is a directory. Name the keypoint JSON file in it.");
        if (!File.Exists(path))
            throw new InputException($"There is no keypoint file {path}.");
        if (new FileInfo(path).Length > LargestFile)
            throw new InputException($"{path} is larger than {LargestFile >> 20} MB, which no keypoint file is.");
        try
        {
            using var stream = File.OpenRead(path);
            return JsonDocument.Parse(stream);
        }
        catch (JsonException error)
        {
            throw new InputException($"{path} is no JSON file: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static List<PersonKeypoints> People(string path, JsonElement root, string? pictureName)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return CocoKeypoints.ReadResults(path, root, pictureName);
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (root.TryGetProperty("people", out _))
                return OpenPoseKeypoints.Read(path, root);
            if (root.TryGetProperty("annotations", out _))
                return CocoKeypoints.ReadAnnotations(path, root, pictureName);
            if (NamedKeypoints.Recognises(root))
                return NamedKeypoints.Read(path, root, pictureName);
        }
        throw new InputException($"{path} is JSON but no keypoint file that is known: expected OpenPose (\"people\"), COCO results (an array), COCO annotations (\"annotations\") or named joints (\"joints\").");
    }

    private static PersonKeypoints Choose(string path, List<PersonKeypoints> people, KeypointSelection selection)
    {
        if (people.Count == 0)
            throw new InputException($"{path} holds the keypoints of nobody. Give a picture in which a person was found.");
        if (selection.Person is { } number)
        {
            if (number < 0 || number >= people.Count)
                throw new InputException($"{path} holds {(people.Count == 1 ? "1 person, number 0" : $"{people.Count} people, 0 to {people.Count - 1}")}, so there is no person {number}. Choose another --person.");
            return people[number];
        }
        if (people.Count > 1)
            throw new InputException($"{path} holds {people.Count} people. Choose one of 0 to {people.Count - 1}.");
        return people[0];
    }

    /// <summary>The numbers of a JSON array, each finite.</summary>
    internal static float[] Numbers(string name, JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array)
            throw new InputException($"{name} is no list of numbers.");
        var numbers = new float[array.GetArrayLength()];
        var i = 0;
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetSingle(out var number) || !float.IsFinite(number))
                throw new InputException($"{name} holds {Shorten(element.GetRawText())} at position {i} where a finite number belongs.");
            numbers[i++] = number;
        }
        return numbers;
    }

    private static string Shorten(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
