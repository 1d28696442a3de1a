using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.MakeHuman;

namespace LiquidWarp.Tests.Bodies.MakeHuman;

/// <summary>Analytic on a person of boxes whose every number is known; invariants on MakeHuman's own files where they are at hand.</summary>
public sealed class MakeHumanBodyTests : IDisposable
{
    private static readonly Lazy<BodyModel> _real = new(() => BodyModel.Load(Goldens.Sample("assets/makehuman")));

    private readonly string _folder = Directory.CreateTempSubdirectory("makehuman").FullName;

    public MakeHumanBodyTests() => MakeHumanSample.Write(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_BoxPerson_IsInRestPoseAndMetres()
    {
        var body = MakeHumanBody.Read(_folder);
        Assert.Equal(MakeHumanSample.BodyVertexCount, body.VertexCount);
        Assert.Equal(12 * MakeHumanSample.BodyVertexCount / 8, body.FaceCount);
        Assert.Empty(body.PoseDirections);
        var joints = body.RestJoints(new float[10]);
        var (shoulder, elbow, wrist) = (joints[(int)Joint.LeftShoulder], joints[(int)Joint.LeftElbow], joints[(int)Joint.LeftWrist]);
        Assert.Equal(shoulder.Y, elbow.Y, 1e-3);
        Assert.Equal(shoulder.Y, wrist.Y, 1e-3);
        Assert.InRange(wrist.X - elbow.X, 0.20f, 0.30f);
        Assert.True(joints[(int)Joint.LeftAnkle].X > joints[(int)Joint.LeftHip].X);
        Assert.True(joints[(int)Joint.RightAnkle].X < joints[(int)Joint.RightHip].X);
        Assert.InRange(body.Template.Max(v => v.Y) - body.Template.Min(v => v.Y), 1.4f, 2f);
    }

    [Fact]
    public void Read_BoxPerson_JointsFollowEveryShape()
    {
        var body = MakeHumanBody.Read(_folder);
        var posed = body.CreatePosed();
        for (var k = 0; k < 3; k++)
            foreach (var beta in new[] { -2f, 2f })
            {
                var shape = new float[10];
                shape[k] = beta;
                body.Pose(shape, new float[72], posed);
                foreach (var (bone, joint) in new[] { ("LeftForeArm", Joint.LeftElbow), ("RightLeg", Joint.RightKnee), ("Hips", Joint.Pelvis), ("Head", Joint.Head) })
                {
                    var first = 8 * MakeHumanSample.Bones.Keys.ToList().IndexOf(bone);
                    var centre = posed.Vertices[first..(first + 8)].Aggregate(Vector3.Zero, (sum, v) => sum + v / 8);
                    Assert.True(Vector3.Distance(centre, posed.Joints[(int)joint]) < 0.004f, $"{joint} at shape {k} = {beta}: {centre} against {posed.Joints[(int)joint]}");
                }
            }
    }

    [Fact]
    public void Read_BoxPerson_OrdersShapeByVarianceAndGrows()
    {
        var body = MakeHumanBody.Read(_folder);
        var sizes = body.ShapeDirections.Select(direction => direction.Sum(d => d.LengthSquared())).ToArray();
        Assert.Equal(sizes.OrderDescending(), sizes);
        // Only sex and height vary here, and height the more: the first direction is growth of the whole body.
        var top = Enumerable.Range(0, body.VertexCount).MaxBy(v => body.Template[v].Y);
        Assert.True(body.ShapeDirections[0][top].Y > 0.02f);
        Assert.All(sizes[3..], size => Assert.True(size < 1e-4f * sizes[0]));
    }

    [Fact]
    public void Read_BoxPerson_HasPartsRegionsAndKeypoints()
    {
        var body = MakeHumanBody.Read(_folder);
        var surface = body.Surface!;
        Assert.Equal(BodyParts.Names, surface.PartNames);
        Assert.Equal(10, surface.FaceParts.Distinct().Count());
        Assert.Equal(12 * 3, surface.FaceParts.Count(part => part == 0));
        Assert.Equal(12 * 4, surface.Head.Count(flag => flag));
        Assert.InRange(surface.FrontalFace.Count(flag => flag), 4, 12 * 3 - 1);
        var posed = body.CreatePosed();
        body.Pose(new float[10], new float[72], posed);
        Assert.True(posed.Keypoints[(int)Keypoint.LeftEye].X > posed.Keypoints[(int)Keypoint.RightEye].X);
        Assert.True(posed.Keypoints[(int)Keypoint.HeadTop].Y > posed.Keypoints[(int)Keypoint.Nose].Y - 1e-6f);
        Assert.True(Vector3.Distance(posed.Keypoints[(int)Keypoint.LeftKnee], posed.Joints[(int)Joint.LeftKnee]) < 1e-4f);
        for (var v = 0; v < body.VertexCount; v++)
            Assert.Equal(1, body.SkinningWeights.AsSpan(24 * v, 24).ToArray().Sum(), 1e-5);
    }

    [Theory]
    [InlineData("base.obj", null, "base.obj")]
    [InlineData("base.obj", "v 0 0 zero\n", "line 1")]
    [InlineData("base.obj", "v 0 0 0\nvt 0 0\ng body\nf 1/1 1/1 2/1\n", "line 4")]
    [InlineData("base.obj", "v 0 0 0\nvt 0 0\nf 1/1 1/1 1/1\n", "group")]
    [InlineData("base.obj", "", "no group")]
    [InlineData("rig.mixamo.json", null, "rig.mixamo.json")]
    [InlineData("rig.mixamo.json", "{", "no JSON")]
    [InlineData("rig.mixamo.json", "[]", "rig.mixamo.json")]
    [InlineData("rig.mixamo.json", """{"bones": {}}""", "no bone 'Hips'")]
    [InlineData("weights.mixamo.json", """{"weights": {"mixamorig:Tail": [[0, 1]]}}""", "'Tail'")]
    [InlineData("weights.mixamo.json", """{"weights": {"mixamorig:Hips": [[0, -1]]}}""", "'mixamorig:Hips'")]
    [InlineData("weights.mixamo.json", """{"weights": {"mixamorig:Hips": [[9999999, 1]]}}""", "9999999")]
    [InlineData("weights.mixamo.json", """{"weights": {"mixamorig:Hips": [[0]]}}""", "weights.mixamo.json")]
    [InlineData("weights.mixamo.json", """{"weights": {}}""", "no bone for vertex 0")]
    [InlineData("targets/macro.json", null, "macro.json")]
    [InlineData("targets/macro.json", """{"macrotargets": {}}""", "no value that macro.json knows")]
    [InlineData("targets/universal-male-young.target.gz", "not gzip", "universal-male-young.target.gz")]
    public void Read_DamagedFile_NamesIt(string file, string? content, string expected)
    {
        var path = Path.Combine(_folder, file);
        if (content is null)
            File.Delete(path);
        else
            File.WriteAllText(path, content);
        Assert.Contains(expected, Assert.Throws<InputException>(() => MakeHumanBody.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MakeHumanFiles_GivesAPersonWithJointsInside()
    {
        var body = _real.Value;
        Assert.InRange(body.Template.Max(v => v.Y) - body.Template.Min(v => v.Y), 1.55f, 1.8f);
        var posed = body.CreatePosed();
        foreach (var (shape, k) in new[] { (0f, 0), (2f, 0), (-2f, 0), (2f, 1), (-2f, 1), (2f, 2), (-2f, 3) })
        {
            var beta = new float[10];
            beta[k] = shape;
            body.Pose(beta, new float[72], posed);
            foreach (var joint in Enum.GetValues<Joint>())
                Assert.True(WindingNumber(posed.Joints[(int)joint], posed.Vertices, body.Faces) > 0.9f, $"{joint} is outside the body at shape {k} = {shape}");
        }
    }

    [Fact]
    public void Load_MakeHumanFiles_KeypointsStayAtBentJoints()
    {
        var body = _real.Value;
        var posed = body.CreatePosed();
        var pose = new float[72];
        pose[3 * (int)Joint.LeftKnee] = 1.8f;
        pose[3 * (int)Joint.LeftElbow + 1] = -1.8f;
        body.Pose(new float[10], pose, posed);
        Assert.True(Vector3.Distance(posed.Keypoints[(int)Keypoint.LeftKnee], posed.Joints[(int)Joint.LeftKnee]) < 0.03f);
        Assert.True(Vector3.Distance(posed.Keypoints[(int)Keypoint.LeftElbow], posed.Joints[(int)Joint.LeftElbow]) < 0.03f);
    }

    /// <summary>How often a closed surface goes round a point, by the solid angles of its triangles.</summary>
    private static float WindingNumber(Vector3 point, Vector3[] vertices, int[] faces)
    {
        var sum = 0.0;
        for (var f = 0; f < faces.Length; f += 3)
        {
            var (a, b, c) = (vertices[faces[f]] - point, vertices[faces[f + 1]] - point, vertices[faces[f + 2]] - point);
            var (la, lb, lc) = (a.Length(), b.Length(), c.Length());
            sum += 2 * Math.Atan2(Vector3.Dot(a, Vector3.Cross(b, c)), la * lb * lc + Vector3.Dot(a, b) * lc + Vector3.Dot(b, c) * la + Vector3.Dot(c, a) * lb);
        }

        return (float)(sum / (4 * Math.PI));
    }
}
