using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp recover</c>: a picture or video in, the body (camera, pose, shape) in it out.</summary>
internal static class RecoverCommand
{
    private static readonly Argument<string> Input = new("input") { Description = "A picture or video with a whole person in it" };

    private static readonly Option<string?> Keypoints = new("--keypoints", "-k")
    {
        Description = "Joints marked in the picture, JSON: OpenPose, COCO, MMPose, AlphaPose, MediaPipe or named joints. Default: the person is found",
    };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Body or motion to write, .npz", Required = true };

    private static readonly Option<string?> OverlayOutput = new("--overlay")
    {
        Description = "Also draw the body over what was given: .png or .jpg, of a video every fifteenth frame, or a video (.mp4, .mov, .mkv, .webm, .gif). Look at it",
    };

    public static Command Create() => new Command("recover", """
        Find the body in a picture, or the motion in a video.

          liquidwarp recover me.jpg -o me.npz --overlay over.png
          liquidwarp recover dance.mp4 -o dance.npz --overlay over.mp4
          liquidwarp recover dance.mp4 -o dance.npz --mesh dance.glb --bvh dance.bvh
          liquidwarp recover me.jpg --keypoints me.json -o me.npz
        """)
    {
        Input, Keypoints, Output, OverlayOutput, AnimationFile.Mesh, AnimationFile.Skeleton, PersonFinder.Person, PersonFinder.At, PersonFinder.Smooth, ModelSource.Model,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var (path, output, overlay) = (parse.GetRequiredValue(Input), parse.GetRequiredValue(Output), parse.GetValue(OverlayOutput));
        if (!output.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"Cannot write {output}: a body is written as .npz.");
        OutputFile.CheckWritable(output);
        var isVideo = MotionInputFile.IsVideoName(path);
        var filmed = overlay is not null && MotionInputFile.IsVideoName(overlay);
        if (filmed && !isVideo)
            throw new InputException($"{path} is a picture, and {overlay} a video. Name the overlay .png or .jpg.");
        if (filmed)
            VideoWriter.CheckWritable(overlay!);
        else if (overlay is not null)
            PictureFile.CheckWritable(overlay);
        var animations = AnimationFile.Asked(parse);

        var model = ModelSource.Body(parse);
        var motion = isVideo ? FromVideo(parse, path, model, report, cancellation) : FromPicture(parse, path, model, report, cancellation);
        MotionFile.Write(output, motion, model.Name);
        report.Wrote(output);
        foreach (var animation in animations)
            AnimationFile.Write(animation, motion, model, report);
        if (overlay is null)
            return;
        var drawn = new BodyOverlay(model, motion, parse.GetValue(CommonOptions.Threads));
        if (filmed)
            drawn.Film(path, overlay, report, cancellation);
        else
            PictureFile.Write(overlay, isVideo ? drawn.Sheet(path, cancellation) : drawn.Over(PictureFile.Read(path), 0));
        report.Wrote(overlay);
    }

    private static Motion FromPicture(ParseResult parse, string path, BodyModel model, WorkReport report, CancellationToken cancellation)
    {
        var picture = PictureFile.Read(path);
        BodyFit fit;
        if (parse.GetValue(Keypoints) is { } marks)
        {
            fit = new KeypointFit(model).Fit(KeypointFile.Read(marks, new KeypointSelection(path, parse.GetValue(PersonFinder.Person), (picture.Width, picture.Height))), picture.Width, picture.Height);
        }
        else
        {
            using var finder = new PersonFinder(parse, model);
            fit = finder.Find(picture, path, PersonFinder.Choice(parse), report, cancellation).Fit;
        }

        cancellation.ThrowIfCancellationRequested();
        report.Measured("reprojection error", fit.MeanError, $"{100 * fit.MeanError:0.0} % of the person's height");
        if (fit.MeanError > 0.05)
            report.Warn("The body does not meet the joints well. Look at the --overlay, and at the keypoints.");
        return new Motion(path, 1, [fit.Body], HasImageCamera: true);
    }

    private static Motion FromVideo(ParseResult parse, string path, BodyModel model, WorkReport report, CancellationToken cancellation)
    {
        if (parse.GetValue(Keypoints) is not null)
            throw new InputException($"{path} is a video; --keypoints says where the joints are in a picture.");
        using var finder = new PersonFinder(parse, model);
        return finder.Follow(path, PersonFinder.Choice(parse), parse.GetValue(PersonFinder.Smooth), report, cancellation).Motion;
    }
}
