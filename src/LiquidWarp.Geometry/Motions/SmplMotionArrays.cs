using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;

namespace LiquidWarp.Motions;

/// <summary>
/// Motions that are θ already, as named arrays of npz or pickle files: AMASS with either spelling of its frame rate, one
/// array of 24, 52 or 55 joints or one for each part; AIST++; iPER; this program's own. Fingers, jaw and eyes are dropped.
/// </summary>
internal static class SmplMotionArrays
{
    private const int BodyWithoutHands = 66;
    /// <summary>The rate of most videos.</summary>
    internal const double AssumedRate = 30;

    /// <summary>Where a file's axes point.</summary>
    private enum World
    {
        ZUp, YUp, Camera,
    }

    public static Motion FromNpz(string path, IReadOnlyDictionary<string, NdArray> arrays) => FromArrays(path, arrays, World.ZUp);

    public static Motion FromPickle(string path, object? tree)
    {
        if (tree is not Dictionary<object, object?> dictionary)
            throw new InputException($"{path} is a pickle, but not a dictionary of arrays as iPER's pose_shape.pkl is.");
        var arrays = new Dictionary<string, NdArray>();
        foreach (var (key, value) in dictionary)
            if (key is string name && (value as NdArray ?? Scalar(value)) is { } array)
                arrays[name] = array;
        return FromArrays(path, arrays, arrays.ContainsKey("smpl_poses") ? World.YUp : World.Camera);
    }

    private static NdArray? Scalar(object? value) => value switch
    {
        long number => NdArray.From(new[] { (double)number }, []),
        double number => NdArray.From(new[] { number }, []),
        _ => null,
    };

    private static Motion FromArrays(string path, IReadOnlyDictionary<string, NdArray> arrays, World world)
    {
        var assumptions = new List<string>();
        world = ReadWorld(path, arrays, world, assumptions);
        var poses = ReadPoses(path, arrays);
        var framesPerSecond = ReadRate(path, arrays, world, assumptions, out var rateIsAssumed);
        var shapes = ReadShapes(path, arrays, poses.Length, keepEach: world == World.Camera, assumptions);
        var cameras = ReadRows(path, arrays, 3, poses.Length, "cameras", "cams", "cam_array");
        var roots = ReadRoots(path, arrays, poses.Length, assumptions);

        var toCamera = world switch
        {
            World.ZUp => Retargeting.WorldToCamera * Rotations.Between(Vector3.UnitZ, Vector3.UnitY),
            World.YUp => Retargeting.WorldToCamera,
            _ => Quaternion.Identity,
        };
        foreach (var pose in poses)
            if (world != World.Camera)
                Rotations.ToAxisAngle(toCamera * Rotations.ToQuaternion(new Vector3(pose))).CopyTo(pose);

        var travel = roots?.Select(root => Vector3.Transform(root - roots[0], toCamera)).ToArray();
        if (travel is null)
            assumptions.Add("The file has no travel of the root: the person stays in place.");
        var frames = poses.Select((pose, i) => new BodyParameters(
            cameras is not null ? new(cameras[i][0], cameras[i][1], cameras[i][2])
            : travel is not null ? new(1, travel[i].X, travel[i].Y) : new(1, 0, 0), pose, shapes[i])).ToArray();
        return new(path, framesPerSecond, frames, HasImageCamera: cameras is not null)
        {
            RootTravel = travel,
            Assumptions = assumptions,
            RateIsAssumed = rateIsAssumed,
        };
    }

    private static World ReadWorld(string path, IReadOnlyDictionary<string, NdArray> arrays, World usual, List<string> assumptions)
    {
        if (arrays.TryGetValue("coordinates", out var array) && array.DType is DType.Text or DType.Bytes)
            return array.ToStrings() switch
            {
                ["camera"] => World.Camera,
                ["y-up"] => World.YUp,
                ["z-up"] => World.ZUp,
                var other => throw new InputException($"{path}: coordinates '{string.Join(' ', other)}' are unknown; camera, y-up or z-up are."),
            };
        assumptions.Add(usual switch
        {
            World.ZUp => "Up is +z, as in AMASS.",
            World.YUp => "Up is +y, as in AIST++.",
            _ => "Poses are in the camera's view, as in iPER.",
        });
        return usual;
    }

    /// <summary>(N)(72): joints 0 to 21, and hands where the file has exactly the 24 joints.</summary>
    private static float[][] ReadPoses(string path, IReadOnlyDictionary<string, NdArray> arrays)
    {
        var whole = Find(arrays, "poses", "pose", "smpl_poses", "smpl_array");
        var root = Find(arrays, "root_orient", "global_orient");
        var body = Find(arrays, "pose_body", "body_pose");
        float[][] rows;
        if (whole is not null)
            rows = Rows(path, "poses", whole);
        else if (root is not null && body is not null)
            rows = [.. Rows(path, "root_orient", root).Zip(Rows(path, "pose_body", body), (first, rest) => (float[])[.. first, .. rest])];
        else
            throw new InputException($"{path} holds no poses: expected an array 'poses', or 'root_orient' and 'pose_body'; found {Names(arrays)}.");
        if (rows.Length == 0)
            throw new InputException($"{path} has no frames.");
        var width = rows[0].Length;
        if (width is not (BodyWithoutHands or BodyParameters.PoseLength or 156 or 165))
            throw new InputException($"{path}: a pose of {width} numbers is unknown; 66, 72 (SMPL), 156 (SMPL-H) and 165 (SMPL-X) are.");
        var kept = width == BodyParameters.PoseLength ? width : BodyWithoutHands;
        return [.. rows.Select(row => (float[])[.. row[..kept], .. new float[BodyParameters.PoseLength - kept]])];
    }

    private static double ReadRate(string path, IReadOnlyDictionary<string, NdArray> arrays, World world, List<string> assumptions, out bool isAssumed)
    {
        isAssumed = false;
        if (Find(arrays, "mocap_framerate", "mocap_frame_rate", "fps", "framerate") is { Count: 1 } array)
        {
            var said = array.ToDoubles()[0];
            return Motion.IsPossibleRate(said) ? said : throw new InputException($"{path}: a rate of {said} frames a second makes no sense.");
        }

        // All of AIST++ is 60.
        isAssumed = world != World.YUp;
        var rate = isAssumed ? AssumedRate : 60;
        assumptions.Add($"The file does not say its frame rate: {rate:0} frames a second{(isAssumed ? "" : ", as all of AIST++")}.");
        return rate;
    }

    /// <summary>(N)(10). Files in camera view may change it from frame to frame; elsewhere a person has one shape, the mean.</summary>
    private static float[][] ReadShapes(
        string path, IReadOnlyDictionary<string, NdArray> arrays, int frameCount, bool keepEach, List<string> assumptions)
    {
        if (Find(arrays, "betas", "shape") is not { Count: > 0 } array)
        {
            assumptions.Add("The file has no shape: the mean body.");
            return [.. Enumerable.Repeat(new float[BodyParameters.ShapeLength], frameCount)];
        }

        var rows = array.Shape.Length == 2 ? Rows(path, "betas", array) : [Finite(path, "betas", array.ToSingles(), array.Count)];
        var shapes = rows.Select(row => (float[])[.. row.Take(BodyParameters.ShapeLength), .. new float[Math.Max(0, BodyParameters.ShapeLength - row.Length)]]).ToArray();
        if (shapes.Length == frameCount && keepEach)
            return shapes;
        var mean = Enumerable.Range(0, BodyParameters.ShapeLength).Select(i => shapes.Average(shape => shape[i])).ToArray();
        if (shapes.Length > 1)
            assumptions.Add("The shape of the body is the mean over the frames.");
        return [.. Enumerable.Repeat(mean, frameCount)];
    }

    private static Vector3[]? ReadRoots(string path, IReadOnlyDictionary<string, NdArray> arrays, int frameCount, List<string> assumptions)
    {
        if (ReadRows(path, arrays, 3, frameCount, "trans", "transl", "smpl_trans") is not { } rows)
            return null;
        // AIST++ keeps its travel in the units of the fitted person.
        var scale = Find(arrays, "smpl_scaling") is { Count: 1 } scaling ? scaling.ToSingles()[0] : 1;
        if (arrays.ContainsKey("smpl_scaling"))
            assumptions.Add($"Metres are smpl_trans / smpl_scaling, a scaling of {scale:0.##}.");
        return scale > 0 ? [.. rows.Select(row => new Vector3(row) / scale)] : throw new InputException($"{path}: smpl_scaling is {scale}.");
    }

    private static float[][]? ReadRows(string path, IReadOnlyDictionary<string, NdArray> arrays, int width, int frameCount, params string[] names)
    {
        if (Find(arrays, names) is not { } array)
            return null;
        var rows = Rows(path, names[0], array);
        return rows.Length == frameCount && rows[0].Length == width
            ? rows
            : throw new InputException($"{path}: '{names[0]}' is {array}, expected ({frameCount}, {width}) as there are {frameCount} poses.");
    }

    private static NdArray? Find(IReadOnlyDictionary<string, NdArray> arrays, params string[] names)
    {
        foreach (var name in names)
            if (arrays.TryGetValue(name, out var array))
                return array;
        return null;
    }

    /// <summary>One row for each entry of the first axis, all finite.</summary>
    private static float[][] Rows(string path, string name, NdArray array)
    {
        if (array.Shape.Length < 2)
            throw new InputException($"{path}: '{name}' is {array}, expected one row a frame.");
        return array.Shape[0] == 0 ? [] : [.. Finite(path, name, array.ToSingles(), array.Count / array.Shape[0]).Chunk(array.Count / array.Shape[0])];
    }

    private static float[] Finite(string path, string name, float[] values, int width)
    {
        var at = Array.FindIndex(values, value => !float.IsFinite(value));
        return at < 0 ? values : throw new InputException($"{path}: frame {at / width} of '{name}' holds a number that is not finite.");
    }

    private static string Names(IReadOnlyDictionary<string, NdArray> arrays) =>
        arrays.Count == 0 ? "nothing" : string.Join(", ", arrays.Keys.Order().Take(20));
}
