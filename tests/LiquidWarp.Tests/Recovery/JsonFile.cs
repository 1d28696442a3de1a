namespace LiquidWarp.Tests.Recovery;

/// <summary>A keypoint file for one test, gone at its end, and lists of points to fill it with.</summary>
internal sealed class JsonFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keypoints").FullName;

    public JsonFile(string content, string name = "keypoints.json") => Path = Add(name, content);

    public string Path { get; }

    public string Folder => _folder;

    /// <summary>Another file in the same folder.</summary>
    public string Add(string name, string content)
    {
        var path = System.IO.Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>x, y, score, …: point i at (x + i, 200 − i).</summary>
    public static string Flat(int count, int x = 10, string score = "1") => string.Join(',', Enumerable.Range(0, count).Select(i => $"{x + i},{200 - i},{score}"));

    /// <summary>[x, y], …</summary>
    public static string Pairs(int count, int x = 10) => string.Join(',', Enumerable.Range(0, count).Select(i => $"[{x + i}.0,{200 - i}.0]"));

    /// <summary>score, …</summary>
    public static string Scores(int count, string score = "0.5") => string.Join(',', Enumerable.Repeat(score, count));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
