using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Datasets.Drawing;

/// <summary>Analytic: body, floor and shadow lie as one camera sees them that looks down.</summary>
public class DrawnSceneTests
{
    private static readonly BodyModel Body = BodyModel.LoadDefault();
    private static readonly Anatomy Anatomy = new(Body);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Place_StandsOnTheFloor_AndLeansAsTheFloorRises(int seed)
    {
        var scene = new DrawnScene(Anatomy, 64, new Random(seed), new Random(seed), new Random(seed));
        var pose = BodyParameters.Frontal().Pose;
        var placed = scene.Place(pose);
        var (posed, ground) = (Body.CreatePosed(), scene.GroundFor(placed.Camera));
        Body.Pose(placed, posed);

        Assert.InRange(ground.Rise, 0, 0.42f);
        // No vertex is under the floor, and one touches it.
        Assert.Equal(ground.Height, posed.Vertices.Max(vertex => vertex.Y + ground.Rise * vertex.Z), 1e-4f);
        // The head is nearer to a camera that looks down, by the tangent of its angle.
        var level = Body.CreatePosed();
        Body.Pose(placed with { Pose = pose }, level);
        var (up, seen) = (level.Joints[(int)Joint.Head] - level.Joints[0], posed.Joints[(int)Joint.Head] - posed.Joints[0]);
        Assert.Equal(MathF.Atan(ground.Rise), MathF.Atan2(-seen.Z, -seen.Y) - MathF.Atan2(-up.Z, -up.Y), 1e-3f);
    }

    // A plate that hangs a metre above the floor, seen from 22 degrees above, dims the floor right below it and not below it in the picture.
    [Fact]
    public void FloorShadow_OfAPlateOverhead_LiesRightBelow()
    {
        const int Side = 64;
        const float Rise = 0.4f, Height = 0.6f;
        var up = Vector3.Normalize(new(0, -1, -Rise));
        var under = new Vector3(0, Height, 0);
        Vector3 Corner(float x, float z) => under + up + new Vector3(x, -Rise * z, z);
        Vector3[] plate = [Corner(-0.15f, -0.1f), Corner(0.15f, -0.1f), Corner(0.15f, 0.1f), Corner(-0.15f, 0.1f)];
        var shadow = new FloorShadow(new Rasterizer(threads: 1), Side);
        var sky = new Light(Vector3.Normalize(new(0, -1, -1)), Vector3.Zero, Vector3.One, Vector3.Zero, 1);

        shadow.Cast(plate, [0, 1, 2, 0, 2, 3, 0, 2, 1, 0, 3, 2], sky, new(Height, Rise, 5), new(1, 0, 0));

        // The picture has twice as many pixels as the shadow's map.
        var darkest = Enumerable.Range(0, 4 * Side * Side).MinBy(pixel => shadow.Light(pixel % (2 * Side), pixel / (2 * Side)));
        Assert.InRange((2f * (darkest % (2 * Side)) + 1) / (2 * Side) - 1, -0.1f, 0.1f);
        Assert.InRange((2f * (darkest / (2 * Side)) + 1) / (2 * Side) - 1, Height - 0.1f, Height + 0.1f);
    }
}
