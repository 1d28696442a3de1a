using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp recover</c>: a picture and its marked joints in, the body (camera, pose, shape) out.</summary>
internal static class RecoverCommand
{
    private static readonly Argument<string> Picture = new("picture") { Description = "A picture with one whole person in it" };

    private static readonly Option<string> Keypoints = new("--keypoints", "-k")
    {
        Description = "Joints marked in it: OpenPose, COCO, MMPose, AlphaPose, MediaPipe or named joints, as JSON",
        Required = true,
    };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Body to write, .npz", Required = true };

    private static readonly Option<string?> OverlayOutput = new("--overlay") { Description = "Also draw the body over the picture, .png or .jpg: look at it" };

    private static readonly Option<int?> Person = new("--person") { Description = "Which person of the keypoint file, counted from 0, where it has several" };

    public static Command Create() => new Command("recover", """
        Find the body in a picture by its marked joints.

          liquidwarp recover me.jpg --keypoints me.json -o me.npz --overlay over.png
        """)
    {
        Picture, Keypoints, Output, OverlayOutput, Person, ModelSource.Model,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var (path, output, overlay) = (parse.GetRequiredValue(Picture), parse.GetRequiredValue(Output), parse.GetValue(OverlayOutput));
        if (!output.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"Cannot write {output}: a body is written as .npz.");
        OutputFile.CheckWritable(output);
        if (overlay is not null)
            PictureFile.CheckWritable(overlay);

        var picture = PictureFile.Read(path);
        var keypoints = KeypointFile.Read(parse.GetRequiredValue(Keypoints), new KeypointSelection(path, parse.GetValue(Person), (picture.Width, picture.Height)));
        var model = ModelSource.Body(parse);
        cancellation.ThrowIfCancellationRequested();
        var fit = new KeypointFit(model).Fit(keypoints, picture.Width, picture.Height);
        report.Measured("reprojection error", fit.MeanError, $"{100 * fit.MeanError:0.0} % of the person's height");
        if (fit.MeanError > 0.05)
            report.Warn("The body does not meet the joints well. Look at the --overlay, and at the keypoints.");

        var drawn = overlay is null ? null : DrawOver(picture, model, fit.Body, parse.GetValue(CommonOptions.Threads));
        cancellation.ThrowIfCancellationRequested();
        BodyParametersFile.Write(output, fit.Body, model);
        report.Wrote(output);
        if (overlay is null || drawn is null)
            return;
        PictureFile.Write(overlay, drawn);
        report.Wrote(overlay);
    }

    private static RgbImage DrawOver(RgbImage picture, BodyModel model, BodyParameters body, int threads)
    {
        var posed = model.CreatePosed();
        model.Pose(body, posed);
        return new Shader(model, threads: threads).Overlay(posed, body.Camera, picture);
    }
}
