using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;
using LiquidWarp.Motions.Estimates;

namespace LiquidWarp.Motions;

/// <summary>
/// Motion files of every kind: AMASS-style npz (SMPL, SMPL-H, SMPL-X), this program's own npz, BVH, iPER's
/// <c>pose_shape.pkl</c>, AIST++ and impersonator's Mixamo pickles, humanoid3d text, and what programs write that recover people
/// from videos: GVHMR, WHAM, TRAM, 4D-Humans and PHALP, ROMP and BEV, Champ. What a file does not say is assumed and listed in
/// <see cref="Motion.Assumptions"/>.
/// </summary>
public static class MotionFile
{
    private const string Known = "Known are .npz (AMASS, ROMP, Champ and this program's own), .bvh, .pkl (iPER, AIST++, WHAM, 4D-Humans), .pt (GVHMR), .npy (TRAM) and humanoid3d .txt or .json.";

    /// <summary>Reads a motion; the content says of which kind it is.</summary>
    /// <exception cref="InputException">If it cannot be read, is of another kind, holds no frames, or numbers that are not finite.</exception>
    public static Motion Read(string path) => Read(path, new MotionSelection());

    /// <summary>Reads a motion of a file that may hold several; the content says of which kind it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="selection">Which person, and in which view.</param>
    /// <exception cref="InputException">As for <see cref="Read(string)"/>, or the person is not in it.</exception>
    public static Motion Read(string path, MotionSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        InputFile.CheckExists(path, "motion");
        try
        {
            return Start(path) switch
            {
                "" => throw new InputException($"{path} is empty. {Known}"),
                var start when IsTorch(path, start) => EstimateFile.ReadTorch(path, selection),
                var start when start.StartsWith("\x93NUMPY", StringComparison.Ordinal) => EstimateFile.ReadNpy(path, selection),
                var start when start.StartsWith("PK", StringComparison.Ordinal) => ReadNpz(path, selection),
                var start when start.TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\t', '\r', '\n').StartsWith("HIERARCHY", StringComparison.OrdinalIgnoreCase) =>
                    OfOnePerson(path, selection, ReadBvh),
                var start when start.TrimStart() is ['{', ..] => OfOnePerson(path, selection, Humanoid3dFile.Read),
                var start when start[0] is '\x80' or 'x' || Path.GetExtension(path) is ".pkl" or ".pickle" or ".joblib" => ReadPickle(path, selection),
                var start when start.StartsWith("Kaydara", StringComparison.Ordinal) =>
                    throw new InputException($"{path} is an FBX file; export it as BVH (Blender: File, Export, Motion Capture). {Known}"),
                _ when Path.GetExtension(path).Equals(".bvh", StringComparison.OrdinalIgnoreCase) => OfOnePerson(path, selection, ReadBvh),
                _ => throw new InputException($"{path} is no motion file. {Known}"),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>
    /// Writes AMASS's keys, already in camera view: <c>poses</c> (N,72), <c>trans</c> (N,3) the root's travel, <c>betas</c> (10)
    /// or (N,10) where the shape changes, <c>gender</c> = "neutral", <c>mocap_framerate</c>, <c>coordinates</c> = "camera", and
    /// <c>cameras</c> (N,3) where they belong to a picture, and <c>model</c>, the body's name, where it is known: a shape means nothing on another one.
    /// </summary>
    /// <remarks>For animation programs see <see cref="BvhWriter"/>.</remarks>
    /// <exception cref="InputException">The motion has no frames, or the file cannot be written.</exception>
    public static void Write(string path, Motion motion, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(motion);
        var frames = motion.Frames;
        if (frames.Count == 0)
            throw new InputException($"{motion.Name} has no frames: there is nothing to write.");
        var oneShape = frames.All(frame => frame.Shape.AsSpan().SequenceEqual(frames[0].Shape));
        var travel = motion.RootTravel ?? Enumerable.Repeat(Vector3.Zero, frames.Count).ToArray();
        var arrays = new Dictionary<string, NdArray>
        {
            ["poses"] = NdArray.From(frames.SelectMany(frame => frame.Pose).ToArray(), frames.Count, BodyParameters.PoseLength),
            ["trans"] = NdArray.From(travel.SelectMany(step => (float[])[step.X, step.Y, step.Z]).ToArray(), frames.Count, 3),
            ["betas"] = oneShape
                ? NdArray.From(frames[0].Shape, BodyParameters.ShapeLength)
                : NdArray.From(frames.SelectMany(frame => frame.Shape).ToArray(), frames.Count, BodyParameters.ShapeLength),
            ["gender"] = NdArray.FromText("neutral"),
            ["mocap_framerate"] = NdArray.From(new[] { motion.FramesPerSecond }, []),
            ["coordinates"] = NdArray.FromText("camera"),
        };
        if (motion.HasImageCamera)
            arrays["cameras"] = NdArray.From(
                frames.SelectMany(frame => (float[])[frame.Camera.Scale, frame.Camera.X, frame.Camera.Y]).ToArray(), frames.Count, 3);
        if (model is not null)
            arrays["model"] = NdArray.FromText(model);
        NpzFile.Write(path, arrays, compress: true);
    }

    private static Motion ReadNpz(string path, MotionSelection selection)
    {
        var arrays = NpzFile.Read(path);
        return EstimateFile.TryReadNpz(path, arrays, selection) ?? OfOnePerson(path, selection, file => SmplMotionArrays.FromNpz(file, arrays));
    }

    private static Motion ReadPickle(string path, MotionSelection selection)
    {
        var tree = PickleFile.Read(path);
        return EstimateFile.TryReadPickle(path, tree, selection) ?? OfOnePerson(path, selection, file => SmplMotionArrays.FromPickle(file, tree));
    }

    private static Motion ReadBvh(string path) => Retargeting.Retarget(BvhFile.Read(path));

    private static Motion OfOnePerson(string path, MotionSelection selection, Func<string, Motion> read)
    {
        PersonChoice.CheckOnly(path, selection.Person);
        return read(path);
    }

    /// <summary>Zip files of torch differ from npz by what is in them; legacy ones are pickles that only their name tells apart.</summary>
    private static bool IsTorch(string path, string start) =>
        start.StartsWith("PK", StringComparison.Ordinal)
            ? InputFile.Read(path, null, (stream, budget) => ZipContainer.Open(stream, budget).Entries.Keys.Any(name => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal)))
            : Path.GetExtension(path) is ".pt" or ".pth";

    /// <summary>The first bytes as Latin-1 characters.</summary>
    private static string Start(string path)
    {
        Span<byte> start = stackalloc byte[64];
        using var stream = File.OpenRead(path);
        return System.Text.Encoding.Latin1.GetString(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }
}
