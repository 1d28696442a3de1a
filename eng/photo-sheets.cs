// Photographs side by side with what texture warping and the generator make of them, to be looked at critically: eng/photo-sheets.sh runs it.
// Arguments: folder of photos, model folder, folder to write, motions …
#:project ../src/LiquidWarp/LiquidWarp.csproj
#:property PublishAot=false
#:property GenerateDocumentationFile=false

using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Models;
using LiquidWarp.Motions;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;
using LiquidWarp.Synthesis;

const int Size = 512;
const int Cell = 360;

var (photos, output) = (Directory.GetFiles(args[0], "*.jpg").Order(StringComparer.Ordinal).ToList(), args[2]);
var folder = ModelFolder.Open(args[1]);
var model = folder.LoadBody();
var hasGenerator = folder.Networks.ContainsKey(NetworkRole.Generator);
if (!hasGenerator)
    Console.WriteLine($"{folder.Path} has no generator: texture warping alone");
using var reader = new EvidenceReader(folder.Load(NetworkRole.Recovery));
var recovery = new PersonRecovery(new PersonSearch(reader), model);
var motions = args[3..].Select(MotionFile.Read).ToList();
var people = new List<(string Name, SourcePerson Person)>();
var all = new List<IReadOnlyList<LabelledPicture?>>();

foreach (var path in photos)
{
    var (name, photo) = (Path.GetFileNameWithoutExtension(path), PictureFile.Read(path));
    if (recovery.Recover(photo) is not [var found, ..])
    {
        Console.WriteLine($"{path}: nobody is found");
        continue;
    }

    var person = SourcePerson.Prepare(model, photo, found.Body, likely: found.Evidence.MaskOver(photo.Width, photo.Height));
    people.Add((name, person));
    var rows = Draw([new(person)], person, motions, [new LabelledPicture(photo, name), new LabelledPicture(Overlay(photo, found.Body), "recovered body")]);
    PictureFile.Write(Path.Combine(output, $"{name}.jpg"), ContactSheet.Compose(rows, Cell));
    Console.WriteLine(Path.Combine(output, $"{name}.jpg"));
    all.Add([rows[0][0], .. rows[^1].Skip(1)]);
}

PictureFile.Write(Path.Combine(output, "all.jpg"), ContactSheet.Compose(all, Cell / 2));
Console.WriteLine(Path.Combine(output, "all.jpg"));

// Everybody in the clothes of the next one.
var dressed = new List<IReadOnlyList<LabelledPicture?>>();
for (var i = 0; i < people.Count; i++)
{
    var (person, giver) = (people[i].Person, people[(i + 1) % people.Count].Person);
    var rows = Draw(AppearanceTransfer.Share(model, person, giver, ["clothes"]), person, motions[..1], [new LabelledPicture(person.Photo, "source"), new LabelledPicture(giver.Photo, "clothes")]);
    dressed.Add([rows[0][0], rows.Length > 1 ? rows[1][0] : null, .. rows[^1].Skip(1)]);
}

PictureFile.Write(Path.Combine(output, "transfer.jpg"), ContactSheet.Compose(dressed, Cell / 2));
Console.WriteLine(Path.Combine(output, "transfer.jpg"));

// A row each of texture warping and of the generator; the first column holds what is given.
IReadOnlyList<LabelledPicture?>[] Draw(IReadOnlyList<PersonParts> who, SourcePerson person, List<Motion> motions, LabelledPicture[] given)
{
    List<(string Name, IFrameSynthesizer Synthesizer)> methods = [("texture warp", new TextureWarpSynthesizer(model, who, Size))];
    if (hasGenerator)
        methods.Add(("generator", FrameSynthesizers.FromGenerator(folder, model, who, Size)));
    var rows = methods.Select((method, i) => (IReadOnlyList<LabelledPicture?>)[given[i], .. Show(method.Name, method.Synthesizer)]).ToArray();
    foreach (var (_, synthesizer) in methods)
        synthesizer.Dispose();
    return rows;

    IEnumerable<LabelledPicture> Show(string method, IFrameSynthesizer synthesizer)
    {
        var (loop, view) = (new FrameLoop(person, synthesizer), new NovelView(person));
        foreach (var yaw in new[] { 0, 45, -90, 180 })
            yield return new(loop.Frames(view.Still(new(yaw))).Single(), $"{method}, {yaw} deg");
        foreach (var motion in motions)
        {
            var performance = new Imitator(model, person).Perform(motion);
            foreach (var share in new[] { 0.3, 0.7 })
                yield return new(loop.Frames(performance with { Targets = performance.Targets.Skip((int)(share * performance.Count)) }).First(),
                    $"{Path.GetFileNameWithoutExtension(motion.Name)} {share * motion.Duration:0.0} s");
        }
    }
}

RgbImage Overlay(RgbImage photo, BodyParameters body)
{
    var posed = model.CreatePosed();
    model.Pose(body, posed);
    return new Shader(model).Overlay(posed, body.Camera, photo);
}
