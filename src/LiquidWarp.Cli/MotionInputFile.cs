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

    private static readonly string[] MotionEndings = [".npz", ".pkl", ".bvh", ".pt", ".npy"];

    /// <summary>What motion files there are, for the descriptions of options.</summary>
    public const string Kinds = ".npz (AMASS, ROMP), .bvh, .pkl (iPER, AIST++, WHAM, 4D-Humans), .pt (GVHMR), .npy (TRAM), humanoid3d .txt";

    /// <summary>Which person of a motion file is meant.</summary>
    public static Option<int?> Person { get; } = new("--motion-person")
    {
        Description = "Which person of the motion, by the file's number of the track, where several were followed. Default: the one seen in most frames",
    };

    /// <summary>Whether a name ends as videos do.</summary>
    public static bool IsVideoName(string path) => VideoEndings.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>
    /// Reads a motion file; for a video, the motion of the same name that lies beside it, at the video's frame rate if it has as many frames
    /// or does not know its own, or else what is recovered from it. Where cameras are to be copied, motions that a program recovered from a video are taken as the camera saw them.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parse">Says which person, and whether cameras are copied.</param>
    /// <param name="model">The body of a motion that is recovered from a video.</param>
    /// <param name="report">Hears what was assumed.</param>
    /// <param name="cancellation">Stops a recovery.</param>
    /// <returns>The motion, and the file whose sound belongs to it, if any.</returns>
    /// <exception cref="InputException">No motion in it; in a video, nobody.</exception>
    public static (Motion Motion, string? Sound) Read(string path, ParseResult parse, BodyModel model, WorkReport report, CancellationToken cancellation)
    {
        var selection = new MotionSelection(parse.GetValue(Person), AsFilmed: parse.GetValue(FilmOptions.Camera) == "copy");
        if (!IsVideoName(path))
            return (Tell(MotionFile.Read(path, selection), path, report), null);

        var video = VideoInfo.Read(path, cancellation);
        if (MotionEndings.Select(ending => Path.ChangeExtension(path, ending)).FirstOrDefault(File.Exists) is not { } beside)
        {
            using var finder = new PersonFinder(parse, model);
            return (finder.Follow(path, new(), parse.GetValue(PersonFinder.Smooth), report, cancellation).Motion, video.HasAudio ? path : null);
        }

        var motion = Tell(MotionFile.Read(beside, selection), beside, report);
        if (motion.RateIsAssumed || video.FrameCount == motion.Frames.Count)
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
