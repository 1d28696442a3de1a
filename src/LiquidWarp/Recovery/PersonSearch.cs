using System.Numerics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>
/// Finds the people in a picture: looks at it whole and at overlapping squares of a half, a quarter … of its side, takes each person from the square
/// that shows them best, and looks once more at a square of their own. Where nobody stands for sure, the squares are looked at sideways and upside down too.
/// </summary>
/// <param name="reader">The recovery network.</param>
public sealed class PersonSearch(IEvidenceReader reader)
{
    // Less sure than this, it is something else.
    private const float LeastPresence = 0.4f;

    // Somebody who stands is seen as surely as this, if not cut off. People stand more often than not, so one who does not must be seen better.
    private const float Sure = 0.9f, LeastTurned = 0.65f;

    private static readonly float[] Turns = [MathF.PI, MathF.PI / 2, -MathF.PI / 2];

    // A square smaller than this shows nobody whom one could use.
    private const float SmallestSquare = 96;

    // Of the longer side of somebody's box, pixels: of less no body can be made.
    private const float SmallestPerson = 24;

    // Squares down to this part of the picture; those below a half only where nobody was found yet.
    private const float SmallestPart = 0.2f, EnoughPart = 0.4f;

    // Boxes that share more than this are of one person.
    private const float SamePerson = 0.45f;

    private const float Fills = 0.8f;

    /// <summary>Everybody, the largest first.</summary>
    /// <param name="picture">Of any size.</param>
    /// <param name="cancellation">Stops the search.</param>
    public IReadOnlyList<PersonEvidence> Find(RgbImage picture, CancellationToken cancellation = default)
    {
        List<PersonEvidence> people = [];
        List<PersonCrop> squares = [];
        var side = (float)Math.Max(picture.Width, picture.Height);
        for (var square = side; square == side || (square >= SmallestSquare && square > side * (people.Count > 0 ? EnoughPart : SmallestPart)); square /= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            List<PersonCrop> next = [.. Squares(picture, square)];
            people.AddRange(reader.Read(picture, next, closely: false).Where(person => IsSomebody(picture, person)));
            squares.AddRange(next);
        }

        if (!people.Exists(person => person.Presence > Sure))
            people.AddRange(Turns.SelectMany(turn => reader.Read(picture, [.. squares.Select(square => square with { Turn = turn })], closely: false)).Where(person => IsSomebody(picture, person)));

        // Twice: a square of a person's own often shows more of them than the one they were found in.
        for (var pass = 0; pass < 2; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            people = [.. Distinct(reader.Read(picture, [.. Distinct(people).Select(person => person.Around(Fills))], closely: pass == 1).Where(person => IsSomebody(picture, person)))];
        }

        return [.. people.OrderByDescending(person => Area(person.Box))];
    }

    /// <summary>Looks again for somebody who was seen a moment ago; null where they are gone.</summary>
    /// <param name="picture">Of any size.</param>
    /// <param name="last">Where they were.</param>
    public PersonEvidence? Follow(RgbImage picture, PersonCrop last) =>
        reader.Read(picture, [last], closely: false) is [var person] && IsSomebody(picture, person) ? person : null;

    /// <summary>Whether it is a person, large enough, the half of whom at least is in the picture.</summary>
    private static bool IsSomebody(RgbImage picture, PersonEvidence person)
    {
        var (middle, size) = ((person.Box.Low + person.Box.High) / 2, person.Box.High - person.Box.Low);
        return person.Presence >= (person.Crop.Turn == 0 ? LeastPresence : LeastTurned) && Math.Max(size.X, size.Y) >= SmallestPerson
            && middle.X > 0 && middle.Y > 0 && middle.X < picture.Width && middle.Y < picture.Height;
    }

    /// <summary>Squares of a side that cover the picture, each shifted by half from the next.</summary>
    private static IEnumerable<PersonCrop> Squares(RgbImage picture, float side)
    {
        var (across, down) = (Steps(picture.Width, side), Steps(picture.Height, side));
        foreach (var y in down)
            foreach (var x in across)
                yield return new(new Vector2(x, y), side);
    }

    private static float[] Steps(int length, float side)
    {
        if (length <= side)
            return [length / 2f];
        var count = (int)MathF.Ceiling((length - side) / (side / 2)) + 1;
        return [.. Enumerable.Range(0, count).Select(i => side / 2 + i * (length - side) / (count - 1))];
    }

    /// <summary>The surest look at each person. One who fills a square well is seen better than one who is small in it or cut off.</summary>
    private static List<PersonEvidence> Distinct(IEnumerable<PersonEvidence> people)
    {
        List<PersonEvidence> distinct = [];
        foreach (var person in people.OrderByDescending(person => person.Points.Average(point => point.Confidence) * (1 - MathF.Abs(Share(person) - 0.7f))))
            if (distinct.TrueForAll(other => Overlap(person.Box, other.Box) < SamePerson))
                distinct.Add(person);
        return distinct;
    }

    private static float Share(PersonEvidence person) => Math.Min(1.4f, Math.Max(person.Box.High.X - person.Box.Low.X, person.Box.High.Y - person.Box.Low.Y) / person.Crop.Side);

    private static float Area((Vector2 Low, Vector2 High) box) => Math.Max(0, box.High.X - box.Low.X) * Math.Max(0, box.High.Y - box.Low.Y);

    /// <summary>What two boxes share, of the smaller one: somebody's upper half is not somebody else.</summary>
    private static float Overlap((Vector2 Low, Vector2 High) a, (Vector2 Low, Vector2 High) b) =>
        Area((Vector2.Max(a.Low, b.Low), Vector2.Min(a.High, b.High))) / Math.Max(1e-6f, Math.Min(Area(a), Area(b)));
}
