using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Warping;

namespace LiquidWarp.Training;

/// <summary>
/// Cuts a sample to an upright window with the person in it. People are taller than wide: what is left of and right of them costs as much as
/// they do and teaches little.
/// </summary>
internal static class SampleWindow
{
    /// <summary>The same sample, narrower. What the flow leads to outside the window is nothing.</summary>
    /// <param name="sample">A whole sample.</param>
    /// <param name="width">Columns to keep, at most those of the sample.</param>
    public static TrainingSample Cut(TrainingSample sample, int width)
    {
        var size = sample.Source.Width;
        if (width >= size)
            return sample;
        var left = Math.Clamp(MiddleOf(sample.Truth) - width / 2, 0, size - width);
        FloatImage Window(FloatImage map) => map.Columns(left, width);
        return new(Window(sample.Background), Window(sample.Source), Window(sample.Target), Cut(sample.Flow, left, width), Window(sample.ConditionMap), new(
            Window(sample.Truth.SourcePicture), Window(sample.Truth.TargetPicture), Window(sample.Truth.SourceSilhouette), Window(sample.Truth.TargetSilhouette),
            sample.Truth.Background is { } background ? Window(background) : null, Cut(sample.Truth.Head, left, width)));
    }

    /// <summary>The column half-way between the leftmost and the rightmost of source and target.</summary>
    private static int MiddleOf(SampleTruth truth)
    {
        var (first, last) = (truth.SourceSilhouette.Width, 0);
        foreach (var silhouette in new[] { truth.SourceSilhouette, truth.TargetSilhouette })
            for (var pixel = 0; pixel < silhouette.Data.Length; pixel++)
                if (silhouette.Data[pixel] > 0.5f)
                    (first, last) = (Math.Min(first, pixel % silhouette.Width), Math.Max(last, pixel % silhouette.Width));
        return (first + last) / 2;
    }

    private static TransformationFlow Cut(TransformationFlow flow, int left, int width)
    {
        var cut = new TransformationFlow(width, flow.Height);
        for (var y = 0; y < flow.Height; y++)
            for (var x = 0; x < width; x++)
            {
                var (from, into) = (2 * (y * flow.Width + left + x), 2 * (y * width + x));
                if (flow.Data[from] == TransformationFlow.Nothing)
                    continue;
                // From [−1, 1] across the whole picture to columns, and to [−1, 1] across the window.
                cut.Data[into] = ((flow.Data[from] + 1) / 2 * flow.Width - left) / width * 2 - 1;
                cut.Data[into + 1] = flow.Data[from + 1];
            }

        return cut;
    }

    private static PixelBox Cut(PixelBox box, int left, int width) =>
        box with { MinX = Math.Clamp(box.MinX - left, 0, width), MaxX = Math.Clamp(box.MaxX - left, 0, width) };
}
