using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Bodies;

/// <summary>Parity: the reduced body gives what the whole body gives.</summary>
public class KeypointModelTests
{
    [Fact]
    public void Pose_PickedVertices_EqualWholeBody()
    {
        var model = RandomBody.Create(400, 2);
        int[] picked = [399, 0, 17, 17, 250];
        var reduced = model.Reduce(picked);
        PosedBody whole = model.CreatePosed(), few = reduced.CreatePosed();
        for (var seed = 0; seed < 3; seed++)
        {
            model.Pose(RandomBody.Shape(seed), RandomBody.Pose(seed), whole);
            reduced.Pose(RandomBody.Shape(seed), RandomBody.Pose(seed), few);
            Assert.Equal(picked.Length, reduced.PickedCount);
            Assert.Equal(picked.Select(v => whole.Vertices[v]), few.Vertices[..picked.Length]);
            Close.Assert(ReferencePose.Flatten(whole.Keypoints), ReferencePose.Flatten(few.Keypoints), 1e-6);
            Assert.Equal(whole.Joints, few.Joints);
            Assert.Equal(whole.Rotations, few.Rotations);
        }

        Assert.True(few.Vertices.Length < 120);
    }

    [Fact]
    public void Reduce_VertexOutOfRange_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomBody.Create(50, 1).Reduce(50));

    [Fact]
    public void Pose_BodyOfWholeModel_IsRefused()
    {
        var model = RandomBody.Create(400, 2);
        Assert.Throws<ArgumentException>(() => model.Reduce().Pose(new float[10], new float[72], model.CreatePosed()));
    }
}
