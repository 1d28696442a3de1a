using System.Text.RegularExpressions;

namespace LiquidWarp.Tests;

/// <summary>Exact: the folders of a library use each other as ARCHITECTURE.md says, so nothing turns back.</summary>
public partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = ReadAllowed();

    public static TheoryData<string> Folders =>
    [
        .. ((string[])["LiquidWarp.Geometry", "LiquidWarp"])
            .SelectMany(library => Directory.GetDirectories(Path.Combine(Goldens.Checkout, "src", library)))
            .Select(folder => Path.GetRelativePath(Path.Combine(Goldens.Checkout, "src"), folder))
            .Where(folder => Directory.EnumerateFiles(Path.Combine(Goldens.Checkout, "src", folder), "*.cs", SearchOption.AllDirectories).Any())
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_SourceFiles_UseOnlyFoldersBelow(string folder)
    {
        var name = Path.GetFileName(folder);
        Assert.True(Allowed.ContainsKey(name), $"ARCHITECTURE.md does not say whom {name} may use.");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Goldens.Checkout, "src", folder), "*.cs", SearchOption.AllDirectories))
            foreach (Match use in Use().Matches(File.ReadAllText(file)))
            {
                var used = use.Groups["folder"].Value;
                Assert.True(used == name || !Allowed.ContainsKey(used) || Allowed[name].Contains(used),
                    $"{Path.GetFileName(file)} uses {used}, which {name} may not: change the code, or the arrows in ARCHITECTURE.md if they stay one-way.");
            }
    }

    [Fact]
    public void Arrows_AllFolders_NeverLeadBack()
    {
        // Taking away whatever uses nothing that is left must take away all.
        var left = Allowed.Keys.ToHashSet();
        while (left.RemoveWhere(folder => !Allowed[folder].Any(left.Contains)) > 0)
        {
        }

        Assert.NotEmpty(Allowed);
        Assert.Empty(left);
    }

    /// <summary>The indented lines "folder, folder    whom they may use" of ARCHITECTURE.md.</summary>
    private static Dictionary<string, string[]> ReadAllowed()
    {
        var allowed = new Dictionary<string, string[]>();
        var lines = File.ReadLines(Path.Combine(Goldens.Checkout, "ARCHITECTURE.md")).SkipWhile(line => !line.StartsWith("Arrows point one way", StringComparison.Ordinal));
        foreach (var line in lines.TakeWhile(line => !line.StartsWith('#')).Select(line => Rule().Match(line)).Where(rule => rule.Success))
            foreach (var folder in Names(line.Groups["folders"].Value))
                allowed[folder] = [.. Names(line.Groups["used"].Value).Where(name => name is not ("nobody" or "Torch"))];
        return allowed;
    }

    private static string[] Names(string list) => [.. Word().Matches(list).Select(word => word.Value).Where(word => word != "and")];

    [GeneratedRegex(@"^    (?<folders>[A-Z]\w+(, [A-Z]\w+)*) {2,}(?<used>\S.*)$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    // Directives, and names by the folder's namespace such as Bodies.Rotations.
    [GeneratedRegex(@"using (static )?(\w+ = )?LiquidWarp\.(?<folder>[A-Z]\w+)|LiquidWarp\.(?<folder>[A-Z]\w+)\.[A-Z]|(?<![\w.])(?<folder>[A-Z]\w+)\.[A-Z]\w+\.[A-Z]")]
    private static partial Regex Use();
}
