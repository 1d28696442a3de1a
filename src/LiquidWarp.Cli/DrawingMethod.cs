using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Models;
using LiquidWarp.Synthesis;
using LiquidWarp.Torch;

namespace LiquidWarp.Cli;

/// <summary>What draws the person: the generator of the model folder, or texture warping.</summary>
/// <param name="Generator">The folder whose generator draws; null for texture warping.</param>
/// <param name="Device">Where the generator runs.</param>
/// <param name="FrontWarp">Whether the warped face is shown instead of the generator's; null leaves it to what draws.</param>
/// <param name="PaintsBackground">Whether the generator's background is shown instead of the filled photo.</param>
internal sealed record DrawingMethod(ModelFolder? Generator, Device Device = default, bool? FrontWarp = null, bool PaintsBackground = false)
{
    public static Option<string> Method { get; } = new("--method")
    {
        Description = "What draws the person. generator: the network of the model folder; texture-warp: the picture alone; auto: the generator if there is one",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<bool?> Face { get; } = new("--front-warp") { Description = "With a generator: show the picture's own face, warped, where its front is seen. Default: with the generator that ships, while the head is turned about as in the picture; false for never" };

    static DrawingMethod() => Method.AcceptOnlyFromAmong("auto", "texture-warp", "generator");

    /// <summary>What is done without options.</summary>
    public static DrawingMethod Default => WithGeneratorOf(ModelSource.Folder((string?)null)) is { } folder ? new(folder, Device.Best) : new(Generator: null);

    /// <summary>The options that choose it.</summary>
    public static IEnumerable<Option> Options => [ModelSource.Model, Method, Face, DeviceOption.Device];

    /// <exception cref="InputException">A generator is asked for, or what only a generator can do, and the folder has none.</exception>
    /// <exception cref="MissingDependencyException">A GPU is asked for that is not there.</exception>
    public static DrawingMethod Read(ParseResult parse)
    {
        var paintsBackground = BackdropOption.IsNetwork(parse);
        var (method, frontWarp) = (parse.GetValue(Method), parse.GetValue(Face));
        var folder = method == "texture-warp" ? null : WithGeneratorOf(ModelSource.Folder(parse));
        if (folder is null && (method == "generator" || frontWarp is true || paintsBackground))
            throw new InputException(
                $"{(method == "generator" ? "--method generator" : frontWarp is true ? "--front-warp" : "--background network")} needs a generator, and "
                + (method == "texture-warp" ? "--method texture-warp uses none." : "the model has none. Name a model folder with one: --model models/published"));
        var isAskedFor = parse.GetResult(DeviceOption.Device) is { Implicit: false };
        return new(folder, folder is not null || isAskedFor ? DeviceOption.Read(parse) : default, frontWarp, paintsBackground);
    }

    /// <summary>Prepares a person, who may be made of parts of two; the first may get another background.</summary>
    public (IFrameSynthesizer Synthesizer, SourcePerson Source) Prepare(BodyModel model, IReadOnlyList<PersonParts> people, int size)
    {
        var source = people[0].Person;
        if (Generator is null)
            return (new TextureWarpSynthesizer(model, people, size), source);
        var synthesizer = FrameSynthesizers.FromGenerator(Generator, model, people, size, FrontWarp, Device);
        if (!PaintsBackground)
            return (synthesizer, source);
        if (synthesizer is PublishedSynthesizer published)
            return (synthesizer, source with { Background = published.PaintBackground() });
        synthesizer.Dispose();
        throw new InputException($"The generator of {Generator.Path} paints no background. Leave out --background network.");
    }

    private static ModelFolder? WithGeneratorOf(ModelFolder? folder) => folder is not null && folder.Networks.ContainsKey(NetworkRole.Generator) ? folder : null;
}
