using System.CommandLine;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Gltf;
using LiquidWarp.Media;
using LiquidWarp.Motions;

namespace LiquidWarp.Cli;

/// <summary>Bodies in motion for animation programs: a skinned mesh as .glb, a skeleton as .bvh.</summary>
internal static class AnimationFile
{
    private const string MeshEnding = ".glb", SkeletonEnding = ".bvh";

    public static Option<string?> Mesh { get; } = new("--mesh") { Description = "Also write the body as a skinned mesh, .glb (binary glTF 2.0)" };

    public static Option<string?> Skeleton { get; } = new("--bvh") { Description = "Also write its pose on its skeleton, .bvh" };

    /// <summary>Whether a name ends as these files do.</summary>
    public static bool IsName(string path) => IsMesh(path) || path.EndsWith(SkeletonEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The files that the options name, checked before any work.</summary>
    /// <exception cref="InputException">One has another ending, or cannot be written.</exception>
    public static IReadOnlyList<string> Asked(ParseResult parse)
    {
        var asked = new List<string>();
        foreach (var (option, ending) in ((Option<string?>, string)[])[(Mesh, MeshEnding), (Skeleton, SkeletonEnding)])
        {
            if (parse.GetValue(option) is not { } path)
                continue;
            if (!path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                throw new InputException($"Cannot write {path}: {option.Name} writes {ending}.");
            OutputFile.CheckWritable(path);
            asked.Add(path);
        }

        return asked;
    }

    /// <summary>Writes a motion as the name ends.</summary>
    public static void Write(string path, Motion motion, BodyModel model, WorkReport report)
    {
        if (IsMesh(path))
            GlbFile.Write(path, motion, model);
        else
            BvhWriter.Write(path, motion, model);
        report.Wrote(path);
    }

    private static bool IsMesh(string path) => path.EndsWith(MeshEnding, StringComparison.OrdinalIgnoreCase);
}
