using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp demo</c>: the main job on the inputs that ship, so that a fresh clone has something to show.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Folder for demo.mp4 and demo.png", DefaultValueFactory = _ => "out" };

    private static readonly Option<int> Size = new("--size") { Description = "Longer side of the video in pixels", DefaultValueFactory = _ => 512 };

    static DemoCommand() => Size.Range(64, 4096);

    public static Command Create() => new Command("demo", """
        Make the shipped person dance: writes out/demo.mp4, and out/demo.png with some of its frames.

          liquidwarp demo
        """)
    {
        Output, Size,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var folder = parse.GetRequiredValue(Output);
        var (video, sheet) = (Path.Combine(folder, "demo.mp4"), Path.Combine(folder, "demo.png"));
        VideoWriter.CheckWritable(video);
        PictureFile.CheckWritable(sheet);

        var samples = FindSamples();
        var photo = PictureFile.Read(Path.Combine(samples, "person.png"));
        var body = BodyParametersFile.Read(Path.Combine(samples, "person.npz"));
        var motion = MotionFile.Read(Path.Combine(samples, "motions", "dance.npz"));
        ImitateCommand.Imitate(
            DrawingMethod.Default, BodyModel.LoadDefault(), photo, body, mask: null, motion, new ImitationOptions(), parse.GetValue(Size),
            video, sheet, video: null, report, cancellation);
        report.Note("Next, your own picture: liquidwarp imitate --help");
    }

    /// <summary>The folder 'samples' beside the program or above it.</summary>
    private static string FindSamples()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "samples", "person.png")))
                return Path.Combine(folder.FullName, "samples");
        throw new MissingDependencyException("The demo's inputs (samples/person.png) are not beside the program.", "git clone the project and run ./liquidwarp demo in it");
    }
}
