using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;

namespace LiquidWarp.Motions.Estimates;

/// <summary>
/// The tracks of 4D-Humans and PHALP, <c>results/VIDEO.pkl</c>: a dictionary by frame of lists with an entry for each person: <c>tid</c> the
/// track, <c>tracked_time</c> for how many frames it has been lost, <c>smpl</c> with <c>global_orient</c>, <c>body_pose</c> (23,3,3) and
/// <c>betas</c> (10), <c>camera</c> = (tx, ty, tz) and <c>size</c> = (height, width). There is no world, and no travel but the camera's.
/// </summary>
internal static class PhalpFile
{
    /// <summary>The focal length in pixels of the whole picture that tz of PHALP's cameras belongs to.</summary>
    private const double Focal = 5000;

    public static bool Recognises(FileValue root) => root.Dictionary is { Count: > 0 } frames && frames.All(frame => frame is { Key: string, Value: Dictionary<object, object?> });

    public static Motion Read(FileValue root, MotionSelection selection)
    {
        List<string> assumptions = [];
        var tracks = new Dictionary<long, List<(FileValue Frame, int Index, long Number)>>();
        foreach (var ((_, frame), number) in FrameOrder.Sort(root.Entries(), entry => (string)entry.Key))
        {
            var ids = frame["tid"].Integers();
            var lost = frame.Has("tracked_time") ? frame["tracked_time"].Integers() : new long[ids.Length];
            if (lost.Length != ids.Length)
                throw frame["tracked_time"].Fail($"has {lost.Length} entries for {ids.Length} people");
            // Of who is lost, a frame repeats what was last seen.
            for (var i = 0; i < ids.Length; i++)
                if (lost[i] == 0)
                    (tracks.TryGetValue(ids[i], out var track) ? track : tracks[ids[i]] = []).Add((frame, i, number));
        }

        var chosen = PersonChoice.Choose(root.File, tracks.ToDictionary(track => track.Key, track => track.Value.Count), selection.Person, assumptions);
        assumptions.Add("PHALP's view of the camera: x right, y down, metres.");
        assumptions.Add($"Cameras belong to a focal length of {Focal:0} pixels, as PHALP has it.");
        return PoseTrack.ToMotion(root.File, tracks[chosen].Select(seen => Estimate(seen.Frame, seen.Index, seen.Number)), Quaternion.Identity, null, assumptions);
    }

    private static EstimatedFrame Estimate(FileValue frame, int index, long number)
    {
        var (body, camera, size) = (Entry(frame["smpl"], index), Entry(frame["camera"], index), Entry(frame["size"], index).Numbers(2));
        var half = size.Max() / 2;
        if (!(half > 0))
            throw frame["size"].Fail($"is {size[0]} × {size[1]}");
        return new(number, Pose(body), body["betas"].Numbers(10), Root: null,
            PoseTrack.FromPinhole(camera, new Vector3(camera.Numbers(3)), Focal / half));
    }

    /// <summary>The 24 joints of 4D-Humans' SMPL dictionaries, matrices whatever axes of length 1 lie round them.</summary>
    internal static float[] Pose(FileValue body) =>
        [.. JointRotations.Read(body["global_orient"].AsRow(), 1, 1)[0], .. JointRotations.Read(body["body_pose"].AsRow(), 1, 23)[0]];

    private static FileValue Entry(FileValue list, int index) =>
        list.Items() is var items && index < items.Count ? items[index] : throw list.Fail($"has {items.Count} entries and lacks that of person {index}");
}
