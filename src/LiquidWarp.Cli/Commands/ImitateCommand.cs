using System.CommandLine;
using System.Globalization;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Recovery;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp imitate</c>: a picture of a person and a motion in, a video of that person moving out.</summary>
internal static class ImitateCommand
{
    private static readonly Option<string> Source = new("--source", "-s") { Description = "Picture of one whole person", Required = true };

    private static readonly Option<string?> Body = new("--body", "-b") { Description = "Body in that picture, from 'liquidwarp recover'" };

    private static readonly Option<string?> Keypoints = new("--keypoints", "-k") { Description = "Instead of --body: joints marked in the picture, JSON" };

    private static readonly Option<string?> MaskInput = new("--mask") { Description = "Black and white picture of where the person is. Default: found from the body" };

    private static readonly Option<string> MotionInput = new("--motion", "-m") { Description = "A motion: .npz (AMASS), .bvh, .pkl (iPER, AIST++), humanoid3d .txt", Required = true };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Video to write (.mp4, .mov, .mkv, .webm, .gif)", Required = true };

    private static readonly Option<string?> Sheet = new("--sheet") { Description = "Also write some frames side by side, .png or .jpg" };

    private static readonly Option<string> Camera = new("--camera")
    {
        Description = "smooth: the person travels as the motion does; source: stays on the spot; copy: the cameras of a motion recovered from pictures",
        DefaultValueFactory = _ => "smooth",
    };

    private static readonly Option<string> Background = new("--background")
    {
        Description = "keep, blur, a colour (in quotes: '#rrggbb') or a picture, whose middle is shown; network: as a published generator paints it",
        DefaultValueFactory = _ => "keep",
    };

    private static readonly Option<int> Size = new("--size") { Description = "Longer side of the video in pixels", DefaultValueFactory = _ => 512 };

    private static readonly Option<double?> Rate = new("--fps") { Description = "Frames a second, 1 to 240. Default: the motion's own, at most 30" };

    private static readonly Option<bool> AsRecorded = new("--as-recorded") { Description = "Do not turn the motion to face the camera" };

    private static readonly Option<string?> Audio = new("--audio") { Description = "Video or sound file whose sound goes with the result. Default: the motion's, if it is a video" };

    static ImitateCommand()
    {
        Camera.AcceptOnlyFromAmong("smooth", "source", "copy");
        Size.Range(64, 4096);
        Rate.Range(1, 240);
    }

    public static Command Create()
    {
        var command = new Command("imitate", """
            Make the person of a picture move.

              liquidwarp imitate --source me.jpg --body me.npz --motion samples/motions/dance.npz -o me.mp4
              liquidwarp imitate --source me.jpg --keypoints me.json --motion walk.bvh -o me.mp4 --sheet me.png
              liquidwarp imitate --source me.jpg --body me.npz --motion dance.bvh --model models/published -o me.mp4
            """)
        {
            Source, Body, Keypoints, MaskInput, MotionInput, Output, Sheet, Camera, Background, Size, Rate, AsRecorded, Audio,
            ModelSource.Model, DrawingMethod.Method, DrawingMethod.Face, DeviceOption.Device,
        }.WithWork(Run);
        command.Validators.Add(result =>
        {
            if (result.GetResult(Body) is null == result.GetResult(Keypoints) is null)
                result.AddError("Give either --body or --keypoints, so that the person in the picture is known.");
        });
        return command;
    }

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var (output, sheet) = (parse.GetRequiredValue(Output), parse.GetValue(Sheet));
        VideoWriter.CheckWritable(output);
        if (sheet is not null)
            PictureFile.CheckWritable(sheet);
        CheckSound(parse.GetValue(Audio), output, cancellation);

        var photo = PictureFile.Read(parse.GetRequiredValue(Source));
        var mask = parse.GetValue(MaskInput) is { } maskPath ? PictureFile.ReadMask(maskPath) : null;
        var (motion, sound) = MotionInputFile.Read(parse.GetRequiredValue(MotionInput), report);
        var video = new VideoWriterOptions { AudioFrom = parse.GetValue(Audio) ?? (VideoWriter.CarriesSound(output) ? sound : null) };
        var background = parse.GetRequiredValue(Background);
        var options = new ImitationOptions
        {
            Camera = Enum.Parse<CameraStrategy>(parse.GetRequiredValue(Camera), ignoreCase: true),
            FaceCamera = !parse.GetValue(AsRecorded),
            FramesPerSecond = parse.GetValue(Rate),
            Background = ReadBackground(background, photo),
            BlurBackground = background == "blur",
        };
        Imitator.CheckCamera(motion, options);
        var method = DrawingMethod.Read(parse, background == "network");
        var model = ModelSource.Body(parse);
        var bodyPath = parse.GetValue(Body);
        var body = bodyPath is not null ? BodyParametersFile.Read(bodyPath) : Fit(model, photo, parse.GetValue(Keypoints)!, parse.GetRequiredValue(Source));
        // Names are those of files where models have no other: not the same name is a doubt, no proof.
        if (bodyPath is not null && BodyParametersFile.ModelOf(bodyPath) is { } made && made != model.Name)
            report.Warn($"{bodyPath} was recovered with the body '{made}', and this is '{model.Name}'. Unless they are the same, recover it again with this --model.");

        Imitate(method, model, photo, body, mask, motion, options, parse.GetValue(Size), output, sheet, video, report, cancellation);
    }

    /// <summary>The whole job, as the demo does it too.</summary>
    internal static void Imitate(
        DrawingMethod method, BodyModel model, RgbImage photo, BodyParameters body, Mask? mask, Motion motion, ImitationOptions options, int size,
        string output, string? sheet, VideoWriterOptions? video, WorkReport report, CancellationToken cancellation)
    {
        report.Note("Taking the picture apart into person and background");
        var (synthesizer, source) = method.Prepare(model, SourcePerson.Prepare(model, photo, body, mask, cancellation: cancellation), size);
        using var disposed = synthesizer;
        var imitator = new Imitator(model, source, synthesizer);
        motion = Imitator.Arrange(motion, options);

        var shown = new FrameSamples(photo, motion);
        report.Track("frames", motion.Frames.Count, count => imitator.Write(motion, output, options, video, progress =>
        {
            shown.Offer(progress.Frame, progress.Done - 1);
            count(progress.Done);
        }, cancellation));
        report.Wrote(output);
        if (sheet is null)
            return;
        PictureFile.Write(sheet, shown.Compose());
        report.Wrote(sheet);
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

    private static BodyParameters Fit(BodyModel model, RgbImage photo, string keypoints, string photoPath) =>
        new KeypointFit(model).Fit(KeypointFile.Read(keypoints, new KeypointSelection(photoPath)), photo.Width, photo.Height).Body;

    private static RgbImage? ReadBackground(string background, RgbImage photo)
    {
        if (background is "keep" or "blur" or "network")
            return null;
        if (!background.StartsWith('#'))
            return File.Exists(background) || Directory.Exists(background)
                ? PictureFile.Read(background)
                : throw new InputException($"There is no picture {background} for the background. Name one that exists, a colour as '#ffffff', keep or blur.");
        if (background.Length != 7 || !int.TryParse(background.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var colour))
            throw new InputException($"{background} is no colour. Write it as '#rrggbb', such as '#ffffff' for white.");
        var plain = new RgbImage(photo.Width, photo.Height);
        for (var i = 0; i < plain.Data.Length; i += 3)
            (plain.Data[i], plain.Data[i + 1], plain.Data[i + 2]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
        return plain;
    }
}
