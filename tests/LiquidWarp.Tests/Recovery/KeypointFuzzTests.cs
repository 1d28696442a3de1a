using System.Text;
using LiquidWarp.Recovery;
using static LiquidWarp.Tests.Recovery.JsonFile;

namespace LiquidWarp.Tests.Recovery;

/// <summary>Exact: a damaged file is read or refused, never a crash.</summary>
public class KeypointFuzzTests
{
    /// <summary>What takes the place of a value: other kinds of values above all.</summary>
    private static readonly string[] Odd = ["null", "3", "-1", "1e99", "\"x\"", "[]", "{}", "[[]]", "[null]", "[{}]", "[3]", "true"];

    private const string Landmark = """{"x":0.25,"y":0.5,"z":0,"visibility":0.5}""";

    public static TheoryData<string> Whole => new()
    {
        $$"""{"version":1.3,"people":[{"person_id":[-1],"pose_keypoints_2d":[{{Flat(25)}}]}]}""",
        $$"""[{"image_id":"1.jpg","category_id":1,"keypoints":[{{Flat(17)}}],"score":1,"idx":2},{"image_id":2,"keypoints":[{{Flat(16)}}]}]""",
        $$"""{"images":[{"id":7,"file_name":"b.jpg","width":640,"height":480}],"annotations":[{"image_id":7,"num_keypoints":9,"keypoints":[{{Flat(17)}}],"foot_kpts":[{{Flat(6)}}]}]}""",
        $$"""{"meta_info":{},"instance_info":[{"frame_id":1,"instances":[{"keypoints":[{{Pairs(17)}}],"keypoint_scores":[{{Scores(17)}}],"bbox":[[1,2,3,4]],"track_id":1}]}]}""",
        $$"""{"1.jpg":{"people":[{"pose_keypoints_2d":[{{Flat(18)}}]}]},"2.jpg":{"bodies":[{"joints":[{{Flat(18)}}]}]} }""",
        $$"""[{"frame":1,"width":400,"height":200,"pose_landmarks":[{{string.Join(',', Enumerable.Repeat(Landmark, 33))}}]},{"pose_landmarks":{"landmark":[]} },null]""",
        """{"a.jpg":{"size":[300,200],"joints":{"head_top":[165,48,2],"nose":[1,2,0]}},"b.jpg":{"joints":{"nose":[1,99,2]}}}""",
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void ReadFrames_RandomDamage_IsReadOrRefused(string whole)
    {
        var random = new Random(7);
        using var file = new JsonFile(whole);
        Assert.NotEmpty(KeypointFile.ReadFrames(file.Path));
        for (var trial = 0; trial < 400; trial++)
        {
            File.WriteAllText(file.Path, Damage(whole, random));
            Try(file.Path, () => KeypointFile.ReadFrames(file.Path));
            Try(file.Path, () => KeypointFile.Read(file.Path, new("1.jpg", 0, (400, 200))));
        }
    }

    private static void Try(string path, Action read)
    {
        try
        {
            read();
        }
        catch (InputException error)
        {
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Puts a value of another kind in the place of one, or changes letters.</summary>
    private static string Damage(string whole, Random random)
    {
        var text = new StringBuilder(whole);
        if (random.Next(4) == 0)
        {
            text[random.Next(text.Length)] = "[]{},:\"0a."[random.Next(10)];
            return text.ToString();
        }

        var starts = Enumerable.Range(0, whole.Length - 1).Where(i => whole[i] is ':' or '[' or ',').ToArray();
        var start = starts[random.Next(starts.Length)] + 1;
        var (end, depth) = (start, 0);
        for (; end < whole.Length && (depth > 0 || whole[end] is not (',' or ']' or '}')); end++)
            depth += whole[end] is '[' or '{' ? 1 : whole[end] is ']' or '}' ? -1 : 0;
        return whole[..start] + Odd[random.Next(Odd.Length)] + whole[end..];
    }
}
