using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Evaluation;

/// <summary>Something that draws a person: its name, and how it is prepared with a source.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Prepare">From body model, source and size to what draws.</param>
public sealed record ComparedMethod(string Name, Func<BodyModel, SourcePerson, int, IFrameSynthesizer> Prepare);

/// <summary>What a method scored.</summary>
/// <param name="Method">Its name.</param>
/// <param name="PersonDifference">Mean |difference| on the person, colours in [0, 1]; lower is better.</param>
/// <param name="PersonSimilarity">SSIM over the person's box, a tenth larger; higher is better.</param>
/// <param name="Similarity">SSIM over the whole picture.</param>
public sealed record MethodScore(string Method, double PersonDifference, double PersonSimilarity, double Similarity);

/// <summary>
/// How methods compare on pairs of which everything is known: each draws the target over the true background, with the true bodies and the
/// source's true matte, so that nothing but the person differs.
/// </summary>
public static class MethodComparison
{
    private const int SheetRows = 8;

    /// <summary>Scores methods on the same pairs.</summary>
    /// <param name="pairs">Where the pairs come from; they must have coverage and background.</param>
    /// <param name="numbers">Which pairs.</param>
    /// <param name="methods">What to compare.</param>
    /// <param name="done">Called with the number of pairs done.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>A score for each method, and a sheet: source, truth, and each method in its order.</returns>
    /// <exception cref="InputException">A pair has no coverage or no background.</exception>
    public static (IReadOnlyList<MethodScore> Scores, RgbImage Sheet) Run(
        IPairSource pairs, IReadOnlyList<long> numbers, IReadOnlyList<ComparedMethod> methods, Action<int> done, CancellationToken cancellation)
    {
        var sums = methods.Select(_ => new double[3]).ToList();
        List<IReadOnlyList<LabelledPicture?>> rows = [];
        for (var i = 0; i < numbers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var pair = pairs.Pair(numbers[i]);
            var (source, target) = (pair.Source, pair.Target);
            if (source.Coverage is not { } cover || target.Coverage is not { } coverage || source.Background is not { } behind || target.Background is not { } background)
                throw new InputException($"Pair {numbers[i]} of {pairs.Identity} has no coverage or no background: methods cannot be compared on it.");
            var person = new SourcePerson(source.Picture, source.Body, PersonMatte.FromMask(Cut(cover)), behind);
            var truth = target.Picture.ToFloat();
            List<LabelledPicture?> row = [new(source.Picture, "source"), new(target.Picture, "truth")];
            for (var method = 0; method < methods.Count; method++)
            {
                using var synthesizer = methods[method].Prepare(pair.Model, person, truth.Width);
                var picture = background.ToFloat();
                synthesizer.Draw(target.Body, picture);
                sums[method][0] += Difference(picture, truth, coverage);
                sums[method][1] += StructuralSimilarity.Of(picture, truth, box: BoxOf(coverage));
                sums[method][2] += StructuralSimilarity.Of(picture, truth);
                row.Add(new(picture.ToRgb(), methods[method].Name));
            }

            if (rows.Count < SheetRows)
                rows.Add(row);
            done(i + 1);
        }

        return ([.. methods.Select((method, i) => new MethodScore(method.Name, sums[i][0] / numbers.Count, sums[i][1] / numbers.Count, sums[i][2] / numbers.Count))],
            ContactSheet.Compose(rows));
    }

    private static Mask Cut(FloatImage coverage) => new(coverage.Width, coverage.Height, Array.ConvertAll(coverage.Data, value => value >= 0.5f ? (byte)1 : (byte)0));

    private static double Difference(FloatImage picture, FloatImage truth, FloatImage coverage)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < picture.Data.Length; i++)
        {
            sum += coverage.Data[i / 3] * Math.Abs(picture.Data[i] - truth.Data[i]) / 2;
            weight += coverage.Data[i / 3];
        }

        return sum / weight;
    }

    private static (int Left, int Top, int Width, int Height) BoxOf(FloatImage coverage)
    {
        var (left, top, right, bottom) = (coverage.Width, coverage.Height, 0, 0);
        for (var i = 0; i < coverage.Data.Length; i++)
        {
            if (coverage.Data[i] == 0)
                continue;
            var (y, x) = Math.DivRem(i, coverage.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }

        var (across, down) = ((right - left) / 20 + 4, (bottom - top) / 20 + 4);
        (left, top, right, bottom) = (Math.Max(0, left - across), Math.Max(0, top - down), Math.Min(coverage.Width, right + across), Math.Min(coverage.Height, bottom + down));
        return (left, top, right - left, bottom - top);
    }
}
