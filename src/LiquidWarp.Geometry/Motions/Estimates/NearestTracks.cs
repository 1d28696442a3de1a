using System.Numerics;

namespace LiquidWarp.Motions.Estimates;

/// <summary>Follows people whom a file lists frame by frame without saying who is who: each goes on as whoever was last seen nearest.</summary>
internal static class NearestTracks
{
    /// <summary>How far somebody gets from frame to frame at most, in half sides of the picture.</summary>
    private const float Reach = 0.3f;

    /// <summary>After so many frames somebody who appears is another person.</summary>
    private const long Memory = 30;

    /// <summary>The track of each person in a frame; new numbers for new people.</summary>
    /// <param name="tracks">What was seen before, by track.</param>
    /// <param name="people">The people of the frame.</param>
    public static long[] Assign(IReadOnlyDictionary<long, List<EstimatedFrame>> tracks, IReadOnlyList<EstimatedFrame> people)
    {
        var ids = new long[people.Count];
        Array.Fill(ids, -1);
        if (people.Count == 1 && tracks.Count == 1)
            return [tracks.Keys.Single()];
        // The nearest pair first, then the nearest of those that are left.
        var pairs = tracks
            .Where(track => people.Count > 0 && people[0].Number - track.Value[^1].Number <= Memory)
            .SelectMany(track => people.Select((person, i) => (Track: track.Key, Person: i, Distance: Vector2.Distance(Place(track.Value[^1]), Place(person)))))
            .Where(pair => pair.Distance <= Reach)
            .OrderBy(pair => pair.Distance);
        foreach (var (track, person, _) in pairs)
            if (ids[person] < 0 && !ids.Contains(track))
                ids[person] = track;
        var next = tracks.Count == 0 ? 0 : tracks.Keys.Max() + 1;
        for (var i = 0; i < ids.Length; i++)
            if (ids[i] < 0)
                ids[i] = next++;
        return ids;
    }

    private static Vector2 Place(EstimatedFrame seen) =>
        seen.Camera is { } camera ? camera.Scale * new Vector2(camera.X, camera.Y) : seen.Root is { } root ? new Vector2(root.X, root.Y) / Math.Max(root.Z, 0.1f) : Vector2.Zero;
}
