using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Files;
using LiquidWarp.Media;

namespace LiquidWarp.Tests.Datasets;

/// <summary>Exact: what is written is read back, and bad copies of it are refused.</summary>
public sealed class SyntheticVideosTests : IDisposable
{
    private static readonly BodyModel Body = BodyModel.LoadDefault();
    private static readonly SyntheticPlan Plan = new() { Subjects = 2, Outfits = 2, TurnFrames = 16, Size = 32 };

    private readonly MediaFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Draw(SyntheticPlan? plan = null, CancellationToken? cancellation = null)
    {
        var path = _folder["set"];
        new SyntheticVideos(path, [Body], [], plan ?? Plan).Draw(2, _ => { }, cancellation ?? TestContext.Current.CancellationToken);
        return path;
    }

    [Fact]
    public void Videos_DefaultPlan_HasIpersProportions()
    {
        var videos = new SyntheticPlan().Videos();
        Assert.Equal(206, videos.Count);
        Assert.Equal(30, videos.Select(video => video.Subject).Distinct().Count());
        Assert.InRange(videos.Sum(video => video.Frames), 240_000, 243_000);
        Assert.Empty(videos.Where(video => video.IsForTests).Select(video => video.Subject).Intersect(videos.Where(video => !video.IsForTests).Select(video => video.Subject)));
        Assert.Equal(4, new SyntheticPlan().Scale(0.001).Videos().Count);
    }

    [Fact]
    public void Draw_SmallPlan_IsReadBackAsPairs()
    {
        var folder = Draw();
        var pairs = new IperPairs(folder, Body, 32, seed: 1);
        for (var number = 0; number < 6; number++)
        {
            var (first, again) = (pairs.Pair(number), new IperPairs(folder, Body, 32, seed: 1).Pair(number));
            Assert.Equal(first.Target.Picture.Data, again.Target.Picture.Data);
            Assert.Equal(first.Target.Body.ToVector(), again.Target.Body.ToVector());
        }

        Assert.Equal(["002/1/1", "002/1/2"], File.ReadAllLines(Path.Combine(folder, "val.txt")));
        Assert.Contains("self_imitation", File.ReadAllText(Path.Combine(folder, "protocol.json")), StringComparison.Ordinal);
        var truth = Path.Combine(folder, "truth", "001", "1", "2");
        Assert.Equal([32, 32], NpyFile.Read(Path.Combine(truth, "depth", "000.npy")).Shape);
        var (mask, parts) = (PictureFile.Read(Path.Combine(truth, "mask", "000.png")), PictureFile.Read(Path.Combine(truth, "parts", "000.png")));
        for (var i = 0; i < mask.Data.Length; i++)
            Assert.Equal(mask.Data[i] > 0, parts.Data[i] is > 0 and <= 10);
    }

    [Fact]
    public void Draw_SecondTime_KeepsWholeVideosAndMakesMissingOnesAlike()
    {
        var folder = Draw();
        var (kept, lost) = (Path.Combine(folder, "images_HD", "001", "1", "1", "000.png"), Path.Combine(folder, "images_HD", "001", "1", "2"));
        var (written, picture) = (File.GetLastWriteTimeUtc(kept), File.ReadAllBytes(Path.Combine(lost, "020.png")));
        Directory.Delete(lost, recursive: true);
        Draw();
        Assert.Equal(written, File.GetLastWriteTimeUtc(kept));
        Assert.Equal(picture, File.ReadAllBytes(Path.Combine(lost, "020.png")));
    }

    [Fact]
    public void Draw_OtherPlanInTheFolder_IsRefused()
    {
        var folder = Draw();
        var error = Assert.Throws<InputException>(() => Draw(Plan with { Seed = 2 }));
        Assert.Contains("another plan", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_Cancelled_LeavesNoHalfVideo()
    {
        using var cancellation = new CancellationTokenSource();
        var path = _folder["set"];
        var videos = new SyntheticVideos(path, [Body], [], Plan);
        Assert.ThrowsAny<OperationCanceledException>(() => videos.Draw(1, done =>
        {
            if (done == 20)
                cancellation.Cancel();
        }, cancellation.Token));
        Assert.Equal(16, Directory.GetFiles(Path.Combine(path, "images_HD"), "*", SearchOption.AllDirectories).Length);
        Assert.False(File.Exists(Path.Combine(path, "train.txt")));
    }

    [Fact]
    public void IperPairs_BadFolders_SayWhatIsWrong()
    {
        Fails("There is no folder", () => _ = new IperPairs(_folder["none"], Body, 32, 1));
        var folder = Draw();
        Fails("has no other.txt", () => _ = new IperPairs(folder, Body, 32, 1, "other.txt"));

        var pictures = Path.Combine(folder, "images_HD", "001", "1", "1");
        File.Delete(Path.Combine(pictures, "003.png"));
        Fails("15 pictures", () => _ = new IperPairs(folder, Body, 32, 1));
        Directory.Delete(pictures, recursive: true);
        Fails("not copied whole", () => _ = new IperPairs(folder, Body, 32, 1));
    }

    [Fact]
    public void IperPairs_UnreadableFrames_ArePassedOverThenRefused()
    {
        var folder = Draw();
        var pictures = Path.Combine(folder, "images_HD", "001", "1", "1");
        File.WriteAllText(Path.Combine(pictures, "004.png"), "no picture");
        File.Delete(Path.Combine(folder, "train.txt"));
        File.WriteAllText(Path.Combine(folder, "train.txt"), "001/1/1\n");
        List<string> warnings = [];
        var pairs = new IperPairs(folder, Body, 32, 1, warn: warnings.Add);
        for (var number = 0; number < 60; number++)
            pairs.Pair(number);
        Assert.Contains("004.png", Assert.Single(warnings), StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(pictures, "009.png"), "no picture");
        Fails("2 of 16 frames", () =>
        {
            for (var number = 60; number < 200; number++)
                pairs.Pair(number);
        });
    }

    private static void Fails(string words, Action action) => Assert.Contains(words, Assert.Throws<InputException>(action).Message, StringComparison.Ordinal);
}
