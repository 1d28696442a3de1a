using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Synthesis;
using LiquidWarp.Tests.Recovery;

namespace LiquidWarp.Tests.Synthesis;

public class DressedBodyTests
{
    private static readonly BodyModel Model = BodyModel.LoadDefault();
    private static readonly BodyParameters Body = BodyParameters.Frontal() with { Camera = new(0.9f, 0, 0.1f), Shape = [0.5f, -1, 0, 0, 0, 0, 0, 0, 0, 0] };

    [Fact]
    public void Create_MaskWiderThanTheBody_ReachesTheMask()
    {
        var naked = Draw(Model, Body);
        var mask = Morphology.Dilate(naked, 9);
        var dressed = DressedBody.Create(Model, Body, mask);
        var outline = Draw(dressed, Body with { Shape = new float[10] });
        Assert.InRange(PersonMatteTests.Overlap(naked, mask), 0, 0.8);
        Assert.InRange(PersonMatteTests.Overlap(outline, mask), 0.88, 1);
    }

    [Fact]
    public void Create_AnyMask_LeavesTheJointsInPlaceInEveryPose()
    {
        var dressed = DressedBody.Create(Model, Body, Morphology.Dilate(Draw(Model, Body), 11));
        var pose = (float[])Body.Pose.Clone();
        pose[3 * (int)Joint.LeftElbow + 1] = -1;
        pose[3 * (int)Joint.RightHip] = -0.8f;
        var (before, after) = (Model.CreatePosed(), dressed.CreatePosed());
        Model.Pose(Body.Shape, pose, before);
        dressed.Pose(new float[10], pose, after);
        for (var joint = 0; joint < JointTree.Count; joint++)
            Assert.InRange((before.Joints[joint] - after.Joints[joint]).Length(), 0, 1e-4);
    }

    [Fact]
    public void Create_MaskOffTheCanvasShape_IsRefused() => Assert.Throws<ArgumentException>(() => DressedBody.Create(Model, Body, new Mask(10, 12)));

    private static Mask Draw(BodyModel model, BodyParameters body)
    {
        var posed = model.CreatePosed();
        model.Pose(body, posed);
        var fragments = new Fragments(256, 256);
        new Rasterizer().Rasterize(Projection.Project(posed, body.Camera), model.Faces, fragments);
        return Silhouette.Of(fragments);
    }
}
