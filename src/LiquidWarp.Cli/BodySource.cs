using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.MakeHuman;

namespace LiquidWarp.Cli;

/// <summary>The option that names a body model, and the model behind it.</summary>
internal static class BodySource
{
    public static Option<string?> Model { get; } = new("--model")
    {
        Description = "Body model: .safetensors, an SMPL .pkl or .npz, or a folder (a model folder with body.safetensors, or MakeHuman's files). Default: the body that ships",
    };

    /// <exception cref="InputException">It is no body model.</exception>
    public static BodyModel Read(ParseResult parse) => parse.GetValue(Model) is { } path ? Read(path) : BodyModel.LoadDefault();

    /// <inheritdoc cref="Read(ParseResult)"/>
    public static BodyModel Read(string path)
    {
        if (!Directory.Exists(path))
            return BodyModel.Load(path);
        var inside = Path.Combine(path, "body.safetensors");
        if (File.Exists(inside))
            return BodyModel.Load(inside);
        if (!File.Exists(Path.Combine(path, "base.obj")))
            throw new InputException($"The folder {path} holds no body model: neither body.safetensors nor MakeHuman's base.obj. Name a folder with one of them, or a file.");
        return MakeHumanBody.Read(path);
    }
}
