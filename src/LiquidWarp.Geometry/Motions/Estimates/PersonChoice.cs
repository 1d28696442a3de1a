namespace LiquidWarp.Motions.Estimates;

/// <summary>Which person of a file is meant: the one who was named, else the one who is seen in most frames.</summary>
internal static class PersonChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="frameCounts">In how many frames each person is seen, by the file's number of the track; all of them above 0.</param>
    /// <param name="person">Who was named, or null.</param>
    /// <param name="assumptions">Receives whom the choice fell on, where nobody was named and there are several.</param>
    /// <exception cref="InputException">There is nobody, or not the one who was named.</exception>
    public static long Choose(string file, IReadOnlyDictionary<long, int> frameCounts, int? person, List<string> assumptions)
    {
        if (frameCounts.Count == 0)
            throw new InputException($"{file} holds nobody: the program that wrote it found no person.");
        var byLength = frameCounts.OrderByDescending(track => track.Value).ThenBy(track => track.Key).ToList();
        var list = string.Join(", ", byLength.Take(8).Select(track => $"{track.Key} ({track.Value} frames)")) + (byLength.Count > 8 ? ", …" : "");
        if (person is { } named)
            return frameCounts.ContainsKey(named) ? named : throw new InputException($"{file} has no person {named}. It has {list}.");
        if (byLength.Count > 1)
            assumptions.Add($"Of {byLength.Count} people the one seen in most frames: person {byLength[0].Key}. There are {list}.");
        return byLength[0].Key;
    }

    /// <summary>For files of one person: nobody else may have been named.</summary>
    public static void CheckOnly(string file, int? person)
    {
        if (person is not null)
            throw new InputException($"{file} holds the motion of one person, who has no number: do not choose person {person}.");
    }
}
