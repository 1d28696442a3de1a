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

    // What lies beyond the picture is unknown, whether the picture fills the canvas or leaves a border beside it.
    [Theory]
    [InlineData(0.7f, 256)]
    [InlineData(0.35f, 180)]
    public void Create_ArmCutByThePicturesRim_KeepsTheArmAsItIs(float shift, int width)
    {
        var photo = new SquareCanvas(width, 256);
        var body = Body with { Camera = new(0.9f, shift, 0.1f) };
        var dressed = DressedBody.Create(Model, body, photo.Place(photo.Crop(Draw(Model, body))), photo);
        var (before, after) = (Model.CreatePosed(), dressed.CreatePosed());
        Model.Pose(body, before);
        dressed.Pose(new float[10], body.Pose, after);
        var (beyond, farthest) = (0, 0f);
        for (var v = 0; v < Model.VertexCount; v++)
        {
            if ((body.Camera.Project(before.Vertices[v]).X + 1) * 128 < photo.Left + photo.Width - 4)
                continue;
            beyond++;
            farthest = MathF.Max(farthest, (before.Vertices[v] - after.Vertices[v]).Length());
        }
        Assert.InRange(beyond, 100, Model.VertexCount / 2);
        Assert.InRange(farthest, 0, 0.012f);
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
