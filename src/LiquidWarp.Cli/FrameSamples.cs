using System.Globalization;
using LiquidWarp.Imaging;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli;

/// <summary>The source pictures and up to nine frames of a video, evenly spread, for a contact sheet.</summary>
internal sealed class FrameSamples(IReadOnlyList<LabelledPicture> sources, Performance performance)
{
    private const int Count = 9;
    private const int Columns = 5;

    private readonly List<LabelledPicture> _pictures = [.. sources];

    /// <summary>Keeps the frame if its turn has come.</summary>
    public void Offer(RgbImage frame, int number)
    {
        var kept = _pictures.Count - sources.Count;
        if (number >= kept * performance.Count / Count && kept < Count)
            _pictures.Add(new(frame, performance.Count == 1 ? "result" : string.Create(CultureInfo.InvariantCulture, $"{number / performance.FramesPerSecond:0.0} s")));
    }

    /// <summary>The sheet.</summary>
    public RgbImage Compose() => ContactSheet.Compose(_pictures, Columns);
}
