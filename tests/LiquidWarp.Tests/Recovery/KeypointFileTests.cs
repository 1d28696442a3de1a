using System.Numerics;
using LiquidWarp.Recovery;
using Xunit;

namespace LiquidWarp.Tests.Recovery;

public sealed class KeypointFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keypoints").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_OpenPoseBody25_MapsEachPointAndDropsMissingOnes()
    {
        var numbers = Enumerable.Range(0, 25).SelectMany(i => i == 7 ? new float[] { 0, 0, 0 } : [10 + i, 200 - i, 0.5f + i / 100f]);
        var person = KeypointFile.Read(Write($$"""{"version":1.3,"people":[{"pose_keypoints_2d":[{{string.Join(',', numbers)}}]}]}"""));

        Assert.Equal(24, person.Points.Count);
        Assert.False(person.Points.ContainsKey(BodyPoint.LeftWrist));
        Assert.Equal(new MarkedPoint(new Vector2(10, 200), 0.5f), person.Points[BodyPoint.Nose]);
        Assert.Equal(new Vector2(11, 199), person.Points[BodyPoint.ShoulderMiddle].Position);
        Assert.Equal(new Vector2(12, 198), person.Points[BodyPoint.RightShoulder].Position);
        Assert.Equal(new Vector2(21, 189), person.Points[BodyPoint.RightAnkle].Position);
        Assert.Equal(new Vector2(34, 176), person.Points[BodyPoint.RightHeel].Position);
    }

    [Fact]
    public void Read_OpenPoseCoco18_HasNoHipMiddle()
    {
        var numbers = Enumerable.Range(0, 18).SelectMany(i => new float[] { 10 + i, 200 - i, 1 });
        var person = KeypointFile.Read(Write($$"""{"people":[{"pose_keypoints_2d":[{{string.Join(',', numbers)}}]}]}"""));

        Assert.False(person.Points.ContainsKey(BodyPoint.HipMiddle));
        Assert.Equal(new Vector2(18, 192), person.Points[BodyPoint.RightHip].Position);
        Assert.Equal(new Vector2(27, 183), person.Points[BodyPoint.LeftEar].Position);
    }

    [Fact]
    public void Read_CocoResults_TakesTheNamedPictureAndTheScore()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 17).SelectMany(i => new float[] { 10 + i, 200 - i, 3 }));
        var path = Write($$"""[{"image_id":"000000000042","category_id":1,"keypoints":[{{numbers}}],"score":1},{"image_id":7,"keypoints":[{{numbers.Replace("200", "100")}}]}]""");

        Assert.Equal(new MarkedPoint(new Vector2(10, 200), 1), KeypointFile.Read(path, new("photos/42.jpg")).Points[BodyPoint.Nose]);
        Assert.Equal(100, KeypointFile.Read(path, new("000007.png")).Points[BodyPoint.Nose].Position.Y);
        Assert.Equal(new Vector2(26, 184), KeypointFile.Read(path, new("7.png")).Points[BodyPoint.RightAnkle].Position);
        Assert.Contains("none has the image_id", Assert.Throws<InputException>(() => KeypointFile.Read(path, new("8.jpg"))).Message);
    }

    [Fact]
    public void Read_CocoAnnotations_TrustsHiddenPointsLess()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 17).SelectMany(i => new[] { 10 + i, 200 - i, i % 3 }));
        var path = Write($$"""{"images":[{"id":5,"file_name":"a/b.jpg","width":640,"height":480}],"annotations":[{"image_id":5,"num_keypoints":11,"keypoints":[{{numbers}}]},{"image_id":5,"num_keypoints":0,"keypoints":[]}]}""");
        var person = KeypointFile.Read(path);

        Assert.Equal((640, 480), person.PictureSize);
        Assert.Equal(11, person.Points.Count);
        Assert.Equal(1, person.Points[BodyPoint.RightEye].Confidence);
        Assert.InRange(person.Points[BodyPoint.LeftEye].Confidence, 0.1f, 0.9f);
    }

    [Fact]
    public void Read_NamedJointsOfSeveralPictures_TakesTheNamedOne()
    {
        var path = Write("""{"a.jpg":{"size":[300,200],"joints":{"head_top":[165,48,2],"left_wrist":[1,2,0],"right_knee":[7,8,1]},"note":"x"},"b.jpg":{"joints":{"nose":[1,99,2]}}}""");
        var person = KeypointFile.Read(path, new("/photos/a.jpg"));

        Assert.Equal((300, 200), person.PictureSize);
        Assert.Equal(2, person.Points.Count);
        Assert.Equal(new MarkedPoint(new Vector2(165, 48), 1), person.Points[BodyPoint.HeadTop]);
        Assert.True(person.Points[BodyPoint.RightKnee].Confidence < 1);
        Assert.Contains("holds 2 pictures", Assert.Throws<InputException>(() => KeypointFile.Read(path)).Message);
        Assert.Contains("no picture of the name c.jpg", Assert.Throws<InputException>(() => KeypointFile.Read(path, new("c.jpg"))).Message);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("{\"people\":[", "no JSON")]
    [InlineData("{\"people\":[]}", "nobody")]
    [InlineData("[]", "nobody")]
    [InlineData("{\"annotations\":[]}", "nobody")]
    [InlineData("{\"people\":3}", "no list")]
    [InlineData("{\"people\":[{}]}", "no pose_keypoints_2d")]
    [InlineData("{\"people\":[{\"pose_keypoints_2d\":[1,2,3]}]}", "3 numbers")]
    [InlineData("{\"people\":[{\"pose_keypoints_2d\":[1,\"a\",3]}]}", "finite number")]
    [InlineData("{\"people\":[{\"pose_keypoints_2d\":[1e99,1,3]}]}", "finite number")]
    [InlineData("[{\"image_id\":1}]", "no \"keypoints\"")]
    [InlineData("[3]", "no \"keypoints\"")]
    [InlineData("{\"joints\":{\"tail\":[1,2,2]}}", "no joint \"tail\"")]
    [InlineData("{\"joints\":{\"nose\":[1,2]}}", "2 numbers")]
    [InlineData("{\"joints\":{\"nose\":[1,2,0]}}", "no visible point")]
    [InlineData("{\"joints\":{\"nose\":[0.1,0.2,2],\"neck\":[0.1,0.3,2],\"left_hip\":[0.1,0.4,2],\"right_hip\":[0.1,0.5,2]}}", "no pixels")]
    [InlineData("{\"a\":1}", "no keypoint file that is known")]
    [InlineData("42", "no keypoint file that is known")]
    public void Read_BadContent_SaysWhatIsWrong(string content, string expected)
    {
        var path = Write(content);
        var error = Assert.Throws<InputException>(() => KeypointFile.Read(path));
        Assert.Contains(expected, error.Message);
        Assert.Contains(path, error.Message);
    }

    [Fact]
    public void Read_TwoPeople_AsksForOneAndTakesTheChosen()
    {
        string Numbers(int x) => string.Join(',', Enumerable.Range(0, 25).SelectMany(i => new[] { x + i, 10 + i, 1 }));
        var path = Write($$"""{"people":[{"pose_keypoints_2d":[{{Numbers(20)}}]},{"pose_keypoints_2d":[{{Numbers(90)}}]}]}""");

        Assert.Contains("2 people", Assert.Throws<InputException>(() => KeypointFile.Read(path)).Message);
        Assert.Contains("no person 2", Assert.Throws<InputException>(() => KeypointFile.Read(path, new(Person: 2))).Message);
        Assert.Equal(90, KeypointFile.Read(path, new(Person: 1)).Points[BodyPoint.Nose].Position.X);
    }

    [Fact]
    public void Read_MissingFileOrDirectory_SaysSo()
    {
        Assert.Contains("no keypoint file", Assert.Throws<InputException>(() => KeypointFile.Read(Path.Combine(_folder, "none.json"))).Message);
        Assert.Contains("directory", Assert.Throws<InputException>(() => KeypointFile.Read(_folder)).Message);
    }

    [Fact]
    public void Scaled_HalfSize_KeepsPixelCentres()
    {
        var person = new PersonKeypoints("x", new Dictionary<BodyPoint, MarkedPoint> { [BodyPoint.Nose] = new(new Vector2(0.5f, 2.5f), 1) });
        Assert.Equal(new Vector2(0, 1), person.Scaled(0.5f, 0.5f).Points[BodyPoint.Nose].Position);
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder, "keypoints.json");
        File.WriteAllText(path, content);
        return path;
    }
}
