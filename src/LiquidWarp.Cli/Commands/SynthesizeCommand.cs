using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Datasets;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp synthesize</c>: videos of people who do not exist, in the layout of the iPER data set.</summary>
internal static class SynthesizeCommand
{
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Folder for the videos. Whole videos that are there already are kept", Required = true };

    private static readonly Option<double> Scale = new("--scale") { Description = "Share of iPER's 30 people, 103 outfits and 206 videos", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Frames = new("--frames") { Description = "Frames of a turning video; a moving one has three times as many", DefaultValueFactory = _ => new SyntheticPlan().TurnFrames };

    private static readonly Option<int> Size = new("--size") { Description = "Side of the pictures in pixels, even", DefaultValueFactory = _ => 256 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Another seed, other people", DefaultValueFactory = _ => 1 };

    private static readonly Option<string[]> Bodies = new("--bodies") { Description = "Body models of the people, as for --model. Default: the body that ships" };

    private static readonly Option<string[]> Motions = new("--motions") { Description = "Motion files, or folders of them. Default: samples/motions" };

    static SynthesizeCommand()
    {
        Scale.Range(0, 1000);
        Frames.Range(16, 100_000);
        Size.Range(32, 2048);
        Size.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var size) && size % 2 != 0)
                result.AddError("--size is an even number.");
        });
        Bodies.AllowMultipleArgumentsPerToken = true;
        Motions.AllowMultipleArgumentsPerToken = true;
    }

    public static Command Create() => new Command("synthesize", """
        Draw videos of people who do not exist, in the layout of the iPER data set, with the truth of every frame.

          liquidwarp synthesize -o data/synth --scale 0.05
          liquidwarp synthesize -o data/synth --motions captured/ samples/motions --seed 7
        """)
    {
        Output, Scale, Frames, Size, Seed, Bodies, Motions,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var plan = new SyntheticPlan { TurnFrames = parse.GetValue(Frames), Size = parse.GetValue(Size), Seed = parse.GetValue(Seed) }.Scale(parse.GetValue(Scale));
        var bodies = parse.GetValue(Bodies) is { Length: > 0 } named ? Array.ConvertAll(named, ModelSource.Body) : [BodyModel.LoadDefault()];
        var folder = parse.GetRequiredValue(Output);
        var videos = new SyntheticVideos(folder, bodies, MotionLibrary.Read(parse.GetValue(Motions) ?? []), plan);
        report.Note($"{plan.Subjects} people, {plan.Outfits} outfits, {videos.Videos.Count} videos");
        report.Track("frames", videos.Videos.Sum(video => video.Frames), done => videos.Draw(parse.GetValue(CommonOptions.Threads), done, cancellation));
        report.Wrote(folder);
    }
}
