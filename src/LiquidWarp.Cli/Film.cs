using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli;

/// <summary>A person who was prepared once, and is filmed as often as a command wants.</summary>
internal sealed class Film : IDisposable
{
    private readonly IFrameSynthesizer _synthesizer;
    private readonly FrameLoop _loop;
    private readonly Backdrop _backdrop;
    private readonly IReadOnlyList<LabelledPicture> _sources;

    private Film(SourcePerson source, IFrameSynthesizer synthesizer, Backdrop backdrop, IReadOnlyList<LabelledPicture> sources) =>
        (Source, _synthesizer, _loop, _backdrop, _sources) = (source, synthesizer, new(source, synthesizer), backdrop, sources);

    /// <summary>The person.</summary>
    public SourcePerson Source { get; }

    /// <summary>Takes the picture of one person apart.</summary>
    public static Film Of(DrawingMethod method, BodyModel model, PersonInput person, Backdrop backdrop, int size, WorkReport report, CancellationToken cancellation) =>
        Of(method, model, () => [new(TakeApart(model, person, report, cancellation))], backdrop, size, [new(person.Photo, "source")], report);

    /// <summary>Dresses one person with parts of another.</summary>
    public static Film Of(DrawingMethod method, BodyModel model, PersonInput person, PersonInput giver, IReadOnlyList<string> parts, Backdrop backdrop, int size,
        WorkReport report, CancellationToken cancellation)
    {
        BodyRegions.Faces(model, parts); // a wrong name is told before the work
        return Of(method, model, () => AppearanceTransfer.Share(model, TakeApart(model, person, report, cancellation), TakeApart(model, giver, report, cancellation), parts),
            backdrop, size, [new(person.Photo, "source"), new(giver.Photo, "clothes")], report);
    }

    /// <summary>Writes a video, and some of its frames side by side where a sheet is wanted.</summary>
    public void Write(Performance performance, string output, string? sheet, VideoWriterOptions? video, WorkReport report, CancellationToken cancellation)
    {
        var shown = new FrameSamples(_sources, performance);
        report.Track("frames", performance.Count, count => _loop.Write(performance, output, _backdrop, video, progress =>
        {
            shown.Offer(progress.Frame, progress.Done - 1);
            count(progress.Done);
        }, cancellation));
        report.Wrote(output);
        WriteSheet(sheet, shown, report);
    }

    /// <summary>Writes the one frame of a performance as a picture.</summary>
    public void WritePicture(Performance performance, string output, string? sheet, WorkReport report, CancellationToken cancellation)
    {
        var picture = _loop.Frames(performance, _backdrop, cancellation).First();
        PictureFile.Write(output, picture);
        report.Wrote(output);
        var shown = new FrameSamples(_sources, performance);
        shown.Offer(picture, 0);
        WriteSheet(sheet, shown, report);
    }

    public void Dispose() => _synthesizer.Dispose();

    private static Film Of(
        DrawingMethod method, BodyModel model, Func<IReadOnlyList<PersonParts>> takeApart, Backdrop backdrop, int size, IReadOnlyList<LabelledPicture> sources, WorkReport report)
    {
        if (method.Generator is { } folder)
            FrameSynthesizers.CheckBody(folder, model);
        var (synthesizer, source) = method.Prepare(model, takeApart(), size);
        if (method.Generator is not null)
            report.Note($"Drawing with the generator of {method.Generator.Path} on {method.Device}");
        return new(source, synthesizer, backdrop, sources);
    }

    private static SourcePerson TakeApart(BodyModel model, PersonInput person, WorkReport report, CancellationToken cancellation)
    {
        report.Note($"Taking the picture {person.Name} apart into person and background");
        return SourcePerson.Prepare(model, person.Photo, person.Body, person.Mask, person.Likely, cancellation: cancellation);
    }

    private static void WriteSheet(string? sheet, FrameSamples shown, WorkReport report)
    {
        if (sheet is null)
            return;
        PictureFile.Write(sheet, shown.Compose());
        report.Wrote(sheet);
    }
}
