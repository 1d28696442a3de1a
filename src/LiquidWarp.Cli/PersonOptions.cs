using System.CommandLine;
using System.CommandLine.Parsing;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Recovery;

namespace LiquidWarp.Cli;

/// <summary>A person whom a command was given.</summary>
/// <param name="Name">The picture's file name without its ending.</param>
/// <param name="Photo">The picture.</param>
/// <param name="Body">θ in it.</param>
/// <param name="Mask">Where the person is, if somebody said so.</param>
/// <param name="Likely">(H, W, 1) how likely each pixel is the person, if the recovery network looked.</param>
internal sealed record PersonInput(string Name, RgbImage Photo, BodyParameters Body, Mask? Mask = null, FloatImage? Likely = null);

/// <summary>
/// The options that name one or several people: pictures, and where the bodies in them are. A body that nobody names is looked for beside its
/// picture, me.npz or me.keypoints.json beside me.jpg, and otherwise in the picture itself.
/// </summary>
internal sealed class PersonOptions
{
    private readonly Option<string[]> _picture;
    private readonly Option<string[]> _body;
    private readonly Option<string[]> _keypoints;
    private readonly Option<string[]> _mask;
    private readonly bool _several;

    /// <summary>Names the options.</summary>
    /// <param name="picture">The option of the picture, and a short form or null.</param>
    /// <param name="prefix">What the other options begin with.</param>
    /// <param name="shortForms">Gives --body and --keypoints their short forms.</param>
    /// <param name="description">What the picture is.</param>
    /// <param name="several">Whether there may be several pictures.</param>
    public PersonOptions(string[] picture, string prefix, bool shortForms, string description, bool several = false)
    {
        _several = several;
        var (each, one) = several ? (", one for each picture in their order", ", one for all pictures or one for each") : ("", "");
        _picture = new(picture[0], picture[1..]) { Description = description, Required = true };
        _body = new($"--{prefix}body", shortForms ? ["-b"] : [])
        {
            Description = $"Body in the picture, from 'liquidwarp recover'{each}. Default: the .npz of the picture's name beside it, or its .keypoints.json, or found in the picture",
        };
        _keypoints = new($"--{prefix}keypoints", shortForms ? ["-k"] : []) { Description = $"Instead of a body: joints marked in the picture, JSON{one}" };
        _mask = new($"--{prefix}mask") { Description = $"Black and white picture of where the person is{each}. Default: found in the picture" };
        foreach (var option in All)
            option.AllowMultipleArgumentsPerToken = several;
    }

    private IEnumerable<Option<string[]>> All => [_picture, _body, _keypoints, _mask];

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
        if (!command.Options.Contains(PersonFinder.Person))
            command.Options.Add(PersonFinder.Person);
        command.Validators.Add(Check);
    }

    /// <summary>The pictures' paths.</summary>
    public IReadOnlyList<string> Pictures(ParseResult parse) => parse.GetRequiredValue(_picture);

    /// <summary>Reads all people.</summary>
    /// <exception cref="InputException">A picture or body cannot be read, or nobody says where the body is.</exception>
    public IReadOnlyList<PersonInput> Read(ParseResult parse, BodyModel model, WorkReport report, CancellationToken cancellation)
    {
        using var finder = new PersonFinder(parse, model);
        var (pictures, bodies, keypoints, masks) = (parse.GetRequiredValue(_picture), parse.GetValue(_body) ?? [], parse.GetValue(_keypoints) ?? [], parse.GetValue(_mask) ?? []);
        return [.. pictures.Select((path, i) =>
        {
            var photo = PictureFile.Read(path);
            var body = At(bodies, i) is { } file ? ReadBody(file, model, report)
                : At(keypoints.Length == 1 ? [.. Enumerable.Repeat(keypoints[0], pictures.Length)] : keypoints, i) is { } joints ? Fit(model, photo, joints, path)
                : Beside(path, photo, model, report);
            var mask = At(masks, i) is { } named ? PictureFile.ReadMask(named) : null;
            FloatImage? likely = null;
            if (body is null)
            {
                var person = finder.Find(photo, path, new PersonChoice { Number = parse.GetValue(PersonFinder.Person) }, report, cancellation);
                (body, likely) = (person.Body, person.Evidence.MaskOver(photo.Width, photo.Height));
            }

            return new PersonInput(Path.GetFileNameWithoutExtension(path), photo, body, mask, likely);
        })];
    }

    private void Check(CommandResult result)
    {
        int Count(Option option) => result.GetResult(option) is { Implicit: false } given ? given.Tokens.Count : 0;
        var pictures = Count(_picture);
        if (pictures > 1 && !_several)
            result.AddError($"{_picture.Name} names {pictures} pictures; this command takes one.");
        if (Count(_body) > 0 && Count(_keypoints) > 0)
            result.AddError($"Give either {_body.Name} or {_keypoints.Name}, not both.");
        foreach (var (option, one) in new[] { (_body, 0), (_keypoints, 1), (_mask, 0) })
            if (Count(option) is > 0 and var count && count != pictures && count != one)
                result.AddError($"{option.Name} names {count} files and {_picture.Name} {pictures}: name one for each picture, in the same order.");
    }

    private static string? At(string[] paths, int i) => i < paths.Length ? paths[i] : null;

    private static BodyParameters? Beside(string path, RgbImage photo, BodyModel model, WorkReport report)
    {
        var (body, keypoints) = (Path.ChangeExtension(path, ".npz"), Path.ChangeExtension(path, ".keypoints.json"));
        if (File.Exists(body))
            return ReadBody(body, model, report);
        return File.Exists(keypoints) ? Fit(model, photo, keypoints, path) : null;
    }

    private static BodyParameters ReadBody(string path, BodyModel model, WorkReport report)
    {
        var body = BodyParametersFile.Read(path);
        // Names are those of files where models have no other: not the same name is a doubt, no proof.
        if (BodyParametersFile.ModelOf(path) is { } made && made != model.Name)
            report.Warn($"{path} was recovered with the body '{made}', and this is '{model.Name}'. Unless they are the same, recover it again with this --model.");
        return body;
    }

    private static BodyParameters Fit(BodyModel model, RgbImage photo, string keypoints, string photoPath) =>
        new KeypointFit(model).Fit(KeypointFile.Read(keypoints, new KeypointSelection(photoPath, PictureSize: (photo.Width, photo.Height))), photo.Width, photo.Height).Body;
}
