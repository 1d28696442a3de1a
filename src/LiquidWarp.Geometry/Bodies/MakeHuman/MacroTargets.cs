using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>
/// MakeHuman's macro targets: displacements of the base mesh, each named after the values it stands for, as in
/// <c>universal-male-young-maxmuscle-averageweight</c>. A target counts with the product of how far the body is at each of
/// these values; <c>macro.json</c> says between which numbers a variable goes from one value to the next.
/// </summary>
/// <remarks>
/// A value that all targets of one kind share says nothing about the body (only young people, heights for average weight
/// only …) and counts as reached, so that height and proportions act on bodies of any build.
/// </remarks>
internal sealed class MacroTargets
{

    private static readonly string[] _ethnicities = ["african", "asian", "caucasian"];

    private readonly Dictionary<string, (string Variable, List<(double Lowest, double Highest, bool Rises)> Ramps)> _values = [];
    private readonly List<(string[] Values, int[] Vertices, Vector3[] Displacements)> _targets = [];

    private MacroTargets()
    {
    }

    /// <summary>Reads macro.json and every target file under the folder.</summary>
    public static MacroTargets Read(string folder, int vertexCount)
    {
        MacroTargets targets = new();
        targets.ReadRamps(Path.Combine(folder, "macro.json"));
        foreach (var kind in MakeHumanBody.Guard(folder, () => Directory.GetFiles(folder, "*.target.gz", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).GroupBy(path => (Path.GetDirectoryName(path), Tokens(path).Length)))
            targets.AddKind([.. kind], vertexCount);
        if (targets._targets.Count == 0)
            throw new InputException($"{folder} holds no targets (*.target.gz): expected MakeHuman's macro targets.");
        return targets;
    }

    /// <summary>The mesh of one body.</summary>
    /// <param name="mesh">The base mesh.</param>
    /// <param name="variables">Value of each variable, 0 to 1, 0.5 if left out; ethnicities by their own names, with shares that sum to 1.</param>
    public Vector3[] Apply(IReadOnlyList<Vector3> mesh, IReadOnlyDictionary<string, double> variables)
    {
        Vector3[] moved = [.. mesh];
        foreach (var (values, vertices, displacements) in _targets)
        {
            var weight = (float)values.Aggregate(1.0, (product, value) => product * Reached(value, variables));
            for (var i = 0; i < vertices.Length && weight != 0; i++)
                moved[vertices[i]] += weight * displacements[i];
        }

        return moved;
    }

    private double Reached(string value, IReadOnlyDictionary<string, double> variables)
    {
        if (_ethnicities.Contains(value))
            return variables.GetValueOrDefault(value, 1.0 / _ethnicities.Length);
        var (variable, ramps) = _values[value];
        var at = variables.GetValueOrDefault(variable, 0.5);
        foreach (var (lowest, highest, rises) in ramps)
            if (at >= lowest && at <= highest)
                return rises ? (at - lowest) / (highest - lowest) : (highest - at) / (highest - lowest);
        return 0;
    }

    private void ReadRamps(string path)
    {
        using var json = MakeHumanBody.ReadJson(path);
        MakeHumanBody.Guard(path, () =>
        {
            foreach (var variable in json.RootElement.GetProperty("macrotargets").EnumerateObject())
                foreach (var part in variable.Value.GetProperty("parts").EnumerateArray())
                    foreach (var (end, rises) in new[] { ("low", false), ("high", true) })
                    {
                        var value = part.GetProperty(end).GetString() ?? "";
                        if (!_values.TryGetValue(value, out var known))
                            _values[value] = known = (variable.Name, []);
                        known.Ramps.Add((part.GetProperty("lowest").GetDouble(), part.GetProperty("highest").GetDouble(), rises));
                    }

            return true;
        });
    }

    /// <summary>Adds the targets of one kind: those of one folder that are named after equally many values.</summary>
    private void AddKind(string[] paths, int vertexCount)
    {
        var shared = paths.Select(path => Tokens(path).AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).ToHashSet();
        foreach (var path in paths)
        {
            string[] values = [.. Tokens(path).Where(value => !shared.Contains(value))];
            if (values.FirstOrDefault(value => !_values.ContainsKey(value) && !_ethnicities.Contains(value)) is { } unknown)
                throw new InputException($"{path}: '{unknown}' in the name is no value that macro.json knows.");
            var (vertices, displacements) = ReadTarget(path, vertexCount);
            _targets.Add((values, vertices, displacements));
        }
    }

    private static (int[] Vertices, Vector3[] Displacements) ReadTarget(string path, int vertexCount)
    {
        List<int> vertices = [];
        List<Vector3> displacements = [];
        foreach (var line in MakeHumanBody.Guard(path, () => Lines(path, vertexCount)))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (fields.Length == 0 || fields[0].StartsWith('#'))
                continue;
            if (fields.Length != 4 || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var vertex) || vertex >= vertexCount
                || !TryNumber(fields[1], out var x) || !TryNumber(fields[2], out var y) || !TryNumber(fields[3], out var z))
                throw new InputException($"{path}: the line '{line}' is not a vertex below {vertexCount} and its displacement in x, y, z.");
            vertices.Add(vertex);
            displacements.Add(new(x, y, z));
        }

        return ([.. vertices], [.. displacements]);
    }

    private static bool TryNumber(string text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    private static List<string> Lines(string path, int vertexCount)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        List<string> lines = [];
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
            // A target has a line a vertex and a few of comment; a file that goes on and on is no target.
            if (lines.Count > vertexCount + 1000)
                throw new InputException($"{path} has more than {vertexCount} displacements, one for each vertex of the mesh.");
        }

        return lines;
    }

    private static string[] Tokens(string path) => Path.GetFileName(path).Replace(".target.gz", "", StringComparison.Ordinal).Split('-');
}
