using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;

namespace LiquidWarp.Motions.Estimates;

/// <summary>
/// ROMP's and BEV's npz: <c>results</c> holds, for a picture or by the name of each frame, <c>smpl_thetas</c> (P,72), <c>smpl_betas</c> (P,10),
/// <c>cam</c> (P,3), <c>cam_trans</c> (P,3), <c>joints</c> (P,J,3), <c>pj2d</c> (P,J,2) and, of videos, perhaps <c>track_ids</c> (P). The same arrays at
/// the top of a file are one person, a row a frame.
/// </summary>
internal static class RompFile
{
    public static bool Recognises(FileValue root) => root.Has("results") || root.Has("smpl_thetas");

    public static Motion Read(FileValue root, MotionSelection selection)
    {
        List<string> assumptions = [];
        var tracks = root.Has("results") ? Tracks(root["results"], assumptions) : OneTrack(root);
        var chosen = PersonChoice.Choose(root.File, tracks.ToDictionary(track => track.Key, track => track.Value.Count), selection.Person, assumptions);
        assumptions.Add("ROMP's view of the camera: x right, y down, metres.");
        assumptions.Add(tracks[chosen].TrueForAll(estimate => estimate.Camera is null)
            ? "The file has no cameras."
            : "Cameras belong to the square about the picture.");
        return PoseTrack.ToMotion(root.File, tracks[chosen], Quaternion.Identity, null, assumptions);
    }

    private static Dictionary<long, List<EstimatedFrame>> OneTrack(FileValue rows) =>
        new() { [0] = [.. People(rows).Select((person, i) => person with { Number = i })] };

    private static Dictionary<long, List<EstimatedFrame>> Tracks(FileValue results, List<string> assumptions)
    {
        var frames = results.Has("smpl_thetas") ? [(results, 0L)] : Frames(results);
        var named = frames.Count > 0 && frames.All(frame => frame.Value.Has("track_ids"));
        var tracks = new Dictionary<long, List<EstimatedFrame>>();
        foreach (var (frame, number) in frames)
        {
            var people = People(frame).Select(person => person with { Number = number }).ToList();
            var ids = named ? frame["track_ids"].Integers() : NearestTracks.Assign(tracks, people);
            if (ids.Length != people.Count)
                throw frame["track_ids"].Fail($"has {ids.Length} entries for {people.Count} people");
            foreach (var (id, person) in ids.Zip(people))
                (tracks.TryGetValue(id, out var track) ? track : tracks[id] = []).Add(person);
        }

        if (!named && tracks.Count > 1)
            assumptions.Add("The file does not say who is who from frame to frame: people are followed by where they are in the picture.");
        return tracks;
    }

    private static List<(FileValue Value, long Number)> Frames(FileValue results) =>
        [.. FrameOrder.Sort(results.Entries(), entry => $"{entry.Key}").Select(frame => (frame.Item.Value, frame.Frame))];

    private static List<EstimatedFrame> People(FileValue frame)
    {
        var poses = JointRotations.Read(frame["smpl_thetas"], null, 24);
        // BEV's eleventh number tells children from grown people and belongs to another body.
        var shapes = frame["smpl_betas"].Rows(poses.Length, 10, 11).Select(shape => shape[..10]).ToArray();
        var roots = frame.Has("cam_trans") ? frame["cam_trans"].Rows(poses.Length, 3) : null;
        var cameras = Cameras(frame, poses.Length);
        return [.. poses.Select((pose, i) => new EstimatedFrame(0, pose, shapes[i], roots is null ? null : new Vector3(roots[i]), cameras?[i]))];
    }

    /// <summary>
    /// From joints and where they are in the picture, which leaves no doubt; else <c>cam</c> as scale, x, y with the translation outside the scale.
    /// </summary>
    private static WeakPerspectiveCamera[]? Cameras(FileValue frame, int people)
    {
        if (frame.Has("joints") && frame.Has("pj2d") && frame["joints"].Value is NdArray { Shape: [_, var count, 3] } && frame["pj2d"].Value is NdArray { Shape: [_, var same, 2] } && count == same && count > 1)
        {
            var (joints, points) = (frame["joints"].Rows(people, 3 * count), frame["pj2d"].Rows(people, 2 * count));
            return [.. joints.Select((person, i) => Fit(frame["pj2d"], person, points[i]))];
        }

        return frame.Has("cam") ? [.. frame["cam"].Rows(people, 3).Select((camera, i) => camera[0] > 0
            ? new WeakPerspectiveCamera(camera[0], camera[1] / camera[0], camera[2] / camera[0])
            : throw frame["cam"].Fail($"holds a scale of {camera[0]}, in row {i}"))] : null;
    }

    /// <summary>Least squares for p = s · X.xy + t.</summary>
    private static WeakPerspectiveCamera Fit(FileValue value, float[] joints, float[] points)
    {
        var count = points.Length / 2;
        var (meanJoint, meanPoint) = (Vector2.Zero, Vector2.Zero);
        for (var i = 0; i < count; i++)
            (meanJoint, meanPoint) = (meanJoint + new Vector2(joints[3 * i], joints[3 * i + 1]) / count, meanPoint + new Vector2(points[2 * i], points[2 * i + 1]) / count);
        var (product, square) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var joint = new Vector2(joints[3 * i], joints[3 * i + 1]) - meanJoint;
            product += Vector2.Dot(joint, new Vector2(points[2 * i], points[2 * i + 1]) - meanPoint);
            square += joint.LengthSquared();
        }

        var scale = (float)(product / square);
        if (!(scale > 0 && float.IsFinite(scale)))
            throw value.Fail("does not show the joints as any camera would");
        var move = meanPoint / scale - meanJoint;
        return new(scale, move.X, move.Y);
    }
}
