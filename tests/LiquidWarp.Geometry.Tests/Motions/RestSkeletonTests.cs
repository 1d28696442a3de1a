using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Exact: what motions are made for is the body that ships.</summary>
public class RestSkeletonTests
{
    [Fact]
    public void Offsets_ShippedBody_AgreeWithinAMillimetre()
    {
        var joints = DefaultFigure.Model.RestJoints(new float[BodyParameters.ShapeLength]);

        for (var j = 1; j < JointTree.Count; j++)
            Assert.True(Vector3.Distance(joints[j] - joints[JointTree.Parents[j]], RestSkeleton.Offsets[j]) < 1e-3f, $"{(Joint)j}");
        // The tree's joints are relative to the pelvis, so the soles are where the mesh ends.
        var sole = DefaultFigure.Model.Template.Min(vertex => vertex.Y);
        Assert.Equal(joints[(int)Joint.LeftAnkle].Y - sole, RestSkeleton.AnkleFromFloor.Y, 1e-3f);
    }
}
