using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Media;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp transfer</c>: one person in another's clothes, as a picture, or moving.</summary>
internal static class TransferCommand
{
    private static readonly PersonOptions Source = new(["--source", "-s"], "", shortForms: true, "Picture of the person who is kept, with pose, shape and background");

    private static readonly PersonOptions Clothes = new(["--clothes", "-c"], "clothes-", shortForms: false, "Picture of the person whose clothes, or other parts, are taken");

    private static readonly Option<string[]> Parts = new("--parts")
    {
        Description = "What is taken, with commas between: " + string.Join("; ", BodyRegions.All.Select(region => $"{region.Name} ({region.Meaning})")),
        DefaultValueFactory = _ => ["clothes"],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> MotionInput = new("--motion", "-m") { Description = "A motion that the person performs in the other's clothes, as for imitate" };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Picture (.png, .jpg), or with --motion a video", Required = true };

    public static Command Create()
    {
        var command = new Command("transfer", """
            Put the person of one picture into the clothes of another.

              liquidwarp transfer --source me.jpg --clothes other.jpg -o dressed.png
              liquidwarp transfer --source me.jpg --clothes other.jpg --parts upper,arms -o shirt.png --sheet
              liquidwarp transfer --source me.jpg --clothes other.jpg --parts head -o head.png
              liquidwarp transfer --source me.jpg --clothes other.jpg --motion walk.bvh -o dressed.mp4
            """);
        Source.AddTo(command);
        Clothes.AddTo(command);
        foreach (var option in (Option[])
        [
            Parts, MotionInput, MotionInputFile.Person, Output, ResultFile.SheetOption, FilmOptions.Camera, BackdropOption.Background, FilmOptions.Size, FilmOptions.Rate, FilmOptions.AsRecorded, PersonFinder.Smooth,
            .. DrawingMethod.Options,
        ])
            command.Options.Add(option);
        return command.WithWork(Run);
    }

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var (output, motionPath) = (parse.GetRequiredValue(Output), parse.GetValue(MotionInput));
        var isPicture = ViewCommand.IsPictureName(output);
        if (isPicture && motionPath is not null)
            throw new InputException($"{output} is one picture, and a motion makes a video. Write a video, such as .mp4, or leave out --motion.");
        if (!isPicture && motionPath is null)
            throw new InputException($"{output} is a video, and nobody says how the person moves. Name a motion with --motion, or write a picture (.png, .jpg).");
        var result = ResultFile.One(parse, output, isPicture);
        var parts = parse.GetRequiredValue(Parts).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var backdrop = BackdropOption.Read(parse, cancellation);
        var options = FilmOptions.Imitation(parse);
        var method = DrawingMethod.Read(parse);
        var model = ModelSource.Body(parse);
        var (motion, sound) = motionPath is null ? default : MotionInputFile.Read(motionPath, parse, model, report, cancellation);
        if (motion is not null)
            Imitator.CheckCamera(motion, options);
        var (person, giver) = (Source.Read(parse, model, report, cancellation)[0], Clothes.Read(parse, model, report, cancellation)[0]);

        using var film = Film.Of(method, model, person, giver, parts, backdrop, parse.GetValue(FilmOptions.Size), report, cancellation);
        if (motion is null)
            film.WritePicture(new NovelView(film.Source).Still(default), result.Path, result.Sheet, report, cancellation);
        else
            film.Write(new Imitator(model, film.Source).Perform(motion, options), result.Path, result.Sheet,
                new VideoWriterOptions { AudioFrom = VideoWriter.CarriesSound(result.Path) ? sound : null }, report, cancellation);
    }
}
