using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Training;

/// <summary>How far the generator has come on people whom training never sees, beside the plain warp that it is given.</summary>
/// <param name="Warped">Mean |difference| on the person of the warped picture over the true background, colours in [0, 1].</param>
/// <param name="Painted">The same of what the generator makes of it.</param>
/// <param name="Background">Mean |difference| of the painted background, hole and all; 0 where the truth is not known.</param>
/// <param name="Sheet">Source, warped source, result and truth of some pairs, a row each.</param>
public sealed record ValidationResult(double Warped, double Painted, double Background, RgbImage Sheet);

/// <summary>Draws and scores the same held-out pairs again and again.</summary>
public sealed class Validation
{
    private const int Rows = 6;

    private const long Stride = 1009;

    private readonly List<TrainingSample> _samples;

    /// <summary>Takes pairs of a source, far enough apart that each shows somebody else.</summary>
    public Validation(IPairSource pairs, IPairConditioning conditioning, int count) =>
        _samples = [.. Enumerable.Range(0, count).Select(i => conditioning.Condition(pairs.Pair(i * Stride), i * Stride))];

    /// <summary>Takes the pairs of a list.</summary>
    public Validation(IEnumerable<PersonPair> pairs, IPairConditioning conditioning) => _samples = [.. pairs.Select((pair, i) => conditioning.Condition(pair, i))];

    /// <summary>Runs the generator over the pairs.</summary>
    /// <param name="generator">With the weights to judge.</param>
    /// <param name="device">Where they are.</param>
    public ValidationResult Of(ILiquidWarpingGenerator generator, Device device)
    {
        var (warped, painted, background, pixels) = (0.0, 0.0, 0.0, 0.0);
        List<IReadOnlyList<LabelledPicture?>> rows = [];
        using var untracked = NoGrad.Enter();
        foreach (var sample in _samples)
        {
            using var scope = TensorScope.Enter();
            var batch = TrainingBatch.Of([sample], device, DType.Float32);
            var output = generator.Forward(batch.Background, batch.Source, batch.Target, batch.Flow);
            var result = output.Target.Over(output.Background).ToFloatImage();
            var wall = output.Background.ToFloatImage();
            var plain = PlainWarp(sample, sample.Truth.Background ?? wall);
            var silhouette = sample.Truth.TargetSilhouette;
            warped += Difference(plain, sample.Truth.TargetPicture, silhouette);
            painted += Difference(result, sample.Truth.TargetPicture, silhouette);
            pixels += silhouette.Data.Sum(value => (double)value);
            if (sample.Truth.Background is { } truth)
                background += truth.Data.Zip(wall.Data, (a, b) => Math.Abs(a - b) / 2.0).Average() / _samples.Count;
            if (rows.Count < Rows)
                rows.Add([.. new[] { sample.Truth.SourcePicture, plain, result, sample.Truth.TargetPicture, wall }.Select(picture => new LabelledPicture(picture.ToRgb()))]);
        }

        return new(warped / pixels, painted / pixels, background, ContactSheet.Compose(rows, cellWidth: _samples[0].Source.Width));
    }

    /// <summary>The warped source as it lies in the target's stream, over a background.</summary>
    private static FloatImage PlainWarp(TrainingSample sample, FloatImage background)
    {
        var picture = background.Copy();
        var stream = sample.Target;
        for (var pixel = 0; pixel < picture.Width * picture.Height; pixel++)
            if (sample.Flow.Data[2 * pixel] > -1.5f)
                for (var c = 0; c < 3; c++)
                {
                    var coverage = Math.Clamp(stream.Data[pixel * stream.Channels + 3], 0, 1);
                    picture.Data[3 * pixel + c] += coverage * (stream.Data[pixel * stream.Channels + c] - picture.Data[3 * pixel + c]);
                }

        return picture;
    }

    /// <summary>Σ |difference| / 2 over the silhouette, mean over the colours.</summary>
    private static double Difference(FloatImage picture, FloatImage truth, FloatImage silhouette)
    {
        var sum = 0.0;
        for (var i = 0; i < picture.Data.Length; i++)
            sum += silhouette.Data[i / 3] * Math.Abs(picture.Data[i] - truth.Data[i]) / 6;
        return sum;
    }
}
