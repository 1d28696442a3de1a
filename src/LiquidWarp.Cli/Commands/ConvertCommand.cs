using System.CommandLine;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Imaging;
using LiquidWarp.Models;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp convert</c>: files of the published system in, a model folder out.</summary>
internal static class ConvertCommand
{
    private static readonly Option<string?> Generator = new("--generator") { Description = "Liquid Warping GAN generator, net_epoch_30_id_G.pth" };

    private static readonly Option<string?> Recovery = new("--hmr") { Description = "Human mesh recovery, hmr_tf2pt.pth" };

    private static readonly Option<string?> Face = new("--face") { Description = "SphereFace-20, sphere20a_20171020.pth" };

    private static readonly Option<string?> Perceptual = new("--vgg") { Description = "torchvision's VGG-19, vgg19-dcbb9e9d.pth" };

    private static readonly Option<string?> Discriminator = new("--discriminator") { Description = "Discriminator, patch or global and local, net_epoch_30_id_D.pth" };

    private static readonly Option<string?> Smpl = new("--smpl") { Description = "SMPL body model, smpl_model.pkl or .npz" };

    private static readonly Option<string?> Mapper = new("--mapper") { Description = "Its texture coordinates, mapper.txt or mapper_uv.txt; the generator needs them" };

    private static readonly Option<string?> Parts = new("--part-info") { Description = "Its parts, smpl_part_info.json" };

    private static readonly Option<string?> Front = new("--front") { Description = "The front of its face, front_facial.json; --front-warp needs it" };

    private static readonly Option<string?> Head = new("--head") { Description = "Its head, head.json" };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "Model folder to make", Required = true };

    private static readonly Option<bool> Half = new("--half") { Description = "Weights as float16: half the size, 0.05 % off" };

    private static readonly Option<string> Corners = new("--corners")
    {
        Description = "How the generator was trained to sample. centres: the published checkpoints; edges: trained with the published code under PyTorch 1.3 or later",
        DefaultValueFactory = _ => "centres",
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace a model folder that exists" };

    static ConvertCommand() => Corners.AcceptOnlyFromAmong("centres", "edges");

    public static Command Create()
    {
        var command = new Command("convert", """
            Make a model folder of files of the published system, any of them. Nothing in them is executed.

              liquidwarp convert --generator net_epoch_30_id_G.pth --hmr hmr_tf2pt.pth --smpl smpl_model.pkl --mapper mapper.txt --part-info smpl_part_info.json --front front_facial.json --head head.json -o models/published
              liquidwarp imitate --model models/published --source me.jpg --keypoints me.json --motion walk.bvh -o me.mp4
            """)
        {
            Generator, Recovery, Face, Perceptual, Discriminator, Smpl, Mapper, Parts, Front, Head, Output, Half, Corners, Force,
        }.WithWork(Run);
        command.Validators.Add(result =>
        {
            if (((Option[])[Generator, Recovery, Face, Perceptual, Discriminator, Smpl]).All(option => result.GetResult(option) is null))
                result.AddError("There is nothing to convert: give --generator, --hmr, --face, --vgg, --discriminator or --smpl.");
            if (result.GetResult(Mapper) is not null && result.GetResult(Smpl) is null)
                result.AddError("--mapper belongs to a body: give --smpl too.");
            if (((Option[])[Parts, Front, Head]).FirstOrDefault(option => result.GetResult(option) is not null) is { } region && result.GetResult(Mapper) is null)
                result.AddError($"{region.Name} belongs to a textured body: give --smpl and --mapper too.");
        });
        return command;
    }

    private static void Run(ParseResult parse, WorkReport report, CancellationToken cancellation)
    {
        var files = new PublishedFiles
        {
            Generator = parse.GetValue(Generator),
            Recovery = parse.GetValue(Recovery),
            Face = parse.GetValue(Face),
            Perceptual = parse.GetValue(Perceptual),
            Discriminator = parse.GetValue(Discriminator),
            Smpl = parse.GetValue(Smpl),
            Mapper = parse.GetValue(Mapper),
            Parts = parse.GetValue(Parts),
            Front = parse.GetValue(Front),
            Head = parse.GetValue(Head),
        };
        var options = new ConversionOptions
        {
            Half = parse.GetValue(Half),
            Corners = Enum.Parse<CornerAlignment>(parse.GetValue(Corners)!, ignoreCase: true),
            Replace = parse.GetValue(Force),
        };
        var folder = parse.GetRequiredValue(Output);
        var converted = new List<ConvertedFile>();
        report.Track("files", files.Count, count => PublishedConversion.Write(files, folder, options, file =>
        {
            converted.Add(file);
            count(converted.Count);
        }, cancellation));

        foreach (var file in converted)
        {
            report.Note($"{Path.GetFileName(file.From)} is {file.Summary}; sha256 {file.Sha256}");
            report.Measured($"parameters of {file.To}", file.ParameterCount, $"{file.ParameterCount:N0}");
        }

        if (files.Smpl is null)
            report.Note("Without --smpl the folder has no body, not even that of --hmr, which has no triangles.");
        if (files.Generator is not null && files.Mapper is null)
            report.Warn("Without --smpl and --mapper the folder has no body that the generator can be shown: imitate will refuse it.");
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            report.Wrote(file);
    }
}
