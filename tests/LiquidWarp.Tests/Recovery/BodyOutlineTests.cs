using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Recovery;

// Analytic: a body lies on its own outline, a wider one beside it by as much as it is wider; and fits follow.
public sealed class BodyOutlineTests
{
    private static readonly BodyModel Model = BodyModel.LoadDefault();

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(-35)]
    public void Match_ItsOwnOutline_LeavesTheBodyWhereItIs(float degrees)
    {
        var body = PersonSearchTests.Standing(0.8f, 0.1f, -0.05f);
        var (picture, person) = Look(body, degrees * MathF.PI / 180);
        var edges = new BodyOutline(Model, new BodySkeleton(Model)).Match(body, person, SquareCanvas.Of(picture), most: 120);
        Assert.InRange(edges.Length, 40, 120);
        var pose = SkeletonPose.Of(new BodySkeleton(Model), body);
        pose.Update();
        // A cell of the mask is 0.03 wide there.
        Assert.InRange(edges.Average(edge => MathF.Abs(edge.Distance(pose))), 0, 0.01);
        Assert.All(edges, edge => Assert.Equal(1, edge.Normal.Length(), 1e-4));
    }

    [Fact]
    public void Match_AWiderPerson_LeadsOutwards()
    {
        var body = PersonSearchTests.Standing(0.8f, 0, 0);
        var (picture, person) = Look(Wide(body, 2));
        var edges = new BodyOutline(Model, new BodySkeleton(Model)).Match(body, person, SquareCanvas.Of(picture), most: 120);
        var pose = SkeletonPose.Of(new BodySkeleton(Model), body);
        pose.Update();
        Assert.InRange(edges.Average(edge => edge.Distance(pose)), -0.1, -0.004);
    }

    // A body that stands its own width aside is beside the mask, whichever way the square is turned.
    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    public void Covered_IsTheShareOfTheBodyOnTheMask(float degrees)
    {
        var body = PersonSearchTests.Standing(0.8f, 0.1f, -0.05f);
        var (picture, person) = Look(body, degrees * MathF.PI / 180);
        float Covered(float aside) =>
            new BodyOutline(Model, new BodySkeleton(Model)).Covered(body with { Camera = body.Camera with { X = body.Camera.X + aside } }, person, SquareCanvas.Of(picture));
        Assert.InRange(Covered(0), 0.95f, 1);
        Assert.InRange(Covered(0.5f), 0, 0.4f);
        Assert.Equal(0, Covered(9));
    }

    [Fact]
    public void Fit_APersonInThickClothes_FillsThem()
    {
        var body = PersonSearchTests.Standing(0.8f, 0, 0);
        var (picture, person) = Look(body);
        var clothes = Morphology.Dilate(Cut(person.Mask), 3);
        var dressed = person with { Mask = clothes.ToFloat() };
        double Overlap(BodyParameters found) => PersonMatteTests.Overlap(Silhouette.Of(Model, found, clothes.Width), clothes);

        var points = person.ToKeypoints("staged");
        var blind = new KeypointFit(Model).Fit(points, picture.Width, picture.Height).Body;
        var seeing = new KeypointFit(Model).Fit(points, picture.Width, picture.Height, outlined: dressed).Body;
        Assert.InRange(Overlap(blind), 0.5, 0.8);
        Assert.InRange(Overlap(seeing), 0.85, 1);
    }

    private static Mask Cut(FloatImage likely) => new(likely.Width, likely.Height, Array.ConvertAll(likely.Data, value => value >= 0.5f ? (byte)1 : (byte)0));

    private static BodyParameters Wide(BodyParameters body, float girth)
    {
        var shape = (float[])body.Shape.Clone();
        shape[1] = girth;
        return body with { Shape = shape };
    }

    private static (RgbImage Picture, PersonEvidence Person) Look(BodyParameters body, float turn = 0)
    {
        var picture = StagedPeople.Picture(0);
        return (picture, new StagedPeople(Model, _ => [body]).Read(picture, [new(new Vector2(100, 100), 200, turn)], closely: false)[0]);
    }
}
