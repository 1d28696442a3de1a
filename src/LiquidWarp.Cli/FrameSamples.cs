using System.Globalization;
using LiquidWarp.Imaging;
using LiquidWarp.Motions;

namespace LiquidWarp.Cli;

/// <summary>The source picture and nine frames of a video, evenly spread, for a contact sheet.</summary>
internal sealed class FrameSamples(RgbImage source, Motion motion)
{
    private const int Count = 9;
    private const int Columns = 5;

    private readonly List<LabelledPicture> _pictures = [new(source, "source")];

    /// <summary>Keeps the frame if its turn has come.</summary>
    public void Offer(RgbImage frame, int number)
    {
        if (number >= (_pictures.Count - 1) * motion.Frames.Count / Count && _pictures.Count <= Count)
            _pictures.Add(new(frame, string.Create(CultureInfo.InvariantCulture, $"{number / motion.FramesPerSecond:0.0} s")));
    }

    /// <summary>The sheet.</summary>
    public RgbImage Compose() => ContactSheet.Compose(_pictures, Columns);
}
