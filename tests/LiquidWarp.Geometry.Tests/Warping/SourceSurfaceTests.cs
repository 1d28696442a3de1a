using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

/// <summary>Analytic: what lies beyond the photo is not seen, wherever the photo lies on its square.</summary>
public class SourceSurfaceTests
{
    private const int Size = 128;

    private static readonly BodyModel Body = BodyModel.LoadDefault();
    private static readonly SurfacePartners Partners = new(Body);
    private static readonly WeakPerspectiveCamera Camera = new(0.9f, 0.02f, 0.2f);

    // Twice as wide as high: the square's lower quarter, with everything from the knees down, is border.
    [Fact]
    public void Of_PersonCutByAWidePhoto_ShowsNothingBelowIt()
    {
        var cut = Of(new SquareCanvas(200, 100));
        var (below, within) = (0, 0);
        foreach (var (face, place) in Middles().Index())
        {
            if (place > 0.52f)
            {
                Assert.InRange(cut.Certainty[face], 0, SourceSurface.Borrowed);
                below++;
            }

            if (place is > -0.45f and < 0.45f)
                within += cut.Certainty[face] == SourceSurface.Seen ? 1 : 0;
        }

        Assert.InRange(below, 500, Body.FaceCount);
        Assert.InRange(within, 1000, Body.FaceCount);
        Assert.False(cut.StandsOff(Joint.LeftKnee, 0, 0.7f));
    }

    [Fact]
    public void Of_PhotoThatFillsItsSquare_IsTheSameAsNone()
    {
        var (plain, square) = (Of(null), Of(new SquareCanvas(77, 77)));
        Assert.Equal(plain.Certainty, square.Certainty);
        Assert.Equal(plain.Corners.Points, square.Corners.Points);
    }

    [Fact]
    public void Only_SomeFaces_LeavesTheOthersNowhere()
    {
        var (whole, kept) = (Of(null), BodyRegions.Faces(Body, ["upper"]));
        var part = whole.Only(kept);
        for (var face = 0; face < kept.Length; face++)
        {
            Assert.Equal(kept[face] ? whole.Certainty[face] : 0, part.Certainty[face]);
            for (var k = 0; k < 3; k++)
                Assert.Equal(kept[face] ? whole.Corners.Points[3 * face + k] : new(TransformationFlow.Nothing), part.Corners.Points[3 * face + k]);
        }
    }

    private static SourceSurface Of(SquareCanvas? photo) => SourceSurface.Of(Body, Partners, Posed(), Camera, new FlowComposer(Body, Size), photo);

    /// <summary>How far down the picture the highest corner of each face lies.</summary>
    private static float[] Middles()
    {
        var posed = Posed();
        return [.. Enumerable.Range(0, Body.FaceCount).Select(face => Enumerable.Range(0, 3).Min(k => Camera.Project(posed.Vertices[Body.Faces[3 * face + k]]).Y))];
    }

    private static PosedBody Posed()
    {
        var posed = Body.CreatePosed();
        Body.Pose(BodyParameters.Frontal(), posed);
        return posed;
    }
}
