using LiquidWarp.Files;

namespace LiquidWarp.Motions.Estimates;

/// <summary>Results of programs that recover people from videos, told apart by their keys.</summary>
internal static class EstimateFile
{
    /// <summary>A torch checkpoint, zip or legacy.</summary>
    public static Motion ReadTorch(string path, MotionSelection selection)
    {
        var root = new FileValue(path, "", TorchCheckpoint.ReadTree(path));
        return GvhmrFile.Recognises(root) ? GvhmrFile.Read(root, selection)
            : WhamFile.Recognises(root) ? WhamFile.Read(root, selection)
            : throw root.Fail($"is a torch file, but none of GVHMR: a dictionary with smpl_params_global is wanted{Found(root)}");
    }

    /// <summary>An npy file around a dictionary.</summary>
    public static Motion ReadNpy(string path, MotionSelection selection)
    {
        var root = new FileValue(path, "", NpyFile.Read(path));
        return TramFile.Recognises(root) ? TramFile.Read(root, selection)
            : root.Has("smpls") ? throw root.Fail("is one frame of Champ's; smpls_group.npz has them all")
            : root.Has("world_cam_R") ? throw root.Fail("is TRAM's camera; name the hps_track_0.npy that belongs to it")
            : throw root.Fail($"is an npy file, but none of TRAM: a dictionary with pred_rotmat is wanted{Found(root)}");
    }

    /// <summary>The motion of a pickle; null if it is not one of these programs'.</summary>
    public static Motion? TryReadPickle(string path, object? tree, MotionSelection selection)
    {
        var root = new FileValue(path, "", tree);
        return GvhmrFile.Recognises(root) ? GvhmrFile.Read(root, selection)
            : TramFile.Recognises(root) ? TramFile.Read(root, selection)
            : WhamFile.Recognises(root) ? WhamFile.Read(root, selection)
            : PhalpFile.Recognises(root) ? PhalpFile.Read(root, selection)
            : null;
    }

    /// <summary>The motion of an npz file; null if it is not one of these programs'.</summary>
    public static Motion? TryReadNpz(string path, IReadOnlyDictionary<string, NdArray> arrays, MotionSelection selection)
    {
        var root = FileValue.Of(path, arrays);
        return RompFile.Recognises(root) ? RompFile.Read(root, selection)
            : ChampFile.Recognises(root) ? ChampFile.Read(root, selection)
            : null;
    }

    private static string Found(FileValue root) => root.Dictionary is { Count: > 0 } items ? $", found {string.Join(", ", items.Keys.Take(20).Select(key => $"{key}"))}" : "";
}
