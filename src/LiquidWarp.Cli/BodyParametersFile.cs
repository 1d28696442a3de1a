using LiquidWarp.Bodies;
using LiquidWarp.Files;
using LiquidWarp.Motions;

namespace LiquidWarp.Cli;

/// <summary>θ of one picture on disk, as recover writes it: a motion of a single frame whose camera belongs to the picture.</summary>
internal static class BodyParametersFile
{
    /// <summary>The name of the model that θ is of; null in files that do not say.</summary>
    public static string? ModelOf(string path) =>
        path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) && NpzFile.Read(path).TryGetValue("model", out var name) && name.DType == DType.Text
            ? string.Concat(name.ToStrings())
            : null;

    /// <summary>Reads θ.</summary>
    /// <exception cref="InputException">No such file, or not the body of one picture.</exception>
    public static BodyParameters Read(string path)
    {
        var motion = MotionFile.Read(path);
        if (motion.Frames.Count != 1 || !motion.HasImageCamera)
            throw new InputException($"{path} holds a motion of {motion.Frames.Count} frames, not the body of one picture. Make one with: liquidwarp recover PICTURE -o body.npz");
        return motion.Frames[0];
    }
}
