using LiquidWarp.Datasets;

namespace LiquidWarp.Training.Timed;

/// <summary>
/// Shows pairs of a source so that those of a batch are of different people, and each several times, for drawing a pair takes longer than
/// learning from it. People come in blocks: first one pair of each, then another of each …, all of it as often as asked for, then the next
/// block. A person's pairs are drawn together when the first is asked for, and kept while the block lasts.
/// </summary>
/// <param name="source">Where the pairs come from.</param>
/// <param name="options">How they come there, and how they shall be shown.</param>
internal sealed class ShuffledPairs(IPairSource source, ShuffleOptions options) : IPairSource
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Lazy<PersonPair[]>> _people = [];

    /// <inheritdoc/>
    public string Identity => $"{source.Identity}, {options}";

    /// <inheritdoc/>
    public PersonPair Pair(long number)
    {
        var (shown, block) = (options.People * options.PairsOfOne, number / (options.People * options.PairsOfOne * options.Repeats));
        var person = block * options.People + number % options.People;
        Lazy<PersonPair[]> pairs;
        lock (_gate)
        {
            // Threads may still be at the end of the block before while others begin the next.
            foreach (var old in _people.Keys.Where(key => Math.Abs(key / options.People - block) > 1).ToList())
                _people.Remove(old);
            if (!_people.TryGetValue(person, out pairs!))
                _people[person] = pairs = new(() => [.. Enumerable.Range(0, options.PairsOfOne).Select(i => source.Pair(person * options.InARow + i))]);
        }

        return pairs.Value[number % shown / options.People];
    }
}

/// <summary>How <see cref="ShuffledPairs"/> shows the pairs of a source.</summary>
public sealed record ShuffleOptions
{
    /// <summary>So many numbers in a row of the source are of one person; <see cref="DrawnPairs.PairsPerVideo"/> by default.</summary>
    public int InARow { get; init; } = DrawnPairs.PairsPerVideo;

    /// <summary>Pairs of one person that are used; 6 by default.</summary>
    public int PairsOfOne { get; init; } = 6;

    /// <summary>People in a block: as many as a batch has pairs, or more; 64 by default.</summary>
    public int People { get; init; } = 64;

    /// <summary>How often each pair is shown; 4 by default.</summary>
    public int Repeats { get; init; } = 4;
}
