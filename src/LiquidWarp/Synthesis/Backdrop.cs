using LiquidWarp.Imaging;
using LiquidWarp.Media;

namespace LiquidWarp.Synthesis;

/// <summary>What is seen behind the person.</summary>
public abstract class Backdrop
{
    // A lens that is focused on the person: Gaussian of this share of the longer side.
    private const float BlurShare = 1 / 50f;

    /// <summary>The photo's own background, filled where the person was.</summary>
    /// <param name="blurred">As through a lens that is focused on the person.</param>
    public static Backdrop Photo(bool blurred = false) => new Still(source => source.Background, blurred);

    /// <summary>A picture; its middle where its shape is not the photo's.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="blurred">As through a lens that is focused on the person.</param>
    public static Backdrop Picture(RgbImage picture, bool blurred = false) => new Still(_ => picture, blurred);

    /// <summary>One colour.</summary>
    public static Backdrop Colour(byte red, byte green, byte blue) => new Still(source =>
    {
        var plain = new RgbImage(source.Photo.Width, source.Photo.Height);
        for (var i = 0; i < plain.Data.Length; i += 3)
            (plain.Data[i], plain.Data[i + 1], plain.Data[i + 2]) = (red, green, blue);
        return plain;
    }, blurred: false);

    /// <summary>A video at its own speed, from the start again where it is shorter than the result; the middle of its frames.</summary>
    /// <param name="path">The file.</param>
    public static Backdrop Video(string path) => new Moving(path);

    /// <summary>(S, S, 3) the backdrops of the frames, one after the other without end; each may be overwritten by the next.</summary>
    /// <param name="source">The person before it.</param>
    /// <param name="canvas">How frames lie on their square.</param>
    /// <param name="framesPerSecond">Rate of the frames.</param>
    /// <param name="cancellation">Stops before the next.</param>
    internal abstract IEnumerable<FloatImage> Frames(SourcePerson source, SquareCanvas canvas, double framesPerSecond, CancellationToken cancellation);

    /// <summary>A picture of the frames' size: the largest part around its middle that has their shape, so that nothing is stretched.</summary>
    private static RgbImage Fit(RgbImage picture, SourcePerson source, SquareCanvas canvas)
    {
        // One of the photo's size is shown whole, though the frames' size was rounded.
        if ((picture.Width, picture.Height) != (source.Photo.Width, source.Photo.Height))
            picture = MiddleOf(picture, canvas);
        return Resampling.Resize(picture, canvas.Width, canvas.Height, picture.Width > canvas.Width ? ResizeMethod.Area : ResizeMethod.Bilinear);
    }

    private static RgbImage MiddleOf(RgbImage picture, SquareCanvas canvas)
    {
        var width = Math.Min(picture.Width, (int)Math.Round((double)picture.Height * canvas.Width / canvas.Height));
        var height = Math.Min(picture.Height, (int)Math.Round((double)picture.Width * canvas.Height / canvas.Width));
        if ((width, height) == (picture.Width, picture.Height))
            return picture;
        var part = new RgbImage(Math.Max(1, width), Math.Max(1, height));
        for (var y = 0; y < part.Height; y++)
            picture.Row((picture.Height - part.Height) / 2 + y).Slice(3 * ((picture.Width - part.Width) / 2), 3 * part.Width).CopyTo(part.Row(y));
        return part;
    }

    private sealed class Still(Func<SourcePerson, RgbImage> choose, bool blurred) : Backdrop
    {
        internal override IEnumerable<FloatImage> Frames(SourcePerson source, SquareCanvas canvas, double framesPerSecond, CancellationToken cancellation)
        {
            var picture = Fit(choose(source), source, canvas);
            if (blurred)
                picture = Blur.Gaussian(picture, canvas.Side * BlurShare);
            var placed = canvas.Place(picture).ToFloat();
            while (true)
                yield return placed;
        }
    }

    private sealed class Moving(string path) : Backdrop
    {
        internal override IEnumerable<FloatImage> Frames(SourcePerson source, SquareCanvas canvas, double framesPerSecond, CancellationToken cancellation)
        {
            var placed = new FloatImage(canvas.Side, canvas.Side, 3);
            while (true)
            {
                using var video = VideoReader.Open(path, framesPerSecond, cancellation);
                var frame = new RgbImage(video.Width, video.Height);
                while (video.TryRead(frame))
                {
                    canvas.Place(Fit(frame, source, canvas)).ToFloat(placed);
                    yield return placed;
                }
            }
        }
    }
}
