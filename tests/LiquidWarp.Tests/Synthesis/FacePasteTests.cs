using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Conditioning;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Synthesis;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Synthesis;

// Exact: the same view shows the whole face, a profile nothing; how the picture is tilted does not matter.
public sealed class FacePasteTests
{
    private const int Size = 96;

    private static readonly BodyModel Model = BodyModel.LoadDefault();

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(15, 0, 1)]
    [InlineData(-15, 40, 1)]
    [InlineData(32.5, 0, 0.5)]
    [InlineData(-32.5, 0, 0.5)]
    [InlineData(46, 0, 0)]
    [InlineData(180, 0, 0)]
    public void Draw_TheHeadTurned_FadesWithTheTurn(float turn, float tilt, float share)
    {
        var source = Head(0, 0);
        var paste = FacePaste.Of(Model, [Surface(source)], [source], Size);
        var all = FacePaste.Of(Model, [Surface(source)], [], Size);
        var target = Head(turn, tilt);
        var shown = Shown(target);
        var whole = all.Draw(shown, target)!.Data.Max();
        Assert.Equal(share * whole, paste.Draw(shown, target)?.Data.Max() ?? 0, 1e-3);
        if (turn < 90)
            Assert.InRange(whole, 0.5f, 1.001f);
    }

    private static SourceSurface Surface(BodyParameters body) => new SurfaceConditioning(Model, new SurfacePartners(Model), Size, threads: 1)
        .Source(new FloatImage(Size, Size, 3), new FloatImage(Size, Size, 1, [.. Enumerable.Repeat(1f, Size * Size)]), body).Surface;

    private static Fragments Shown(BodyParameters body)
    {
        var (posed, fragments) = (Model.CreatePosed(), new Fragments(Size, Size));
        Model.Pose(body, posed);
        new Rasterizer(threads: 1).Rasterize(Projection.Project(posed, body.Camera), Model.Faces, fragments);
        return fragments;
    }

    // Degrees; the whole body turns, and is tilted in the picture's plane. Seen from near, so that the face is large.
    private static BodyParameters Head(float turn, float tilt)
    {
        var frontal = BodyParameters.Frontal();
        var whole = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, tilt * MathF.PI / 180)
            * Rotations.ToQuaternion(new Vector3(frontal.Pose)) * Quaternion.CreateFromAxisAngle(Vector3.UnitY, turn * MathF.PI / 180);
        var pose = (float[])frontal.Pose.Clone();
        Rotations.ToAxisAngle(whole).CopyTo(pose);
        return frontal with { Pose = pose };
    }
}
