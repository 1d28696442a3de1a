using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.MakeHuman;
using LiquidWarp.Models;

namespace LiquidWarp.Cli;

/// <summary>The option that names a model, and what is behind it: a model folder with body and networks, or a body alone.</summary>
internal static class ModelSource
{
    public static Option<string?> Model { get; } = new("--model")
    {
        Description = "A model folder (see liquidwarp convert), or a body alone: .safetensors, an SMPL .pkl or .npz, or a folder of MakeHuman's files. Default: the model that ships",
    };

    /// <summary>The model folder, or null where a body alone is named.</summary>
    /// <exception cref="InputException">Its model.json is damaged, or lists what is not there.</exception>
    public static ModelFolder? Folder(ParseResult parse) => Folder(parse.GetValue(Model));

    /// <summary>The same for a path; null is the model that ships.</summary>
    public static ModelFolder? Folder(string? path)
    {
        path ??= Path.GetDirectoryName(BodyModel.FindDefault())!;
        return ModelFolder.IsOne(path) ? ModelFolder.Open(path) : null;
    }

    /// <summary>The body.</summary>
    /// <exception cref="InputException">There is none, or it is damaged.</exception>
    public static BodyModel Body(ParseResult parse) => Body(parse.GetValue(Model));

    /// <summary>The same for a path; null is the body that ships.</summary>
    public static BodyModel Body(string? path)
    {
        if (Folder(path) is { } folder)
            return folder.LoadBody();
        if (path is null)
            return BodyModel.LoadDefault();
        if (!Directory.Exists(path))
            return BodyModel.Load(path);
        var inside = Path.Combine(path, "body.safetensors");
        if (File.Exists(inside))
            return BodyModel.Load(inside);
        if (!File.Exists(Path.Combine(path, "base.obj")))
            throw new InputException($"The folder {path} holds no body model: no model.json, and neither body.safetensors nor MakeHuman's base.obj. Name a folder with one of them, or a file.");
        return MakeHumanBody.Read(path);
    }
}
