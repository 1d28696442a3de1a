using System.Text;
using System.Text.Json;
using LiquidWarp.Files;

namespace LiquidWarp.Recovery;

/// <summary>Which person of a keypoint file is meant.</summary>
/// <param name="PictureName">File name of the picture, for files that hold several pictures; a path is cut to its name.</param>
/// <param name="Person">Number of the person from 0, in the file's order; null if the file must hold exactly one.</param>
/// <param name="PictureSize">Size of the picture in pixels, which MediaPipe's fractions need; null where it is not known.</param>
public sealed record KeypointSelection(string? PictureName = null, int? Person = null, (int Width, int Height)? PictureSize = null);

/// <summary>
/// Reads 2-D keypoints from JSON and tells the format by its content: OpenPose (BODY_25 or the 18-point COCO model), COCO
/// results (an array) and annotations, AlphaPose, MMPose, MediaPipe Pose, and named joints
/// (<c>{"joints": {"left_knee": [x, y, v], …}}</c>, alone or keyed by picture name).
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
        var people = NamedKeypoints.Recognises(document.RootElement)
            ? NamedKeypoints.Read(path, document.RootElement, selection.PictureName)
            : Picture(path, Frames(path, document.RootElement, selection.PictureSize), selection.PictureName);
        var person = Choose(path, people, selection);
        if (person.Points.Count == 0)
            throw new InputException($"{person.Name} has no visible point. Give the keypoints of a person who was found.");
        CheckPixels(person);
        return person;
    }

    /// <summary>
    /// Reads everybody in all frames of a video: a file that holds several pictures or frames, or a folder with a file for each frame, as OpenPose
    /// writes them, in the order of the numbers in their names.
    /// </summary>
    /// <param name="path">A file, or a folder whose .json files are all read.</param>
    /// <param name="pictureSize">Size of the frames in pixels, which MediaPipe's fractions need.</param>
    /// <returns>At least one frame, by rising number.</returns>
    /// <exception cref="InputException">There is nothing to read, or a file is no keypoint file.</exception>
    public static IReadOnlyList<KeypointFrame> ReadFrames(string path, (int Width, int Height)? pictureSize = null)
    {
        var frames = (Directory.Exists(path) ? FolderFrames(path, pictureSize) : FileFrames(path, pictureSize)).ConvertAll(
            frame => frame with { People = [.. frame.People.Where(person => person.Points.Count > 0)] });
        if (frames.Count == 0)
            throw new InputException($"{path} holds the keypoints of no frame.");
        foreach (var person in frames.SelectMany(frame => frame.People))
            CheckPixels(person);
        return frames;
    }

    /// <summary>Writes one person as OpenPose's BODY_25 JSON.</summary>
    public static void Write(string path, PersonKeypoints person) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(OpenPoseKeypoints.Format(person))));

    private static List<KeypointFrame> FolderFrames(string path, (int, int)? pictureSize)
    {
        var files = Directory.GetFiles(path, "*.json");
        if (files.Length == 0)
            throw new InputException($"The folder {path} holds no .json file. Name the folder with a keypoint file for each frame.");
        return InOrder(files.Select(file => FileFrames(file, pictureSize) switch
        {
            [] => (Path.GetFileName(file), new List<PersonKeypoints>()),
            [var frame] => (Path.GetFileName(file), [.. frame.People]),
            var several => throw new InputException($"{file} holds {several.Count} frames; in a folder every file is one frame. Name the file alone."),
        }));
    }

    private static List<KeypointFrame> FileFrames(string path, (int, int)? pictureSize)
    {
        using var document = Parse(path);
        return NamedKeypoints.Recognises(document.RootElement) ? NamedKeypoints.ReadFrames(path, document.RootElement) : Frames(path, document.RootElement, pictureSize);
    }

    /// <summary>Frames in the order of their numbers.</summary>
    internal static List<KeypointFrame> InOrder(IEnumerable<(string Name, List<PersonKeypoints> People)> frames)
    {
        var sorted = FrameOrder.Sort(frames, frame => frame.Name).Select(frame => frame.Item).ToList();
        var numbers = sorted.ConvertAll(frame => FrameOrder.NumberOf(frame.Name));
        var areNumbered = numbers.TrueForAll(number => number is not null) && numbers.Distinct().Count() == numbers.Count;
        return [.. sorted.Select((frame, i) => new KeypointFrame(frame.Name, areNumbered ? numbers[i]!.Value : i, frame.People))];
    }

    private static void CheckPixels(PersonKeypoints person)
    {
        if (person.Points.Count >= 4 && person.Points.Values.All(point => MathF.Abs(point.Position.X) <= 1 && MathF.Abs(point.Position.Y) <= 1))
            throw new InputException($"{person.Name}: all coordinates lie within ±1, so they are no pixels. Write pixel coordinates (OpenPose: --keypoint_scale 0).");
    }

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

    /// <summary>Every format but named joints, which is told apart before.</summary>
    private static List<KeypointFrame> Frames(string path, JsonElement root, (int, int)? pictureSize)
    {
        if (MediaPipeKeypoints.Recognises(root))
            return MediaPipeKeypoints.Read(path, root, pictureSize);
        if (root.ValueKind == JsonValueKind.Array)
            return MmposeKeypoints.Recognises(root) ? MmposeKeypoints.Read(path, root) : CocoKeypoints.ReadResults(path, root);
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (root.TryGetProperty("instance_info", out var instances))
                return MmposeKeypoints.Read(path, instances);
            if (root.TryGetProperty("annotations", out _))
                return CocoKeypoints.ReadAnnotations(path, root);
            if (AlphaPoseKeypoints.Recognises(root))
                return AlphaPoseKeypoints.Read(path, root);
        }
        throw new InputException($"{path} is JSON but no keypoint file that is known: expected OpenPose (\"people\"), COCO or AlphaPose results (an array), COCO annotations (\"annotations\"), "
            + "MMPose (\"instance_info\"), MediaPipe (\"pose_landmarks\") or named joints (\"joints\").");
    }

    /// <summary>The people of the picture that is meant.</summary>
    private static IReadOnlyList<PersonKeypoints> Picture(string path, List<KeypointFrame> frames, string? pictureName)
    {
        if (frames.Count < 2)
            return frames.Count == 0 ? [] : frames[0].People;
        if (pictureName == null)
            throw new InputException($"{path} holds {frames.Count} pictures. Name the picture that is meant.");
        return (frames.Find(frame => SamePicture(frame.Name, pictureName)) ?? throw new InputException(
            $"{path} holds {frames.Count} pictures, but has no picture of the name {Path.GetFileName(pictureName)}: none has the image_id {Path.GetFileName(pictureName)} or {Path.GetFileNameWithoutExtension(pictureName)}.")).People;
    }

    private static bool SamePicture(string id, string pictureName)
    {
        var stem = Path.GetFileNameWithoutExtension(pictureName);
        return Path.GetFileName(id) == Path.GetFileName(pictureName)
            || Path.GetFileNameWithoutExtension(id) == stem
            || (long.TryParse(id, out var number) && long.TryParse(stem, out var other) && number == other);
    }

    private static PersonKeypoints Choose(string path, IReadOnlyList<PersonKeypoints> people, KeypointSelection selection)
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
