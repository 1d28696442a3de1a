using System.CommandLine;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Media;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp imitate</c>: pictures of people and motions in, videos of each person in each motion out.</summary>
internal static class ImitateCommand
{
    private static readonly PersonOptions Source = new(["--source", "-s"], "", shortForms: true, "Picture of one whole person, or several such pictures", several: true);

    private static readonly Option<string[]> MotionInput = new("--motion", "-m")
    {
        Description = $"A motion: {MotionInputFile.Kinds}, or a video: its motion lies beside it or is recovered from it. Several make a video each",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "Video to write (.mp4, .mov, .mkv, .webm, .gif). With several sources or motions a folder, for SOURCE-MOTION.mp4",
        Required = true,
    };

    private static readonly Option<string> Format = new("--format") { Description = "Ending of the videos in a folder", DefaultValueFactory = _ => "mp4" };

    private static readonly Option<string?> Audio = new("--audio") { Description = "Video or sound file whose sound goes with the result. Default: the motion's, if it is a video" };

    static ImitateCommand() => Format.AcceptOnlyFromAmong("mp4", "mov", "mkv", "webm", "gif");

    public static Command Create()
    {
        var command = new Command("imitate", """
            Make the person of a picture move.

              liquidwarp imitate --source me.jpg --motion dance.mp4 -o me.mp4
              liquidwarp imitate --source me.jpg --motion samples/motions/dance.npz -o me.mp4
              liquidwarp imitate --source me.jpg --keypoints me.json --motion walk.bvh -o me.mp4 --sheet me.png
              liquidwarp imitate --source me.jpg --motion dance.bvh --background beach.mp4 -o me.mp4
              liquidwarp imitate --source me.jpg you.jpg --motion walk.bvh dance.npz -o videos/        four videos
            """);
        Source.AddTo(command);
        foreach (var option in (Option[])
        [
            MotionInput, MotionInputFile.Person, Output, Format, ResultFile.SheetOption, FilmOptions.Camera, BackdropOption.Background, FilmOptions.Size, FilmOptions.Rate, FilmOptions.AsRecorded, PersonFinder.Smooth, Audio,
            .. DrawingMethod.Options,
        ])
            command.Options.Add(option);
        return command.WithWork(Run);
    }

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var motionPaths = parse.GetRequiredValue(MotionInput);
        var results = Results(parse, motionPaths);
        CheckSound(parse.GetValue(Audio), results[0, 0].Path, cancellation);
        var backdrop = BackdropOption.Read(parse, cancellation);
        var options = FilmOptions.Imitation(parse);
        var method = DrawingMethod.Read(parse);
        var model = ModelSource.Body(parse);
        var motions = Array.ConvertAll(motionPaths, path => MotionInputFile.Read(path, parse, model, report, cancellation));
        foreach (var (motion, _) in motions)
            Imitator.CheckCamera(motion, options);
        var people = Source.Read(parse, model, report, cancellation);

        for (var person = 0; person < people.Count; person++)
        {
            using var film = Film.Of(method, model, people[person], backdrop, parse.GetValue(FilmOptions.Size), report, cancellation);
            for (var i = 0; i < motions.Length; i++)
            {
                var (motion, sound) = motions[i];
                var result = results[person, i];
                var video = new VideoWriterOptions { AudioFrom = parse.GetValue(Audio) ?? (VideoWriter.CarriesSound(result.Path) ? sound : null) };
                film.Write(new Imitator(model, film.Source).Perform(motion, options), result.Path, result.Sheet, video, report, cancellation);
            }
        }
    }

    private static ResultFile[,] Results(ParseResult parse, string[] motions)
    {
        var (output, sources) = (parse.GetRequiredValue(Output), Source.Pictures(parse));
        return ResultFile.IsFolder(output, sources.Count * motions.Length)
            ? ResultFile.Each(parse, output, [.. sources.Select(Path.GetFileNameWithoutExtension)!], [.. motions.Select(Path.GetFileNameWithoutExtension)!], parse.GetRequiredValue(Format))
            : new[,] { { ResultFile.One(parse, output, isPicture: false) } };
    }

    /// <summary>Somebody who names a sound wants to hear it, and to know at once if that cannot be.</summary>
    private static void CheckSound(string? audio, string output, CancellationToken cancellation)
    {
        if (audio is null)
            return;
        if (!VideoWriter.CarriesSound(output))
            throw new InputException($"{output} cannot carry sound. Write an .mp4, or leave out --audio.");
        if (!VideoWriter.HasSound(audio, cancellation))
            throw new InputException($"{audio} holds no sound. Name another file with --audio, or leave it out.");
    }
}
