using System.Buffers;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Training;

/// <summary>Samples as tensors on a device, pictures channels-last. Lives in the scope that it was made in.</summary>
/// <param name="Background">N×4×H×W.</param>
/// <param name="Source">N×C×H×W.</param>
/// <param name="Target">N×C×H×W.</param>
/// <param name="Flow">N×H×W×2, single precision.</param>
/// <param name="Truth">What the generator should paint, single precision.</param>
public sealed record TrainingBatch(Tensor Background, Tensor Source, Tensor Target, Tensor Flow, TrainingTruth Truth)
{
    /// <summary>Puts samples of one size together.</summary>
    /// <param name="samples">At least one.</param>
    /// <param name="device">Where the tensors shall be.</param>
    /// <param name="precision">Type of the streams' inputs, which networks compute in.</param>
    public static TrainingBatch Of(IReadOnlyList<TrainingSample> samples, Device device, DType precision)
    {
        Tensor Pictures(Func<TrainingSample, FloatImage> pick) => Join([.. samples.Select(pick)], device);
        Tensor Inputs(Func<TrainingSample, FloatImage> pick) => Pictures(pick).To(precision);

        var flows = samples.Select(sample => sample.Flow).ToList();
        var flow = Joined(flows.ConvertAll(flow => flow.Data), data => Tensor.From(data, [flows.Count, flows[0].Height, flows[0].Width, 2], device));
        var truth = new TrainingTruth(
            Pictures(sample => sample.Truth.SourcePicture),
            Pictures(sample => sample.Truth.TargetPicture),
            Pictures(sample => sample.Truth.SourceSilhouette),
            Pictures(sample => sample.Truth.TargetSilhouette),
            Pictures(sample => sample.ConditionMap),
            [.. samples.Select(sample => sample.Truth.Head)],
            samples.All(sample => sample.Truth.Background is not null) ? Pictures(sample => sample.Truth.Background!) : null);
        return new(Inputs(sample => sample.Background), Inputs(sample => sample.Source), Inputs(sample => sample.Target), flow, truth);
    }

    private static Tensor Join(List<FloatImage> pictures, Device device) => Joined(pictures.ConvertAll(picture => picture.Data),
        data => Tensor.FromInterleaved(data, pictures[0].Height, pictures[0].Width, pictures[0].Channels, pictures.Count, device));

    // In memory that is there already: new arrays of this size would cost more than the copy.
    private static Tensor Joined(List<float[]> parts, Func<ReadOnlySpan<float>, Tensor> make)
    {
        var length = parts.Sum(part => part.Length);
        var whole = ArrayPool<float>.Shared.Rent(length);
        try
        {
            var at = 0;
            foreach (var part in parts)
            {
                part.CopyTo(whole, at);
                at += part.Length;
            }

            return make(whole.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(whole);
        }
    }
}
