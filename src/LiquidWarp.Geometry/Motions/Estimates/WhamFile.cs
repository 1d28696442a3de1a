using System.Numerics;

namespace LiquidWarp.Motions.Estimates;

/// <summary>
/// WHAM's <c>wham_output.pkl</c>: a dictionary by track of <c>pose_world</c> (F,72) and <c>trans_world</c> (F,3), y up; <c>pose</c> and
/// <c>trans</c>, as the camera saw them; <c>betas</c> (F,10); <c>frame_ids</c> (F), the frames in which the person was tracked.
/// </summary>
internal static class WhamFile
{
    /// <summary>WHAM takes the picture's diagonal for the focal length: in half sides of the square about a picture of 16 : 9.</summary>
    private static readonly double AssumedFocal = 2 * Math.Sqrt(1 + 81.0 / 256);

    public static bool Recognises(FileValue root) => root.Dictionary is { } tracks && tracks.All(track => track is { Key: long, Value: Dictionary<object, object?> });

    public static Motion Read(FileValue root, MotionSelection selection)
    {
        List<string> assumptions = [];
        var tracks = root.Entries().ToDictionary(entry => (long)entry.Key, entry => entry.Value);
        var numbers = tracks.ToDictionary(track => track.Key, track => track.Value["frame_ids"].Integers());
        var chosen = PersonChoice.Choose(root.File, numbers.Where(track => track.Value.Length > 0).ToDictionary(track => track.Key, track => track.Value.Length), selection.Person, assumptions);
        var (track, frameIds) = (tracks[chosen], numbers[chosen]);
        var poses = JointRotations.Read(track[selection.AsFilmed ? "pose" : "pose_world"], frameIds.Length, 24);
        var places = track[selection.AsFilmed ? "trans" : "trans_world"].Rows(frameIds.Length, 3);
        var shapes = track["betas"].Rows(frameIds.Length, 10);

        assumptions.Add(selection.AsFilmed ? "WHAM's view of the camera: x right, y down, metres." : "WHAM's world: up is +y, metres.");
        if (selection.AsFilmed)
            assumptions.Add("The file does not say the lens: a focal length of the picture's diagonal, as WHAM has it without calibration, and a picture of 16 : 9.");
        var frames = frameIds.Select((number, i) => new EstimatedFrame(number, poses[i], shapes[i], new Vector3(places[i]),
            selection.AsFilmed ? PoseTrack.FromPinhole(track["trans"], new Vector3(places[i]), AssumedFocal, i) : null));
        return PoseTrack.ToMotion(root.File, frames, selection.AsFilmed ? Quaternion.Identity : Retargeting.WorldToCamera, null, assumptions);
    }
}
