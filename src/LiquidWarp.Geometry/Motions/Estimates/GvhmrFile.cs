using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions.Estimates;

/// <summary>
/// GVHMR's <c>hmr4d_results.pt</c>: <c>smpl_params_global</c>, y up with the floor level, and <c>smpl_params_incam</c>, as the camera saw it,
/// each with <c>body_pose</c> (F,63), <c>global_orient</c> (F,3), <c>transl</c> (F,3) and <c>betas</c> (F,10); and the lens, <c>K_fullimg</c> (F,3,3).
/// </summary>
internal static class GvhmrFile
{
    /// <summary>GVHMR brings every video to this rate.</summary>
    private const double Rate = 30;

    public static bool Recognises(FileValue root) => root.Has("smpl_params_global") || root.Has("smpl_params_incam");

    public static Motion Read(FileValue root, MotionSelection selection)
    {
        PersonChoice.CheckOnly(root.File, selection.Person);
        var body = root[selection.AsFilmed ? "smpl_params_incam" : "smpl_params_global"];
        var orients = JointRotations.Read(body["global_orient"], null, 1);
        // The bodies of SMPL-X end at the wrists: hands stay as they are at rest.
        var joints = JointRotations.Read(body["body_pose"], orients.Length, 21, 23);
        var places = body["transl"].Rows(orients.Length, 3);
        var shapes = body["betas"].Rows(orients.Length, 10);
        var lenses = selection.AsFilmed ? root["K_fullimg"].Rows(orients.Length, 9) : null;

        List<string> assumptions =
        [
            selection.AsFilmed ? "GVHMR's view of the camera: x right, y down, metres." : "GVHMR's world: up is +y, the floor level, metres.",
            $"{Rate:0} frames a second, to which GVHMR brings every video.",
        ];
        if (lenses is not null)
            assumptions.Add("The lens is K_fullimg, its principal point the middle of the picture.");
        var frames = orients.Select((orient, i) =>
        {
            var place = new Vector3(places[i]);
            var pose = new float[BodyParameters.PoseLength];
            orient.CopyTo(pose, 0);
            joints[i].CopyTo(pose, 3);
            return new EstimatedFrame(i, pose, shapes[i], place, lenses is null ? null : Camera(root["K_fullimg"], body["transl"], lenses[i], place, i));
        });
        return PoseTrack.ToMotion(root.File, frames, selection.AsFilmed ? Quaternion.Identity : Retargeting.WorldToCamera, Rate, assumptions);
    }

    /// <summary>The matrix's corner (cx, cy) is the middle of the picture, so the longer of both is half the square's side.</summary>
    private static WeakPerspectiveCamera Camera(FileValue lenses, FileValue places, float[] lens, Vector3 place, int frame)
    {
        var half = Math.Max(lens[2], lens[5]);
        return lens[0] > 0 && half > 0
            ? PoseTrack.FromPinhole(places, place, lens[0] / half, frame)
            : throw lenses.Fail($"holds a focal length of {lens[0]} with the centre ({lens[2]}, {lens[5]}), in row {frame}");
    }
}
