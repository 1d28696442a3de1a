using LiquidWarp.Bodies;

namespace LiquidWarp.Synthesis;

/// <summary>
/// Appearance transfer (REFERENCE 6.4): one person in another's clothes, or with another's head. Pose, shape, camera and background are those of
/// the person who is kept; each face of the body has one owner, whose picture it is taken from. What draws the people together is an
/// <see cref="IFrameSynthesizer"/> like any other, so that motions and views work with it too.
/// </summary>
public static class AppearanceTransfer
{
    /// <summary>Shares a body out between two people.</summary>
    /// <param name="model">The body.</param>
    /// <param name="person">Who is kept.</param>
    /// <param name="giver">Who gives the clothes.</param>
    /// <param name="parts">What is taken from the giver: names of <see cref="BodyRegions"/>.</param>
    /// <returns>The person who is kept, first, and the giver.</returns>
    /// <exception cref="InputException">A part is not known, or nothing or all of the person is taken.</exception>
    public static IReadOnlyList<PersonParts> Share(BodyModel model, SourcePerson person, SourcePerson giver, IReadOnlyList<string> parts)
    {
        var taken = BodyRegions.Faces(model, parts);
        var kept = Array.ConvertAll(taken, face => !face);
        if (!taken.Contains(true) || !kept.Contains(true))
            throw new InputException($"The parts {string.Join(", ", parts)} are {(taken.Contains(true) ? "the whole person" : "nothing")}: nothing would be left to transfer.");
        return [new(person, kept), new(giver, taken)];
    }
}
