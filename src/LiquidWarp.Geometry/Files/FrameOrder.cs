using System.Globalization;

namespace LiquidWarp.Files;

/// <summary>
/// Which frame of a video a file or a key belongs to. Programs number frames with and without zeros in front, and the order of text
/// would put frame 10 before frame 2.
/// </summary>
public static class FrameOrder
{
    /// <summary>The last number in a file's name without its ending: 12 for <c>out/clip_000000000012_keypoints.json</c>; null where there is none.</summary>
    public static long? NumberOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var stem = Path.GetFileNameWithoutExtension(name.Replace('\\', '/'));
        var end = stem.Length;
        while (end > 0 && !char.IsAsciiDigit(stem[end - 1]))
            end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(stem[start - 1]))
            start--;
        return long.TryParse(stem.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>
    /// Things in the order of their frames, each with its frame from 0: their numbers tell, so that frames that are missing leave a gap; every
    /// fifth frame of a video is no video of gaps, though, so a step common to all is taken out. Where names have no numbers, or two the
    /// same one, the order of names decides and nothing is missing.
    /// </summary>
    /// <param name="items">In any order.</param>
    /// <param name="nameOf">The name of an item's frame.</param>
    public static IReadOnlyList<(T Item, long Frame)> Sort<T>(IEnumerable<T> items, Func<T, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(nameOf);
        var numbered = items.Select(item => (Item: item, Name: nameOf(item)))
            .Select(item => (item.Item, item.Name, Number: NumberOf(item.Name)))
            .OrderBy(item => item.Number ?? long.MaxValue)
            .ThenBy(item => item.Name, StringComparer.Ordinal)
            .ToList();
        var known = numbered.Count > 0 && numbered.TrueForAll(item => item.Number is not null)
            && numbered.Zip(numbered.Skip(1)).All(pair => pair.First.Number < pair.Second.Number);
        if (!known)
            return [.. numbered.Select((item, i) => (item.Item, (long)i))];
        var first = numbered[0].Number!.Value;
        var step = Math.Max(1, numbered.Aggregate(0L, (divisor, item) => GreatestCommonDivisor(divisor, item.Number!.Value - first)));
        return [.. numbered.Select(item => (item.Item, (item.Number!.Value - first) / step))];
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
