using System.Diagnostics;
using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;

namespace LiquidWarp.Synthesis;

/// <summary>How a motion is imitated.</summary>
public sealed record ImitationOptions
{
    /// <summary>Which camera shows the person.</summary>
    public CameraStrategy Camera { get; init; } = CameraStrategy.Smooth;

    /// <summary>Turns motions that were not recovered from pictures so that they face the camera.</summary>
    public bool FaceCamera { get; init; } = true;

    /// <summary>Frames a second of the result; null keeps the motion's rate, but at most <see cref="HighestRate"/>.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>Rate above which motion capture is resampled: more would only cost time.</summary>
    public const double HighestRate = 30;

    /// <summary>A picture to show the person before, the middle of it where its shape is not the photo's; null for the photo's own filled background.</summary>
    public RgbImage? Background { get; init; }

    /// <summary>Blurs the background as a lens does that is focused on the person: a Gaussian of a fiftieth of the longer side.</summary>
    public bool BlurBackground { get; init; }
}

/// <summary>How far an imitation is.</summary>
/// <param name="Done">Frames finished.</param>
/// <param name="Total">Frames in all.</param>
/// <param name="Elapsed">Time since the first frame was begun.</param>
/// <param name="Frame">The frame that was finished last, for a preview.</param>
public readonly record struct ImitationProgress(int Done, int Total, TimeSpan Elapsed, RgbImage Frame)
{
    /// <summary>Frames a second so far.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    /// <summary>Time left at this rate.</summary>
    public TimeSpan Left => Done > 0 ? Elapsed / Done * (Total - Done) : TimeSpan.Zero;
}

/// <summary>
/// Human motion imitation: a person of one picture performs a motion (REFERENCE 6.2). θ of a frame is the motion's pose with
/// the source's shape under the camera that the strategy gives; a synthesizer draws it over the background. Frames are made one by one,
/// so memory does not grow with their number.
/// </summary>
public sealed class Imitator
{
    private readonly BodyModel _model;
    private readonly SourcePerson _source;
    private readonly IFrameSynthesizer _synthesizer;
    private readonly SquareCanvas _canvas;

    /// <summary>Imitates with a source that was prepared.</summary>
    /// <param name="model">The body model.</param>
    /// <param name="source">The person.</param>
    /// <param name="synthesizer">What draws the person, prepared with the same source.</param>
    public Imitator(BodyModel model, SourcePerson source, IFrameSynthesizer synthesizer)
    {
        (_model, _source, _synthesizer) = (model, source, synthesizer);
        var photo = SquareCanvas.Of(source.Photo);
        _canvas = new SquareCanvas(Scale(photo.Width), Scale(photo.Height));

        int Scale(int side) => Math.Max(1, (int)Math.Round((double)side * synthesizer.Size / photo.Side));
    }

    /// <summary>Width of the frames: the photo's shape, its longer side as long as the synthesizer's.</summary>
    public int Width => _canvas.Width;

    /// <summary>Height of the frames.</summary>
    public int Height => _canvas.Height;

    /// <summary>The motion as it will be performed: resampled and turned towards the camera.</summary>
    public static Motion Arrange(Motion motion, ImitationOptions? options = null)
    {
        options ??= new ImitationOptions();
        var rate = options.FramesPerSecond ?? Math.Min(motion.FramesPerSecond, ImitationOptions.HighestRate);
        var resampled = Math.Abs(rate - motion.FramesPerSecond) < 1e-6 ? motion : MotionResampling.Resample(motion, rate);
        return options.FaceCamera && !motion.HasImageCamera ? resampled.FaceCamera() : resampled;
    }

    /// <summary>Makes the frames, each when it is asked for.</summary>
    /// <param name="motion">The motion, as <see cref="Arrange"/> gives it.</param>
    /// <param name="options">Camera and background.</param>
    /// <param name="cancellation">Stops before the next frame.</param>
    /// <exception cref="InputException">Cameras shall be copied from a motion that has none.</exception>
    public IEnumerable<RgbImage> Frames(Motion motion, ImitationOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ImitationOptions();
        CheckCamera(motion, options);
        return Draw(motion, options, cancellation);
    }

    /// <summary>Says before long work starts whether the motion has what the camera strategy needs.</summary>
    /// <exception cref="InputException">Cameras shall be copied from a motion that has none.</exception>
    public static void CheckCamera(Motion motion, ImitationOptions options)
    {
        if (options.Camera == CameraStrategy.Copy && !motion.HasImageCamera)
            throw new InputException($"{motion.Name} has no cameras to copy, because it was not recovered from pictures. Use the camera strategy smooth or source.");
    }

    /// <summary>Writes the frames as a video; nothing appears under its name before it is whole.</summary>
    /// <param name="motion">The motion, as <see cref="Arrange"/> gives it.</param>
    /// <param name="path">The video: .mp4, .webm, .gif …</param>
    /// <param name="options">Camera and background.</param>
    /// <param name="video">Quality and sound.</param>
    /// <param name="progress">Called after every frame, on this thread.</param>
    /// <param name="cancellation">Stops and leaves no file.</param>
    public void Write(Motion motion, string path, ImitationOptions? options = null, VideoWriterOptions? video = null,
        Action<ImitationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        using var writer = VideoWriter.Create(path, Width, Height, FrameRate.FromDouble(motion.FramesPerSecond), video, cancellation);
        foreach (var frame in Frames(motion, options, cancellation))
        {
            writer.Write(frame);
            progress?.Invoke(new(writer.FramesWritten, motion.Frames.Count, clock.Elapsed, frame));
        }
        cancellation.ThrowIfCancellationRequested();
        writer.Complete();
    }

    private IEnumerable<RgbImage> Draw(Motion motion, ImitationOptions options, CancellationToken cancellation)
    {
        var background = Background(options.Background is { } other ? MiddleOf(other) : _source.Background, options.BlurBackground);
        var pitch = motion.HasImageCamera ? Quaternion.Identity : SourcePitch();
        var floor = motion.HasImageCamera ? 0 : FloorShift(Pitched(motion.Frames[0].Pose, pitch));
        var cameras = new CameraPath(options.Camera, _source.Body.Camera, motion, floor);
        var picture = new FloatImage(_synthesizer.Size, _synthesizer.Size, 3);
        for (var i = 0; i < motion.Frames.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var target = new BodyParameters(cameras.At(i), Pitched(motion.Frames[i].Pose, pitch), _source.Body.Shape);
            background.Data.CopyTo(picture.Data, 0);
            _synthesizer.Draw(target, picture);
            yield return _canvas.Crop(picture.ToRgb());
        }
    }

    /// <summary>
    /// How far the source's camera looks down (or up): the person who stands in the photo leans that much towards or away
    /// from it. A captured motion is seen from there too, or the person would grow when standing straight.
    /// </summary>
    private Quaternion SourcePitch()
    {
        const float most = 25 * MathF.PI / 180;
        var upright = Vector3.Transform(Vector3.UnitY, Rotations.ToQuaternion(new Vector3(_source.Body.Pose)));
        return Quaternion.CreateFromAxisAngle(Vector3.UnitX, Math.Clamp(MathF.Atan2(-upright.Z, -upright.Y), -most, most));
    }

    private static float[] Pitched(float[] pose, Quaternion pitch)
    {
        if (pitch.IsIdentity)
            return pose;
        var pitched = (float[])pose.Clone();
        Rotations.ToAxisAngle(pitch * Rotations.ToQuaternion(new Vector3(pose))).CopyTo(pitched);
        return pitched;
    }

    private FloatImage Background(RgbImage picture, bool blur)
    {
        if ((picture.Width, picture.Height) != (_canvas.Width, _canvas.Height))
            picture = Resampling.Resize(picture, _canvas.Width, _canvas.Height, picture.Width > _canvas.Width ? ResizeMethod.Area : ResizeMethod.Bilinear);
        if (blur)
            picture = Blur.Gaussian(picture, _canvas.Side / 50f);
        return _canvas.Place(picture).ToFloat();
    }

    /// <summary>The largest part around the middle that has the shape of the frames, so that nothing is stretched.</summary>
    private RgbImage MiddleOf(RgbImage picture)
    {
        var width = Math.Min(picture.Width, (int)Math.Round((double)picture.Height * _canvas.Width / _canvas.Height));
        var height = Math.Min(picture.Height, (int)Math.Round((double)picture.Width * _canvas.Height / _canvas.Width));
        if ((picture.Width, picture.Height) == (_source.Photo.Width, _source.Photo.Height))
            return picture; // whole, though the frames' size was rounded
        var part = new RgbImage(Math.Max(1, width), Math.Max(1, height));
        for (var y = 0; y < part.Height; y++)
            picture.Row((picture.Height - part.Height) / 2 + y).Slice(3 * ((picture.Width - part.Width) / 2), 3 * part.Width).CopyTo(part.Row(y));
        return part;
    }

    /// <summary>How much higher the first pose's lowest point lies than the source's: a motion that begins in a crouch begins on the floor.</summary>
    private float FloorShift(float[] firstPose)
    {
        return Lowest(_source.Body.Pose) - Lowest(firstPose);

        float Lowest(float[] pose)
        {
            var posed = _model.CreatePosed();
            _model.Pose(_source.Body.Shape, pose, posed);
            return posed.Vertices.Max(vertex => vertex.Y);
        }
    }
}
