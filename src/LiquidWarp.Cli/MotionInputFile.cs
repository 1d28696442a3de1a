using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Media;
using LiquidWarp.Motions;

namespace LiquidWarp.Cli;

/// <summary>Reads the motion that a command was given and tells what had to be assumed.</summary>
internal static class MotionInputFile
{
    private static readonly string[] VideoEndings = [".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".gif", ".mpg", ".mpeg", ".3gp"];

    private static readonly string[] MotionEndings = [".npz", ".pkl", ".bvh"];

    /// <summary>Whether a name ends as videos do.</summary>
    public static bool IsVideoName(string path) => VideoEndings.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>
    /// Reads a motion file; for a video, the motion of the same name that lies beside it, at the video's frame rate if it has as many frames, or else
    /// what is recovered from it.
    /// </summary>
    /// <returns>The motion, and the file whose sound belongs to it, if any.</returns>
    /// <exception cref="InputException">No motion in it; in a video, nobody.</exception>
    public static (Motion Motion, string? Sound) Read(string path, ParseResult parse, BodyModel model, WorkReport report, CancellationToken cancellation)
    {
        if (!IsVideoName(path))
            return (Tell(MotionFile.Read(path), path, report), null);

        var video = VideoInfo.Read(path, cancellation);
        if (MotionEndings.Select(ending => Path.ChangeExtension(path, ending)).FirstOrDefault(File.Exists) is not { } beside)
        {
            using var finder = new PersonFinder(parse, model);
            return (finder.Follow(path, new(), parse.GetValue(PersonFinder.Smooth), report, cancellation).Motion, video.HasAudio ? path : null);
        }

        var motion = Tell(MotionFile.Read(beside), beside, report);
        if (video.FrameCount == motion.Frames.Count)
            motion = motion with { FramesPerSecond = video.Rate.Value };
        report.Note($"{Path.GetFileName(path)}: its motion is {Path.GetFileName(beside)}, {motion.FramesPerSecond:0.##} frames a second");
        return (motion, video.HasAudio ? path : null);
    }

    private static Motion Tell(Motion motion, string path, WorkReport report)
    {
        foreach (var assumption in motion.Assumptions)
            report.Note($"{Path.GetFileName(path)}: {assumption}");
        return motion;
    }
}
