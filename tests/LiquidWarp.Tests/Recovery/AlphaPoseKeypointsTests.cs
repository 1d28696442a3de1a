using System.Numerics;
using LiquidWarp.Recovery;
using static LiquidWarp.Tests.Recovery.JsonFile;

namespace LiquidWarp.Tests.Recovery;

/// <summary>Exact: what AlphaPose writes, in its own format and in the manner of OpenPose.</summary>
public class AlphaPoseKeypointsTests
{
    [Fact]
    public void ReadFrames_Results_AreByFrameInOrderWithTracksAndScoresUpToSix()
    {
        using var file = new JsonFile($$"""
            [{"image_id": "10.jpg", "category_id": 1, "keypoints": [{{Flat(17, 30, "5.4")}}], "score": 3.1, "box": [1, 2, 3, 4], "idx": 1},
             {"image_id": "9.jpg", "category_id": 1, "keypoints": [{{Flat(17, 20, "0.25")}}], "score": 2.9, "box": [1, 2, 3, 4], "idx": 2},
             {"image_id": "9.jpg", "category_id": 1, "keypoints": [{{Flat(17, 10, "0")}}], "score": 0.1, "box": [1, 2, 3, 4], "idx": 1}]
            """);

        var frames = KeypointFile.ReadFrames(file.Path);

        Assert.Equal(["9.jpg", "10.jpg"], frames.Select(frame => frame.Name));
        Assert.Equal([9, 10], frames.Select(frame => frame.Number));
        var sure = Assert.Single(frames[1].People);
        Assert.Equal((1, new MarkedPoint(new Vector2(30, 200), 1)), (sure.Track!.Value, sure.Points[BodyPoint.Nose]));
        // Of the other person in frame 9 nothing was found.
        var unsure = Assert.Single(frames[0].People);
        Assert.Equal((2, 0.25f), (unsure.Track!.Value, unsure.Points[BodyPoint.Nose].Confidence));
    }

    [Fact]
    public void Read_Mpii_MapsThoraxAndHeadTop()
    {
        using var file = new JsonFile($$"""[{"image_id": "a.jpg", "category_id": 1, "keypoints": [{{Flat(16, 10, "0.5")}}], "score": 1}]""");

        var points = KeypointFile.Read(file.Path).Points;

        Assert.Equal(15, points.Count);
        Assert.Equal(new MarkedPoint(new Vector2(10, 200), 0.5f), points[BodyPoint.RightAnkle]);
        Assert.Equal(new Vector2(16, 194), points[BodyPoint.HipMiddle].Position);
        Assert.Equal(new Vector2(17, 193), points[BodyPoint.Neck].Position);
        Assert.Equal(new Vector2(19, 191), points[BodyPoint.HeadTop].Position);
        Assert.Equal(new Vector2(25, 185), points[BodyPoint.LeftWrist].Position);
    }

    [Theory]
    [InlineData(26)]
    [InlineData(136)]
    public void Read_Halpe_MapsFeet(int count)
    {
        using var file = new JsonFile($$"""[{"image_id": "a.jpg", "keypoints": [{{Flat(count)}}]}]""");

        var points = KeypointFile.Read(file.Path).Points;

        Assert.Equal(26, points.Count);
        Assert.Equal(new Vector2(27, 183), points[BodyPoint.HeadTop].Position);
        Assert.Equal(new Vector2(31, 179), points[BodyPoint.RightBigToe].Position);
        Assert.Equal(new Vector2(34, 176), points[BodyPoint.LeftHeel].Position);
    }

    [Theory]
    [InlineData("people", "pose_keypoints_2d")]
    [InlineData("bodies", "joints")]
    public void ReadFrames_OpenPoseLike_AreKeyedByPicture(string people, string numbers)
    {
        string Frame(int x) => $$"""{"version": "AlphaPose v0.3", "{{people}}": [{"{{numbers}}": [{{Flat(18, x)}}]}]}""";
        using var file = new JsonFile($$"""{"10.jpg": {{Frame(30)}}, "2.jpg": {{Frame(20)}}}""");

        var frames = KeypointFile.ReadFrames(file.Path);

        Assert.Equal([2, 10], frames.Select(frame => frame.Number));
        Assert.Equal(new Vector2(20, 200), frames[0].People[0].Points[BodyPoint.Nose].Position);
        Assert.Equal(new Vector2(38, 192), frames[1].People[0].Points[BodyPoint.RightHip].Position);
        Assert.Equal(30, KeypointFile.Read(file.Path, new("photos/10.jpg")).Points[BodyPoint.Nose].Position.X);
        Assert.Contains("no picture of the name 3.jpg", Assert.Throws<InputException>(() => KeypointFile.Read(file.Path, new("3.jpg"))).Message, StringComparison.Ordinal);
    }
}
