using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;

namespace LiquidWarp.Motions.Estimates;

/// <summary>
/// TRAM's <c>hps_track_k.npy</c>, one person: <c>pred_rotmat</c> (F,24,3,3) or <c>pred_pose</c> (F,144), <c>pred_shape</c> (F,10),
/// <c>pred_trans</c> (F,3) and <c>frame</c> (F), in the camera's view. The camera is in <c>camera.npy</c> beside it, or above its folder
/// <c>hps</c>: <c>world_cam_R</c> (F,3,3) and <c>world_cam_T</c> (F,3) of every frame of the video, <c>img_focal</c> and <c>img_center</c> in pixels.
/// </summary>
internal static class TramFile
{
    /// <summary>
    /// About where an SMPL body's pelvis is in model space. It is what a body turns about, and a camera that turns would swing the
    /// person if the translation alone were carried into the world.
    /// </summary>
    private static readonly Vector3 Pelvis = new(0, -0.22f, 0.03f);

    public static bool Recognises(FileValue root) => root.Has("pred_rotmat") || root.Has("pred_pose") || root.Has("pred_trans");

    public static Motion Read(FileValue root, MotionSelection selection)
    {
        PersonChoice.CheckOnly(root.File, selection.Person);
        List<string> assumptions = [];
        var numbers = root["frame"].Integers();
        if (!root.Has("pred_rotmat"))
            assumptions.Add("Joints are read from pred_pose: six numbers each, the first two columns of a rotation matrix row by row.");
        var poses = JointRotations.Read(root[root.Has("pred_rotmat") ? "pred_rotmat" : "pred_pose"], numbers.Length, 24);
        var places = root["pred_trans"].Rows(numbers.Length, 3);
        var shapes = root["pred_shape"].Rows(numbers.Length, 10);
        var seen = numbers.Select((number, i) => new EstimatedFrame(number, poses[i], shapes[i], new Vector3(places[i]))).ToList();

        if (FindCamera(root.File) is not { } camera)
        {
            assumptions.Add("TRAM's view of the camera: x right, y down, metres. There is no camera.npy beside it, so a camera that moves is taken for the person's motion.");
            return PoseTrack.ToMotion(root.File, seen, Quaternion.Identity, null, assumptions);
        }

        return selection.AsFilmed ? Filmed(root, camera, seen, assumptions) : InWorld(root, camera, seen, assumptions);
    }

    private static Motion Filmed(FileValue root, FileValue camera, List<EstimatedFrame> seen, List<string> assumptions)
    {
        var half = camera["img_center"].Numbers(2).Max();
        var focal = camera["img_focal"].Number();
        if (!(half > 0 && focal > 0))
            throw camera["img_focal"].Fail($"is {focal} and the picture's centre at {half}, which makes no sense");
        assumptions.Add("TRAM's view of the camera: x right, y down, metres; the lens is that of camera.npy.");
        var frames = seen.Select((estimate, i) => estimate with { Camera = PoseTrack.FromPinhole(root["pred_trans"], estimate.Root!.Value, focal / half, i) });
        return PoseTrack.ToMotion(root.File, frames, Quaternion.Identity, null, assumptions);
    }

    private static Motion InWorld(FileValue root, FileValue camera, List<EstimatedFrame> seen, List<string> assumptions)
    {
        var turns = camera["world_cam_R"].Rows(null, 9);
        var places = camera["world_cam_T"].Rows(turns.Length, 3);
        var inWorld = seen.ConvertAll(estimate =>
        {
            if (estimate.Number < 0 || estimate.Number >= turns.Length)
                throw root["frame"].Fail($"names frame {estimate.Number}, and camera.npy has {turns.Length} frames");
            var number = (int)estimate.Number;
            var toWorld = JointRotations.FromMatrix(camera["world_cam_R"], turns[number], number);
            var pose = (float[])estimate.Pose.Clone();
            Rotations.ToAxisAngle(toWorld * Rotations.ToQuaternion(new Vector3(pose))).CopyTo(pose);
            return estimate with { Pose = pose, Root = Vector3.Transform(estimate.Root!.Value + Pelvis, toWorld) + new Vector3(places[number]) };
        });
        var (up, name) = FindUp(inWorld);
        assumptions.Add($"TRAM's world, to which world_cam_R and world_cam_T lead from the camera: metres, and up is {name}, for that is how the person stands.");
        // A world whose y points down is the camera's view already.
        var toCamera = up == -Vector3.UnitY ? Quaternion.Identity : Retargeting.WorldToCamera * Rotations.Between(up, Vector3.UnitY);
        return PoseTrack.ToMotion(root.File, inWorld, toCamera, null, assumptions);
    }

    /// <summary>The axis along which the person's up points most.</summary>
    private static (Vector3 Up, string Name) FindUp(List<EstimatedFrame> seen)
    {
        var mean = Vector3.Zero;
        foreach (var estimate in seen)
            mean += Vector3.Transform(Vector3.UnitY, Rotations.ToQuaternion(new Vector3(estimate.Pose)));
        (Vector3 Axis, string Name)[] axes =
            [(Vector3.UnitY, "+y"), (-Vector3.UnitY, "-y"), (Vector3.UnitZ, "+z"), (-Vector3.UnitZ, "-z"), (Vector3.UnitX, "+x"), (-Vector3.UnitX, "-x")];
        return axes.MaxBy(axis => Vector3.Dot(axis.Axis, mean));
    }

    private static FileValue? FindCamera(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string?[] folders = [folder, Path.GetFileName(folder) == "hps" ? Path.GetDirectoryName(folder) : null];
        var camera = folders.Where(place => place is not null).Select(place => Path.Combine(place!, "camera.npy")).FirstOrDefault(System.IO.File.Exists);
        return camera is null ? null : new FileValue(camera, "", NpyFile.Read(camera));
    }
}
