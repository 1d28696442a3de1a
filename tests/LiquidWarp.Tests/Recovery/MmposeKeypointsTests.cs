using System.Numerics;
using LiquidWarp.Recovery;
using static LiquidWarp.Tests.Recovery.JsonFile;

namespace LiquidWarp.Tests.Recovery;

/// <summary>Exact: what MMPose's inferencer and demos write.</summary>
public class MmposeKeypointsTests
{
    [Fact]
    public void ReadFrames_Video_HasEveryFrameAndEverybody()
    {
        // Boxes are nested once too often in some versions, and frame 10 comes before frame 9 in no order of numbers.
        using var file = new JsonFile($$"""
            {"meta_info": {"dataset_name": "coco", "num_keypoints": 17}, "instance_info": [
             {"frame_id": 10, "instances": [
              {"keypoints": [{{Pairs(17)}}], "keypoint_scores": [{{Scores(17)}}], "bbox": [[1.0, 2.0, 3.0, 4.0]], "bbox_score": 0.9},
              {"keypoints": [{{Pairs(17, 60)}}], "keypoint_scores": [{{Scores(17, "1.2")}}], "bbox": [1, 2, 3, 4], "bbox_score": 0.8, "track_id": 4}]},
             {"frame_id": 9, "instances": []}]}
            """);

        var frames = KeypointFile.ReadFrames(file.Path);

        Assert.Equal([9, 10], frames.Select(frame => frame.Number));
        Assert.Empty(frames[0].People);
        Assert.Equal(new MarkedPoint(new Vector2(10, 200), 0.5f), frames[1].People[0].Points[BodyPoint.Nose]);
        Assert.Equal(new MarkedPoint(new Vector2(76, 184), 1), frames[1].People[1].Points[BodyPoint.RightAnkle]);
        Assert.Equal((null, 4), (frames[1].People[0].Track, frames[1].People[1].Track));
    }

    [Theory]
    [InlineData("[{0}]")]
    [InlineData("{\"meta_info\": {}, \"instance_info\": [{0}]}")]
    public void Read_Picture_IsAListOfInstances(string around)
    {
        using var file = new JsonFile(around.Replace("{0}", $$"""{"keypoints": [{{Pairs(17)}}], "keypoint_scores": [{{Scores(16)}}, 0.0], "bbox": [[1, 2, 3, 4]]}"""));

        var person = KeypointFile.Read(file.Path, new("me.jpg"));

        Assert.Equal(16, person.Points.Count);
        Assert.Equal(new Vector2(25, 185), person.Points[BodyPoint.LeftAnkle].Position);
        Assert.False(person.Points.ContainsKey(BodyPoint.RightAnkle));
    }

    [Fact]
    public void Read_WholeBody_TakesBodyAndFeet()
    {
        using var file = new JsonFile($$"""[{"keypoints": [{{Pairs(133)}}], "keypoint_scores": [{{Scores(133)}}]}]""");

        var person = KeypointFile.Read(file.Path);

        Assert.Equal(23, person.Points.Count);
        Assert.Equal(new Vector2(27, 183), person.Points[BodyPoint.LeftBigToe].Position);
        Assert.Equal(new Vector2(29, 181), person.Points[BodyPoint.LeftHeel].Position);
        Assert.Equal(new Vector2(32, 178), person.Points[BodyPoint.RightHeel].Position);
    }

    [Theory]
    [InlineData("{\"instance_info\": 3}", "\"instance_info\" is no list")]
    [InlineData("{\"instance_info\": []}", "nobody")]
    [InlineData("[{\"frame_id\": 0, \"instances\": []}, {\"frame_id\": 7}]", "frame 7 has no list \"instances\"")]
    [InlineData("[{\"keypoints\": [[1, 2]], \"keypoint_scores\": [1, 1]}]", "1 keypoints and 2 keypoint_scores")]
    [InlineData("[{\"keypoints\": [[1, 2]], \"keypoint_scores\": [1]}]", "person 0 has 1 points; known are lists of 16")]
    [InlineData("[{\"keypoints\": [[1, 2, 3]], \"keypoint_scores\": [1]}]", "point 0 is no pair")]
    [InlineData("[{\"keypoint_scores\": [1]}]", "person 0 has no \"keypoints\"")]
    [InlineData("[{\"keypoints\": [[NaN, 2]], \"keypoint_scores\": [1]}]", "no JSON")]
    public void Read_BadContent_SaysWhatIsWrong(string content, string expected)
    {
        using var file = new JsonFile(content);
        var error = Assert.Throws<InputException>(() => KeypointFile.Read(file.Path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
    }
}
