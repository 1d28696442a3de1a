using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;
using LiquidWarp.Synthesis;
using LiquidWarp.Torch;
using LiquidWarp.Training;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp personalize</c>: a few pictures of one person in, a model that draws that person better out.</summary>
internal static class PersonalizeCommand
{
    // Poses that each picture is painted in, so that the generator does not forget them.
    private const int PriorPoses = 8;

    private static readonly PersonOptions Source = new(["--source", "-s"], "", shortForms: true, "Pictures of one whole person. Of several the last one judges and is not learned from", several: true);

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Model folder to make, for --model of every command", Required = true };

    private static readonly Option<string?> Sheet = new("--sheet") { Description = "Also draw the judging pictures before and after, .png or .jpg: source, warp, result, truth" };

    private static readonly Option<string[]> Motions = new("--motions") { Description = "Motions whose poses the person shall keep well. Default: samples/motions" };

    private static readonly Option<int?> Size = new("--size") { Description = "Side of the pictures to learn at. Default: as the generator was trained, or 256" };

    private static readonly Option<double> Minutes = new("--minutes") { Description = "Stop after so long at the latest", DefaultValueFactory = _ => 10 };

    private static readonly Option<long> Steps = new("--steps") { Description = "Steps to take at most", DefaultValueFactory = _ => Personalization.Recipe.Steps };

    private static readonly Option<double> Rate = new("--rate") { Description = "Adam's step size", DefaultValueFactory = _ => Personalization.Recipe.LearningRate };

    private static readonly Option<string?> Features = new("--features")
    {
        Description = "Model folder with the networks that compare pictures and faces, or none. Default: those of --model, or of the model that ships",
    };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of everything left to chance", DefaultValueFactory = _ => 1 };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace a model folder that exists" };

    static PersonalizeCommand()
    {
        Size.Range(32, 2048);
        Motions.AllowMultipleArgumentsPerToken = true;
    }

    public static Command Create()
    {
        var command = new Command("personalize", """
            Teach the generator one person, from a few pictures, in some minutes.

              liquidwarp personalize --source front.jpg side.jpg back.jpg -o models/me
              liquidwarp imitate --model models/me --source front.jpg --motion samples/motions/dance.npz -o me.mp4
            """)
        {
            Output, Sheet, ModelSource.Model, Motions, Size, Minutes, Steps, Rate, Features, Seed, Force, DeviceOption.Device,
        }.WithWork(Run);
        Source.AddTo(command);
        return command;
    }

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var (output, sheet) = (parse.GetRequiredValue(Output), parse.GetValue(Sheet));
        ModelFolder.RequireFree(output, parse.GetValue(Force));
        if (sheet is not null)
            PictureFile.CheckWritable(sheet);
        var folder = ModelSource.Folder(parse);
        if (folder is null || !folder.Networks.TryGetValue(NetworkRole.Generator, out var entry))
            throw new InputException("The model has no generator to teach. Name a model folder with one: --model runs/mine/model");
        var device = DeviceOption.Read(parse);
        var recipe = Recipe(parse, entry, device);
        var model = folder.LoadBody();
        var motions = MotionLibrary.Read(parse.GetValue(Motions) ?? []);
        var people = People(parse, model, report, cancellation);

        using var judging = Judges(parse, folder, device, recipe);
        report.Note($"Painting the person in {PriorPoses} poses a picture");
        using var personalization = new Personalization(folder.Load(NetworkRole.Generator, device), model, [.. people.Select(person => person.AtSize(recipe.Size))],
            Poses(motions), recipe, judging, new TrainerOptions { Device = device }, cancellation);
        report.Note($"Learning {personalization.LearnedCount:N0} of {personalization.ParameterCount:N0} weights; "
            + (people.Count == 1 ? "the way back to the picture from poses that are not learned judges" : $"{Source.Pictures(parse)[^1]} judges and is not learned from"));
        var result = Learn(personalization, recipe, TimeSpan.FromMinutes(parse.GetValue(Minutes)), report, cancellation);

        report.Measured("mean difference before", result.Before.Painted, FormattableString.Invariant($"{result.Before.Painted:F4}; plain warp {result.Before.Warped:F4}"));
        report.Measured("mean difference after", result.After.Painted,
            FormattableString.Invariant($"{result.After.Painted:F4}, {100 * (1 - result.After.Painted / result.Before.Painted):F1} % less, at step {result.BestStep} of {result.Steps}"));
        if (sheet is not null)
        {
            PictureFile.Write(sheet, ContactSheet.Compose([[new(result.Before.Sheet, "before")], [new(result.After.Sheet, "after")]], result.After.Sheet.Width, result.After.Sheet.Height));
            report.Wrote(sheet);
        }

        if (!result.Helped)
            throw new InputException("These pictures made nothing better, so nothing was written: the model as it is draws this person best. More pictures, from more sides, may help, and bodies that fit better.");
        NetworkChanges.Write(folder, NetworkRole.Generator, result.Changed, Provenance(result, people.Count), output, parse.GetValue(Force));
        report.Wrote(output);
    }

    private static PersonalizationResult Learn(Personalization personalization, TrainingRecipe recipe, TimeSpan limit, WorkReport report, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        PersonalizationResult? result = null;
        report.Track("steps at most", (int)recipe.Steps, count => result = personalization.Run(step =>
        {
            count((int)step);
            return clock.Elapsed < limit;
        }, cancellation));
        return result!;
    }

    private static List<SourcePerson> People(ParseResult parse, BodyModel model, WorkReport report, CancellationToken cancellation)
    {
        // All files are read before the first minute of work.
        var people = Source.Read(parse, model, report, cancellation);
        report.Note("Taking the pictures apart into person and background");
        return [.. people.Select(person => Named(person.Name, () => SourcePerson.Prepare(model, person.Photo, person.Body, person.Mask, person.Likely, cancellation: cancellation)))];
    }

    /// <summary>Of several pictures it must be said which one is at fault.</summary>
    private static SourcePerson Named(string path, Func<SourcePerson> prepare)
    {
        try
        {
            return prepare();
        }
        catch (InputException error)
        {
            throw new InputException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>A picture as networks see it.</summary>
    private static PersonPicture AtSize(this SourcePerson person, int size)
    {
        var canvas = SquareCanvas.Of(person.Photo);
        RgbImage Resized(RgbImage picture) => Resampling.Resize(canvas.Place(picture), size, size);
        return new(Resized(person.Photo), person.Body, Resampling.Resize(canvas.Place(person.Matte.Alpha), size, size, CornerAlignment.Edges), Resized(person.Background));
    }

    /// <summary>Poses from all over the motions.</summary>
    private static List<float[]> Poses(IReadOnlyList<Motions.Motion> motions)
    {
        var all = motions.SelectMany(motion => Imitator.Arrange(motion).Frames).ToList();
        return [.. Enumerable.Range(0, PriorPoses).Select(i => all[(2 * i + 1) * all.Count / (2 * PriorPoses)].Pose)];
    }

    private static TrainingRecipe Recipe(ParseResult parse, NetworkEntry generator, Device device)
    {
        var usual = Personalization.Recipe;
        var steps = parse.GetValue(Steps);
        var recipe = usual with
        {
            Size = parse.GetValue(Size) ?? (generator.Provenance["size"] is JsonValue value && value.TryGetValue(out int size) ? size : usual.Size),
            LearningRate = parse.GetValue(Rate),
            FinalLearningRate = Math.Min(usual.FinalLearningRate, Math.Max(0, parse.GetValue(Rate))),
            ConstantSteps = steps - steps / 2,
            DecaySteps = steps / 2,
            Precision = FastestPrecision.On(device) == DType.BFloat16 ? TrainingPrecision.BFloat16 : TrainingPrecision.Float32,
            Seed = parse.GetValue(Seed),
        };
        recipe.Check();
        return recipe;
    }

    /// <summary>The networks that judge: those that are named, else the model's own, else those of the model that ships.</summary>
    private static JudgeNetworks? Judges(ParseResult parse, ModelFolder model, Device device, TrainingRecipe recipe)
    {
        var named = parse.GetValue(Features);
        if (named == "none")
            return null;
        var folder = named is null && model.Networks.ContainsKey(NetworkRole.Perceptual) ? model : ModelSource.Folder(named)
            ?? throw new InputException($"{named} is no model folder. Name one that holds a perceptual or a face network, or none.");
        return JudgeNetworks.Load(folder, device, recipe.Precision == TrainingPrecision.BFloat16 ? DType.BFloat16 : null);
    }

    private static JsonObject Provenance(PersonalizationResult result, int pictures) => new()
    {
        ["personalised"] = new JsonObject
        {
            ["pictures"] = pictures,
            ["steps"] = result.BestStep,
            ["mean difference before"] = Math.Round(result.Before.Painted, 5),
            ["mean difference after"] = Math.Round(result.After.Painted, 5),
        },
    };
}
