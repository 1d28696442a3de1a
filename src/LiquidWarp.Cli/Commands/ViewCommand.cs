using System.CommandLine;
using System.Globalization;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp view</c>: a person seen from elsewhere, as a picture, a turn, or bullet time in a motion.</summary>
internal static class ViewCommand
{
    private static readonly PersonOptions Source = new(["--source", "-s"], "", shortForms: true, "Picture of one whole person");

    private static readonly Option<string> Yaw = new("--yaw")
    {
        Description = "Degrees that the camera walks round the person to its right, such as 45 or, for a turn, 0:360. 90 shows the left side of somebody who faces the camera",
        Required = true,
    };

    private static readonly Option<string> Pitch = new("--pitch") { Description = "Degrees that the camera rises, such as 20 or -10:30", DefaultValueFactory = _ => "0" };

    private static readonly Option<int?> Frames = new("--frames") { Description = "Frames of the turn. Default: 120, or all of the motion's" };

    private static readonly Option<string?> MotionInput = new("--motion", "-m") { Description = "A motion that the person performs, as for imitate, while the camera goes its way" };

    private static readonly Option<string?> Freeze = new("--freeze") { Description = "With --motion: the frame (75) or second (2.5s) in which the person freezes and the camera goes round: bullet time" };

    private static readonly Option<bool> Play = new("--play") { Description = "With --freeze: show the motion before and after it too" };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Picture (.png, .jpg) of one view, or video of a turn or motion", Required = true };

    static ViewCommand()
    {
        Frames.Range(1, 100_000);
        foreach (var option in (Option<string>[])[Yaw, Pitch])
            option.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: var text }] && Range(text) is null)
                    result.AddError($"{option.Name} is a number of degrees, or two as FROM:TO, each between -3600 and 3600.");
            });
        Freeze.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && Moment(text, 1) is null)
                result.AddError("--freeze is the number of a frame, from 0, or a time such as 2.5s.");
        });
    }

    public static Command Create()
    {
        var command = new Command("view", """
            Show the person of a picture from elsewhere.

              liquidwarp view --source me.jpg --yaw 45 -o side.png
              liquidwarp view --source me.jpg --yaw 0:360 -o turn.mp4
              liquidwarp view --source me.jpg --yaw 0:360 --pitch 10 --motion dance.bvh --freeze 2.5s --play -o bullet-time.mp4
              liquidwarp view --source me.jpg --yaw 90 --motion walk.bvh -o from-the-side.mp4
            """);
        Source.AddTo(command);
        foreach (var option in (Option[])
        [
            Yaw, Pitch, Frames, MotionInput, MotionInputFile.Person, Freeze, Play, Output, ResultFile.SheetOption, FilmOptions.Camera, BackdropOption.Background, FilmOptions.Size, FilmOptions.Rate, PersonFinder.Smooth,
            FilmOptions.AsRecorded, .. DrawingMethod.Options,
        ])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var (motion, freeze) = (result.GetResult(MotionInput), result.GetResult(Freeze));
            if (motion is null && freeze is not null)
                result.AddError("--freeze stops a motion: name one with --motion.");
            if (freeze is null && result.GetResult(Play) is { Implicit: false })
                result.AddError("--play shows what comes before and after a frozen frame: name one with --freeze.");
            if (motion is not null && freeze is null && result.GetResult(Frames) is not null)
                result.AddError("--frames is for a turn; with --motion alone there are as many as the motion has. Add --freeze, or use --fps.");
        });
        return command.WithWork(Run);
    }

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var (yaw, pitch) = (Range(parse.GetRequiredValue(Yaw))!.Value, Range(parse.GetRequiredValue(Pitch))!.Value);
        var path = new ViewPath(new(yaw.From, pitch.From), new(yaw.To, pitch.To));
        var output = parse.GetRequiredValue(Output);
        var isPicture = IsPictureName(output);
        if (isPicture && path.From != path.To)
            throw new InputException($"{output} is one picture, and {parse.GetValue(Yaw)} is a turn. Write a video, such as .mp4 (with --sheet for some of its frames as a picture), or name one view.");
        if (isPicture && parse.GetValue(MotionInput) is not null && parse.GetValue(Freeze) is null)
            throw new InputException($"{output} is one picture, and a motion makes a video. Write a video, such as .mp4, or choose a frame with --freeze.");
        var result = ResultFile.One(parse, output, isPicture);
        var backdrop = BackdropOption.Read(parse, cancellation);
        var options = FilmOptions.Imitation(parse);
        var method = DrawingMethod.Read(parse);
        var model = ModelSource.Body(parse);
        var motion = parse.GetValue(MotionInput) is { } file ? MotionInputFile.Read(file, parse, model, report, cancellation).Motion : null;
        if (motion is not null)
            Imitator.CheckCamera(motion, options);
        var person = Source.Read(parse, model, report, cancellation)[0];

        using var film = Film.Of(method, model, person, backdrop, parse.GetValue(FilmOptions.Size), report, cancellation);
        var frames = isPicture ? 1 : parse.GetValue(Frames) ?? NovelView.UsualFrames;
        var moving = motion is null ? null : new Imitator(model, film.Source).Perform(motion, options);
        var seen = moving is null ? new NovelView(film.Source).Turn(path, frames, parse.GetValue(FilmOptions.Rate) ?? NovelView.UsualRate)
            : parse.GetValue(Freeze) is { } moment ? NovelView.Freeze(moving, Moment(moment, moving.FramesPerSecond)!.Value, path, frames, parse.GetValue(Play))
            : NovelView.Along(moving, path);
        if (isPicture)
            film.WritePicture(seen, result.Path, result.Sheet, report, cancellation);
        else
            film.Write(seen, result.Path, result.Sheet, video: null, report, cancellation);
    }

    internal static bool IsPictureName(string path) => Path.GetExtension(path).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg";

    /// <summary>"45" is 45 to 45, "0:360" is 0 to 360; null for anything else.</summary>
    private static (float From, float To)? Range(string text)
    {
        var ends = text.Split(':');
        return ends.Length <= 2 && Degrees(ends[0]) is { } from && Degrees(ends[^1]) is { } to ? (from, to) : null;

        static float? Degrees(string text) => float.TryParse(text, CultureInfo.InvariantCulture, out var degrees) && MathF.Abs(degrees) <= 3600 ? degrees : null;
    }

    /// <summary>"75" is frame 75, "2.5s" the frame shown then; null for anything else.</summary>
    private static int? Moment(string text, double framesPerSecond)
    {
        if (!text.EndsWith('s'))
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var frame) ? frame : null;
        return double.TryParse(text[..^1], CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6 ? (int)(seconds * framesPerSecond) : null;
    }
}
