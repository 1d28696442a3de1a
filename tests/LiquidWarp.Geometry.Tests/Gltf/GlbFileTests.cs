using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Gltf;
using LiquidWarp.Motions;
using LiquidWarp.Tests.Bodies;
using LiquidWarp.Tests.Bodies.Default;
using LiquidWarp.Tests.Files;

namespace LiquidWarp.Tests.Gltf;

/// <summary>By the specification's rules, and against the body itself: what a viewer shows is what the body model makes.</summary>
public sealed class GlbFileTests : IDisposable
{
    private static readonly float[] AShape = [1.5f, -1, 0.5f, 2, 0, -0.7f, 0, 0.3f, 0, -1];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_DefaultBody_KeepsTheRules() => Assert.Empty(GltfRules.Broken(Write(Dance(2), ShippedBody.Model).File));

    [Theory]
    [InlineData(24, 1)]
    [InlineData(61, 3)]
    [InlineData(1002, 24)]
    public void Write_AnyBody_KeepsTheRules(int vertexCount, int frameCount) =>
        Assert.Empty(GltfRules.Broken(Write(RandomMotion(frameCount), RandomBody.Create(vertexCount, seed: vertexCount)).File));

    [Fact]
    public void Write_VerticesInNoTriangle_HaveNormalsNevertheless()
    {
        var full = RandomBody.Create(30, seed: 2);
        var body = new BodyModel
        {
            Name = "one triangle",
            Template = full.Template,
            Faces = [4, 5, 6],
            ShapeDirections = full.ShapeDirections,
            PoseDirections = [],
            JointRegressor = full.JointRegressor,
            KeypointRegressor = full.KeypointRegressor,
            SkinningWeights = full.SkinningWeights,
        };

        Assert.Empty(GltfRules.Broken(Write(RandomMotion(2), body).File));
    }

    [Fact]
    public void Write_DefaultBody_EveryFrameIsTheBodyOfItsShape()
    {
        var motion = Shaped(Dance(2));
        var body = WithoutPoseDirections(ShippedBody.Model);

        var shown = new GltfEvaluator(Write(motion, body).Document);

        for (var frame = 0; frame < motion.Frames.Count; frame += 3)
        {
            var (expected, actual) = (Expected(body, motion, frame), shown.Vertices(frame / motion.FramesPerSecond));
            for (var vertex = 0; vertex < body.VertexCount; vertex++)
            {
                var distance = Vector3.Distance(expected[vertex], actual[vertex]);
                // A fifth joint has little to say: see docs/export.md.
                Assert.True(distance <= (JointsOf(body, vertex) <= 4 ? 1e-4f : 0.01f), $"frame {frame}, vertex {vertex} with {JointsOf(body, vertex)} joints: {1000 * distance} mm");
            }
        }
    }

    [Fact]
    public void Write_RandomBodyAndTurns_EveryFrameIsTheBody()
    {
        var (motion, body) = (RandomMotion(5), RandomBody.Create(200, seed: 7, poseDensity: null));

        var shown = new GltfEvaluator(Write(motion, body).Document);

        for (var frame = 0; frame < motion.Frames.Count; frame++)
            AssertNear(Expected(body, motion, frame), shown.Vertices(frame / motion.FramesPerSecond), 1e-4f);
    }

    [Fact]
    public void Write_BetweenTwoFrames_GoesAsResamplingDoes()
    {
        var motion = Dance(4);
        var body = RandomBody.Create(100, seed: 3, poseDensity: null);
        var finer = MotionResampling.Resample(motion, 2 * motion.FramesPerSecond);

        var shown = new GltfEvaluator(Write(motion, body).Document);

        AssertNear(Expected(body, finer, 7), shown.Vertices(3.5 / motion.FramesPerSecond), 1e-4f);
    }

    [Fact]
    public void Write_FrontalPerson_StandsOnTheFloorInMetresAndFacesPlusZ()
    {
        var body = ShippedBody.Model;
        var motion = new Motion("me.npz", 1, [BodyParameters.Frontal()], HasImageCamera: true);

        var document = Write(motion, body).Document;

        var joints = new GltfEvaluator(document).NodePositions(0);
        var vertices = new GltfEvaluator(document).Vertices(0);
        Assert.Equal(0, vertices.Min(vertex => vertex.Y), 1e-5f);
        Assert.Equal(1.7f, vertices.Max(vertex => vertex.Y), 0.02f);
        Assert.Equal(0.69f, joints[(int)Joint.LeftWrist].X, 0.01f);
        Assert.True(joints[(int)Joint.LeftFoot].Z > joints[(int)Joint.LeftAnkle].Z + 0.05f);
    }

    [Fact]
    public void Write_Travel_GoesRightUpAndTowardsTheViewer()
    {
        var frame = BodyParameters.Frontal();
        var motion = new Motion("steps", 25, [frame, frame, frame], HasImageCamera: false) { RootTravel = [default, new(1, 0, 0), new(1, -0.5f, -2)] };

        var shown = new GltfEvaluator(Write(motion, ShippedBody.Model).Document);

        Vector3 At(int i) => shown.NodePositions(i / 25.0)[0] - shown.NodePositions(0)[0];
        AssertNear([new(1, 0, 0), new(1, 0.5f, 2)], [At(1), At(2)], 1e-5f);
    }

    [Fact]
    public void Write_OneFrame_StandsInItWithoutAnimation()
    {
        var (motion, body) = (RandomMotion(1), RandomBody.Create(80, seed: 4, poseDensity: null));

        var document = Write(motion, body).Document;

        Assert.Null(document.Json["animations"]);
        AssertNear(Expected(body, motion, 0), new GltfEvaluator(document).Vertices(0), 1e-4f);
    }

    [Fact]
    public void Write_Names_AreTheJointsAndTheBodys()
    {
        var json = Write(RandomMotion(2), RandomBody.Create(50, seed: 4)).Document.Json;

        Assert.Equal([.. Enum.GetNames<Joint>(), "Body"], json["nodes"]!.AsArray().Select(node => (string)node!["name"]!));
        Assert.Equal("random 50", (string)json["meshes"]![0]!["name"]!);
        Assert.Equal("LiquidWarp", (string)json["asset"]!["generator"]!);
        Assert.Equal("clip", (string)json["animations"]![0]!["name"]!);
    }

    [Fact]
    public void Write_ShapeThatChanges_IsTheMean()
    {
        var body = RandomBody.Create(60, seed: 9, poseDensity: null);
        var (low, high) = (new float[10], new float[10]);
        (low[3], high[3]) = (-1, 3);
        var frame = RandomMotion(1).Frames[0];
        var changing = new Motion("clip", 30, [frame with { Shape = low }, frame with { Shape = high }], HasImageCamera: false);
        float[] mean = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0];

        var shown = new GltfEvaluator(Write(changing, body).Document);

        AssertNear(Expected(body, new Motion("clip", 30, [frame with { Shape = mean }], HasImageCamera: false), 0), shown.Vertices(0), 1e-4f);
    }

    [Fact]
    public void Write_NothingToWrite_SaysSoAndLeavesNoFile()
    {
        var (motion, body) = (RandomMotion(2), RandomBody.Create(30, seed: 2));
        var faceless = new BodyModel
        {
            Name = "points",
            Template = body.Template,
            Faces = [],
            ShapeDirections = body.ShapeDirections,
            PoseDirections = [],
            JointRegressor = body.JointRegressor,
            KeypointRegressor = body.KeypointRegressor,
            SkinningWeights = body.SkinningWeights,
        };
        string Error(Motion given, BodyModel on) => Assert.Throws<InputException>(() => GlbFile.Write(_folder.File("a.glb"), given, on)).Message;

        Assert.Contains("clip.bvh has no frames", Error(motion with { Frames = [] }, body), StringComparison.Ordinal);
        Assert.Contains("points has no faces", Error(motion, faceless), StringComparison.Ordinal);
        Assert.Contains("at a lower rate", Error(motion with { Frames = [.. Enumerable.Repeat(motion.Frames[0], GlbFile.MostFrames + 1)] }, body), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_WhereNothingCanBe_NamesTheFile()
    {
        string Error(string path) => Assert.Throws<InputException>(() => GlbFile.Write(path, RandomMotion(2), RandomBody.Create(30, seed: 2))).Message;

        Assert.Contains("is a folder", Error(_folder.Path), StringComparison.Ordinal);
        Assert.Contains("a.glb cannot be written", Error(_folder.File("no/such/a.glb")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private (byte[] File, GlbDocument Document) Write(Motion motion, BodyModel body)
    {
        GlbFile.Write(_folder.File("a.glb"), motion, body);
        var file = File.ReadAllBytes(_folder.File("a.glb"));
        return (file, GlbDocument.Read(file));
    }

    /// <summary>Where the body model itself has the vertices, brought from the camera's view: the rest body stands on the floor, and the pelvis travels from there.</summary>
    private static Vector3[] Expected(BodyModel body, Motion motion, int frame)
    {
        static Vector3 ToWorld(Vector3 view) => new(view.X, -view.Y, -view.Z);
        var (posed, rest) = (body.CreatePosed(), body.CreatePosed());
        body.Pose(motion.Frames[frame], posed);
        body.Pose(motion.Frames[frame].Shape, new float[72], rest);
        var pelvis = rest.Joints[0] - new Vector3(0, rest.Vertices.Min(vertex => vertex.Y), 0) + ToWorld(motion.RootTravel?[frame] ?? default);
        return [.. posed.Vertices.Select(vertex => pelvis + ToWorld(vertex - posed.Joints[0]))];
    }

    private static void AssertNear(Vector3[] expected, Vector3[] actual, float metres)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Vector3.Distance(expected[i], actual[i]) <= metres, $"vertex {i}: expected {expected[i]}, shown {actual[i]}");
    }

    private static Motion Dance(double framesPerSecond) => ProceduralMotion.Create("dance", framesPerSecond: framesPerSecond);

    private static Motion Shaped(Motion motion) => motion with { Frames = [.. motion.Frames.Select(frame => frame with { Shape = AShape })] };

    private static Motion RandomMotion(int frameCount) => new("some/clip.bvh", 24, [.. Enumerable.Range(0, frameCount).Select(i => new BodyParameters(new(1, 0, 0), RandomBody.Pose(i), AShape))], HasImageCamera: false)
    {
        RootTravel = [.. Enumerable.Range(0, frameCount).Select(i => new Vector3(0.1f * i, -0.2f * i, 0.3f * i))],
    };

    private static int JointsOf(BodyModel body, int vertex) => body.SkinningWeights.AsSpan(24 * vertex, 24).ToArray().Count(weight => weight > 0);

    private static BodyModel WithoutPoseDirections(BodyModel body) => new()
    {
        Name = body.Name,
        Template = body.Template,
        Faces = body.Faces,
        ShapeDirections = body.ShapeDirections,
        PoseDirections = [],
        JointRegressor = body.JointRegressor,
        KeypointRegressor = body.KeypointRegressor,
        SkinningWeights = body.SkinningWeights,
    };
}
