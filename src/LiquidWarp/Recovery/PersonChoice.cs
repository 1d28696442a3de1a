using System.Numerics;

namespace LiquidWarp.Recovery;

/// <summary>Who is meant where a picture shows several people: the largest where nothing is said.</summary>
public sealed record PersonChoice
{
    /// <summary>The number in the order of size, from 0; null where nobody said.</summary>
    public int? Number { get; init; }

    /// <summary>A place on the person in pixels; null where nobody said.</summary>
    public Vector2? At { get; init; }

    /// <summary>Chooses.</summary>
    /// <param name="people">The largest first; at least one.</param>
    /// <param name="name">The picture, for messages.</param>
    /// <exception cref="InputException">There are fewer people, or none near the place.</exception>
    public PersonEvidence From(IReadOnlyList<PersonEvidence> people, string name)
    {
        if (At is { } place)
            return people.MinBy(person => Away(person, place)) is { } nearest && Away(nearest, place) <= 0
                ? nearest
                : throw new InputException($"Nobody is found at ({place.X:0}, {place.Y:0}) in {name}. {Described(people)}") { Code = "no-such-person" };
        var number = Number ?? 0;
        return number < people.Count ? people[number] : throw new InputException($"There is no person {number} in {name}. {Described(people)}") { Code = "no-such-person" };
    }

    private static string Described(IReadOnlyList<PersonEvidence> people) => $"Found are, by number: {string.Join("; ", people.Select((person, i) =>
        FormattableString.Invariant($"{i} at ({(person.Box.Low.X + person.Box.High.X) / 2:0}, {(person.Box.Low.Y + person.Box.High.Y) / 2:0})")))}.";

    /// <summary>Pixels from a place to a person's box; 0 inside.</summary>
    private static float Away(PersonEvidence person, Vector2 place) => Vector2.Distance(place, Vector2.Clamp(place, person.Box.Low, person.Box.High));
}
