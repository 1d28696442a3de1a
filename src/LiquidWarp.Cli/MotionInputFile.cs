using LiquidWarp.Cli.Reports;
using LiquidWarp.Media;
using LiquidWarp.Motions;

namespace LiquidWarp.Cli;

/// <summary>Reads the motion that a command was given and tells what had to be assumed.</summary>
internal static class MotionInputFile
{
    private static readonly string[] VideoEndings = [".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".gif", ".mpg", ".mpeg", ".3gp"];

    /// <exception cref="InputException">No motion in it; for a video, what would be needed.</exception>
    public static Motion Read(string path, WorkReport report)
    {
        if (VideoEndings.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            var video = VideoInfo.Read(path);
            throw new InputException(
                $"{path} is a video of {video.FrameCount?.ToString() ?? "some"} frames. A motion cannot be recovered from a video yet; "
                + "recover it with another program and give its .npz, .pkl or .bvh.");
        }

        var motion = MotionFile.Read(path);
        foreach (var assumption in motion.Assumptions)
            report.Note($"{Path.GetFileName(path)}: {assumption}");
        return motion;
    }
}
