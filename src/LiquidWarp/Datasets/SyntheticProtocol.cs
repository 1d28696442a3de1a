using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiquidWarp.Datasets;

/// <summary>The evaluation protocol that goes with drawn videos, in the form of the published iPER_protocol.json (REFERENCE 7.1).</summary>
internal static class SyntheticProtocol
{
    private const int Views = 8;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private sealed record Range([property: JsonPropertyName("target")] string Target, [property: JsonPropertyName("range")] int[] Frames);

    private sealed record Entry(
        [property: JsonPropertyName("source")] string[] Source,
        [property: JsonPropertyName("view angle")] int[] ViewAngle,
        [property: JsonPropertyName("s_n")] Dictionary<string, string[]> Sources,
        [property: JsonPropertyName("mask")] string[] Mask,
        [property: JsonPropertyName("novel view")] bool NovelView,
        [property: JsonPropertyName("self_imitation")] Range SelfImitation,
        [property: JsonPropertyName("cross_imitation")] Range CrossImitation,
        [property: JsonPropertyName("flag")] int[] Flag);

    /// <summary>JSON for the videos kept for tests. Sources are frames of the turn, an eighth of it apart.</summary>
    public static string Create(IReadOnlyList<SyntheticVideo> videos)
    {
        SyntheticVideo[] tests = [.. videos.Where(video => video.IsForTests)];
        var entries = tests.ToDictionary(video => video.Name, video =>
        {
            string[] views = [.. Enumerable.Range(0, Views).Select(view => SyntheticVideos.FrameName(View(video, view), video.Frames) + ".png")];
            string[] Pick(params int[] picked) => [.. picked.Select(view => views[view])];
            // Cross imitation takes its motion from another moving video of the list.
            var moving = tests.Where(other => other.Action == 2 && other != video).ToArray();
            var target = moving.Length == 0 ? video : moving[Array.IndexOf(tests, video) % moving.Length];
            int[] cross = [0, Math.Min(Math.Min(target.Frames, video.Frames), 100) - 1];
            return new Entry(
                views,
                [.. Enumerable.Range(0, Views).Select(view => 360 / Views * view)],
                new() { ["1"] = Pick(0), ["2"] = Pick(0, 4), ["3"] = Pick(0, 2, 4), ["4"] = Pick(0, 2, 4, 6), ["8"] = views },
                [],
                video.Action == 1,
                new(video.Name, [0, video.Frames - 1]),
                new(target.Name, cross),
                cross);
        });
        return JsonSerializer.Serialize(new { val = entries }, Indented);
    }

    private static int View(SyntheticVideo video, int view) => view * video.Frames / Views;
}
