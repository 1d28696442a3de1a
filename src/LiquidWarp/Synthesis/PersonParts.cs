namespace LiquidWarp.Synthesis;

/// <summary>A person, or some parts of one: several together make the person of an appearance transfer.</summary>
/// <param name="Person">The person in a photo that was taken apart.</param>
/// <param name="Faces">(F) true for each face of the body whose appearance comes from this person; null for all.</param>
public sealed record PersonParts(SourcePerson Person, bool[]? Faces = null);
