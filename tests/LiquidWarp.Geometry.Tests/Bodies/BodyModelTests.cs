using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Bodies;

/// <summary>Parity with <see cref="ReferencePose"/>, analytic invariants, and the hash-made model of REFERENCE section 14.</summary>
public class BodyModelTests
{
    [Theory]
    [InlineData(33, 1.0)]
    [InlineData(256, 1.0)]
    [InlineData(500, 0.02)]
    [InlineData(500, null)]
    public void Pose_RandomModels_EqualsReference(int vertexCount, double? poseDensity)
    {
        var model = RandomBody.Create(vertexCount, vertexCount, poseDensity);
        var posed = model.CreatePosed();
        for (var seed = 0; seed < 4; seed++)
        {
            var (shape, pose) = (RandomBody.Shape(seed), RandomBody.Pose(seed));
            if (seed == 3)
                pose.AsSpan(9, 30).Clear();
            var expected = ReferencePose.Pose(model, shape, pose);
            foreach (var threads in new[] { 1, 2, 5 })
            {
                model.Pose(shape, pose, posed, threads);
                Close.Assert(expected.Vertices, ReferencePose.Flatten(posed.Vertices), 3e-6);
                Close.Assert(expected.Joints, ReferencePose.Flatten(posed.Joints), 3e-6);
                Close.Assert(expected.Keypoints, ReferencePose.Flatten(posed.Keypoints), 3e-6);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void PoseBatch_SevenBodies_EqualsOneByOne(int threads)
    {
        var model = RandomBody.Create(300, 7);
        var bodies = Enumerable.Range(0, 7).Select(_ => model.CreatePosed()).ToArray();
        float[] shapes = [.. Enumerable.Range(0, 7).SelectMany(RandomBody.Shape)], poses = [.. Enumerable.Range(0, 7).SelectMany(RandomBody.Pose)];
        model.PoseBatch(shapes, poses, bodies, threads);
        var single = model.CreatePosed();
        for (var i = 0; i < 7; i++)
        {
            model.Pose(RandomBody.Shape(i), RandomBody.Pose(i), single);
            Assert.Equal(single.Vertices, bodies[i].Vertices);
            Assert.Equal(single.Keypoints, bodies[i].Keypoints);
        }
    }

    [Fact]
    public void Pose_ZeroPoseAndShape_GivesTemplate()
    {
        var model = RandomBody.Create(100, 3);
        var posed = model.CreatePosed();
        model.Pose(new float[10], new float[72], posed);
        Close.Assert(ReferencePose.Flatten(model.Template), ReferencePose.Flatten(posed.Vertices), 1e-6);
        Close.Assert(ReferencePose.Flatten(model.RestJoints(new float[10])), ReferencePose.Flatten(posed.Joints), 1e-6);
    }

    [Fact]
    public void Pose_GlobalTurn_TurnsEverythingAboutThePelvis()
    {
        var model = RandomBody.Create(100, 4);
        var (still, turned) = (model.CreatePosed(), model.CreatePosed());
        var pose = RandomBody.Pose(4);
        pose.AsSpan(0, 3).Clear();
        model.Pose(RandomBody.Shape(4), pose, still);
        (pose[0], pose[1], pose[2]) = (0.3f, 2f, -0.7f);
        model.Pose(RandomBody.Shape(4), pose, turned);
        var rotation = Rotations.ToMatrix(new(0.3f, 2f, -0.7f));
        var pelvis = still.Joints[0];
        Vector3[] expected = [.. still.Vertices.Select(v => Vector3.Transform(v - pelvis, rotation) + pelvis)];
        Close.Assert(ReferencePose.Flatten(expected), ReferencePose.Flatten(turned.Vertices), 3e-6);
    }

    [Fact]
    public void Pose_ShapeChangesAndReturns_ForgetsNothing()
    {
        var model = RandomBody.Create(64, 5);
        var posed = model.CreatePosed();
        var pose = RandomBody.Pose(5);
        model.Pose(RandomBody.Shape(1), pose, posed);
        var first = posed.Vertices.ToArray();
        model.Pose(RandomBody.Shape(2), pose, posed);
        Assert.NotEqual(first, posed.Vertices);
        model.Pose(RandomBody.Shape(1), pose, posed);
        Assert.Equal(first, posed.Vertices);
    }

    [Fact]
    public void Pose_BodyOfAnotherModel_IsShapedAnew()
    {
        BodyModel a = RandomBody.Create(64, 5), b = RandomBody.Create(64, 6);
        PosedBody shared = a.CreatePosed(), own = b.CreatePosed();
        a.Pose(RandomBody.Shape(1), RandomBody.Pose(1), shared);
        b.Pose(RandomBody.Shape(1), RandomBody.Pose(1), shared);
        b.Pose(RandomBody.Shape(1), RandomBody.Pose(1), own);
        Assert.Equal(own.Vertices, shared.Vertices);
    }

    [Fact]
    public void Pose_AfterFirstFrame_AllocatesNothing()
    {
        var model = RandomBody.Create(500, 8);
        var posed = model.CreatePosed();
        var (shape, pose) = (RandomBody.Shape(1), RandomBody.Pose(1));
        model.Pose(shape, pose, posed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            shape[0] = pose[3] = 0.1f * i;
            model.Pose(shape, pose, posed);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void PoseJoints_RandomPose_EqualsWholeForward()
    {
        var model = RandomBody.Create(100, 9);
        var posed = model.CreatePosed();
        var joints = new Vector3[24];
        model.Pose(RandomBody.Shape(9), RandomBody.Pose(9), posed);
        model.PoseJoints(RandomBody.Shape(9), RandomBody.Pose(9), joints);
        Assert.Equal(posed.Joints, joints);
    }

    [Fact]
    public void Pose_WrongLengths_NamesWhatIsWrong()
    {
        var model = RandomBody.Create(30, 1);
        var posed = model.CreatePosed();
        Assert.Contains("9 shape", Assert.Throws<ArgumentException>(() => model.Pose(new float[9], new float[72], posed)).Message, StringComparison.Ordinal);
        Assert.Contains("71 pose", Assert.Throws<ArgumentException>(() => model.Pose(new float[10], new float[71], posed)).Message, StringComparison.Ordinal);
        var other = RandomBody.Create(31, 1).CreatePosed();
        Assert.Contains("31 vertices", Assert.Throws<ArgumentException>(() => model.Pose(new float[10], new float[72], other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pose_HashModel_EqualsReferenceNumbers()
    {
        var model = HashBody.Create();
        var posed = model.CreatePosed();
        model.Pose(HashBody.Values(2006, 10), HashBody.Values(2007, 72), posed);
        AssertPoint(-0.2234620f, 0.0332630f, -0.3437049f, posed.Vertices[0]);
        AssertPoint(0.9030056f, -1.0986834f, 0.5257536f, posed.Vertices[1234]);
        AssertPoint(-1.4046099f, 0.4937277f, -0.2709626f, posed.Vertices[6889]);
        AssertPoint(-0.1541857f, -0.4478290f, 0.3223151f, posed.Keypoints[0]);
        AssertPoint(-0.3752259f, -0.8933378f, 1.1120198f, posed.Keypoints[18]);
        var all = ReferencePose.Flatten(posed.Vertices);
        var mean = all.Average(x => (double)x);
        Assert.Equal(-0.0269894, mean, 1e-6);
        Assert.Equal(0.8531037, Math.Sqrt(all.Average(x => (x - mean) * (x - mean))), 1e-6);
        var projected = new WeakPerspectiveCamera(0.9f, 0.1f, -0.2f).Project(posed.Keypoints[0]);
        Close.Assert([-0.0487671f, -0.5830461f], [projected.X, projected.Y], 1e-6);
    }

    private static void AssertPoint(float x, float y, float z, Vector3 actual) =>
        Close.Assert([x, y, z], [actual.X, actual.Y, actual.Z], 2e-6);
}
