using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Tests.Bodies.Default;

namespace LiquidWarp.Tests.Bodies;

/// <summary>Exact and analytic.</summary>
public sealed class BodyParametersTests
{
    [Fact]
    public void JointTree_Mirrored_ExchangesLeftAndRight()
    {
        foreach (var joint in Enum.GetValues<Joint>())
        {
            var name = joint.ToString();
            var other = name.StartsWith("Left", StringComparison.Ordinal) ? "Right" + name[4..] : name.StartsWith("Right", StringComparison.Ordinal) ? "Left" + name[5..] : name;
            Assert.Equal(other, ((Joint)JointTree.Mirrored[(int)joint]).ToString());
        }
    }

    // The default body is its own mirror image, so the mirrored θ gives the mirrored keypoints.
    [Fact]
    public void Mirrored_AnyPose_IsTheMirrorImage()
    {
        var model = ShippedBody.Model;
        var body = new BodyParameters(new(0.8f, 0.1f, -0.05f), RandomBody.Pose(3), RandomBody.Shape(4));
        var (posed, mirrored) = (model.CreatePosed(), model.CreatePosed());
        model.Pose(body, posed);
        model.Pose(body.Mirrored(), mirrored);
        foreach (var joint in Enum.GetValues<Joint>())
        {
            var (expected, actual) = (body.Camera.Project(posed.Joints[(int)joint]), body.Mirrored().Camera.Project(mirrored.Joints[JointTree.Mirrored[(int)joint]]));
            Assert.True(Vector3.Distance(expected with { X = -expected.X }, actual) < 1e-3f, $"{joint}: {expected} and {actual}");
        }
    }

    [Fact]
    public void Mirrored_Twice_IsTheSameAgain()
    {
        var body = new BodyParameters(new(0.8f, 0.1f, -0.05f), RandomBody.Pose(3), RandomBody.Shape(4));
        Assert.Equal(body.ToVector(), body.Mirrored().Mirrored().ToVector());
    }
}
