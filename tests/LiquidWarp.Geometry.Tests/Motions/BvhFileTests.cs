using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Exact: what the parser takes and what it refuses, with the line.</summary>
public class BvhFileTests
{
    private const string Small = """
        HIERARCHY
        ROOT Hips
        {
          OFFSET 0 0 0
          CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
          JOINT Tail {
            OFFSET 0 -1 0.5
            CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
            End Site
            {
              OFFSET 0 -2 0
            }
          }
        }
        MOTION
        Frames: 2
        Frame Time: .03333
        1 2 3 0 0 0   0 -1 0.5 0 90 0
        4 5 6 0 0 0   0 -3 0.5 0 0 0

        """;

    [Fact]
    public void Read_SixChannelJointAndInlineBrace_KeepsPositionsAndEndSite()
    {
        var clip = Read(Small);

        Assert.Equal(["Hips", "Tail"], clip.Joints.Select(joint => joint.Name));
        Assert.Equal(new(0, -2, 0), clip.Joints[1].EndSite!.Value);
        Assert.Equal(30, clip.FramesPerSecond);
        Assert.Equal(new(4, 5, 6), clip.LocalPositions[1][0]);
        Assert.Equal(new(4, 2, 6.5f), clip.Pose(1).Positions[1]);
        Assert.Equal(MathF.Sin(MathF.PI / 4), clip.LocalRotations[0][1].X, 1e-6f);
    }

    [Theory]
    [InlineData("HIERARCHY", "GARBAGE", "line 1", "starts with HIERARCHY")]
    [InlineData("OFFSET 0 -1 0.5", "OFFSET 0 -1", "line 7", "numbers are missing")]
    [InlineData("OFFSET 0 -2 0", "OFFSET 0 -2 NaN", "line 11", "'NaN' is not a finite number")]
    [InlineData("CHANNELS 6", "CHANNELS 5", "line 5", "announces 5 but names 6")]
    [InlineData("Zrotation Xrotation Yrotation", "Zrotation Xrotation Wrotation", "line 5", "'Wrotation' is not a channel")]
    [InlineData("Frames: 2", "Frames: 0", "line 16", "no frames")]
    [InlineData("Frames: 2", "Frames: 3", "line 19", "announces 3 frames but ends after 2")]
    [InlineData("Frame Time: .03333", "Frame Time: 0", "line 17", "makes no sense")]
    [InlineData("Frame Time: .03333", "Frame Time: 11", "line 17", "makes no sense")]
    [InlineData("Frame Time: .03333", "Frame Time: 1e-9", "line 17", "makes no sense")]
    [InlineData("1 2 3 0 0 0   0 -1 0.5 0 90 0", "1 2 3 0 0 0   0 -1 0.5 0 90", "line 18", "has 11 numbers, the channels need 12")]
    [InlineData("4 5 6 0", "4 5 NaN 0", "line 19", "'NaN' is not a finite number")]
    [InlineData("4 5 6 0", "4 5 1e99 0", "line 19", "is not a finite number")]
    [InlineData("MOTION", "MOVEMENT", "line 15", "'MOVEMENT' is not part")]
    public void Read_Broken_NamesFileLineAndReason(string what, string by, string line, string reason)
    {
        using var file = new TemporaryFile(".bvh", Small.Replace(what, by, StringComparison.Ordinal));

        var error = Assert.Throws<InputException>(() => BvhFile.Read(file.Path));

        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(line, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutAnywhere_IsRefused()
    {
        // The last line may lack its end, and a number's last digit cannot be missed.
        for (var length = 1; length < Small.TrimEnd().Length - 1; length += 3)
        {
            using var file = new TemporaryFile(".bvh", Small[..length]);
            Assert.Throws<InputException>(() => BvhFile.Read(file.Path));
        }
    }

    [Fact]
    public void Retarget_NoPerson_ListsNamesAndNeeds()
    {
        using var file = new TemporaryFile(".bvh", Small);

        var error = Assert.Throws<InputException>(() => MotionFile.Read(file.Path));

        Assert.Contains("Names found: Hips, Tail", error.Message, StringComparison.Ordinal);
        Assert.Contains("no left upper leg", error.Message, StringComparison.Ordinal);
    }

    private static SkeletonClip Read(string text)
    {
        using var file = new TemporaryFile(".bvh", text);
        return BvhFile.Read(file.Path);
    }
}
