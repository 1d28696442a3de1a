using System.Buffers.Binary;
using LiquidWarp.Files;
using LiquidWarp.Imaging;
using LiquidWarp.Media;

namespace LiquidWarp.Tests;

/// <summary>Exact: every kind of bad input ends with its exit code and a message that says what, where and what to do.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("absent.jpg", "does not exist")]
    [InlineData("", "is a folder")]
    [InlineData("empty.jpg", "is empty")]
    [InlineData("text.jpg", "it holds text")]
    [InlineData("cut.jpg", "is damaged")]
    [InlineData("huge.png", "20000 × 20000")]
    public void Picture_Unusable_IsInputAtFault(string name, string expected)
    {
        MakePictures();

        var error = CommandLine.AssertFails(3, Recover(_folder[name], Keypoints("kp.json", 1)));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains(name, error, StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Theory]
    [InlineData("nobody.json", 0, "nobody")]
    [InlineData("two.json", 2, "2 people")]
    public void Keypoints_NotOfOnePerson_AreInputAtFault(string name, int people, string expected)
    {
        MakePictures();

        var error = CommandLine.AssertFails(3, Recover(_folder["good.jpg"], Keypoints(name, people)));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains(name, error, StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Fact]
    public void Picture_OfOnePixel_IsReadAndItsKeypointsAreRefused()
    {
        PictureWithSize("one.png", 1, 1);

        var error = CommandLine.AssertFails(3, Recover(_folder["one.png"], Keypoints("kp.json", 1)));

        Assert.DoesNotContain("damaged", error, StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Fact]
    public void Motion_WithoutFrames_IsInputAtFault() =>
        AssertMotionFails("bvh", Bvh("Hips", frames: 0), "no frames", "motion.bvh");

    [Fact]
    public void Motion_WithUnknownJoints_IsInputAtFault() =>
        AssertMotionFails("bvh", Bvh("Rotor", frames: 1), "joint", "motion.bvh");

    [Fact]
    public void Motion_WithNaN_IsInputAtFault()
    {
        var poses = new float[2 * 72];
        poses[100] = float.NaN;
        NpzFile.Write(_folder["motion.npz"], new Dictionary<string, NdArray>
        {
            ["poses"] = NdArray.From(poses, 2, 72),
            ["trans"] = NdArray.From(new float[6], 2, 3),
            ["mocap_framerate"] = NdArray.From([30.0]),
        });

        var error = CommandLine.AssertFails(3, Preview(_folder["motion.npz"]));

        Assert.Contains("motion.npz", error, StringComparison.Ordinal);
        Assert.Contains("finite", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.npz", "does not exist")]
    [InlineData("", "is a folder")]
    [InlineData("empty.bvh", "is empty")]
    [InlineData("text.bvh", "text.bvh")]
    public void Motion_Unreadable_IsInputAtFault(string name, string expected)
    {
        _folder.Bytes("empty.bvh", []);
        _folder.Bytes("text.bvh", "a letter, not a motion"u8.ToArray());

        Assert.Contains(expected, CommandLine.AssertFails(3, Preview(_folder[name])), StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Fact]
    public void Body_OfAnotherJointCount_IsInputAtFault()
    {
        NpzFile.Write(_folder["body.npz"], new Dictionary<string, NdArray>
        {
            ["v_template"] = NdArray.From(new float[12], 4, 3),
            ["f"] = NdArray.From(new long[] { 0, 1, 2 }, 1, 3),
            ["shapedirs"] = NdArray.From(new float[120], 4, 3, 10),
            ["posedirs"] = NdArray.From(new float[12 * 459], 4, 3, 459),
            ["J_regressor"] = NdArray.From(new float[52 * 4], 52, 4),
            ["weights"] = NdArray.From(new float[4 * 52], 4, 52),
            ["kintree_table"] = NdArray.From(new long[104], 2, 52),
        });

        var error = CommandLine.AssertFails(3, CommandLine.Run("body", "--motion", WalkMotion, "--model", _folder["body.npz"], "-o", _folder["out.mp4"]));

        Assert.Contains("body.npz", error, StringComparison.Ordinal);
        Assert.Contains("52", error, StringComparison.Ordinal);
        Assert.Contains("24", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file/out.mp4", "Cannot write")]
    [InlineData("folder.mp4", "is a folder")]
    [InlineData("out.doc", "Use .mp4")]
    public void Output_Unwritable_IsSaidBeforeAnyWork(string name, string expected)
    {
        _folder.Bytes("file", [1]);
        Directory.CreateDirectory(_folder["folder.mp4"]);

        // the motion does not exist either: the output is looked at first
        var error = CommandLine.AssertFails(3, CommandLine.Run("body", "--motion", _folder["absent"], "-o", _folder[name]));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal(["file", "folder.mp4"], _folder.Names());
    }

    [Fact]
    public void FFmpeg_Missing_IsExitFourWithTheLineThatInstallsIt()
    {
        MakePictures();
        var dotnet = Path.GetDirectoryName(Environment.ProcessPath)!;
        (string, string?)[] noPath = [("PATH", dotnet.Contains("dotnet", StringComparison.Ordinal) ? dotnet : "/nowhere"), ("LIQUIDWARP_FFMPEG", null)];

        var video = CommandLine.Run(noPath, "body", "--motion", WalkMotion, "-o", _folder["out.mp4"]);
        var picture = CommandLine.Run(noPath, "recover", _folder["good.jpg"], "--keypoints", Keypoints("kp.json", 1), "-o", _folder["out.npz"]);

        Assert.Contains("apt-get install -y ffmpeg", CommandLine.AssertFails(4, video), StringComparison.Ordinal);
        Assert.Contains("apt-get install -y ffmpeg", CommandLine.AssertFails(4, picture), StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Fact]
    public void FFmpeg_DyingHalfWay_IsSaidWithItsLastWordsAndLeavesNoFile()
    {
        Directory.CreateDirectory(_folder["bin"]);
        var fake = _folder.Bytes("bin/ffmpeg", "#!/bin/bash\nhead -c 2000000 > /dev/null\necho 'the disk is full of eels' >&2\nkill -9 $$\n"u8.ToArray());
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the stand-in for ffmpeg is a shell script");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var error = CommandLine.AssertFails(1, CommandLine.Run([("LIQUIDWARP_FFMPEG", fake)], "body", "--motion", WalkMotion, "--size", "256", "-o", _folder["out.mp4"]));

        Assert.Contains("killed by signal 9", error, StringComparison.Ordinal);
        Assert.Contains("the disk is full of eels", error, StringComparison.Ordinal);
        Assert.Equal(["bin"], _folder.Names());
    }

    [Fact]
    public void Interrupted_HalfWay_IsExit130AndLeavesNoFile()
    {
        using var process = CommandLine.Start([], "body", "--motion", WalkMotion, "--size", "2048", "--json", "-o", _folder["out.mp4"]);
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("progress", StringComparison.Ordinal))
        {
            // until the first frame is in the encoder
        }

        System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));

        Assert.Equal(130, process.ExitCode);
        Assert.Empty(_folder.Names());
    }

    private static string WalkMotion { get; } = Path.Combine(Goldens.Checkout, "samples", "motions", "walk.npz");

    private CommandLine.Result Recover(string picture, string keypoints) =>
        CommandLine.Run("recover", picture, "--keypoints", keypoints, "-o", _folder["out.npz"], "--overlay", _folder["out.png"]);

    private CommandLine.Result Preview(string motion) => CommandLine.Run("body", "--motion", motion, "-o", _folder["out.mp4"]);

    private void AssertMotionFails(string ending, string text, params string[] expected)
    {
        _folder.Bytes($"motion.{ending}", System.Text.Encoding.UTF8.GetBytes(text));
        var error = CommandLine.AssertFails(3, Preview(_folder[$"motion.{ending}"]));
        foreach (var part in expected)
            Assert.Contains(part, error, StringComparison.OrdinalIgnoreCase);
        AssertNothingWritten();
    }

    private void AssertNothingWritten() => Assert.DoesNotContain(_folder.Names(), name => name.StartsWith("out", StringComparison.Ordinal));

    private void MakePictures()
    {
        var jpeg = File.ReadAllBytes(_folder.FFmpeg("good.jpg", "-f", "lavfi", "-i", "testsrc=size=128x128", "-frames:v", "1"));
        _folder.Bytes("cut.jpg", jpeg[..(jpeg.Length / 2)]);
        _folder.Bytes("empty.jpg", []);
        _folder.Bytes("text.jpg", "Dear Sir, this is a letter.\n"u8.ToArray());
        PictureWithSize("huge.png", 20_000, 20_000);
    }

    /// <summary>A PNG whose header announces a size; made from a picture of one pixel.</summary>
    private void PictureWithSize(string name, int width, int height)
    {
        PictureFile.Write(_folder[name], new RgbImage(1, 1));
        var png = File.ReadAllBytes(_folder[name]);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32(png.AsSpan(12, 17)));
        _folder.Bytes(name, png);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? 0xEDB88320 ^ sum >> 1 : sum >> 1;
        }

        return ~sum;
    }

    /// <summary>OpenPose BODY_25 with so many people, all points in a plausible place of a picture of 128 pixels.</summary>
    private string Keypoints(string name, int people)
    {
        var points = string.Join(',', Enumerable.Range(0, 25).Select(i => $"{40 + i % 5 * 10},{10 + i * 4},0.9"));
        var person = $$"""{"person_id":[-1],"pose_keypoints_2d":[{{points}}]}""";
        return _folder.Bytes(name, System.Text.Encoding.UTF8.GetBytes(
            $$"""{"version":1.3,"people":[{{string.Join(',', Enumerable.Repeat(person, people))}}]}"""));
    }

    private static string Bvh(string root, int frames) => $$"""
        HIERARCHY
        ROOT {{root}}
        {
          OFFSET 0 0 0
          CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
          End Site
          {
            OFFSET 0 10 0
          }
        }
        MOTION
        Frames: {{frames}}
        Frame Time: 0.0333333
        {{string.Join('\n', Enumerable.Repeat("0 0 0 0 0 0", frames))}}
        """;
}
