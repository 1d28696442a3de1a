using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;

namespace LiquidWarp.Training;

/// <summary>
/// What a few pictures of one person teach. The meta cycle (REFERENCE 6.3) is two kinds of pairs here: from a picture to what the generator painted
/// of it in another pose, as it was before it learned (the structure that it shall keep), and from there back to the picture (the cycle). Real pairs,
/// from picture to picture, are the third kind. The last of several pictures is never a target, so that it can judge.
/// </summary>
internal sealed class PersonalPairs : IPairSource
{
    // With a single picture every so many of the paintings judge.
    private const int JudgingShare = 4;

    private readonly int _seed;
    private readonly IReadOnlyList<PersonPair>[] _kinds;

    /// <summary>Makes the pairs.</summary>
    /// <param name="model">The body model of all pictures.</param>
    /// <param name="pictures">The pictures, with coverage and background.</param>
    /// <param name="paint">Paints the person of a picture in some other poses.</param>
    /// <param name="seed">Decides the order.</param>
    public PersonalPairs(BodyModel model, IReadOnlyList<PersonPicture> pictures, Func<PersonPicture, IEnumerable<PersonPicture>> paint, int seed)
    {
        _seed = seed;
        PersonPair Pair(PersonPicture source, PersonPicture target) => new(model, source, Before(target, source.Background!));

        List<PersonPair> real = [], structure = [], cycle = [];
        foreach (var target in pictures.Take(Math.Max(1, pictures.Count - 1)))
        {
            foreach (var painted in paint(target))
            {
                structure.Add(Pair(target, painted));
                cycle.Add(Pair(painted, target));
            }

            real.AddRange(pictures.Where(source => source != target).Select(source => Pair(source, target)));
        }

        if (pictures.Count > 1)
        {
            Judging = [.. pictures.SkipLast(1).Select(source => Pair(source, pictures[^1]))];
            _kinds = [real, structure, cycle];
            return;
        }

        // The picture itself, with a body that is a little wrong; the way back from poses that are not learned judges.
        static bool Judges(int pose) => pose % JudgingShare == 0;
        Judging = [.. cycle.Where((_, pose) => Judges(pose))];
        _kinds = [[Pair(pictures[0], pictures[0])], [.. structure.Where((_, pose) => !Judges(pose))], [.. cycle.Where((_, pose) => !Judges(pose))]];
    }

    /// <inheritdoc/>
    public string Identity => $"one person, {string.Join('+', _kinds.Select(kind => kind.Count))} pairs, seed {_seed}";

    /// <summary>Pairs that are never learned from.</summary>
    public IReadOnlyList<PersonPair> Judging { get; }

    /// <summary>Some pair; each kind is met equally often.</summary>
    public PersonPair Pair(long number)
    {
        var random = Chance.Of(_seed, number);
        var kind = _kinds[random.Next(_kinds.Length)];
        return kind[random.Next(kind.Count)];
    }

    /// <summary>The person of a picture before the background of another: pictures may be of different places, and the place is not what is learned.</summary>
    private static PersonPicture Before(PersonPicture person, RgbImage background)
    {
        if (ReferenceEquals(person.Background, background))
            return person;
        var picture = new RgbImage(background.Width, background.Height);
        for (var i = 0; i < picture.Data.Length; i++)
        {
            var coverage = person.Coverage!.Data[i / 3];
            picture.Data[i] = (byte)(coverage * person.Picture.Data[i] + (1 - coverage) * background.Data[i] + 0.5f);
        }

        return person with { Picture = picture, Background = background };
    }
}
