using System.Numerics;

namespace LiquidWarp.Motions.Estimates;

/// <summary>
/// Champ's <c>smpls_group.npz</c>, one person: <c>smpl</c>, a list by frame of what 4D-Humans found (<c>global_orient</c>, <c>body_pose</c>, <c>betas</c>),
/// <c>camera</c>, the place before the camera by frame, and <c>scaled_focal_length</c> in pixels.
/// </summary>
internal static class ChampFile
{
    /// <summary>4D-Humans scales its focal length of 5000 pixels for pictures of 256 with the longer side: in half sides.</summary>
    private const double Focal = 2 * 5000.0 / 256;

    public static bool Recognises(FileValue root) => root.Has("smpl");

    public static Motion Read(FileValue root, MotionSelection selection)
    {
        PersonChoice.CheckOnly(root.File, selection.Person);
        var bodies = root["smpl"].Items();
        if (bodies.Count == 0)
            throw root["smpl"].Fail("holds no frames");
        var places = root["camera"].Rows(bodies.Count, 3);
        List<string> assumptions =
        [
            "4D-Humans' view of the camera, as Champ keeps it: x right, y down, metres.",
            "The focal length is 5000/256 of the picture's longer side, as 4D-Humans has it.",
        ];
        var frames = bodies.Select((body, i) =>
            new EstimatedFrame(i, PhalpFile.Pose(body), body["betas"].Numbers(10), Root: null, PoseTrack.FromPinhole(root["camera"], new Vector3(places[i]), Focal, i)));
        return PoseTrack.ToMotion(root.File, frames, Quaternion.Identity, null, assumptions);
    }
}
