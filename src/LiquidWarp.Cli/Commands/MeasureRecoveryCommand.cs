using System.CommandLine;
using System.Globalization;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Datasets;
using LiquidWarp.Evaluation;
using LiquidWarp.Media;
using LiquidWarp.Recovery;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp measure-recovery</c>: how well people are recovered, on drawn people and on marked photographs.</summary>
internal static class MeasureRecoveryCommand
{
    // Numbers of one person lie together; every so manieth pair is of somebody else.
    private const long Stride = 1009;

    private static readonly Option<int> Pictures = new("--pictures") { Description = "How many drawn people to recover; 0 for none", DefaultValueFactory = _ => 100 };

    private static readonly Option<int> Size = new("--size") { Description = "Side of the drawn pictures", DefaultValueFactory = _ => 256 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Which people", DefaultValueFactory = _ => 1 };

    private static readonly Option<string[]> Motions = new("--motions") { Description = "Motion files, or folders of them. Default: samples/motions", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string?> Photos = new("--photos") { Description = "Folder of photographs, with --truth" };

    private static readonly Option<string?> Truth = new("--truth") { Description = "What is marked in them: a folder with keypoints.json (named joints by picture) and masks/NAME.png" };

    private static readonly Option<string?> Sheet = new("--sheet") { Description = "Also write what was recovered, .png or .jpg; of photographs beside it, with -photos in the name" };

    static MeasureRecoveryCommand() => Pictures.Range(0, 100_000);

    public static Command Create() => new Command("measure-recovery", """
        Measure how well people are recovered, on drawn people whom training never saw, and on photographs whose joints and masks are marked.

          liquidwarp measure-recovery --sheet out/recovery.png
          liquidwarp measure-recovery --pictures 0 --photos photos/ --truth photos-truth/
        """)
    {
        ModelSource.Model, Pictures, Size, Seed, Motions, Photos, Truth, Sheet,
    }.WithWork(Run);

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var sheet = parse.GetValue(Sheet);
        if (sheet is not null)
            PictureFile.CheckWritable(sheet);
        if (parse.GetValue(Photos) is null != parse.GetValue(Truth) is null)
            throw new InputException("--photos and --truth belong together: the pictures, and what is marked in them.");
        var model = ModelSource.Body(parse);
        using var finder = new PersonFinder(parse, model);
        if (parse.GetValue(Pictures) is > 0 and var count)
        {
            var people = new DrawnPairs([BodyModel.LoadDefault()], MotionLibrary.Read(parse.GetValue(Motions) ?? []), parse.GetValue(Size), parse.GetValue(Seed), testSubjects: true);
            var drawn = Enumerable.Range(0, count).Select(i => people.Pair(i * Stride) is var pair && i % 2 == 0
                ? KnownPicture.Of($"drawn person {i}", pair.Model, pair.Source)
                : KnownPicture.Of($"drawn person {i}", pair.Model, pair.Target));
            Measure("drawn people", drawn, count, sheet);
        }

        if (parse.GetValue(Photos) is not { } photos)
            return;
        var marked = MarkedPhotos(photos, parse.GetValue(Truth)!);
        Measure("photographs", marked, marked.Count, sheet is null ? null : Path.ChangeExtension(sheet, null) + "-photos" + Path.GetExtension(sheet));

        void Measure(string what, IEnumerable<KnownPicture> pictures, int number, string? file)
        {
            RecoveryScores? scores = null;
            report.Track(what, number, done => scores = RecoveryEvaluation.Run(finder.Recovery, model, pictures, done, cancellation));
            Tell(what, scores!, report);
            if (file is null)
                return;
            PictureFile.Write(file, scores!.Sheet);
            report.Wrote(file);
        }
    }

    private static void Tell(string what, RecoveryScores scores, WorkReport report)
    {
        report.Measured($"{what}: nobody found", scores.Lost, $"in {scores.Lost} of {scores.Pictures} pictures");
        Share("points within 0.1 of half the height", scores.Near);
        Share("points within 0.2 of the trunk", scores.NearTorso);
        report.Note($"{what}: by point {string.Join(", ", scores.ByPoint.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:0.00}")))}");
        if (!double.IsNaN(scores.JointError))
        {
            report.Measured($"{what}: MPJPE", scores.JointError, string.Create(CultureInfo.InvariantCulture, $"{scores.JointError:0} mm"));
            report.Measured($"{what}: PA-MPJPE", scores.AlignedJointError, string.Create(CultureInfo.InvariantCulture, $"{scores.AlignedJointError:0} mm"));
        }

        Share("IoU of the mask", scores.MaskOverlap);
        Share("IoU of the mask, worst", scores.WorstMask);
        Share("IoU of the body and the person", scores.BodyOverlap);
        Share("IoU of the body and the person, worst", scores.WorstBody);

        void Share(string name, double value) => report.Measured($"{what}: {name}", value, value.ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static List<KnownPicture> MarkedPhotos(string photos, string truth)
    {
        var marks = Path.Combine(truth, "keypoints.json");
        List<KnownPicture> known = [];
        var masks = Path.Combine(truth, "masks");
        foreach (var mask in Directory.Exists(masks) ? Directory.GetFiles(masks, "*.png").Order(StringComparer.Ordinal).ToArray() : [])
        {
            var name = Path.GetFileNameWithoutExtension(mask);
            var photo = Directory.EnumerateFiles(photos, name + ".*").FirstOrDefault(PictureFile.IsPicture)
                ?? throw new InputException($"{mask} is of a picture that is not in {photos}.");
            var points = KeypointFile.Read(marks, new KeypointSelection(photo)).Points.ToDictionary(point => point.Key, point => point.Value.Position);
            known.Add(new(name, PictureFile.Read(photo), points, PictureFile.ReadMask(mask)));
        }

        return known.Count > 0 ? known : throw new InputException($"{truth} holds no masks/*.png. It must hold keypoints.json and a mask for each picture.");
    }
}
