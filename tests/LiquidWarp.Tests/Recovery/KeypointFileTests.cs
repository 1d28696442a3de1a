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
    public void ReadFrames_OpenPoseFolder_IsSortedByNumberWithEverybody()
    {
        string People(params int[] xs) => $$"""{"version":1.3,"people":[{{string.Join(',', xs.Select(x => $$"""{"person_id":[-1],"pose_keypoints_2d":[{{JsonFile.Flat(25, x)}}]}"""))}}]}""";
        using var file = new JsonFile(People(30), "clip_10_keypoints.json");
        file.Add("clip_9_keypoints.json", People());
        file.Add("clip_2_keypoints.json", People(20, 90));
        file.Add("readme.txt", "no keypoints");

        var frames = KeypointFile.ReadFrames(file.Folder);

        Assert.Equal([2, 9, 10], frames.Select(frame => frame.Number));
        Assert.Equal([2, 0, 1], frames.Select(frame => frame.People.Count));
        Assert.Equal("clip_10_keypoints.json", frames[2].Name);
        Assert.Equal(90, frames[0].People[1].Points[BodyPoint.Nose].Position.X);
        Assert.Null(frames[0].People[0].Track);

        file.Add("clip_11_keypoints.json", "{\"people\":[{}]}");
        Assert.Contains("clip_11_keypoints.json, person 0 has no pose_keypoints_2d", Assert.Throws<InputException>(() => KeypointFile.ReadFrames(file.Folder)).Message);
    }

    [Fact]
    public void ReadFrames_CocoAnnotations_HaveFramesOfNobodyAndFeetOfTheirOwn()
    {
        using var file = new JsonFile($$"""
            {"images":[{"id":7,"file_name":"b_11.jpg","width":640,"height":480},{"id":5,"file_name":"b_2.jpg"}],
             "annotations":[{"image_id":7,"keypoints":[{{JsonFile.Flat(17, 10, "2")}}],"foot_kpts":[{{JsonFile.Flat(6, 40, "1")}}]}]}
            """);

        var frames = KeypointFile.ReadFrames(file.Path);

        Assert.Equal([("b_2.jpg", 2L, 0), ("b_11.jpg", 11L, 1)], frames.Select(frame => (frame.Name, frame.Number, frame.People.Count)));
        var person = frames[1].People[0];
        Assert.Equal((640, 480), person.PictureSize);
        Assert.Equal(23, person.Points.Count);
        Assert.Equal(new Vector2(42, 198), person.Points[BodyPoint.LeftHeel].Position);
        Assert.True(person.Points[BodyPoint.LeftHeel].Confidence < 1);
    }

    [Fact]
    public void ReadFrames_NamedJointsOfSeveralPictures_AreInOrder()
    {
        using var file = new JsonFile("""{"f10.jpg":{"joints":{"nose":[5,99,2]}},"f9.jpg":{"joints":{"nose":[4,99,0]}}}""");

        Assert.Equal([(9L, 0), (10L, 1)], KeypointFile.ReadFrames(file.Path).Select(frame => (frame.Number, frame.People.Count)));
    }

    [Fact]
    public void ReadFrames_NothingToRead_SaysWhy()
    {
        using var file = new JsonFile("[]");
        Assert.Contains("of no frame", Assert.Throws<InputException>(() => KeypointFile.ReadFrames(file.Path)).Message);
        Assert.Contains("holds no .json file", Assert.Throws<InputException>(() => KeypointFile.ReadFrames(_folder)).Message);
        Assert.Contains("no keypoint file", Assert.Throws<InputException>(() => KeypointFile.ReadFrames(Path.Combine(_folder, "none.json"))).Message);
        using var several = new JsonFile($$"""[{"image_id":1,"keypoints":[{{JsonFile.Flat(17)}}]},{"image_id":2,"keypoints":[{{JsonFile.Flat(17)}}]}]""");
        Assert.Contains("holds 2 frames; in a folder every file is one frame", Assert.Throws<InputException>(() => KeypointFile.ReadFrames(several.Folder)).Message);
        Assert.Contains("holds 2 pictures", Assert.Throws<InputException>(() => KeypointFile.Read(several.Path)).Message);
        using var fractions = new JsonFile("""{"people":[{"pose_keypoints_2d":[""" + string.Join(',', Enumerable.Repeat("0.5,0.5,1", 25)) + "]}]}");
        Assert.Contains("no pixels", Assert.Throws<InputException>(() => KeypointFile.ReadFrames(fractions.Path)).Message);
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
