using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.Default;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Files;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Rendering;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp body</c>: look at a body model, or at a motion on it; hand the motion to animation programs; make the default body anew.</summary>
internal static class BodyCommand
{
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Folder for the sheets; with --motion the video to write (.mp4, .webm, .gif), or the moving body for animation programs (.glb, .bvh)", Required = true };

    private static readonly Option<string?> MotionInput = new("--motion", "-m") { Description = $"A motion: {MotionInputFile.Kinds}" };

    private static readonly Option<bool> MakeDefault = new("--make-default") { Description = "Make the body that ships anew, by code, into the folder --output" };

    private static readonly Option<bool> AsRecorded = new("--as-recorded") { Description = "Do not turn the motion to face the camera" };

    private static readonly Option<double?> Rate = new("--fps") { Description = "Frames a second, 1 to 240. Default: the motion's own, in a video at most 30" };

    private static readonly Option<int> Size = new("--size") { Description = "Width and height in pixels of the video, or of one body on a sheet", DefaultValueFactory = _ => 400 };

    static BodyCommand()
    {
        Size.Range(16, 4096);
        Rate.Range(1, 240);
    }

    public static Command Create() => new Command("body", """
        Look at a body model from all sides, or at a motion on it, shaded, so that a mistake in it is seen at once.

          liquidwarp body -o out/body
          liquidwarp body --model smpl_model.pkl -o out/smpl
          liquidwarp body --motion dance.bvh -o preview.mp4
          liquidwarp body --motion dance.npz -o dance.glb
          liquidwarp body --make-default -o models/default
        """)
    {
        MotionInput, MotionInputFile.Person, Output, ModelSource.Model, AsRecorded, PersonFinder.Smooth, Rate, Size, MakeDefault,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        if (parse.GetValue(MakeDefault))
            Make(parse, report);
        else if (parse.GetValue(MotionInput) is null)
            DrawSheets(parse, report, cancellation);
        else if (AnimationFile.IsName(parse.GetRequiredValue(Output)))
            Convert(parse, report, cancellation);
        else
            Preview(parse, report, cancellation);
    }

    private static void Make(ParseResult parse, WorkReport report)
    {
        var output = Path.Combine(parse.GetRequiredValue(Output), "body.safetensors");
        OutputFile.CheckWritable(output);
        report.Note("Sculpting, meshing and rigging; about a minute");
        DefaultBody.Create().Save(output, DType.Float16);
        report.Wrote(output);
    }

    private static void DrawSheets(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var folder = parse.GetRequiredValue(Output);
        OutputFile.CheckWritable(Path.Combine(folder, "sides.png"));
        foreach (var (name, sheet) in BodySheets.All(ModelSource.Body(parse), parse.GetValue(Size)))
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, name + ".png");
            PictureFile.Write(path, sheet);
            report.Wrote(path);
        }
    }

    private static void Convert(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var output = parse.GetRequiredValue(Output);
        OutputFile.CheckWritable(output);
        var model = ModelSource.Body(parse);
        AnimationFile.Write(output, ReadMotion(parse, model, report, double.PositiveInfinity, cancellation), model, report);
    }

    /// <summary>The motion at the rate that was asked for, or else at its own.</summary>
    private static Motion ReadMotion(ParseResult parse, BodyModel model, WorkReport report, double mostFramesPerSecond, CancellationToken cancellation)
    {
        var (motion, _) = MotionInputFile.Read(parse.GetValue(MotionInput)!, parse, model, report, cancellation);
        motion = MotionResampling.Resample(motion, parse.GetValue(Rate) ?? Math.Min(motion.FramesPerSecond, mostFramesPerSecond));
        return parse.GetValue(AsRecorded) || motion.HasImageCamera ? motion : motion.FaceCamera();
    }

    private static void Preview(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var (output, size) = (parse.GetRequiredValue(Output), parse.GetValue(Size));
        VideoWriter.CheckWritable(output);
        var model = ModelSource.Body(parse);
        var motion = ReadMotion(parse, model, report, 30, cancellation);

        var frames = MotionPreview.Frame(model, motion);
        var shader = new Shader(model, threads: parse.GetValue(CommonOptions.Threads));
        var posed = model.CreatePosed();
        using var video = VideoWriter.Create(output, size, size, FrameRate.FromDouble(motion.FramesPerSecond), cancellation: cancellation);
        report.Track("frames", frames.Count, progress =>
        {
            for (var i = 0; i < frames.Count; i++)
            {
                model.Pose(frames[i], posed);
                video.Write(shader.Draw(posed, frames[i].Camera, size));
                progress(i + 1);
            }
        });
        video.Complete();
        report.Wrote(output);
    }
}
