using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.Default;
using Xunit;

namespace LiquidWarp.Tests.Bodies.Default;

/// <summary>Exact and analytic: joints, weights, keypoints and directions of the shipped body.</summary>
public sealed class DefaultBodyRigTests
{
    private static BodyModel Model => ShippedBody.Model;

    [Fact]
    public void FromMesh_ShippedMesh_GivesTheShippedBody()
    {
        var made = DefaultBody.FromMesh(ShippedBody.Mesh);
        Close.Assert(Model.SkinningWeights, made.SkinningWeights, 1e-4);
        Close.Assert(Model.JointRegressor, made.JointRegressor, 1e-3);
        // Directions are stored as half floats.
        for (var k = 0; k < ShapeDirections.Count; k++) Close.Assert(Flat(Model.ShapeDirections[k]), Flat(made.ShapeDirections[k]), 1e-4, 1e-3);
        for (var k = 0; k < 207; k++) Close.Assert(Flat(Model.PoseDirections[k]), Flat(made.PoseDirections[k]), 3e-4, 1e-2);
        Assert.Equal(Model.Surface!.FaceParts, made.Surface!.FaceParts);
        Assert.Equal(Model.Surface.TextureFaces, made.Surface.TextureFaces);
    }

    [Fact]
    public void SkinningWeights_EveryVertex_FewNonNegativeThatSumToOne()
    {
        for (var vertex = 0; vertex < Model.VertexCount; vertex++)
        {
            var row = Model.SkinningWeights.AsSpan(vertex * JointTree.Count, JointTree.Count).ToArray();
            Assert.Equal(1, row.Sum(), 1e-5f);
            Assert.All(row, weight => Assert.InRange(weight, 0, 1));
            Assert.InRange(row.Count(weight => weight > 0), 1, 6);
        }
    }

    [Fact]
    public void RestJoints_MeanShape_AreTheSkeletonAndInside()
    {
        var field = new BodyField();
        var joints = Model.RestJoints(new float[10]);
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var expected = Skeleton.Joints[joint] - Skeleton.Joints[0];
            Assert.True((joints[joint] - expected).Length() < 1e-4f, $"{(Joint)joint} is at {joints[joint]}, expected {expected}");
            Assert.True(field.Distance(Skeleton.Joints[joint]) < -0.005f, $"{(Joint)joint} is not inside");
        }
    }

    [Fact]
    public void Pose_Zero_GivesTemplateAndKeypoints()
    {
        var posed = Model.CreatePosed();
        Model.Pose(new float[10], new float[72], posed);
        Close.Assert(Flat(Model.Template), Flat(posed.Vertices), 1e-5);
        (Keypoint Keypoint, Joint Joint)[] pairs =
        [
            (Keypoint.LeftAnkle, Joint.LeftAnkle), (Keypoint.RightKnee, Joint.RightKnee), (Keypoint.LeftHip, Joint.LeftHip),
            (Keypoint.RightWrist, Joint.RightWrist), (Keypoint.LeftElbow, Joint.LeftElbow), (Keypoint.RightShoulder, Joint.RightShoulder),
        ];
        Assert.All(pairs, pair => Assert.True((posed.Keypoints[(int)pair.Keypoint] - posed.Joints[(int)pair.Joint]).Length() < 1e-3f));
        var top = posed.Vertices.MaxBy(vertex => vertex.Y);
        Assert.True((posed.Keypoints[(int)Keypoint.HeadTop] - top).Length() < 0.02f);
        var nose = posed.Vertices.Where(vertex => vertex.Y > top.Y - 0.22f).MaxBy(vertex => vertex.Z);
        Assert.True((posed.Keypoints[(int)Keypoint.Nose] - nose).Length() < 0.012f);
        Assert.True(posed.Keypoints[(int)Keypoint.LeftEye].X > 0 && posed.Keypoints[(int)Keypoint.RightEar].X < 0);
    }

    [Fact]
    public void Pose_BentJoints_KeypointsStayAtJoints()
    {
        var posed = Model.CreatePosed();
        var pose = new float[72];
        pose[3 * (int)Joint.LeftElbow + 1] = -1.5f;
        pose[3 * (int)Joint.RightKnee] = 1.5f;
        pose[3 * (int)Joint.LeftHip] = -1.2f;
        Model.Pose(new float[10], pose, posed);
        Assert.True((posed.Keypoints[(int)Keypoint.LeftElbow] - posed.Joints[(int)Joint.LeftElbow]).Length() < 0.02f);
        Assert.True((posed.Keypoints[(int)Keypoint.RightKnee] - posed.Joints[(int)Joint.RightKnee]).Length() < 0.03f);
        Assert.True((posed.Keypoints[(int)Keypoint.LeftHip] - posed.Joints[(int)Joint.LeftHip]).Length() < 0.04f);
    }

    [Fact]
    public void ShapeDirections_TenOfThem_FallInVarianceAndAreOrthogonal()
    {
        var squares = Array.ConvertAll(Model.ShapeDirections, direction => direction.Sum(v => (double)v.LengthSquared()));
        Assert.Equal(10, squares.Length);
        for (var k = 1; k < squares.Length; k++)
        {
            Assert.True(squares[k] < squares[k - 1]);
            for (var other = 0; other < k; other++)
            {
                var inner = Model.ShapeDirections[k].Zip(Model.ShapeDirections[other], Vector3.Dot).Sum(x => (double)x);
                Assert.True(Math.Abs(inner) < 0.02 * Math.Sqrt(squares[k] * squares[other]), $"{k} and {other}");
            }
        }
    }

    [Theory]
    [InlineData((int)Joint.LeftElbow, 0, -1.9f, 0)]
    [InlineData((int)Joint.RightKnee, 1.9f, 0, 0)]
    [InlineData((int)Joint.LeftWrist, 1.4f, 0, 0)]
    public void PoseDirections_OneJointTurned_GiveBackVolume(int joint, float x, float y, float z)
    {
        var pose = new float[72];
        (pose[3 * joint], pose[3 * joint + 1], pose[3 * joint + 2]) = (x, y, z);
        var rest = Volume(Model.Template);
        var corrected = Model.CreatePosed();
        Model.Pose(new float[10], pose, corrected);
        var bare = WithoutPoseDirections();
        var plain = bare.CreatePosed();
        bare.Pose(new float[10], pose, plain);
        Assert.True(Math.Abs(rest - Volume(corrected.Vertices)) < Math.Abs(rest - Volume(plain.Vertices)));
    }

    private static BodyModel WithoutPoseDirections() => new()
    {
        Name = "without pose directions",
        Template = Model.Template,
        Faces = Model.Faces,
        ShapeDirections = Model.ShapeDirections,
        PoseDirections = [],
        JointRegressor = Model.JointRegressor,
        KeypointRegressor = Model.KeypointRegressor,
        SkinningWeights = Model.SkinningWeights,
    };

    private static double Volume(Vector3[] vertices)
    {
        var volume = 0.0;
        for (var face = 0; face < Model.Faces.Length; face += 3)
            volume += Vector3.Dot(vertices[Model.Faces[face]], Vector3.Cross(vertices[Model.Faces[face + 1]], vertices[Model.Faces[face + 2]])) / 6.0;
        return volume;
    }

    private static float[] Flat(Vector3[] vectors) => vectors.SelectMany(v => new[] { v.X, v.Y, v.Z }).ToArray();
}
