using LiquidWarp.Datasets;

namespace LiquidWarp.Training.Features;

/// <summary>
/// Shows each pair of a source several times, for drawing a pair takes longer than learning from it. Pairs come in blocks: a block is shown
/// from beginning to end as often as asked for, then the next. A block's pairs are kept while it lasts.
/// </summary>
/// <param name="source">Where the pairs come from.</param>
/// <param name="block">Pairs of a block.</param>
/// <param name="repeats">How often each is shown.</param>
internal sealed class RepeatedPairs(IPairSource source, int block, int repeats) : IPairSource
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Lazy<PersonPair>> _drawn = [];

    /// <inheritdoc/>
    public string Identity => $"{source.Identity}, each {repeats} times in blocks of {block}";

    /// <inheritdoc/>
    public PersonPair Pair(long number)
    {
        var inner = number / ((long)block * repeats) * block + number % block;
        Lazy<PersonPair> drawn;
        lock (_gate)
        {
            // Threads may still be at the end of the block before while others begin the next.
            foreach (var old in _drawn.Keys.Where(key => Math.Abs(key / block - inner / block) > 1).ToList())
                _drawn.Remove(old);
            if (!_drawn.TryGetValue(inner, out drawn!))
                _drawn[inner] = drawn = new Lazy<PersonPair>(() => source.Pair(inner));
        }

        return drawn.Value;
    }
}
