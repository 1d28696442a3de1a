using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Rendering;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp body</c>: look at a body model, or at a motion on it.</summary>
internal static class BodyCommand
{
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Video to write (.mp4, .webm, .gif)", Required = true };

    private static readonly Option<string?> MotionInput = new("--motion", "-m") { Description = "A motion: .npz (AMASS), .bvh, .pkl (iPER, AIST++), humanoid3d .txt", Required = true };

    private static readonly Option<bool> AsRecorded = new("--as-recorded") { Description = "Do not turn the motion to face the camera" };

    private static readonly Option<double?> Rate = new("--fps") { Description = "Frames a second of the video, 1 to 240. Default: the motion's own, at most 30" };

    private static readonly Option<int> Size = new("--size") { Description = "Width and height in pixels", DefaultValueFactory = _ => 512 };

    static BodyCommand()
    {
        Size.Range(16, 4096);
        Rate.Range(1, 240);
    }

    public static Command Create() => new Command("body", """
        Look at a motion on the body, shaded, so that a mistake in it is seen at once.

          liquidwarp body --motion dance.bvh -o preview.mp4
          liquidwarp body --motion walk.npz --model smpl_model.pkl -o preview.mp4
        """)
    {
        MotionInput, Output, BodySource.Model, AsRecorded, Rate, Size,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var (output, size) = (parse.GetRequiredValue(Output), parse.GetValue(Size));
        VideoWriter.CheckWritable(output);
        var motion = MotionFile.Read(parse.GetValue(MotionInput)!);
        foreach (var assumption in motion.Assumptions)
            report.Note($"{Path.GetFileName(motion.Name)}: {assumption}");
        var model = BodySource.Read(parse);

        motion = MotionResampling.Resample(motion, parse.GetValue(Rate) ?? Math.Min(motion.FramesPerSecond, 30));
        if (!parse.GetValue(AsRecorded) && !motion.HasImageCamera)
            motion = motion.FaceCamera();
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
