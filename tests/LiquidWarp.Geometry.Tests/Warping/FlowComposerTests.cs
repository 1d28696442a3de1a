using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Tests.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class FlowComposerTests
{
    private static readonly BodyModel Sphere = SphereBody.Create(30, 60);
    private static readonly WeakPerspectiveCamera Camera = new(1, 0, 0);

    // Analytic: a sphere that turns about the vertical carries its surface along.
    [Fact]
    public void View_SphereTurned_FollowsTheSurface()
    {
        var composer = new FlowComposer(Sphere, 64, threads: 1);
        var body = SphereBody.Pose(Sphere);
        var source = composer.Draw(body, Camera);
        var flow = new TransformationFlow(64, 64);
        composer.View(source, body, Camera, Viewpoint.FromDegrees(0, 30, 0), flow);

        // The point now in front was, before v · R, at v with v · R = (0, 0, −0.8): v = (0, 0, −0.8) · Rᵀ.
        var expected = Vector3.Transform(new(0, 0, -0.8f), Matrix4x4.Transpose(Viewpoint.FromDegrees(0, 30, 0).Rotation));
        var middle = 2 * (32 * 64 + 32);
        Assert.Equal(expected.X, flow.Data[middle], 0.03f);
        Assert.Equal(0, flow.Data[middle + 1], 0.03f);
        Assert.Equal(0.4f, MathF.Abs(expected.X), 0.001f);

        // The same as a body posed that way.
        var posed = Sphere.CreatePosed();
        for (var i = 0; i < posed.Vertices.Length; i++)
            posed.Vertices[i] = Viewpoint.FromDegrees(0, 30, 0).Apply(body.Vertices[i]);
        var imitated = new TransformationFlow(64, 64);
        composer.Imitate(source, posed, Camera, imitated);
        Assert.Equal(flow.Data, imitated.Data);
    }

    [Fact]
    public void Transfer_HeadKept_SplitsThePictureInTwo()
    {
        var composer = new FlowComposer(Sphere, 64, threads: 1);
        var person = SphereBody.Pose(Sphere);
        var giver = composer.Draw(SphereBody.Pose(Sphere, offset: new(0.1f, 0.05f, 0)), Camera);
        var taken = Sphere.Surface!.Head.Select(head => !head).ToArray();
        var (kept, borrowed) = (new TransformationFlow(64, 64), new TransformationFlow(64, 64));
        composer.Transfer(person, Camera, giver, taken, CornerAlignment.Edges, kept, borrowed);

        for (var pixel = 0; pixel < 64 * 64; pixel++)
        {
            var face = composer.Target.FaceIndex[pixel];
            float x = (2 * (pixel % 64) + 1 - 64) / 64f, y = (2 * (pixel / 64) + 1 - 64) / 64f;
            float[] keptHere = face >= 0 && !taken[face] ? [x, y] : [-2, -2], borrowedHere = face >= 0 && taken[face] ? [x + 0.1f, y + 0.05f] : [-2, -2];
            Close.Assert(keptHere, kept.Data.AsSpan(2 * pixel, 2), 1e-5);
            Close.Assert(borrowedHere, borrowed.Data.AsSpan(2 * pixel, 2), 1e-5);
        }

        Assert.Contains(kept.Data, value => value != -2);
        Assert.Contains(borrowed.Data, value => value != -2);
    }

    [Fact]
    public void Imitate_HiddenFacesDropped_FlowIsEmptyWhereTheBackShows()
    {
        var composer = new FlowComposer(Sphere, 64, threads: 1);
        var source = composer.Draw(SphereBody.Pose(Sphere), Camera).OnlyVisible(composer.Target);
        var flow = new TransformationFlow(64, 64);
        composer.Imitate(source, SphereBody.Pose(Sphere, yaw: MathF.PI), Camera, flow);
        Assert.Equal(TransformationFlow.Nothing, flow.Data[2 * (32 * 64 + 32)]);
        composer.Imitate(source, SphereBody.Pose(Sphere), Camera, flow);
        Assert.NotEqual(TransformationFlow.Nothing, flow.Data[2 * (32 * 64 + 32)]);
    }

    [Fact]
    public void Imitate_SecondFrame_AllocatesNothing()
    {
        var composer = new FlowComposer(Sphere, 64, threads: 1);
        var body = SphereBody.Pose(Sphere);
        var source = composer.Draw(body, Camera);
        var flow = new TransformationFlow(64, 64);
        composer.Imitate(source, body, Camera, flow);
        var before = GC.GetAllocatedBytesForCurrentThread();
        composer.Imitate(source, body, Camera, flow);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
