using System.CommandLine;
using System.Numerics;
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

    /// <summary>Writes a motion as the name ends. One that was recovered from pictures travels as the person does across them; how far away they are, cameras do not say.</summary>
    public static void Write(string path, Motion motion, BodyModel model, WorkReport report)
    {
        if (motion is { RootTravel: null, HasImageCamera: true, Frames: [{ Camera: var first }, ..] })
            motion = motion with { RootTravel = [.. motion.Frames.Select(frame => new Vector3(frame.Camera.X - first.X, frame.Camera.Y - first.Y, 0))] };
        if (IsMesh(path))
            GlbFile.Write(path, motion, model);
        else
            BvhWriter.Write(path, motion, model);
        report.Wrote(path);
    }

    private static bool IsMesh(string path) => path.EndsWith(MeshEnding, StringComparison.OrdinalIgnoreCase);
}
