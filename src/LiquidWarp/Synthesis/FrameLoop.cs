using System.Diagnostics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Media;

namespace LiquidWarp.Synthesis;

/// <summary>How far a video is.</summary>
/// <param name="Done">Frames finished.</param>
/// <param name="Total">Frames in all.</param>
/// <param name="Elapsed">Time since the first frame was begun.</param>
/// <param name="Frame">The frame that was finished last, for a preview.</param>
public readonly record struct FrameProgress(int Done, int Total, TimeSpan Elapsed, RgbImage Frame)
{
    /// <summary>Frames a second so far.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    /// <summary>Time left at this rate.</summary>
    public TimeSpan Left => Done > 0 ? Elapsed / Done * (Total - Done) : TimeSpan.Zero;
}

/// <summary>
/// The one frame loop of all tasks: each θ of a performance is drawn over what is behind the person then. Frames are made one by one, so
/// memory does not grow with their number.
/// </summary>
public sealed class FrameLoop
{
    private readonly SourcePerson _source;
    private readonly IFrameSynthesizer _synthesizer;
    private readonly SquareCanvas _canvas;

    /// <summary>Draws with a person who was prepared.</summary>
    /// <param name="source">The person, whose photo gives the frames their shape.</param>
    /// <param name="synthesizer">What draws, prepared with the same person.</param>
    public FrameLoop(SourcePerson source, IFrameSynthesizer synthesizer)
    {
        (_source, _synthesizer) = (source, synthesizer);
        var photo = SquareCanvas.Of(source.Photo);
        _canvas = new SquareCanvas(Scale(photo.Width), Scale(photo.Height));

        int Scale(int side) => Math.Max(1, (int)Math.Round((double)side * synthesizer.Size / photo.Side));
    }

    /// <summary>Width of the frames: the photo's shape, its longer side as long as the synthesizer's.</summary>
    public int Width => _canvas.Width;

    /// <summary>Height of the frames.</summary>
    public int Height => _canvas.Height;

    /// <summary>Makes the frames, each when it is asked for.</summary>
    /// <param name="performance">What the person does.</param>
    /// <param name="backdrop">What is behind; null for the photo's own background.</param>
    /// <param name="cancellation">Stops before the next frame.</param>
    public IEnumerable<RgbImage> Frames(Performance performance, Backdrop? backdrop = null, CancellationToken cancellation = default)
    {
        var picture = new FloatImage(_synthesizer.Size, _synthesizer.Size, 3);
        var behind = (backdrop ?? Backdrop.Photo()).Frames(_source, _canvas, performance.FramesPerSecond, cancellation);
        foreach (var (target, background) in performance.Targets.Zip(behind))
        {
            cancellation.ThrowIfCancellationRequested();
            background.Data.CopyTo(picture.Data, 0);
            _synthesizer.Draw(target, picture);
            yield return _canvas.Crop(picture.ToRgb());
        }
    }

    /// <summary>Writes the frames as a video; nothing appears under its name before it is whole.</summary>
    /// <param name="performance">What the person does.</param>
    /// <param name="path">The video: .mp4, .webm, .gif …</param>
    /// <param name="backdrop">What is behind; null for the photo's own background.</param>
    /// <param name="video">Quality and sound.</param>
    /// <param name="progress">Called after every frame, on this thread.</param>
    /// <param name="cancellation">Stops and leaves no file.</param>
    public void Write(Performance performance, string path, Backdrop? backdrop = null, VideoWriterOptions? video = null,
        Action<FrameProgress>? progress = null, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        using var writer = VideoWriter.Create(path, Width, Height, FrameRate.FromDouble(performance.FramesPerSecond), video, cancellation);
        foreach (var frame in Frames(performance, backdrop, cancellation))
        {
            writer.Write(frame);
            progress?.Invoke(new(writer.FramesWritten, performance.Count, clock.Elapsed, frame));
        }

        cancellation.ThrowIfCancellationRequested();
        writer.Complete();
    }
}
