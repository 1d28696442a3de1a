using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

/// <summary>Analytic: people of one colour each, so that a pixel's colour says whose picture it was taken from.</summary>
public class SurfaceWarpTests
{
    private const int Size = 96;

    private static readonly BodyModel Body = BodyModel.LoadDefault();
    private static readonly SurfacePartners Partners = new(Body);
    private static readonly WeakPerspectiveCamera Camera = new(0.9f, 0.02f, 0.2f);
    private static readonly bool[] Head = BodyRegions.Faces(Body, ["head"]);
    private static readonly bool[] Rest = BodyRegions.Faces(Body, ["body"]);

    [Fact]
    public void Compose_TwoSources_ShowEachFaceAsItsOwnersPictureDoes()
    {
        var warp = Compose(Shared(), Pose(0.3f));
        var shown = warp.Drawing.Target.FaceIndex;
        var (heads, rests) = (0, 0);
        for (var pixel = 0; pixel < shown.Length; pixel++)
            if (shown[pixel] >= 0 && warp.Certainty.Data[pixel] > 0)
            {
                Assert.Equal(Head[shown[pixel]], warp.Warped.Data[4 * pixel] > 0.9f);
                Assert.Equal(Rest[shown[pixel]], warp.Warped.Data[4 * pixel + 2] > 0.9f);
                (heads, rests) = (heads + (Head[shown[pixel]] ? 1 : 0), rests + (Rest[shown[pixel]] ? 1 : 0));
            }

        Assert.InRange(heads, 50, Size * Size);
        Assert.InRange(rests, 300, Size * Size);
    }

    // The nearest pixel is found by handing on candidates, which errs by part of a pixel now and then.
    [Fact]
    public void Compose_BeyondTheOutline_TheNearestFacesOwnerDecides()
    {
        var warp = Compose(Shared(), Pose(0));
        var shown = warp.Drawing.Target.FaceIndex;
        var body = Enumerable.Range(0, shown.Length).Where(pixel => shown[pixel] >= 0).ToList();
        var (right, all) = (0, 0);
        for (var pixel = 0; pixel < shown.Length; pixel++)
        {
            if (shown[pixel] >= 0 || warp.Certainty.Data[pixel] == 0)
                continue;
            var nearest = body.MinBy(other => Math.Pow(other % Size - pixel % Size, 2) + Math.Pow(other / Size - pixel / Size, 2));
            all++;
            right += Head[shown[nearest]] == warp.Warped.Data[4 * pixel] > 0.9f ? 1 : 0;
        }

        Assert.InRange(all, 200, Size * Size);
        Assert.InRange((double)right / all, 0.98, 1);
    }

    [Fact]
    public void Compose_TwoSources_FlowsNeverLeadFromOnePixelToBoth()
    {
        var warp = Compose(Shared(), Pose(-0.5f));
        Assert.Equal(2, warp.Flows.Count);
        for (var pixel = 0; pixel < Size * Size; pixel++)
        {
            // Faces without a place hold "nothing" in all corners, of which barycentrics make the same but for rounding.
            var leading = warp.Flows.Count(flow => flow.Data[2 * pixel] > TransformationFlow.Nothing + 1e-4f);
            Assert.Equal(warp.Certainty.Data[pixel] > 0 ? 1 : 0, leading);
        }
    }

    [Fact]
    public void Compose_OnePersonInTwoShares_IsThatPerson()
    {
        var (person, surface) = (Numbers(), Surface());
        var whole = Compose([new(surface, person)], Pose(0.7f));
        var shares = Compose([new(surface.Only(Head), person), new(surface.Only(Rest), person)], Pose(0.7f));
        Close.Assert(whole.Warped.Data, shares.Warped.Data, 0);
        Close.Assert(whole.Certainty.Data, shares.Certainty.Data, 0);
    }

    [Fact]
    public void Compose_HalfCoveredPerson_HasFullColour()
    {
        var half = new FloatImage(Size, Size, 4);
        for (var pixel = 0; pixel < Size * Size; pixel++)
            (half.Data[4 * pixel], half.Data[4 * pixel + 3]) = (0.5f * 0.8f, 0.5f);
        var warp = Compose([new(Surface(), half)], Pose(0));
        var seen = Enumerable.Range(0, Size * Size).Where(pixel => warp.Drawing.Target.FaceIndex[pixel] >= 0 && warp.Certainty.Data[pixel] == SourceSurface.Seen).ToList();
        Assert.InRange(seen.Count, 300, Size * Size);
        Assert.All(seen, pixel => Assert.Equal((0.8f, 0.5f), (MathF.Round(warp.Warped.Data[4 * pixel], 4), MathF.Round(warp.Warped.Data[4 * pixel + 3], 4))));
    }

    [Fact]
    public void Compose_LessSources_ForgetsTheOthers()
    {
        var warp = new SurfaceWarp(Body, Partners, Size);
        var target = Posed(Pose(0));
        warp.Compose(Shared(), target, Camera);
        warp.Compose([new(Surface(), Plain(0))], target, Camera);
        Assert.Single(warp.Flows);
        Assert.DoesNotContain(warp.Warped.Data.Where((_, i) => i % 4 == 2), blue => blue > 0);
    }

    private static WarpSource[] Shared() => [new(Surface().Only(Head), Plain(0)), new(Surface().Only(Rest), Plain(2))];

    private static SurfaceWarp Compose(WarpSource[] sources, float[] pose)
    {
        var warp = new SurfaceWarp(Body, Partners, Size);
        warp.Compose(sources, Posed(pose), Camera);
        return warp;
    }

    private static SourceSurface Surface() => SourceSurface.Of(Body, Partners, Posed(Pose(0)), Camera, new FlowComposer(Body, Size));

    private static FloatImage Plain(int channel)
    {
        var person = new FloatImage(Size, Size, 4);
        for (var pixel = 0; pixel < Size * Size; pixel++)
            person.Data[4 * pixel + channel] = person.Data[4 * pixel + 3] = 1;
        return person;
    }

    private static FloatImage Numbers()
    {
        var random = new Random(4);
        return new(Size, Size, 4, [.. Enumerable.Range(0, 4 * Size * Size).Select(_ => random.NextSingle())]);
    }

    private static PosedBody Posed(float[] pose)
    {
        var posed = Body.CreatePosed();
        Body.Pose(new float[10], pose, posed);
        return posed;
    }

    private static float[] Pose(float arm)
    {
        var pose = BodyParameters.Frontal().Pose;
        new Vector3(0, 0, -0.9f + arm).CopyTo(pose.AsSpan(3 * (int)Joint.LeftShoulder));
        new Vector3(0, 0, 0.9f).CopyTo(pose.AsSpan(3 * (int)Joint.RightShoulder));
        return pose;
    }
}
