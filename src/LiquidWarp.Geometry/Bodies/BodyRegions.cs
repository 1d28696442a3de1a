namespace LiquidWarp.Bodies;

/// <summary>
/// The parts of a person that appearance transfer speaks of: groups of a body's faces under names that people use. They go by the bones that
/// carry the faces, so that every body has them; face and hair need a surface that says where the front of the face is.
/// </summary>
public static class BodyRegions
{
    private static readonly (string Name, string Meaning)[] Regions =
    [
        ("face", "the front of the face"),
        ("hair", "the head without the front of the face, hats included"),
        ("head", "face, hair and neck"),
        ("upper", "what a shirt or jacket covers: chest, shoulders, arms"),
        ("arms", "arms without hands"),
        ("hands", "hands"),
        ("hips", "from the waist to the legs; shirts that hang over the trousers end there"),
        ("legs", "legs without hips and feet"),
        ("lower", "what trousers or a skirt cover: hips and legs"),
        ("shoes", "feet"),
        ("clothes", "upper, lower and shoes"),
        ("body", "all but the head"),
        ("all", "the whole person"),
    ];

    /// <summary>Names and what they mean.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> All => Regions;

    /// <summary>(F) true for each face of a body that belongs to one of some regions.</summary>
    /// <param name="model">The body.</param>
    /// <param name="names">Names of regions, or of parts that the body's surface has ("02_left_leg" or "left_leg").</param>
    /// <exception cref="InputException">A name is not known, or the body does not tell the face from the rest of the head.</exception>
    public static bool[] Faces(BodyModel model, IEnumerable<string> names)
    {
        var faces = new bool[model.FaceCount];
        foreach (var name in names)
        {
            var part = PartOf(model.Surface, name);
            if (!Regions.Any(region => region.Name == name) && part < 0)
                throw new InputException($"'{name}' is no part of a person that this body knows. Parts are {string.Join(", ", Names(model.Surface))}.");
            if (name is "face" or "hair" && (model.Surface is null || !model.Surface.FrontalFace.Contains(true)))
                throw new InputException($"The body '{model.Name}' does not say where the front of the face is. Name the part 'head' instead of '{name}'.");
            for (var face = 0; face < faces.Length; face++)
                faces[face] |= part >= 0 ? model.Surface!.FaceParts[face] == part : IsIn(name, MainJoint(model, face), model.Surface is { } surface && surface.FrontalFace[face]);
        }

        return faces;
    }

    private static bool IsIn(string region, Joint joint, bool front) => region switch
    {
        "face" => front,
        "hair" => joint == Joint.Head && !front,
        "head" => joint is Joint.Head or Joint.Neck || front,
        "upper" => IsIn("arms", joint, front) || joint is Joint.Spine1 or Joint.Spine2 or Joint.Spine3 or Joint.LeftCollar or Joint.RightCollar,
        "arms" => joint is Joint.LeftShoulder or Joint.RightShoulder or Joint.LeftElbow or Joint.RightElbow,
        "hands" => joint is Joint.LeftWrist or Joint.RightWrist or Joint.LeftHand or Joint.RightHand,
        "hips" => joint == Joint.Pelvis,
        "legs" => joint is Joint.LeftHip or Joint.RightHip or Joint.LeftKnee or Joint.RightKnee,
        "lower" => IsIn("hips", joint, front) || IsIn("legs", joint, front),
        "shoes" => joint is Joint.LeftAnkle or Joint.RightAnkle or Joint.LeftFoot or Joint.RightFoot,
        "clothes" => IsIn("upper", joint, front) || IsIn("lower", joint, front) || IsIn("shoes", joint, front),
        "body" => !IsIn("head", joint, front),
        _ => true,
    };

    /// <summary>The joint that a face follows most: the one with the most weight over its three corners.</summary>
    private static Joint MainJoint(BodyModel model, int face)
    {
        var (strongest, most) = (0, 0f);
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var sum = 0f;
            for (var k = 0; k < 3; k++)
                sum += model.SkinningWeights[model.Faces[3 * face + k] * JointTree.Count + joint];
            if (sum > most)
                (strongest, most) = (joint, sum);
        }

        return (Joint)strongest;
    }

    private static int PartOf(BodySurface? surface, string name)
    {
        // Where both have a name, such as "head", the region is meant.
        for (var part = 0; surface is not null && !Regions.Any(region => region.Name == name) && part < surface.PartNames.Count; part++)
            if (surface.PartNames[part] == name || WithoutNumber(surface.PartNames[part]) == name)
                return part;
        return -1;
    }

    private static IEnumerable<string> Names(BodySurface? surface) =>
        Regions.Select(region => region.Name).Concat(surface?.PartNames.Select(WithoutNumber) ?? []).Distinct();

    private static string WithoutNumber(string part) => part.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimStart('_');
}
