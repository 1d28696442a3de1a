using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Exact and golden: files of θ, and files that are none.</summary>
public class MotionFileTests
{
    /// <summary>A person of a z-up world who faces -y, as AMASS's world has it, is upright and seen from the front.</summary>
    private static readonly float[] FrontalInZUp = [MathF.PI / 2, 0, 0];

    [Theory]
    [InlineData("mocap_framerate", 156)]
    [InlineData("mocap_frame_rate", 165)]
    [InlineData("mocap_framerate", 72)]
    [InlineData("mocap_frame_rate", 66)]
    public void Read_Amass_TurnsZUpIntoCameraViewAndDropsFingers(string rate, int width)
    {
        var poses = new float[3 * width];
        for (var frame = 0; frame < 3; frame++)
        {
            FrontalInZUp.CopyTo(poses, frame * width);
            poses[frame * width + 3 * (int)Joint.RightElbow + 1] = 0.5f * frame;
            if (width > 72)
                poses[frame * width + 70] = 0.3f;
        }

        using var file = Npz(new()
        {
            ["poses"] = NdArray.From(poses, 3, width),
            ["trans"] = NdArray.From([1f, 2, 3, 1, 2, 3.1f, 1.5f, 1, 3], 3, 3),
            ["betas"] = NdArray.From([.. Enumerable.Range(0, 16).Select(i => (double)i)], 16),
            [rate] = NdArray.From(new double[] { 120 }, []),
            ["gender"] = width > 100 ? NdArray.FromText("neutral") : new NdArray(DType.Bytes, [], "male"u8.ToArray(), 4),
        });

        var motion = MotionFile.Read(file.Path);

        Assert.Equal(120, motion.FramesPerSecond);
        Assert.False(motion.HasImageCamera);
        var expected = BodyParameters.Frontal().Pose;
        expected[3 * (int)Joint.RightElbow + 1] = 1;
        Close.Assert(expected, motion.Frames[2].Pose, 1e-5);
        Close.Assert([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], motion.Frames[1].Shape, 0);
        // x stays right, z up is -y, and what comes towards the camera along -y is -z.
        Close.Assert([0, -0.1f, 0], Numbers(motion.RootTravel![1]), 1e-5);
        Close.Assert([0.5f, 0, -1], Numbers(motion.RootTravel[2]), 1e-5);
        Assert.Equal(new WeakPerspectiveCamera(1, motion.RootTravel[2].X, motion.RootTravel[2].Y), motion.Frames[2].Camera);
        Assert.Contains(motion.Assumptions, said => said.Contains("Up is +z", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SplitPosesWithoutRate_JoinsThemAndSaysWhatItAssumes()
    {
        using var file = Npz(new()
        {
            ["root_orient"] = NdArray.From([.. FrontalInZUp, .. FrontalInZUp], 2, 3),
            ["pose_body"] = NdArray.From([.. Enumerable.Range(0, 126).Select(i => i * 0.001f)], 2, 63),
            ["pose_hand"] = NdArray.From(new float[180], 2, 90),
        });

        var motion = MotionFile.Read(file.Path);

        Close.Assert([0.063f, 0.064f], motion.Frames[1].Pose.AsSpan(3, 2), 1e-6);
        Assert.Equal(30, motion.FramesPerSecond);
        Assert.Null(motion.RootTravel);
        foreach (var word in (string[])["frame rate", "travel", "shape"])
            Assert.Contains(motion.Assumptions, said => said.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_CaptureThenRead_GivesTheSame()
    {
        var motion = ProceduralMotion.Create("dance");
        using var file = new TemporaryFile(".npz");

        MotionFile.Write(file.Path, motion);
        var read = MotionFile.Read(file.Path);

        AssertSame(motion, read);
        Assert.Equal(motion.RootTravel!, read.RootTravel!);
    }

    [Fact]
    public void Write_RecoveredMotion_HasAmassKeysAndTheCameras()
    {
        var frame = BodyParameters.Frontal();
        var motion = new Motion("clip", 25, [frame, frame], HasImageCamera: true) { RootTravel = [default, new(0.1f, 0, -0.2f)] };
        using var file = new TemporaryFile(".npz");

        MotionFile.Write(file.Path, motion, "a body");

        var arrays = NpzFile.Read(file.Path);
        Assert.Equal(["betas", "cameras", "coordinates", "gender", "mocap_framerate", "model", "poses", "trans"], arrays.Keys.Order());
        Assert.Equal([[2, 72], [2, 3], [10], [2, 3]], [arrays["poses"].Shape, arrays["trans"].Shape, arrays["betas"].Shape, arrays["cameras"].Shape]);
        Close.Assert([0, 0, 0, 0.1f, 0, -0.2f], arrays["trans"].ToSingles(), 0);
        Close.Assert([0.9f, 0, 0, 0.9f, 0, 0], arrays["cameras"].ToSingles(), 0);
        Assert.Equal([25], arrays["mocap_framerate"].ToDoubles());
        Assert.Equal(["neutral", "camera", "a body"], [.. ((string[])["gender", "coordinates", "model"]).Select(key => arrays[key].ToStrings().Single())]);
    }

    [Fact]
    public void Write_NoFrames_SaysSo()
    {
        var error = Assert.Throws<InputException>(() => MotionFile.Write("/no/such.npz", new Motion("clip", 30, [], HasImageCamera: false)));

        Assert.Contains("clip has no frames", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ImageCamerasThenRead_KeepsThem()
    {
        var random = new Random(3);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
        var frames = Enumerable.Range(0, 4).Select(_ => new BodyParameters(new(0.9f, random.NextSingle(), 0.1f), Draw(72), Draw(10))).ToArray();
        var motion = new Motion("clip", 29.97, frames, HasImageCamera: true);
        using var file = new TemporaryFile(".npz");

        MotionFile.Write(file.Path, motion);

        AssertSame(motion, MotionFile.Read(file.Path));
    }

    [Fact]
    public void Read_IperPickle_EqualsItsArrays()
    {
        var arrays = NpzFile.Read(Goldens.Path("iper_pose_shape.npz"));
        var motion = MotionFile.Read(Goldens.Path("iper/smpls/001/1/1/pose_shape.pkl"));

        Assert.True(motion.HasImageCamera);
        Close.Assert(arrays["cams"].ToSingles(), [.. motion.Frames.SelectMany(frame => frame.ToVector()[..3])], 0);
        Close.Assert(arrays["pose"].ToSingles(), [.. motion.Frames.SelectMany(frame => frame.Pose)], 0);
        Close.Assert(arrays["shape"].ToSingles(), [.. motion.Frames.SelectMany(frame => frame.Shape)], 0);
    }

    [Fact]
    public void Read_AistPickle_DividesTravelByItsScaling()
    {
        var motion = MotionFile.Read(Golden("aist.pkl"));

        var expected = BodyParameters.Frontal().Pose;
        expected[3 * (int)Joint.LeftElbow + 1] = -0.3f;
        Close.Assert(expected, motion.Frames[2].Pose, 1e-5);
        Close.Assert([0, -0.1f, 0], Numbers(motion.RootTravel![1]), 1e-5);
        Close.Assert([0.2f, 0, -0.5f], Numbers(motion.RootTravel[2]), 1e-5);
        Assert.Equal((60, false), (motion.FramesPerSecond, motion.RateIsAssumed));
        foreach (var said in (string[])["Up is +y", "60 frames a second", "smpl_trans / smpl_scaling"])
            Assert.Contains(motion.Assumptions, text => text.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_PersonOfAFileOfOne_IsRefused()
    {
        Assert.Contains("do not choose person 1", Assert.Throws<InputException>(() => MotionFile.Read(Golden("aist.pkl"), new(Person: 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MixamoPickle_KeepsItsCameras()
    {
        var motion = MotionFile.Read(Golden("mixamo.pkl"));

        var expected = BodyParameters.Frontal().Pose;
        expected[3 * (int)Joint.LeftElbow + 1] = -0.2f;
        Close.Assert(expected, motion.Frames[1].Pose, 1e-6);
        Assert.True(motion.HasImageCamera);
        Assert.Equal(new WeakPerspectiveCamera(0.8f, 0.2f, 0.1f), motion.Frames[2].Camera);
        // The mean body is zeros; the ones that the original demo filled in are another.
        Assert.Equal(new float[10], motion.Frames[2].Shape);
        Assert.True(motion.RateIsAssumed);
    }

    [Theory]
    [InlineData("empty.npz", "", "is empty")]
    [InlineData("note.txt", "Hello, this is a letter.", "is no motion file. Known are .npz")]
    [InlineData("scene.fbx", "Kaydara FBX Binary  ", "export it as BVH")]
    [InlineData("clip.bvh", "not what it says", "starts with HIERARCHY")]
    [InlineData("list.json", "{\"people\": []}", "without \"Frames\"")]
    [InlineData("none.txt", "{\"Frames\": []}", "has no frames")]
    [InlineData("short.txt", "{\"Frames\": [[0.1, 2, 3]]}", "frame 0 has 3 numbers, a humanoid3d frame has 44")]
    [InlineData("cut.txt", "{\"Frames\": [[0.1, 2", "not well-formed")]
    [InlineData("words.txt", "{\"Frames\": [[\"a\"]]}", "not well-formed")]
    public void Read_NoMotion_SaysWhy(string name, string content, string reason)
    {
        using var file = new TemporaryFile(name[name.IndexOf('.')..], content);

        var error = Assert.Throws<InputException>(() => MotionFile.Read(file.Path));

        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFileOrFolder_SaysSo()
    {
        Assert.Contains("does not exist", Assert.Throws<InputException>(() => MotionFile.Read("/no/such.bvh")).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => MotionFile.Read(Path.GetTempPath())).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BrokenArrays => new()
    {
        { "no poses", "holds no poses" }, { "no frames", "has no frames" }, { "NaN", "frame 1 of 'poses' holds a number that is not finite" },
        { "width", "a pose of 71 numbers is unknown" }, { "trans", "expected (2, 3) as there are 2 poses" }, { "rate", "makes no sense" }, { "slow", "a rate of 0.01 frames a second makes no sense" },
        { "coordinates", "coordinates 'sideways' are unknown" },
    };

    [Theory]
    [MemberData(nameof(BrokenArrays))]
    public void Read_BrokenArrays_SaysWhatAndWhere(string broken, string reason)
    {
        var arrays = new Dictionary<string, NdArray> { ["poses"] = NdArray.From(new float[144], 2, 72), ["fps"] = NdArray.From(new double[] { 30 }, []) };
        switch (broken)
        {
            case "no poses": arrays.Remove("poses"); break;
            case "no frames": arrays["poses"] = NdArray.From(Array.Empty<float>(), 0, 72); break;
            case "NaN": arrays["poses"] = NdArray.From([.. new float[100], float.NaN, .. new float[43]], 2, 72); break;
            case "width": arrays["poses"] = NdArray.From(new float[142], 2, 71); break;
            case "trans": arrays["trans"] = NdArray.From(new float[9], 3, 3); break;
            case "rate": arrays["fps"] = NdArray.From([double.NaN], []); break;
            case "slow": arrays["fps"] = NdArray.From([0.01], []); break;
            default: arrays["coordinates"] = NdArray.FromText("sideways"); break;
        }

        using var file = Npz(arrays);

        var error = Assert.Throws<InputException>(() => MotionFile.Read(file.Path));

        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static string Golden(string name) => Path.Combine(Goldens.Checkout, "tests", "Golden", "motions", name);

    private static TemporaryFile Npz(Dictionary<string, NdArray> arrays)
    {
        var file = new TemporaryFile(".npz");
        NpzFile.Write(file.Path, arrays);
        return file;
    }

    private static float[] Numbers(Vector3 vector) => [vector.X, vector.Y, vector.Z];

    private static void AssertSame(Motion expected, Motion actual)
    {
        Assert.Equal(expected.FramesPerSecond, actual.FramesPerSecond);
        Assert.Equal(expected.HasImageCamera, actual.HasImageCamera);
        Assert.Equal(expected.Frames.Count, actual.Frames.Count);
        for (var i = 0; i < expected.Frames.Count; i++)
            Assert.Equal(expected.Frames[i].ToVector(), actual.Frames[i].ToVector());
    }
}
