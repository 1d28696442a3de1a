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

        var person = new PersonInput("person", PictureFile.Read(SampleFolder.Find("person.png")), BodyParametersFile.Read(SampleFolder.Find("person.npz")));
        var motion = MotionFile.Read(SampleFolder.Find(Path.Combine("motions", "dance.npz")));
        var model = BodyModel.LoadDefault();
        using var film = Film.Of(DrawingMethod.Default, model, person, Backdrop.Photo(), parse.GetValue(Size), report, cancellation);
        film.Write(new Imitator(model, film.Source).Perform(motion), video, sheet, video: null, report, cancellation);
        report.Note("Next, your own picture: liquidwarp imitate --help");
    }
}
