using System.Globalization;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Rendering;

namespace LiquidWarp.Cli;

/// <summary>Recovered bodies drawn over what they were recovered from, for people to look at.</summary>
internal sealed class BodyOverlay(BodyModel model, Motion motion, int threads)
{
    private const int SheetEvery = 15, SheetColumns = 6, SheetCell = 240;

    private readonly Shader _shader = new(model, threads: threads);
    private readonly PosedBody _posed = model.CreatePosed();

    /// <summary>The body of a frame over its picture.</summary>
    public RgbImage Over(RgbImage picture, int frame)
    {
        var body = motion.Frames[frame];
        model.Pose(body, _posed);
        return _shader.Overlay(_posed, body.Camera, picture);
    }

    /// <summary>Every fifteenth frame of a video.</summary>
    public RgbImage Sheet(string video, CancellationToken cancellation)
    {
        using var reader = VideoReader.Open(video, cancellation: cancellation);
        List<LabelledPicture> pictures = [];
        for (var (frame, i) = (new RgbImage(reader.Width, reader.Height), 0); i < motion.Frames.Count && reader.TryRead(frame); i++)
            if (i % SheetEvery == 0)
                pictures.Add(new(Over(frame, i), i.ToString(CultureInfo.InvariantCulture)));
        // Cells of the frames' own shape, so that none stands between blank bars.
        var scale = (double)SheetCell / Math.Max(reader.Width, reader.Height);
        return ContactSheet.Compose(pictures, SheetColumns, (int)Math.Max(8, Math.Round(scale * reader.Width)), (int)Math.Max(1, Math.Round(scale * reader.Height)));
    }

    /// <summary>The whole video.</summary>
    public void Film(string video, string output, WorkReport report, CancellationToken cancellation)
    {
        using var reader = VideoReader.Open(video, cancellation: cancellation);
        using var writer = VideoWriter.Create(output, reader.Width, reader.Height, reader.Rate, cancellation: cancellation);
        report.Track("frames drawn", motion.Frames.Count, done =>
        {
            for (var (frame, i) = (new RgbImage(reader.Width, reader.Height), 0); i < motion.Frames.Count && reader.TryRead(frame); i++)
            {
                writer.Write(Over(frame, i));
                done(i + 1);
            }
        });
        writer.Complete();
    }
}
