using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Cli;

/// <summary>θ of one picture on disk: a motion of a single frame whose camera belongs to the picture.</summary>
internal static class BodyParametersFile
{
    /// <summary>Writes θ as npz.</summary>
    public static void Write(string path, BodyParameters body) => MotionFile.Write(path, new Motion(path, 1, [body], HasImageCamera: true));

    /// <summary>Reads θ.</summary>
    /// <exception cref="InputException">No such file, or not the body of one picture.</exception>
    public static BodyParameters Read(string path)
    {
        var motion = MotionFile.Read(path);
        if (motion.Frames.Count != 1 || !motion.HasImageCamera)
            throw new InputException($"{path} holds a motion of {motion.Frames.Count} frames, not the body of one picture. Make one with: liquidwarp recover PICTURE --keypoints JSON -o body.npz");
        return motion.Frames[0];
    }
}
