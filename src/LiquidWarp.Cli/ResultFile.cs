using System.CommandLine;
using LiquidWarp.Media;

namespace LiquidWarp.Cli;

/// <summary>Names of results: of one the name that was given, of several names made of their sources' and motions', in the folder that was given.</summary>
/// <param name="Path">The result.</param>
/// <param name="Sheet">The contact sheet beside it, or null.</param>
internal sealed record ResultFile(string Path, string? Sheet)
{
    public static Option<string?> SheetOption { get; } = new("--sheet")
    {
        Description = "Also write some frames side by side, .png or .jpg; beside the result where no name is given",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The one result of a command.</summary>
    /// <exception cref="InputException">Nothing can be written there.</exception>
    public static ResultFile One(ParseResult parse, string output, bool isPicture)
    {
        var sheet = parse.GetResult(SheetOption) is null ? null : parse.GetValue(SheetOption) ?? SheetBeside(output);
        return new ResultFile(output, sheet).Checked(isPicture);
    }

    /// <summary>Whether results go into a folder: there are several, or the name that was given is a folder's.</summary>
    public static bool IsFolder(string output, int results) => results > 1 || System.IO.Path.EndsInDirectorySeparator(output) || Directory.Exists(output);

    /// <summary>Videos of each source with each motion, in that order.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="folder">Where they go.</param>
    /// <param name="sources">Names of the sources.</param>
    /// <param name="motions">Names of the motions.</param>
    /// <param name="format">The videos' ending, without a dot.</param>
    /// <exception cref="InputException">Two would have the same name, one sheet is named for several videos, or nothing can be written there.</exception>
    public static ResultFile[,] Each(ParseResult parse, string folder, IReadOnlyList<string> sources, IReadOnlyList<string> motions, string format)
    {
        if (System.IO.Path.GetExtension(folder).Length > 1 && MotionInputFile.IsVideoName(folder))
            throw new InputException($"{folder} is one video, and {sources.Count * motions.Count} are to be written: name a folder with -o.");
        var withSheets = parse.GetResult(SheetOption) is not null;
        if (parse.GetValue(SheetOption) is { } sheet)
            throw new InputException($"{sheet} is one sheet, and there are {sources.Count * motions.Count} results: give --sheet without a name, and each gets one beside it.");
        var (results, names) = (new ResultFile[sources.Count, motions.Count], new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        for (var source = 0; source < sources.Count; source++)
            for (var motion = 0; motion < motions.Count; motion++)
            {
                var name = $"{sources[source]}-{motions[motion]}";
                if (!names.Add(name))
                    throw new InputException($"Two results would be called {name}.{format}. Name each source and each motion once, or give the files different names.");
                var path = System.IO.Path.Combine(folder, $"{name}.{format}");
                results[source, motion] = new ResultFile(path, withSheets ? SheetBeside(path) : null).Checked(isPicture: false);
            }

        return results;
    }

    private static string SheetBeside(string output) => output.EndsWith(".png", StringComparison.OrdinalIgnoreCase)
        ? System.IO.Path.ChangeExtension(output, ".sheet.png")
        : System.IO.Path.ChangeExtension(output, ".png");

    private ResultFile Checked(bool isPicture)
    {
        if (isPicture)
            PictureFile.CheckWritable(Path);
        else
            VideoWriter.CheckWritable(Path);
        if (Sheet is not null)
            PictureFile.CheckWritable(Sheet);
        return this;
    }
}
