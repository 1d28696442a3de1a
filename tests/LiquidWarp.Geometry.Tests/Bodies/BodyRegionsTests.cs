using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Bodies;

/// <summary>Exact: regions cut the body up without gap or overlap, and lie where their names say.</summary>
public class BodyRegionsTests
{
    private static readonly BodyModel Model = BodyModel.LoadDefault();

    [Theory]
    [InlineData("all", "head", "upper", "hips", "legs", "shoes", "hands")]
    [InlineData("head", "face", "hair", "neck")]
    [InlineData("clothes", "upper", "lower", "shoes")]
    [InlineData("lower", "hips", "legs")]
    [InlineData("body", "clothes", "hands")]
    public void Faces_OfARegion_AreThoseOfItsParts(string whole, params string[] parts)
    {
        // The neck has no name of its own: what is left of the head.
        bool[] Of(string name) => name == "neck" ? [.. Faces("head").Zip(Faces("face", "hair"), (head, rest) => head && !rest)] : Faces(name);
        var counts = new int[Model.FaceCount];
        foreach (var part in parts)
            foreach (var (face, inside) in Of(part).Index())
                counts[face] += inside ? 1 : 0;
        Assert.Equal(Faces(whole), counts.Select(count => count > 0));
        Assert.All(counts, count => Assert.InRange(count, 0, 1));
        Assert.All(parts, part => Assert.Contains(true, Of(part)));
    }

    [Theory]
    [InlineData("hair", 0.45f, 2)]
    [InlineData("upper", -0.1f, 0.6f)]
    [InlineData("hips", -0.35f, 0.15f)]
    [InlineData("legs", -1.2f, 0)]
    [InlineData("shoes", -2, -0.75f)]
    public void Faces_OfARegion_LieAtTheirHeight(string name, float lowest, float highest)
    {
        var pelvis = Model.RestJoints(new float[10])[0].Y;
        foreach (var (face, inside) in Faces(name).Index())
            if (inside)
                Assert.InRange(Model.Template[Model.Faces[3 * face]].Y - pelvis, lowest, highest);
    }

    [Fact]
    public void Faces_OfTheSurfacesParts_AreTheirs()
    {
        var arms = Faces("left_arm", "05_right_arm");
        Assert.Equal(Model.Surface!.FaceParts.Select(part => part is 4 or 5), arms);
    }

    [Fact]
    public void Faces_UnknownName_ListsTheKnown()
    {
        var error = Assert.Throws<InputException>(() => Faces("upper", "trousers"));
        Assert.Contains("'trousers'", error.Message, StringComparison.Ordinal);
        Assert.Contains("lower", error.Message, StringComparison.Ordinal);
        Assert.Contains("left_arm", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faces_FaceOfABodyWithoutSurface_SaysWhatToNameInstead()
    {
        var bare = HashBody.Create();
        var error = Assert.Throws<InputException>(() => BodyRegions.Faces(bare, ["hair"]));
        Assert.Contains("'head'", error.Message, StringComparison.Ordinal);
    }

    private static bool[] Faces(params string[] names) => BodyRegions.Faces(Model, names);
}
