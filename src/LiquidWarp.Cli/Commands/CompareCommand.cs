using System.CommandLine;
using System.Globalization;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Datasets;
using LiquidWarp.Evaluation;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp compare</c>: the generator against warping alone on drawn people whom training never saw.</summary>
internal static class CompareCommand
{
    // Far enough apart that each pair shows somebody else, and not the ones that training judges by.
    private const long First = 500_009;
    private const long Stride = 1009;

    private static readonly Option<int> Pairs = new("--pairs") { Description = "How many people to draw", DefaultValueFactory = _ => 60 };

    private static readonly Option<int> Size = new("--size") { Description = "Side of the pictures", DefaultValueFactory = _ => 256 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Which people", DefaultValueFactory = _ => 1 };

    private static readonly Option<string[]> Motions = new("--motions") { Description = "Motion files, or folders of them. Default: samples/motions" };

    private static readonly Option<string?> Sheet = new("--sheet") { Description = "Also write some pairs side by side, .png or .jpg" };

    static CompareCommand()
    {
        Pairs.Range(1, 100_000);
        Size.Range(64, 2048);
        Motions.AllowMultipleArgumentsPerToken = true;
    }

    public static Command Create() => new Command("compare", """
        Compare the generator with warping alone, on drawn people whom training never saw: the plain warp shows the
        points that the source shows, the texture warp dresses the body and fills in the colours of hidden points.

          liquidwarp compare --sheet out/compare.png
        """)
    {
        ModelSource.Model, DeviceOption.Device, Pairs, Size, Seed, Motions, Sheet,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var sheet = parse.GetValue(Sheet);
        if (sheet is not null)
            PictureFile.CheckWritable(sheet);
        var folder = ModelSource.Folder(parse) ?? throw new InputException($"{parse.GetValue(ModelSource.Model)} is a body alone. Name a model folder that holds a generator.");
        var device = DeviceOption.Read(parse);
        var people = new DrawnPairs([BodyModel.LoadDefault()], MotionLibrary.Read(parse.GetValue(Motions) ?? []), parse.GetValue(Size), parse.GetValue(Seed), testSubjects: true);
        ComparedMethod[] methods =
        [
            new("plain warp", (model, source, size) => new PlainWarp(model, source, size)),
            new("texture warp", (model, source, size) => new TextureWarpSynthesizer(model, source, size)),
            new("generator", (model, source, size) => FrameSynthesizers.FromGenerator(folder, model, [new PersonParts(source)], size, device: device)),
        ];
        var numbers = Enumerable.Range(0, parse.GetValue(Pairs)).Select(i => First + i * Stride).ToList();
        var result = (Scores: (IReadOnlyList<MethodScore>)[], Sheet: new RgbImage(1, 1));
        report.Track("pairs", numbers.Count, count => result = MethodComparison.Run(people, numbers, methods, count, cancellation));

        foreach (var score in result.Scores)
            report.Note(string.Create(CultureInfo.InvariantCulture,
                $"{score.Method,-14} difference on the person {score.PersonDifference:F4}   SSIM round the person {score.PersonSimilarity:F4}   SSIM of the picture {score.Similarity:F4}"));
        var generator = result.Scores[^1];
        foreach (var warp in result.Scores.SkipLast(1))
        {
            Measured($"difference on the person, lower than {warp.Method} by", 1 - generator.PersonDifference / warp.PersonDifference, "P1");
            Measured($"SSIM round the person, higher than {warp.Method} by", generator.PersonSimilarity - warp.PersonSimilarity, "F4");
            Measured($"SSIM of the picture, higher than {warp.Method} by", generator.Similarity - warp.Similarity, "F4");
        }

        if (sheet is null)
            return;
        PictureFile.Write(sheet, result.Sheet);
        report.Wrote(sheet);

        void Measured(string name, double value, string format) => report.Measured(name, value, value.ToString(format, CultureInfo.InvariantCulture));
    }
}
