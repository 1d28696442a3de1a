using System.Numerics;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

/// <summary>Exact: dumps of MediaPipe Pose in the shapes that its interfaces have.</summary>
public class MediaPipeKeypointsTests
{
    /// <summary>Landmark i at (i / 40, 0.5 + i / 100), and with one that is not to be seen.</summary>
    private static readonly string Landmarks = "[" + string.Join(',', Enumerable.Range(0, 33).Select(i =>
        FormattableString.Invariant($$"""{"x": {{i / 40.0}}, "y": {{0.5 + i / 100.0}}, "z": -0.2, "visibility": {{(i == 16 ? 0 : 0.75)}}, "presence": 0.99}"""))) + "]";

    [Theory]
    [InlineData("{0}")]
    [InlineData("{\"pose_landmarks\": {0}, \"pose_world_landmarks\": {0}}")]
    [InlineData("{\"pose_landmarks\": [{0}]}")]
    [InlineData("{\"poseLandmarks\": {0}}")]
    [InlineData("{\"pose_landmarks\": {\"landmark\": {0}}}")]
    [InlineData("{\"landmark\": {0}}")]
    [InlineData("[{\"pose_landmarks\": {0}}]")]
    public void Read_FractionsOfWidthAndHeight_BecomePixels(string shape)
    {
        using var file = new JsonFile(shape.Replace("{0}", Landmarks));

        var person = KeypointFile.Read(file.Path, new(PictureSize: (400, 200)));

        Assert.Equal((400, 200), person.PictureSize);
        // 21 of the 33 have their like here, but one is hidden.
        Assert.Equal(20, person.Points.Count);
        AssertPoint(person, BodyPoint.Nose, 0);
        AssertPoint(person, BodyPoint.LeftEye, 2);
        AssertPoint(person, BodyPoint.LeftShoulder, 11);
        AssertPoint(person, BodyPoint.LeftWrist, 15);
        Assert.False(person.Points.ContainsKey(BodyPoint.RightWrist));
        AssertPoint(person, BodyPoint.RightKnee, 26);
        AssertPoint(person, BodyPoint.LeftHeel, 29);
        AssertPoint(person, BodyPoint.RightBigToe, 32);
    }

    [Fact]
    public void ReadFrames_Video_KeepsFramesOfNobodyAndSizesOfTheFile()
    {
        using var file = new JsonFile($$"""[{"frame": 1, "pose_landmarks": null}, {"frame": 2, "width": 400, "height": 200, "pose_landmarks": [{{Landmarks}}, {{Landmarks}}]}, {"frame": 3, "pose_landmarks": []}]""");

        var frames = KeypointFile.ReadFrames(file.Path);

        Assert.Equal([1, 2, 3], frames.Select(frame => frame.Number));
        Assert.Equal([0, 2, 0], frames.Select(frame => frame.People.Count));
        AssertPoint(frames[1].People[1], BodyPoint.RightHip, 24);
    }

    [Theory]
    [InlineData("{\"pose_world_landmarks\": [{\"x\": 0.1, \"y\": 0.2}]}", "the world's are metres")]
    [InlineData("{\"pose_landmarks\": [{\"x\": 0.1, \"y\": 0.2}]}", "person 0 has 1 landmarks; MediaPipe Pose has 33")]
    [InlineData("{\"pose_landmarks\": 3}", "the landmarks are no list")]
    [InlineData("{\"pose_landmarks\": [], \"width\": 3}", "nobody")]
    [InlineData("{\"pose_landmarks\": null}", "nobody")]
    public void Read_BadContent_SaysWhatIsWrong(string content, string expected)
    {
        using var file = new JsonFile(content);
        var error = Assert.Throws<InputException>(() => KeypointFile.Read(file.Path, new(PictureSize: (400, 200))));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"x\": 0.05,", "", "landmark 2 has no \"x\"")]
    [InlineData("\"x\": 0.05,", "\"x\": 1e60,", "landmark 2: \"x\" is no finite number")]
    [InlineData("\"visibility\": 0.75", "\"visibility\": \"high\"", "landmark 0: \"visibility\" is no finite number")]
    public void Read_BadLandmark_SaysWhich(string from, string to, string expected)
    {
        using var file = new JsonFile(Landmarks.Replace(from, to));
        Assert.Contains(expected, Assert.Throws<InputException>(() => KeypointFile.Read(file.Path, new(PictureSize: (400, 200)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutSize_AsksForIt()
    {
        using var file = new JsonFile(Landmarks);
        Assert.Contains("fractions of the picture's size", Assert.Throws<InputException>(() => KeypointFile.Read(file.Path)).Message, StringComparison.Ordinal);
    }

    private static void AssertPoint(PersonKeypoints person, BodyPoint point, int landmark)
    {
        var expected = new Vector2(landmark / 40f * 400 - 0.5f, (0.5f + landmark / 100f) * 200 - 0.5f);
        Assert.True((person.Points[point].Position - expected).Length() < 1e-3f, $"{point} is at {person.Points[point].Position}, expected {expected}");
        Assert.Equal(0.75f, person.Points[point].Confidence);
    }
}
